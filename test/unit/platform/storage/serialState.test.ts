import { describe, expect, it } from 'vitest';
import { SerialState } from '../../../../src/platform/storage/serialState.js';

type Values = Readonly<Record<string, unknown>>;

/** A turn of both processes: what was sent in one is there in the next. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Global state as VS Code has it: all values go at once, and come back as they were when they went. */
class GlobalState {
  private values: Record<string, unknown> = {};
  stored: Values = {};
  private pending: (() => void)[] = [];
  private isSending = false;
  sent = 0;

  constructor(private readonly turnsAway: () => number) {}

  get(key: string): unknown {
    return this.values[key];
  }

  update(key: string, value: unknown): Promise<void> {
    this.values[key] = value;
    const done = new Promise<void>((resolve) => this.pending.push(resolve));
    if (!this.isSending) void this.send();
    return done;
  }

  private async send(): Promise<void> {
    this.isSending = true;
    await turn();
    this.isSending = false;
    const told = this.pending;
    this.pending = [];
    const all = JSON.stringify(this.values);
    this.sent++;
    for (let turns = this.turnsAway(); turns > 0; turns--) await turn();
    this.stored = JSON.parse(all) as Values;
    this.values = JSON.parse(all) as Record<string, unknown>;
    for (const resolve of told) resolve();
  }
}

describe('global state', () => {
  it('loses a change in VS Code where the answer to the one before comes after it', async () => {
    const state = new GlobalState(() => 3);
    void state.update('a', 1);
    await turn();
    await turn();
    void state.update('projects', ['new']);
    while (state.get('projects') !== undefined) await turn();
    await state.update('b', 2);
    expect(state.stored).not.toHaveProperty('projects');
  });

  it('keeps every last value, whenever what is written and however long it takes', async () => {
    let seed = 1;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 40; round++) {
      const inner = new GlobalState(() => random(4));
      const state = new SerialState(inner);
      const wanted: Record<string, unknown> = {};
      const written: PromiseLike<void>[] = [];
      for (let change = 0; change < 20; change++) {
        const key = `key${random(4)}`;
        wanted[key] = { change };
        written.push(state.update(key, wanted[key]));
        expect(state.get(key)).toEqual(wanted[key]);
        if (random(2) === 0) await turn();
        for (const [each, value] of Object.entries(wanted)) expect(state.get(each)).toEqual(value);
      }
      await Promise.all(written);
      expect(inner.stored).toEqual(wanted);
    }
  });

  it('stores the last of several values that wait, once', async () => {
    const inner = new GlobalState(() => 1);
    const state = new SerialState(inner);
    await Promise.all([1, 2, 3, 4].map((value) => state.update('meter', value)));
    expect([inner.stored['meter'], inner.sent]).toEqual([4, 1]);
  });

  it('keeps what was given, not what is made of it later', async () => {
    const inner = new GlobalState(() => 1);
    const state = new SerialState(inner);
    const list = ['a'];
    const written = state.update('list', list);
    list.push('b');
    expect(state.get('list')).toEqual(['a']);
    await written;
    expect(inner.stored['list']).toEqual(['a']);
  });

  it('goes on after a change that VS Code refused, and tells who made it', async () => {
    const values = new Map<string, unknown>();
    const state = new SerialState({
      get: (key) => values.get(key),
      update: (key, value) =>
        key === 'bad' ? Promise.reject(new Error('full')) : Promise.resolve(void values.set(key, value)),
    });
    const refused = state.update('bad', 1);
    const stored = state.update('good', 2);
    await expect(refused).rejects.toThrow('full');
    await stored;
    expect([state.get('bad'), state.get('good')]).toEqual([undefined, 2]);
  });
});
