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
  const [from, to] = [0, 1].map((on) => firstMoment(today + (on - back) * dayMs, zone));
  return from === undefined || to === undefined ? undefined : { kind: 'between', from, to };
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
