import { describe, expect, it } from 'vitest';
import { valueRange } from '../../../../../src/webview/logs/chart/valueRange.js';

/** Ticks that an axis of usual height could have. */
const ticks = 20;

describe('the range of a lane’s axis', () => {
  const values = [
    0,
    1,
    -1,
    23.4,
    1e-300,
    5e-324,
    1e15,
    9_007_199_254_740_991,
    -273.15,
    1e300,
    Number.MAX_VALUE,
  ];

  it('holds its values, and can be divided into ticks that differ', () => {
    for (const value of values) {
      for (const ulps of [0, 1, 2, 3, 7, 1_000]) {
        const other = value + ulps * (Number.EPSILON * Math.abs(value));
        for (const [min, max] of [
          [value, Math.min(other, Number.MAX_VALUE)],
          [-Math.min(other, Number.MAX_VALUE), -value],
        ] as const) {
          const [from, to] = valueRange(min, max);
          expect([from, to].every(Number.isFinite)).toBe(true);
          if (Math.abs(min) < 1e300 && Math.abs(max) < 1e300) {
            expect(from).toBeLessThanOrEqual(Math.min(min, max));
            expect(to).toBeGreaterThanOrEqual(Math.max(min, max));
          }
          const step = (to - from) / ticks;
          const places = Array.from({ length: ticks }, (_, index) => from + index * step);
          expect(new Set(places).size).toBe(ticks);
        }
      }
    }
  });

  it('leaves a little space around values of usual size', () => {
    expect(valueRange(0, 100)).toEqual([-8, 108]);
    expect(valueRange(50, 50)).toEqual([45, 55]);
    expect(valueRange(0, 0)).toEqual([-1, 1]);
  });
});
