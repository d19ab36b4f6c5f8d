import { describe, expect, it } from 'vitest';
import { dayRange } from '../../../../../src/webview/logs/toolbar/dayRange.js';

const hourMs = 3_600_000;

describe('a day of the calendar', () => {
  it.each([
    ['2026-11-29T12:00:00Z', 0, 'UTC', '2026-11-29T00:00:00Z', 24],
    ['2026-11-29T12:00:00Z', 1, 'UTC', '2026-11-28T00:00:00Z', 24],
    // It is tomorrow there already.
    ['2026-11-29T20:00:00Z', 0, '+08:00', '2026-11-29T16:00:00Z', 24],
    ['2026-03-29T12:00:00Z', 0, 'Europe/Berlin', '2026-03-28T23:00:00Z', 23],
    ['2026-10-26T12:00:00Z', 1, 'Europe/Berlin', '2026-10-24T22:00:00Z', 25],
    // Clocks skip midnight: the day begins at one.
    ['2018-11-04T12:00:00Z', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00Z', 23],
  ])('at %s, %i back, in %s', (now, back, zone, from, hours) => {
    const range = dayRange(Date.parse(now), back, zone);
    expect(range).toEqual({
      kind: 'between',
      from: Date.parse(from),
      to: Date.parse(from) + hours * hourMs,
    });
  });
});
