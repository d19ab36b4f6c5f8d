import { describe, expect, it } from 'vitest';
import { DurationFormat } from '../../../../../src/webview/logs/parts/duration.js';

const words = new DurationFormat('en');

describe('lengths of time', () => {
  it.each([
    [0, '0 ms'],
    [120, '120 ms'],
    [1500, '1.5 sec'],
    [17_000, '17 sec'],
    [3_599_999, '1 hr'],
    [125_000, '2 min 5 sec'],
    [86_400_000, '1 day'],
    [86_404_000, '1 day'],
    [97_200_000, '1 day 3 hr'],
  ])('%d ms is %s', (ms, text) =>
    expect(words.words(ms).replaceAll('secs', 'sec').replaceAll('mins', 'min')).toBe(text),
  );

  it('tells the time since the row above to the millisecond', () => {
    expect(words.delta(120)).toBe('+0.120 sec');
    expect(words.delta(0)).toBe('+0.000 sec');
    expect(words.delta(-1500)).toBe('−1.500 sec');
    expect(words.delta(125_000)).toBe('+2 min 5 sec');
  });

  it('tells how long ago something was', () => {
    expect(words.since(0, 185_000)).toBe('3m ago');
    expect(words.since(0, 999)).toBe('0s ago');
  });
});
