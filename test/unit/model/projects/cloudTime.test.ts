import { describe, expect, it } from 'vitest';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';

const hourMs = 3_600_000;

describe('the time of a cloud', () => {
  it('is known to a millisecond by the quickest of several answers, with this clock an hour off', () => {
    const time = new CloudTime();
    expect(time.isKnown).toBe(false);
    // The cloud is an hour and 17 ms behind; its answers take their time on the way back.
    for (const [at, back] of [
      [1_000, 90],
      [2_000, 0],
      [3_000, 250],
      [4_000, 40],
    ] as const) {
      const there = 5;
      time.learn({ at, ms: there + back, cloudTime: at + there - hourMs - 17 });
    }
    expect(Math.abs(time.of(5_000) - (5_000 - hourMs - 17))).toBeLessThanOrEqual(1);
  });

  it('is in whole milliseconds, however little the clocks drift apart', () => {
    const time = new CloudTime();
    for (const at of [1_000, 4_333, 9_999, 77_777]) {
      time.learn({ at, ms: 40, cloudTime: at + 20 });
      expect(Number.isInteger(time.of(at + 1))).toBe(true);
    }
    // An answer that says less than the last one, but for what clocks may have drifted.
    time.learn({ at: 99_999, ms: 90, cloudTime: 100_001 });
    expect(Number.isInteger(time.of(100_000))).toBe(true);
  });

  it('is found anew where a clock is set', () => {
    const time = new CloudTime();
    time.learn({ at: 1_000, ms: 10, cloudTime: 1_010 });
    time.learn({ at: hourMs, ms: 10, cloudTime: 10 });
    expect(time.of(hourMs)).toBe(0);
    time.learn({ at: hourMs + 1_000, ms: 10, cloudTime: hourMs * 3 + 1_010 });
    expect(time.of(hourMs + 1_000)).toBe(hourMs * 3 + 1_000);
  });

  it('follows clocks that drift apart', () => {
    const time = new CloudTime();
    for (let at = 0; at < 10 * hourMs; at += 600_000)
      time.learn({ at, ms: 20, cloudTime: Math.round(at * 1.00005) + 10 });
    const at = 10 * hourMs;
    expect(Math.abs(time.of(at) - at * 1.00005)).toBeLessThan(80);
  });

  it('is a whole number of milliseconds, as requests want it, also where answers let it drift', () => {
    const time = new CloudTime();
    for (const [at, ms] of [
      [1_000, 1],
      [3_345, 40],
      [7_777, 900],
    ] as const)
      time.learn({ at, ms, cloudTime: at + 1 });
    expect(time.of(8_000)).toBe(Math.floor(time.of(8_000)));
    expect(Math.abs(time.of(8_000) - 8_000)).toBeLessThanOrEqual(1);
  });

  it('is this computer’s where no answer says it', () => {
    const time = new CloudTime();
    time.learn({ at: 1_000, ms: 10 });
    expect([time.isKnown, time.of(5)]).toEqual([false, 5]);
  });
});

describe('what is added to “now” for times of events', () => {
  const after = (aheadMs: number, ms: number): CloudTime => {
    const time = new CloudTime();
    time.learn({ at: hourMs, ms, cloudTime: hourMs + ms / 2 + aheadMs });
    return time;
  };

  it.each([
    ['nothing is known', new CloudTime()],
    ['the clocks are the same', after(0, 40)],
    ['the answer took long', after(0, 20_000)],
    ['they differ by less than a header’s date says', after(900, 40)],
    ['the same, behind', after(-900, 40)],
  ])('is nothing where %s', (_, time) => {
    expect([time.shift, time.aheadMs, time.hasLeapt(0)]).toEqual([0, 0, false]);
  });

  it.each([6 * hourMs, -6 * hourMs, 600_000, -600_000])(
    'is never less than the cloud’s time, %i ms',
    (ms) => {
      const time = after(ms, 300);
      expect(time.shift).toBeGreaterThanOrEqual(ms);
      expect(time.shift).toBeLessThanOrEqual(ms + 150);
      expect([time.aheadMs, time.hasLeapt(0)]).toEqual([-ms, true]);
    },
  );

  it.each([6 * hourMs, -6 * hourMs, 70_000, -70_000])(
    'is, where something counts as past, never more than the cloud’s time, %i ms',
    (ms) => {
      const time = after(ms, 300);
      expect(time.leastShift).toBeLessThanOrEqual(ms);
      expect(time.leastShift).toBeGreaterThanOrEqual(ms - 150);
    },
  );

  it('is not told of where only slow answers speak for it', () => {
    expect([after(55_000, 100_000).aheadMs, after(-55_000, 100_000).aheadMs]).toEqual([0, 0]);
    expect([after(65_000, 20_000).aheadMs, after(130_000, 20_000).aheadMs]).toEqual([0, -120_000]);
  });

  it('is not learnt from a call during which the clock was set back', () => {
    const time = after(0, 40);
    time.learn({ at: hourMs, ms: -6 * hourMs, cloudTime: hourMs });
    expect([time.shift, time.leastShift, time.of(5)]).toEqual([0, 0, -15]);
  });

  it('is told of in minutes, and not of a half', () => {
    expect(after(30_000, 40).aheadMs).toBe(0);
    expect(after(-80_000, 40).aheadMs).toBe(60_000);
  });
});
