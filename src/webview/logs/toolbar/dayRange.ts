import type { TimeRange } from '../../../base/timeRange.js';
import { readTypedTime, typedTime } from './typedTime.js';

const dayMs = 86_400_000;

/**
 * A day of the calendar, from its first moment to that of the next, both sides of a clock change included.
 *
 * @param back how many days before today
 * @param zone as the times of the grid are told; the person's own where it's left out
 */
export function dayRange(
  now: number,
  back: number,
  zone?: string,
): { readonly kind: 'between'; readonly from: number; readonly to: number } | undefined {
  const today = Date.parse(`${typedTime(now, zone).slice(0, 10)}T00:00:00Z`);
  const day = new Date(today - back * dayMs).toISOString().slice(0, 10);
  const range = daysRange(day, day, zone);
  return range && { kind: 'between', ...range };
}

/**
 * Days of the calendar, `2026-11-23`, both included, as moments.
 * @param zone the person's own where it's left out
 */
export function daysRange(first: string, last: string, zone?: string): TimeRange | undefined {
  const from = firstMoment(Date.parse(`${first}T00:00:00Z`), zone);
  const to = firstMoment(Date.parse(`${last}T00:00:00Z`) + dayMs, zone);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** @param date the day's midnight, as if it were UTC */
function firstMoment(date: number, zone: string | undefined): number | undefined {
  const day = new Date(date).toISOString().slice(0, 10);
  // Where clocks skip midnight the day begins with the next hour.
  for (const hour of ['00', '01']) {
    const read = readTypedTime(`${day} ${hour}:00`, zone);
    if (read.ok) return read.time;
  }
  return undefined;
}
