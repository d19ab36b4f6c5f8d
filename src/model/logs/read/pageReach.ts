import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';

/** Before this a time in ms has fewer than 13 digits: no row was made then. */
const earliestTime = 1e12;

/**
 * How far back a page surely goes that another one follows: everything younger than this time is read. Undefined where
 * no row tells.
 *
 * The cloud keeps rows by when they came, so one that came late stands among younger ones, and the last rows of a page
 * may be far older than the first ones of the next. Late rows with younger ones behind them are told by those; the last
 * ones are told by nothing. Taken for late is what stands in the page's second half behind the first step that is wider
 * than all of the first half, or else behind the widest: where rows come evenly that is the last row.
 *
 * @param rows of the page, in its order
 */
export function reachOf(rows: readonly LogEntry[], { from, to }: TimeRange): number | undefined {
  const times = rows
    .filter(({ eventTime }) => eventTime >= earliestTime && eventTime < to)
    // A row of before the stretch says that it is over; how long before tells nothing more.
    .map(({ eventTime }) => Math.max(eventTime, from - 1));
  // For each row the youngest of those from it on.
  for (let at = times.length - 2; at >= 0; at--) times[at] = Math.max(times[at] ?? 0, times[at + 1] ?? 0);
  const steps = times.slice(1).map((time, at) => (times[at] ?? time) - time);
  const half = Math.ceil(times.length / 2);
  const usual = largest(steps.slice(0, half));
  const later = steps.slice(half);
  const wide = later.findIndex((step) => step > usual);
  const widest = later.lastIndexOf(largest(later));
  const last = later.length === 0 ? times.length - 1 : half + (wide === -1 ? widest : wide);
  return times[last];
}

function largest(steps: readonly number[]): number {
  return steps.reduce((a, b) => Math.max(a, b), 0);
}
