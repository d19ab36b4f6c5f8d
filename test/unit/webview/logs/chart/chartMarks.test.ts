import { describe, expect, it } from 'vitest';
import { ChartTimes } from '../../../../../src/webview/logs/chart/chartTimes.js';
import { stepTexts } from '../../../../../src/webview/logs/chart/valueAxis.js';

const hourMs = 3_600_000;
const berlin = (from: string, to: string, count: number): readonly string[] => {
  const { times } = new ChartTimes('en', 'Europe/Berlin').marks(Date.parse(from), Date.parse(to), count);
  return times.map((time) => new Date(time).toISOString().slice(0, 16));
};

describe('marks of a time axis', () => {
  it('of days stand at midnight on both sides of a clock change', () => {
    expect(berlin('2026-10-23T22:00Z', '2026-10-27T22:59Z', 5)).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ]);
    expect(berlin('2026-03-27T23:00Z', '2026-03-30T22:30Z', 4)).toEqual([
      '2026-03-27T23:00',
      '2026-03-28T23:00',
      '2026-03-29T22:00',
      '2026-03-30T22:00',
    ]);
  });

  it('of hours stand at full ones, each once, and shorter ones go on through the change', () => {
    expect(berlin('2026-10-24T22:00Z', '2026-10-25T11:00Z', 5)).toEqual([
      '2026-10-24T22:00',
      '2026-10-25T02:00',
      '2026-10-25T05:00',
      '2026-10-25T08:00',
      '2026-10-25T11:00',
    ]);
    const half = berlin('2026-10-24T23:00Z', '2026-10-25T03:00Z', 9).map((text) => Date.parse(`${text}Z`));
    expect(half).toHaveLength(9);
    expect(new Set(half.slice(1).map((time, at) => time - (half[at] ?? 0)))).toEqual(new Set([hourMs / 2]));
  });
});

describe('numbers of an axis', () => {
  it.each([
    [
      [22, 22.5, 23],
      ['22.0', '22.5', '23.0'],
    ],
    [
      [0, 20, 40],
      ['0', '20', '40'],
    ],
    [
      [219.6, 219.65, 219.7],
      ['219.60', '219.65', '219.70'],
    ],
    [
      [1_000_000, 2_000_000],
      ['1M', '2M'],
    ],
    [
      [0.1, 0.2, 0.30000000000000004],
      ['0.1', '0.2', '0.3'],
    ],
    [[5], ['5']],
  ])('%j have the digits of their step', (splits, texts) => {
    expect(stepTexts(splits, 'en')).toEqual(texts);
  });
});
