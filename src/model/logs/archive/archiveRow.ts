import type { LogEntry } from '../../../tuya/results.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';

/** All rows of one millisecond, oldest first. */
export interface Millisecond {
  readonly time: number;
  readonly rows: readonly LogEntry[];
}

/** The row's columns. Fields that the cloud sends beyond these aren't kept: nothing says what may be in them. */
export function columnsOf({ eventId, eventFrom, code, value, status, row }: LogEntry): readonly Column[] {
  return [eventId, columnOf(eventFrom), columnOf(code), columnOf(value), columnOf(status), columnOf(row)];
}

/** What a column holds. */
export type Column = string | number | null | Uint8Array;

/**
 * SQLite's texts are UTF-8 and end at a NUL: what isn't well-formed, or has one, would come back as another text, and
 * every reading would find a row that isn't there yet. Such a text is kept as its bytes in UTF-16.
 */
function columnOf(text: string | undefined): Column {
  if (text === undefined) return null;
  const isKept = text.isWellFormed() && !text.includes('\0');
  return isKept ? text : Buffer.from(text, 'utf16le');
}

export function entryOf(found: Readonly<Record<string, unknown>>): LogEntry {
  const text = (column: string, field: keyof LogEntry): Partial<LogEntry> => {
    const kept = found[column];
    if (kept instanceof Uint8Array) return { [field]: Buffer.from(kept).toString('utf16le') };
    return typeof kept === 'string' ? { [field]: kept } : {};
  };
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
