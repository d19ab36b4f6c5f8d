import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isoTime } from '../../../base/isoTime.js';
import { pointWithoutSecrets } from '../../../base/secretNames.js';
import type { TimeRange } from '../../../base/timeRange.js';
import { entryStore, type RowStore } from '../../../tuya/paging/sameRows.js';
import type { LogEntry } from '../../../tuya/results.js';
import { exportedRow, type ExportContext } from '../export/exportedRow.js';
import { jsonLine } from '../export/exportLog.js';
import type { LogRow } from '../rows/logTypes.js';

/** A row on its way to the file: as others compare it, and the line it becomes. */
export class FileRow implements LogEntry {
  readonly eventTime: number;
  readonly eventId: number;
  readonly eventFrom?: string;
  readonly code?: string;
  readonly value?: string;
  readonly row?: string;
  readonly extra = {};

  constructor(
    private readonly of: LogRow,
    private readonly context: ExportContext,
  ) {
    const { time, type, from, code, rowKey } = of;
    const value = pointWithoutSecrets(of.code, of.value);
    this.eventTime = time;
    this.eventId = type;
    if (from !== undefined) this.eventFrom = from;
    if (code !== undefined) this.code = code;
    if (value !== undefined) this.value = value;
    if (rowKey !== undefined) this.row = rowKey;
  }

  /** One line of JSON with its end. */
  line(): string {
    const { value: _, ...rest } = this.of;
    const { value } = this;
    return jsonLine(exportedRow({ ...rest, ...(value !== undefined && { value }) }, this.context));
  }
}

/** A row that stands in a file. */
export class WrittenRow {
  constructor(
    readonly fields: number,
    readonly key: string | undefined,
  ) {}
}

/** A file may hold a hundred thousand rows: of each its fields are kept as a number. */
function digestOf(entry: LogEntry): number {
  const text = String(entryStore.fieldsOf(entry));
  return createHash('sha1').update(text).digest().readUIntBE(0, 6);
}

export const writtenStore: RowStore<WrittenRow> = {
  fieldsOf: ({ fields }) => fields,
  fieldsOfEntry: digestOf,
  keyOf: ({ key }) => key,
  statusOf: () => undefined,
  learn: (known, { row = known.key }) => (row === known.key ? known : new WrittenRow(known.fields, row)),
};

export function written(row: LogEntry): WrittenRow {
  return new WrittenRow(digestOf(row), row.row);
}

/** The type that no cloud has: rows are missing. */
const missingType = 0;

/** Says that rows may be missing between two moments. */
export function missingLine({ from, to }: TimeRange, device: { readonly id: string; readonly name: string }) {
  return jsonLine({
    time: isoTime(from) ?? '',
    time_ms: from,
    device_id: device.id,
    device: device.name,
    type: missingType,
    type_name: 'missing',
    until: isoTime(to) ?? '',
    until_ms: to,
  });
}

const rowSchema = z.object({
  time_ms: z.number(),
  type: z.number(),
  source: z.string().optional(),
  code: z.string().optional(),
  value: z.string().optional(),
  row_key: z.string().optional(),
  until_ms: z.number().optional(),
});

/** What a line of a file is: a row, rows that are missing, another’s JSON, or no JSON at all. */
export type ReadLine =
  | { readonly kind: 'row'; readonly time: number; readonly row: WrittenRow }
  | { readonly kind: 'missing'; readonly until: number }
  | { readonly kind: 'other' }
  | { readonly kind: 'broken' };

export function readLine(text: string): ReadLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'broken' };
  }
  const read = rowSchema.safeParse(json);
  if (!read.success) return { kind: 'other' };
  const { time_ms: time, type, source, code, value, row_key: key, until_ms: until } = read.data;
  if (type === missingType) return until === undefined ? { kind: 'other' } : { kind: 'missing', until };
  const row = written({
    eventTime: time,
    eventId: type,
    ...(source !== undefined && { eventFrom: source }),
    ...(code !== undefined && { code }),
    ...(value !== undefined && { value }),
    ...(key !== undefined && { row: key }),
    extra: {},
  });
  return { kind: 'row', time, row };
}
