import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../../src/base/clock.js';
import { callsOfWatch, OnlineWatches } from '../../../../../src/model/logs/watch/onlineWatch.js';
import { TuyaError } from '../../../../../src/tuya/errors/errors.js';
import type { Device } from '../../../../../src/tuya/results.js';

const ref = { projectId: 'p', deviceId: 'd' };
const day = 86_400_000;

/** Time that passes only while somebody waits. */
function aClock(): Clock & { waits: number[] } {
  let now = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
      await new Promise((resolve) => void setImmediate(resolve));
      signal?.throwIfAborted();
    },
  };
}

function setUp(answer: (call: number, now: number) => boolean | Error) {
  const clock = aClock();
  let calls = 0;
  const watches = new OnlineWatches({
    clock,
    read: (_, signal) => {
      signal.throwIfAborted();
      const result = answer(++calls, clock.now());
      if (result instanceof Error) return Promise.reject(result);
      return Promise.resolve({ id: 'd', status: [], extra: {}, online: result } satisfies Device);
    },
  });
  return { watches, clock, calls: () => calls };
}

const failure = (reason: 'network' | 'permission'): TuyaError =>
  new TuyaError(reason, { operation: 'devices.get', message: 'x', remedy: 'checkInput' });

describe('waiting for a device', () => {
  it('ends at once, with one call, where it is online', async () => {
    const { watches, calls, clock } = setUp(() => true);
    let waits = 0;
    await expect(watches.start(ref, () => waits++)).resolves.toMatchObject({ end: 'wasOnline' });
    expect([calls(), waits, clock.waits]).toEqual([1, 0, []]);
  });

  it('asks ever less often, from 15 s to 2 min, until it is online', async () => {
    const { watches, clock, calls } = setUp((_, now) => now > 2 * 3_600_000);
    let waits = 0;
    const end = await watches.start(ref, () => waits++);
    expect(end).toMatchObject({ end: 'online', calls: calls() });
    expect(waits).toBe(1);
    expect(clock.waits[0]).toBe(15_000);
    expect(Math.max(...clock.waits)).toBe(120_000);
    expect(clock.waits.every((wait, at) => wait >= (clock.waits[at - 1] ?? 0))).toBe(true);
  });

  it('gives up after a day, at the cost that was told', async () => {
    const { watches, calls } = setUp(() => false);
    await expect(watches.start(ref)).resolves.toEqual({ end: 'tooLong', calls: callsOfWatch(day) });
    expect(calls()).toBe(callsOfWatch(day));
    expect(calls()).toBeLessThan(750);
  });

  it('goes on after failures that pass, and ends with those that don’t', async () => {
    const passing = setUp((call) => (call < 3 ? failure('network') : true));
    await expect(passing.watches.start(ref)).resolves.toMatchObject({ end: 'online', calls: 3 });
    const error = failure('permission');
    await expect(setUp(() => error).watches.start(ref)).resolves.toEqual({ end: 'failed', error });
  });

  it('is once per device, is known while it goes on, and can be stopped', async () => {
    const { watches } = setUp(() => false);
    const seen: boolean[] = [];
    watches.onDidChange(() => seen.push(watches.isWatching(ref)));
    const ended = watches.start(ref);
    expect(watches.start(ref)).toBeUndefined();
    expect(watches.start({ ...ref, deviceId: 'other' })).toBeDefined();
    watches.cancel(ref);
    await expect(ended).resolves.toEqual({ end: 'cancelled' });
    expect(watches.isWatching(ref)).toBe(false);
    watches.cancelProject('p');
    expect(seen).toEqual([true, true, false]);
  });

  it('ends with the window', async () => {
    const { watches } = setUp(() => false);
    const ended = watches.start(ref);
    watches.dispose();
    await expect(ended).resolves.toEqual({ end: 'cancelled' });
  });
});
