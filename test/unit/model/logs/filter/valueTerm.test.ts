import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../../../src/model/logs/filter/valueTerm.js';

describe('a value as a number', () => {
  it.each([
    ['0', 0],
    ['-12', -12],
    ['+1.5', 1.5],
    ['5.', 5],
    ['.5', 0.5],
    ['1e3', 1_000],
    ['1.E-2', 0.01],
  ])('%s is one', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it.each(['', '.', '-', '1 ', ' 1', '0x1', '1e', '1,5', '1.2.3', 'NaN', 'Infinity'])(
    '%j is none',
    (text) => {
      expect(readNumber(text)).toBeUndefined();
    },
  );

  it('is told of a long text in one pass', () => {
    const digits = '1'.repeat(1_000_000);
    for (const end of ['x', '.x', 'e', 'e+']) expect(readNumber(digits + end)).toBeUndefined();
    expect(readNumber(`${digits}.${digits}`)).toBe(Infinity);
  });
});
