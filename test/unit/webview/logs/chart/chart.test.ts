import { describe, expect, it } from 'vitest';
import { laneKey } from '../../../../../src/webview/logs/chart/chartKeys.js';
import { ChartTimes } from '../../../../../src/webview/logs/chart/chartTimes.js';
import { nearestPoint, type ChartCursor } from '../../../../../src/webview/logs/chart/chartCursor.js';
import { movedSpan, zoomedSpan } from '../../../../../src/webview/logs/chart/spans.js';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.UTC(2026, 10, 23, 12, 0, 0);

describe('times beneath the chart', () => {
  it.each([
    { length: 20, step: 5 },
    { length: 900, step: 200 },
    { length: 15 * minute, step: 2 * minute },
    { length: 24 * hour, step: 3 * hour },
    { length: 7 * 24 * hour, step: 24 * hour },
    { length: 3000 * 24 * hour, step: 728 * 24 * hour },
  ])('are round ones, at most eight in $length ms', ({ length, step }) => {
    const marks = new ChartTimes('en', 'UTC').marks(noon + 1, noon + 1 + length, 8);
    expect(marks.step).toBe(step);
    expect(marks.times.length).toBeGreaterThan(0);
    expect(marks.times.length).toBeLessThanOrEqual(9);
    for (const time of marks.times) {
      expect(time % step).toBe(0);
      expect(time).toBeGreaterThan(noon);
      expect(time).toBeLessThanOrEqual(noon + 1 + length);
    }
  });

  it.each([
    ['+05:30', '17:30'],
    ['Asia/Kolkata', '17:30'],
    ['America/St_Johns', '08:30'],
    ['UTC', '12:00'],
  ])('read as in the zone %s', (zone, text) => {
    const times = new ChartTimes('en-GB', zone);
    expect(times.mark(noon, hour, noon - hour)).toBe(text);
    expect(times.mark(noon, hour, undefined)).toBe(`${text}\n23 Nov`);
    expect(times.exact(noon + 7)).toBe(`23 Nov, ${text}:00.007`);
  });

  it('stand at midnight of the zone where a step is a day', () => {
    const { times } = new ChartTimes('en', '+08:00').marks(noon, noon + 7 * 24 * hour, 7);
    for (const time of times) expect((time + 8 * hour) % (24 * hour)).toBe(0);
  });

  it('need no zone that exists, and no time that a calendar has', () => {
    expect(new ChartTimes('en-GB', 'Nowhere/At all').exact(noon)).toContain('Nov');
    expect(new ChartTimes('en-GB', 'UTC').exact(8.64e15 + 1)).toBe('');
  });
});

describe('what is in observation of the chart', () => {
  const whole = { from: 0, to: 1000 };

  it('is zoomed around a place that stays where it is, and not beyond the whole', () => {
    expect(zoomedSpan(whole, whole, 0.5)).toEqual({ from: 250, to: 750 });
    expect(zoomedSpan(whole, whole, 0.5, 100)).toEqual({ from: 50, to: 550 });
    expect(zoomedSpan(whole, { from: 900, to: 1000 }, 2)).toEqual({ from: 800, to: 1000 });
    expect(zoomedSpan(whole, { from: 100, to: 700 }, 2)).toBeUndefined();
    expect(zoomedSpan(whole, { from: 500, to: 502 }, 0.5)).toEqual({ from: 496, to: 506 });
  });

  it('moves to a time that is not in it', () => {
    expect(movedSpan(whole, { from: 100, to: 200 }, 150)).toEqual({ from: 100, to: 200 });
    expect(movedSpan(whole, { from: 100, to: 200 }, 500)).toEqual({ from: 450, to: 550 });
    expect(movedSpan(whole, { from: 100, to: 200 }, 999)).toEqual({ from: 900, to: 1000 });
  });
});

describe('the cursor of the chart', () => {
  const times = [10, 20, 20, 40];

  it('takes the nearest point', () => {
    expect([0, 14, 15, 16, 29, 31, 99].map((time) => nearestPoint(times, time))).toEqual([
      0, 0, 1, 1, 2, 3, 3,
    ]);
    expect(nearestPoint([], 5)).toBeUndefined();
  });

  it('goes point by point, also through two of one millisecond', () => {
    const ids = [7, 8, 9, 10];
    const press = (key: string, cursor: ChartCursor | undefined): unknown =>
      laneKey(
        { key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false } as KeyboardEvent,
        { times, ids },
        cursor,
      );
    const right = ids.map((id, index) => press('ArrowRight', { time: times[index] ?? 0, id }));
    expect(right).toEqual([1, 2, 3, 3].map((index) => ({ kind: 'point', index, extend: false })));
    expect(press('ArrowLeft', { time: 20, id: 9 })).toMatchObject({ index: 1 });
    expect(press('ArrowLeft', undefined)).toEqual({ kind: 'point', index: 3, extend: false });
    expect(press('Home', { time: 20 })).toMatchObject({ index: 0 });
    expect(press('x', { time: 20 })).toBeUndefined();
  });
});
