import { lastOf, type TimeRange } from '../../base/timeRange.js';
import type { DevicesFilter } from '../../tuya/api/devicesQuery.js';

/** The longest range one call may ask for. */
export const longestWindowMs = 30 * 86_400_000;

/** The ends of one call: whole seconds, both asked for. Epoch ms. */
export type WireWindow = Required<Pick<DevicesFilter, 'startTime' | 'endTime'>>;

/**
 * A range in pieces that the API takes, the newest first. Neighbours share their border, so that nothing falls between
 * them where the cloud doesn't count one end.
 */
export function wireWindows(range: TimeRange): WireWindow[] {
  const windows: WireWindow[] = [];
  // Both ends move alike, so that no piece gets longer than 30 days by it.
  const start = wholeSeconds(range.from);
  let endTime = wholeSeconds(lastOf(range));
  do {
    const startTime = Math.max(start, endTime - longestWindowMs);
    windows.push({ startTime, endTime });
    endTime = startTime;
  } while (endTime > start);
  return windows;
}

function wholeSeconds(time: number): number {
  return Math.floor(time / 1000) * 1000;
}
