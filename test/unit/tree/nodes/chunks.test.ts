import { describe, expect, it } from 'vitest';
import { chunksOf, maxChildren } from '../../../../src/tree/nodes/chunks.js';

describe('chunks of long lists', () => {
  it.each([
    [0, 0, 0, []],
    [1_000, 0, 1_000, []],
    [999, 1, 999, []],
    [1_000, 1, 900, [[900, 1_000]]],
    [1_900, 1, 900, [[900, 1_900]]],
    [
      2_100,
      2,
      900,
      [
        [900, 1_900],
        [1_900, 2_100],
      ],
    ],
  ])('%i rows beside %i others', (count, others, direct, ranges) => {
    expect(chunksOf(count, others)).toEqual({ direct, ranges: ranges.map(([from, to]) => ({ from, to })) });
  });

  it.each([1_001, 5_000, 100_000, 1_000_000])(
    'leave no row out and double none, never too many: %i',
    (count) => {
      const cover = (from: number, to: number, others: number): number => {
        const { direct, ranges } = chunksOf(to - from, others);
        expect(direct + ranges.length + others).toBeLessThanOrEqual(maxChildren);
        let next = from + direct;
        for (const range of ranges) {
          expect(from + range.from).toBe(next);
          next = cover(from + range.from, from + range.to, 0);
        }
        return next;
      };
      expect(cover(0, count, 3)).toBe(count);
    },
  );
});
