import { describe, expect, it } from 'vitest';
import {
  contains,
  intersect,
  isEmpty,
  lastOf,
  rangeThrough,
  subtract,
  union,
  type TimeRange,
} from '../../../src/base/timeRange.js';
import { Dice } from '../../support/logEntries.js';

const moments = 64;
const seeds = Array.from({ length: 300 }, (_, seed) => seed);

/** The moments of ranges, as one bit each. */
function bitsOf(ranges: readonly TimeRange[]): readonly boolean[] {
  return Array.from({ length: moments }, (_, time) => ranges.some((range) => contains(range, time)));
}

/** Some are empty, some the wrong way round, and many touch or overlap. */
function randomRange(dice: Dice): TimeRange {
  const from = dice.below(moments);
  return { from, to: Math.min(moments, from + dice.below(14) - 2) };
}

function isInOrder(ranges: readonly TimeRange[]): boolean {
  return ranges.every((range, at) => !isEmpty(range) && range.from > (ranges[at - 1]?.to ?? -1));
}

describe('ranges of time', () => {
  it('begin with their first moment, and end before their last border', () => {
    const range = { from: 10, to: 20 };
    expect([9, 10, 19, 20].map((time) => contains(range, time))).toEqual([false, true, true, false]);
    expect(rangeThrough(10, 19)).toEqual(range);
    expect(lastOf(range)).toBe(19);
    expect([isEmpty(range), isEmpty({ from: 10, to: 10 }), isEmpty({ from: 10, to: 9 })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(isEmpty({ from: Number.NaN, to: 1 })).toBe(true);
  });

  it('join where they touch, and stay apart where a moment is missing', () => {
    expect(
      union([
        { from: 11, to: 20 },
        { from: 0, to: 11 },
        { from: 21, to: 22 },
        { from: 5, to: 5 },
      ]),
    ).toEqual([
      { from: 0, to: 20 },
      { from: 21, to: 22 },
    ]);
  });

  it.each([
    ['joined', union, (a: boolean, b: boolean) => a || b],
    [
      'intersected',
      ([one, other]: readonly TimeRange[]) => [intersect(one ?? never, other ?? never)],
      (a: boolean, b: boolean) => a && b,
    ],
    [
      'subtracted',
      ([one, ...others]: readonly TimeRange[]) => subtract(one ?? never, others),
      (a: boolean, b: boolean) => a && !b,
    ],
  ] as const)('are %s moment by moment', (name, operation, isIn) => {
    for (const seed of seeds) {
      const dice = new Dice(seed);
      const count = name === 'intersected' ? 2 : 2 + dice.below(6);
      const [first, ...others] = Array.from({ length: count }, () => randomRange(dice));
      const ranges = [first ?? never, ...others];
      const result = operation(ranges);
      const [a, b] = [bitsOf(ranges.slice(0, 1)), bitsOf(others)];
      expect(bitsOf(result), `seed ${seed}`).toEqual(a.map((bit, at) => isIn(bit, b[at] ?? false)));
      if (name !== 'intersected') expect(isInOrder(result), `seed ${seed}`).toBe(true);
    }
  });
});

const never: TimeRange = { from: 0, to: 0 };
