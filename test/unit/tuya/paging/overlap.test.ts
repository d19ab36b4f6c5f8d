import { describe, expect, it } from 'vitest';
import { shortestOverlap } from '../../../../src/tuya/paging/overlap.js';

/** As one would say it. */
function plainly(before: readonly string[], after: readonly string[]): number {
  for (let length = 1; length <= Math.min(before.length, after.length); length++)
    if (before.slice(-length).every((entry, at) => entry === after[at])) return length;
  return 0;
}

describe('the overlap of two pages', () => {
  it.each([
    ['', '', 0],
    ['a', '', 0],
    ['', 'a', 0],
    ['abc', 'cde', 1],
    ['abab', 'ababc', 2],
    ['aaaa', 'aaaa', 1],
    ['abc', 'abc', 3],
    ['abc', 'abd', 0],
    ['aab', 'aabaab', 3],
  ])('of %j and %j is %i', (before, after, length) => {
    expect(shortestOverlap([...before], [...after])).toBe(length);
  });

  it('is the plain one for every pair of short lists', () => {
    const lists = Array.from({ length: 127 }, (_, number) => [...(number + 1).toString(2).slice(1)]);
    for (const before of lists)
      for (const after of lists) expect(shortestOverlap(before, after)).toBe(plainly(before, after));
  });

  it('is found in pages of very many equal rows', () => {
    const before = [...Array<string>(200_000).fill('same'), 'last'];
    expect(shortestOverlap(before, Array<string>(200_000).fill('same'))).toBe(0);
    expect(shortestOverlap(before, [...Array<string>(200_000).fill('same'), 'last', 'new'])).toBe(200_001);
  });
});
