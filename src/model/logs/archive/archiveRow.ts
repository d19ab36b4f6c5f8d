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

/** The columns that {@link entryOf} reads, in its order. */
export const entryColumns = 'time, type, source, code, value, status, key';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const noExtra = Object.freeze({});

export function entryOf([time, type, source, code, value, status, key]: readonly unknown[]): LogEntry {
  // Field by field: an archive has millions of these, and spreading takes ten times as long.
  const entry: Writable<LogEntry> = { eventTime: Number(time), eventId: Number(type), extra: noExtra };
  const [from, ownCode, ownValue] = [textOf(source), textOf(code), textOf(value)];
  const [ownStatus, row] = [textOf(status), textOf(key)];
  if (from !== undefined) entry.eventFrom = from;
  if (ownCode !== undefined) entry.code = ownCode;
  if (ownValue !== undefined) entry.value = ownValue;
  if (ownStatus !== undefined) entry.status = ownStatus;
  if (row !== undefined) entry.row = row;
  return entry;
}

function textOf(kept: unknown): string | undefined {
  if (typeof kept === 'string') return kept;
  return kept instanceof Uint8Array ? Buffer.from(kept).toString('utf16le') : undefined;
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
