/** The longest span one call may ask for. */
export const longestWindowMs = 30 * 86_400_000;

/** From and to, both included, epoch milliseconds. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * A span in pieces that the API takes, the newest first. Neighbours share their border, so that nothing falls between
 * them where the cloud doesn't count one end.
 */
export function splitWindow({ from, to }: TimeWindow): TimeWindow[] {
  const windows: TimeWindow[] = [];
  // The wire has whole seconds; both ends move alike, so that no piece gets longer than 30 days by it.
  const start = Math.floor(from / 1000) * 1000;
  let end = Math.floor(to / 1000) * 1000;
  do {
    const begin = Math.max(start, end - longestWindowMs);
    windows.push({ from: begin, to: end });
    end = begin;
  } while (end > start);
  return windows;
}
