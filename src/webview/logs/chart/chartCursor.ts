import type { ChartSeriesDto } from '../../../protocol/logChart.js';

/** Where the cursor stands: at a time of all lanes, and on one row's point where it was put there. */
export interface ChartCursor {
  readonly time: number;
  readonly id?: number;
}

/** The lane's point that the cursor is on, or nearest to; undefined where there are none. */
export function pointUnder(
  { times, ids }: Pick<ChartSeriesDto, 'times' | 'ids'>,
  cursor: ChartCursor | undefined,
): number | undefined {
  if (!cursor) return undefined;
  // Points can share a time.
  const own = cursor.id === undefined ? -1 : ids.indexOf(cursor.id);
  return own >= 0 ? own : nearestPoint(times, cursor.time);
}

/** The index of the time that is nearest; undefined where there are none. @param times ascending */
export function nearestPoint(times: readonly number[], time: number): number | undefined {
  if (times.length === 0) return undefined;
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = times[low - 1];
  const at = times[low];
  return before !== undefined && at !== undefined && time - before < at - time ? low - 1 : low;
}
