import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { LiveRefresh } from '../../../../src/model/details/liveRefresh.js';
import type { RefreshOutcome } from '../../../../src/model/details/detailsState.js';
import { TuyaError, type TuyaErrorReason } from '../../../../src/tuya/errors/errors.js';

const updated: RefreshOutcome = { outcome: 'updated', changed: 0 };

function failed(reason: TuyaErrorReason): RefreshOutcome {
  const problem = new TuyaError(reason, { operation: 'devices.get', message: '', remedy: 'tryAgain' });
  return { outcome: 'failed', problem };
}

/** Reads answer what the test says; a sleep ends when the test says so. */
function setUp(answers: RefreshOutcome[] = [], mayRun?: () => boolean) {
  let reads = 0;
  const sleeps: number[] = [];
  let wake: (() => void) | undefined;
  const live = new LiveRefresh(
    () => {
      reads++;
      return Promise.resolve(answers.shift() ?? updated);
    },
    {
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          sleeps.push(ms);
          wake = resolve;
          signal?.addEventListener('abort', () => reject(new AbortError()));
        }),
    },
    () => undefined,
    mayRun,
  );
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    live,
    sleeps,
    reads: () => reads,
    settle,
    passTime: async () => {
      wake?.();
      await settle();
    },
  };
}

describe('live reads', () => {
  it('come at once and then an interval apart, until they are stopped', async () => {
    const { live, reads, sleeps, settle, passTime } = setUp();
    live.start(5_000);
    await settle();
    await passTime();
    await passTime();
    expect({ reads: reads(), sleeps }).toEqual({ reads: 3, sleeps: [5_000, 5_000, 5_000] });
    live.stop();
    await passTime();
    expect({ reads: reads(), state: live.state }).toEqual({ reads: 3, state: { state: 'off' } });
  });

  it('pause while nobody looks, and go on at once afterwards', async () => {
    const { live, reads, settle, passTime } = setUp();
    live.start(5_000);
    await settle();
    live.setVisible(false);
    await passTime();
    expect({ reads: reads(), state: live.state }).toEqual({
      reads: 1,
      state: { state: 'paused', intervalMs: 5_000 },
    });
    live.setVisible(true);
    await settle();
    expect({ reads: reads(), state: live.state }).toEqual({
      reads: 2,
      state: { state: 'on', intervalMs: 5_000 },
    });
  });

  it('end where the call budget is used up, and do not begin again', async () => {
    let mayRun = true;
    const { live, reads, settle, passTime } = setUp([], () => mayRun);
    live.start(5_000);
    await settle();
    mayRun = false;
    await passTime();
    const over = { state: 'off', problem: expect.objectContaining({ reason: 'usedUp' }) as unknown };
    expect({ reads: reads(), state: live.state }).toEqual({ reads: 1, state: over });
    live.start(5_000);
    await settle();
    expect({ reads: reads(), state: live.state }).toEqual({ reads: 1, state: over });
    mayRun = true;
    live.start(5_000);
    await settle();
    expect(reads()).toBe(2);
  });

  it('do not begin by looking when they were off, nor while nobody looks', async () => {
    const { live, reads, settle } = setUp();
    live.setVisible(false);
    live.setVisible(true);
    live.setVisible(false);
    live.start(5_000);
    await settle();
    expect(reads()).toBe(0);
  });

  it('wait longer after failures that pass, and are back to the interval after a good one', async () => {
    const { live, sleeps, settle, passTime } = setUp([failed('network'), failed('busy'), updated]);
    live.start(1_000);
    await settle();
    await passTime();
    await passTime();
    expect(sleeps).toEqual([2_000, 4_000, 1_000]);
    expect(live.state.state).toBe('on');
  });

  it.each([
    [1_000, [2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]],
    [300_000, [300_000, 300_000]],
  ])(
    'of every %i ms go on through a long failure that passes, at most five minutes apart',
    async (ms, waits) => {
      const { live, sleeps, settle, passTime } = setUp(waits.map(() => failed('timeout')));
      live.start(ms);
      await settle();
      for (const _ of waits) await passTime();
      expect(sleeps).toEqual([...waits, ms]);
      expect(live.state).toEqual({ state: 'on', intervalMs: ms });
    },
  );

  it.each(['permission', 'quota', 'notFound', 'credentials', 'subscription'] as const)(
    'end at once where another try can’t help: %s',
    async (reason) => {
      const { live, reads, settle, passTime } = setUp([failed(reason)]);
      live.start(1_000);
      await settle();
      await passTime();
      expect(reads()).toBe(1);
      expect(live.state).toMatchObject({ state: 'off', problem: { reason } });
    },
  );

  it('end with the panel', async () => {
    const { live, reads, settle, passTime } = setUp();
    live.start(1_000);
    await settle();
    live.dispose();
    await passTime();
    live.start(1_000);
    await settle();
    expect(reads()).toBe(1);
  });
});
