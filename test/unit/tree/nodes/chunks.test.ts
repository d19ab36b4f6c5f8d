import { describe, expect, it } from 'vitest';
import { chunksOf, chunksWithin, maxChildren, type Range } from '../../../../src/tree/nodes/chunks.js';

describe('chunks of long lists', () => {
  it.each([
    [0, 0, false, 0, []],
    [1_000, 0, false, 1_000, []],
    [999, 1, false, 999, []],
    [1_000, 1, false, 100, [[100, 1_000]]],
    [100_000, 2, false, 100, [[100, 100_000]]],
    // More may come, and all rows would be drawn again.
    [100, 1, true, 100, []],
    [900, 1, true, 100, [[100, 900]]],
  ])('%i rows beside %i others, of a list that goes on: %s', (count, others, goesOn, direct, ranges) => {
    expect(chunksOf(count, others, goesOn)).toEqual({
      direct,
      ranges: ranges.map(([from, to]) => ({ from, to })),
    });
  });

  it('begin at whole thousands', () => {
    expect(chunksWithin({ from: 100, to: 1_100 })).toEqual({ direct: 1_000, ranges: [] });
    expect(chunksWithin({ from: 100, to: 2_500 }).ranges).toEqual([
      { from: 100, to: 1_000 },
      { from: 1_000, to: 2_000 },
      { from: 2_000, to: 2_500 },
    ]);
  });

  it.each([1_001, 5_000, 100_000, 1_000_000])(
    'leave no row out and double none, never too many: %i',
    (count) => {
      const cover = (range: Range): number => {
        const { direct, ranges } = chunksWithin(range);
        expect(direct + ranges.length).toBeLessThanOrEqual(maxChildren);
        let next = range.from + direct;
        for (const part of ranges) {
          expect(part.from).toBe(next);
          next = cover(part);
        }
        return next;
      };
      const { direct, ranges } = chunksOf(count, 3);
      expect(ranges).toEqual([{ from: direct, to: count }]);
      expect(cover({ from: direct, to: count })).toBe(count);
    },
  );
});
