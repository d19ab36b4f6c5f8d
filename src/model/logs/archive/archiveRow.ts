import type { LogEntry } from '../../../tuya/results.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';

/**
 * A row as the archive keeps it. Fields that the cloud sends beyond those aren't kept: nobody knows what may be in them.
 */
export interface ArchiveRow {
  readonly type: number;
  readonly source: string | null;
  readonly code: string | null;
  readonly value: string | null;
  readonly status: string | null;
  /** The paid edition's row key. */
  readonly key: string | null;
}

/** All rows of one millisecond, oldest first. */
export interface Millisecond {
  readonly time: number;
  readonly rows: readonly ArchiveRow[];
}

export function entryOf(time: number, row: ArchiveRow): LogEntry {
  return {
    eventTime: time,
    eventId: row.type,
    ...(row.source !== null && { eventFrom: row.source }),
    ...(row.code !== null && { code: row.code }),
    ...(row.value !== null && { value: row.value }),
    ...(row.status !== null && { status: row.status }),
    ...(row.key !== null && { row: row.key }),
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
  const groups = new Map<number, ArchiveRow[]>();
  let isOver = sliceTime();
  for (let index = entries.length - 1; index >= 0; index--) {
    if (isOver()) {
      await takeBreak(signal);
      isOver = sliceTime();
    }
    const entry = entries[index];
    if (!entry) continue;
    const row = archiveRow(entry);
    const group = groups.get(entry.eventTime);
    if (group) group.push(row);
    else groups.set(entry.eventTime, [row]);
  }
  return Array.from(groups, ([time, rows]) => ({ time, rows })).sort((a, b) => a.time - b.time);
}

function archiveRow({ eventId, eventFrom, code, value, status, row }: LogEntry): ArchiveRow {
  return {
    type: eventId,
    source: eventFrom ?? null,
    code: code ?? null,
    value: value ?? null,
    status: status ?? null,
    key: row ?? null,
  };
}
