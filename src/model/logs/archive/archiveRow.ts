import type { LogEntry } from '../../../tuya/results.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';

/** All rows of one millisecond, oldest first. */
export interface Millisecond {
  readonly time: number;
  readonly rows: readonly LogEntry[];
}

/** The row's columns. Fields that the cloud sends beyond these aren't kept: nothing says what may be in them. */
export function columnsOf({
  eventId,
  eventFrom,
  code,
  value,
  status,
  row,
}: LogEntry): readonly (string | number | null)[] {
  return [eventId, eventFrom ?? null, code ?? null, value ?? null, status ?? null, row ?? null];
}

export function entryOf(found: Readonly<Record<string, unknown>>): LogEntry {
  const text = (column: string, field: keyof LogEntry): Partial<LogEntry> =>
    typeof found[column] === 'string' ? { [field]: found[column] } : {};
  return {
    eventTime: Number(found['time']),
    eventId: Number(found['type']),
    ...text('source', 'eventFrom'),
    ...text('code', 'code'),
    ...text('value', 'value'),
    ...text('status', 'status'),
    ...text('key', 'row'),
    extra: {},
  };
}

/**
 * Rows by their milliseconds, the oldest first; inside of one the cloud's order (newest first) is turned round. Takes
 * breaks.
 */
export async function byMillisecond(
  entries: readonly LogEntry[],
  signal?: AbortSignal,
): Promise<readonly Millisecond[]> {
  const groups = new Map<number, LogEntry[]>();
  let isOver = sliceTime();
  for (let index = entries.length - 1; index >= 0; index--) {
    if (isOver()) {
      await takeBreak(signal);
      isOver = sliceTime();
    }
    const entry = entries[index];
    if (!entry) continue;
    const group = groups.get(entry.eventTime);
    if (group) group.push(entry);
    else groups.set(entry.eventTime, [entry]);
  }
  return Array.from(groups, ([time, rows]) => ({ time, rows })).sort((a, b) => a.time - b.time);
}
