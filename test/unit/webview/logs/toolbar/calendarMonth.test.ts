import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  firstDayOf,
  weeksOf,
} from '../../../../../src/webview/logs/toolbar/calendarMonth.js';
import { daysRange } from '../../../../../src/webview/logs/toolbar/dayRange.js';

describe('a calendar', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-10-25', 1, '2026-10-26'],
  ])('is at %s, %i days on, at %s', (day, days, expected) => expect(addDays(day, days)).toBe(expected));

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-23', 2, '2027-01-23'],
  ])('is at %s, %i months on, at %s', (day, months, expected) =>
    expect(addMonths(day, months)).toBe(expected),
  );

  it('shows whole weeks, from the day that they begin with', () => {
    const monday = weeksOf('2026-11-23', 1);
    expect(monday.map((week) => week[0])).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(weeksOf('2026-11-23', 7)[0]).toEqual(Array.from({ length: 7 }, (_, at) => `2026-11-0${at + 1}`));
    // A February of four weeks has four.
    expect(weeksOf('2027-02-01', 1)).toHaveLength(4);
  });

  it('knows with which day weeks begin, as far as that is known', () => {
    expect(firstDayOf('en-US')).toBe(7);
    expect(firstDayOf('de-DE')).toBe(1);
    expect(firstDayOf('no language')).toBe(1);
  });
});

describe('days as moments', () => {
  it('are as long as the zone’s clocks make them', () => {
    const hours = (first: string, last: string, zone: string): number | undefined => {
      const range = daysRange(first, last, zone);
      return range && (range.to - range.from) / 3_600_000;
    };
    expect(hours('2026-11-23', '2026-11-23', 'UTC')).toBe(24);
    expect(hours('2026-10-25', '2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-03-28', '2026-03-29', 'Europe/Berlin')).toBe(47);
    // Beirut's clocks skip midnight in spring.
    expect(hours('2026-03-29', '2026-03-29', 'Asia/Beirut')).toBe(23);
    expect(daysRange('2026-11-23', '2026-11-23', '+08:00')?.from).toBe(Date.UTC(2026, 10, 22, 16));
  });
});
