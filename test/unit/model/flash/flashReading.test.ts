import { describe, expect, it } from 'vitest';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { callsOfFlash, FlashReading } from '../../../../src/model/flash/flashReading.js';
import { isChanged, versionChanges } from '../../../../src/model/flash/versionChange.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import type { Device } from '../../../../src/tuya/results.js';
import { ManualClock } from '../../../support/simulatorSigner.js';

const ref = { projectId: 'p', deviceId: 'd' };
const live = new AbortController().signal;

/** A device as each look finds it, by how long ago this computer's clock said that it was flashed, ms. */
type Looks = (sinceMs: number) => Partial<Device> | Error;

function setUp(look: Looks, { cloudAheadMs = 0, callsEach = 1, firmware = [] as (Error | string)[] } = {}) {
  const clock = new ManualClock();
  const flashedAt = clock.now();
  const calls: string[] = [];
  const asked: string[] = [];
  const tell = (onCall?: (info: object) => void): void =>
    onCall?.({ at: clock.now(), ms: 0, cloudTime: clock.now() + cloudAheadMs });
  const get = (id: string, _: unknown, onCall?: (info: object) => void): Promise<Device> => {
    calls.push(`get ${id}`);
    for (let at = 0; at < callsEach; at++) tell(onCall);
    const found = look(clock.now() - flashedAt);
    if (found instanceof Error) return Promise.reject(found);
    return Promise.resolve({ id, status: [], extra: {}, ...found });
  };
  const devices = {
    get,
    firmware: (id: string, _: unknown, onCall?: (info: object) => void) => {
      calls.push(`firmware ${id}`);
      const answer = firmware.shift() ?? '1.0.0';
      if (answer instanceof Error) return Promise.reject(answer);
      tell(onCall);
      return Promise.resolve([{ type: 0, version: answer }]);
    },
  } as unknown as TuyaClient['devices'];
  const reading = new FlashReading(ref, {
    clients: {
      client: (_, { asker }) => {
        asked.push(asker);
        return Promise.resolve({ devices });
      },
    },
    devices: { put: () => undefined },
    clock: {
      now: () => clock.now(),
      sleep: (ms, signal) => {
        clock.advance(ms);
        return signal?.aborted ? Promise.reject(new DOMException('', 'AbortError')) : Promise.resolve();
      },
    },
  });
  return { reading, calls, asked, flashedAt, clock };
}

const failure = (reason: 'network' | 'permission'): TuyaError =>
  new TuyaError(reason, { operation: 'devices.get', message: '', remedy: 'tryAgain' });

describe('a device after a flash', () => {
  it('is asked for its versions when it has reported', async () => {
    const { reading, calls, asked, flashedAt } = setUp((since) => ({
      online: since > 10_000,
      updateTime: since > 20_000 ? flashedAt + 15_000 : flashedAt - 60_000,
    }));
    const side = await reading.after(flashedAt, live);
    expect(side).toMatchObject({ modules: [{ type: 0, version: '1.0.0' }], points: { status: [] } });
    expect(calls).toEqual(['get d', 'get d', 'get d', 'firmware d']);
    expect(new Set(asked)).toEqual(new Set(['quiet']));
  });

  it('that is online and silent is asked at the end, and costs no more than is said', async () => {
    const { reading, calls, flashedAt } = setUp(() => ({ online: true, updateTime: 1 }));
    await reading.before(live);
    expect((await reading.after(flashedAt, live)).modules).toHaveLength(1);
    expect(calls).toHaveLength(callsOfFlash.most);
  });

  it.each([-3_600_000, 3_600_000])('has reported by the cloud’s clock, which is %i ms off', async (ahead) => {
    const { reading, calls, flashedAt } = setUp(
      (since) => ({
        online: true,
        updateTime: flashedAt + ahead + (since > 10_000 ? 5_000 : -5_000),
      }),
      { cloudAheadMs: ahead },
    );
    await reading.before(live);
    calls.length = 0;
    await reading.after(flashedAt, live);
    expect(calls).toEqual(['get d', 'get d', 'firmware d']);
  });

  it('has reported by the cloud’s clock though nothing was read before', async () => {
    const { reading, calls, flashedAt } = setUp(
      (since) => ({ online: true, updateTime: flashedAt + 3_600_000 + (since > 10_000 ? 5_000 : -5_000) }),
      { cloudAheadMs: 3_600_000 },
    );
    await reading.after(flashedAt, live);
    expect(calls).toEqual(['get d', 'get d', 'firmware d']);
  });

  it('that stays away isn’t asked: the cloud would tell the old version', async () => {
    const { reading, calls, flashedAt } = setUp(() => ({ online: false }));
    // What the cloud knows of its data points is from before, too.
    expect(await reading.after(flashedAt, live)).toEqual({ lack: { reason: 'offline' } });
    expect(calls).not.toContain('firmware d');
  });

  it.each(['network', 'permission'] as const)(
    'isn’t said to stay away where %s ends the looking',
    async (why) => {
      const error = failure(why);
      const { reading, flashedAt } = setUp((since) => (since < 10_000 ? { online: false } : error));
      expect(await reading.after(flashedAt, live)).toEqual({ lack: { reason: 'failed', error } });
    },
  );

  it('isn’t looked for on and on where each look is repeated in vain', async () => {
    const error = failure('network');
    const { reading, calls, flashedAt } = setUp(() => error, { callsEach: 6 });
    expect(await reading.after(flashedAt, live)).toEqual({ lack: { reason: 'failed', error } });
    expect(calls.length * 6).toBeLessThan(callsOfFlash.most + 6);
  });

  it('is looked for again where the cloud was silent, and not where it refuses', async () => {
    const { reading, flashedAt } = setUp((since) =>
      since < 10_000 ? failure('network') : { online: true, updateTime: flashedAt + 1_000 },
    );
    expect((await reading.after(flashedAt, live)).modules).toHaveLength(1);
    const error = failure('permission');
    const refused = setUp(() => error);
    expect(await refused.reading.after(refused.flashedAt, live)).toEqual({
      lack: { reason: 'failed', error },
    });
    expect(refused.calls).toEqual(['get d']);
    const gone = failure('network');
    const dead = setUp(() => gone);
    expect(await dead.reading.after(dead.flashedAt, live)).toEqual({
      lack: { reason: 'failed', error: gone },
    });
  });

  it('is no longer waited for once nobody wants it', async () => {
    const { reading, calls, flashedAt } = setUp(() => ({ online: true }));
    await expect(reading.after(flashedAt, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });
});

describe('a device before a flash', () => {
  it('has its data points held though its versions are refused', async () => {
    const error = failure('permission');
    const { reading, calls, flashedAt } = setUp(() => ({ online: true, updateTime: Infinity }), {
      firmware: [error],
    });
    expect(await reading.before(live)).toMatchObject({
      lack: { reason: 'failed', error },
      points: { status: [] },
    });
    expect(calls).toEqual(['firmware d', 'get d']);
    // Nor are they asked for once more.
    const after = await reading.after(flashedAt, live);
    expect(after).toMatchObject({ lack: { reason: 'failed', error }, points: { status: [] } });
    expect(calls.filter((call) => call === 'firmware d')).toHaveLength(1);
  });

  it('isn’t asked twice by a cloud that doesn’t answer', async () => {
    const { reading, calls } = setUp(() => ({}), { firmware: [failure('network')] });
    expect((await reading.before(live)).points).toBeUndefined();
    expect(calls).toEqual(['firmware d']);
  });

  it('is told as far as it was read by the time that it may be back', async () => {
    const clock = new ManualClock();
    const hang = (_: string, signal: AbortSignal): Promise<never> =>
      new Promise((_resolve, reject) => {
        const end = (): void => reject(new DOMException('', 'AbortError'));
        if (signal.aborted) end();
        signal.addEventListener('abort', end);
      });
    const modules = [{ type: 0, version: '1.0.0' }];
    const read = (devices: object): FlashReading =>
      new FlashReading(ref, {
        clients: { client: () => Promise.resolve({ devices: devices as TuyaClient['devices'] }) },
        devices: { put: () => undefined },
        clock,
      });
    const silent = read({ firmware: hang, get: hang });
    const nothing = silent.before(live);
    await silent.endBefore(clock.now(), live);
    expect(await nothing).toEqual({ lack: { reason: 'missed' } });
    const slow = read({ firmware: () => Promise.resolve(modules), get: hang });
    const versions = slow.before(live);
    await slow.endBefore(clock.now(), live);
    expect(await versions).toEqual({ modules });
  });

  it('is not read where the budget is used up', async () => {
    const error = new BudgetError('quiet');
    const reading = new FlashReading(ref, {
      clients: { client: () => Promise.reject(error) },
      devices: { put: () => undefined },
      clock: new ManualClock(),
    });
    expect(await reading.before(live)).toEqual({ lack: { reason: 'failed', error } });
  });
});

it('versions that changed come first', () => {
  const changes = versionChanges(
    [
      { type: 0, version: '1.0.0' },
      { type: 9, version: '2.0.0' },
    ],
    [
      { type: 9, version: '2.0.1' },
      { type: 3, version: '1.1.0' },
      { type: 0, version: '1.0.0' },
    ],
  );
  expect(changes).toEqual([
    { module: 3, after: '1.1.0' },
    { module: 9, before: '2.0.0', after: '2.0.1' },
    { module: 0, before: '1.0.0', after: '1.0.0' },
  ]);
  expect(changes.map(isChanged)).toEqual([true, true, false]);
  expect(versionChanges(undefined, undefined)).toEqual([]);
});
