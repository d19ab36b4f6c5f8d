import { expect, it } from 'vitest';
import { isoTime } from '../../../src/base/isoTime.js';

it('a time is ISO 8601 in UTC, where a calendar holds it', () => {
  expect(isoTime(1_589_505_938_000)).toBe('2020-05-15T01:25:38.000Z');
  expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
  expect([8.64e15 + 1, -8.64e15 - 1, Number.NaN, Infinity].map(isoTime)).toEqual(Array(4).fill(undefined));
});
