import { isoTime } from '../../../base/isoTime.js';
import type { LogRow } from '../rows/logTypes.js';

/** What an export says about a row beyond the cloud's own fields. */
export interface ExportContext {
  /** By the row's index. */
  device(index: number): { readonly id: string; readonly name: string };
  /** The data point's name, where somebody gave it one. */
  pointName(device: number, code: string): string | undefined;
  typeName(type: number): string;
  sourceName(from: string | undefined): string;
}

/** A row as every format tells it: what the cloud said, value for value, and the words beside the numbers. */
export interface ExportedRow {
  /** ISO 8601, UTC, with milliseconds. */
  readonly time: string;
  /** Epoch ms. */
  readonly time_ms: number;
  readonly device_id: string;
  readonly device: string;
  readonly type: number;
  readonly type_name: string;
  readonly code?: string;
  readonly name?: string;
  /** As on the wire. */
  readonly value?: string;
  readonly source?: string;
  readonly source_name?: string;
  /** Paid edition. */
  readonly row_key?: string;
}

/** In this order in every format. */
export const exportColumns = [
  'time',
  'time_ms',
  'device_id',
  'device',
  'type',
  'type_name',
  'code',
  'name',
  'value',
  'source',
  'source_name',
  'row_key',
] as const satisfies readonly (keyof ExportedRow)[];

export function exportedRow(row: LogRow, context: ExportContext): ExportedRow {
  const device = context.device(row.device);
  const { time, type, code, value, from, rowKey } = row;
  const name = code === undefined ? undefined : context.pointName(row.device, code);
  return {
    // Times that no calendar has stay empty: their milliseconds stand beside.
    time: isoTime(time) ?? '',
    time_ms: time,
    device_id: device.id,
    device: device.name,
    type,
    type_name: context.typeName(type),
    ...(code !== undefined && { code }),
    ...(name !== undefined && { name }),
    ...(value !== undefined && { value }),
    ...(from !== undefined && { source: from, source_name: context.sourceName(from) }),
    ...(rowKey !== undefined && { row_key: rowKey }),
  };
}
