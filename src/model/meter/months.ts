import type { Clock } from '../../base/clock.js';

/**
 * Days and months of the meter are those of UTC: the cloud counts by a month of its own, and a month that moved with
 * the traveller would be nobody's.
 */

/** `2026-11-23` */
export type Day = string;

/** `2026-11` */
export type Month = string;

const dayMs = 86_400_000;
/** The running month and twelve before it. */
const monthsKept = 13;

export function dayOf(at: number): Day {
  return new Date(at).toISOString().slice(0, 10);
}

export function monthOf(at: number): Month {
  return dayOf(at).slice(0, 7);
}

export function isDay(text: string): boolean {
  return /^\d{4,6}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The last `count` days up to today, oldest first. */
export function lastDays(now: number, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => dayOf(now - (count - 1 - index) * dayMs));
}

/** Days before this one are forgotten. */
export function oldestKept(now: number): Day {
  const date = new Date(now);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (monthsKept - 1), 1));
}

/** How far the month has come: milliseconds that have passed of it, and that are left. */
export function monthProgress(now: number): { readonly passed: number; readonly left: number } {
  const date = new Date(now);
  const begin = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return { passed: now - begin, left: end - now };
}

/** A computer that slept notices a new day within this time. */
const lookEveryMs = 3_600_000;

/** Runs as each day begins, and so as each month does. Rejects with an abort error, and otherwise never settles. */
export async function eachDay(clock: Clock, run: () => void, signal: AbortSignal): Promise<never> {
  for (let day = dayOf(clock.now()); ;) {
    const now = clock.now();
    await clock.sleep(Math.min(lookEveryMs, dayMs - (now % dayMs)), signal);
    const next = dayOf(clock.now());
    if (next !== day) run();
    day = next;
  }
}
