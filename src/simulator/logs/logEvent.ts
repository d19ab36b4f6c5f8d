/** The page's table of event types. */
export const eventTypes = {
  online: 1,
  offline: 2,
  activated: 3,
  reset: 4,
  command: 5,
  firmware: 6,
  report: 7,
  semaphore: 8,
  restart: 9,
  timer: 10,
} as const;

/** One row of a device's log. */
export interface LogEvent {
  /** Epoch milliseconds. */
  readonly time: number;
  /** {@link eventTypes} */
  readonly type: number;
  /** Where it came from, as in the page's table of sources. */
  readonly from: number;
  readonly code?: string;
  readonly value?: string;
  /** Tells rows of the same device and millisecond apart. */
  readonly seq: number;
}

/** The order of the rows: the newest first; those of one millisecond by their number. */
export function compareEvents(a: LogEvent, b: LogEvent): number {
  return b.time - a.time || a.seq - b.seq;
}

/** How many events of a list in that order come before the first whose time (epoch ms) isn't new enough. */
export function countNew(events: readonly LogEvent[], isNew: (time: number) => boolean): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isNew(events[middle]?.time ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Values stand in the log as text, whatever they are in the status. */
export function logValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
