import { isoTime } from '../../../base/isoTime.js';
import { numberReading } from '../../values/usualPoints.js';
import { scaledText } from '../../values/numberScale.js';
import { shownText } from '../../values/shownText.js';
import { sentType, type CommandFacts } from '../rows/commandRow.js';
import { verdictKeys } from '../rows/logNames.js';
import type { LogRow } from '../rows/logTypes.js';
import { decodeLogValue, type KnownPoint } from '../rows/logValue.js';

/** What an export says about a row beyond the cloud's own fields. */
export interface ExportContext {
  /** By the row's index. */
  device(index: number): { readonly id: string; readonly name: string };
  /** The data point's name, where somebody gave it one. */
  pointName(device: number, code: string): string | undefined;
  /** What else is known of the data point. */
  point(device: number, code: string): KnownPoint;
  typeName(type: number): string;
  sourceName(from: string | undefined): string;
  /** What the row has to do with something that was sent from here. */
  command?(row: LogRow): CommandFacts | undefined;
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
  /** The data point's number in the firmware. */
  readonly dp_id?: number;
  /** The number as the product scales it; absent where scale and unit are only assumed. */
  readonly scaled_value?: number;
  readonly unit?: string;
  /** As every view shows the value, where that isn't the value itself: `≈ 219.6 V`, `E1, E3`. */
  readonly shown?: string;
  /** Of what was sent from here: `applied`, `other`, `none`, `same`, `unseen`, `offline`, `refused`, `unknown`, `waiting`. */
  readonly verdict?: string;
  /** From the command to the cloud's answer. */
  readonly accepted_ms?: number;
  /** From the command to its report; of both rows. */
  readonly latency_ms?: number;
  /** The same for a command and its report. */
  readonly command?: string;
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
  'dp_id',
  'scaled_value',
  'unit',
  'shown',
  'verdict',
  'accepted_ms',
  'latency_ms',
  'command',
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
    ...(rowKey !== undefined && type !== sentType && { row_key: rowKey }),
    ...(code !== undefined && meaning(value, code, context.point(row.device, code))),
    ...commandCells(context.command?.(row)),
  };
}

function commandCells(
  facts: CommandFacts | undefined,
): Pick<ExportedRow, 'verdict' | 'accepted_ms' | 'latency_ms' | 'command'> {
  if (!facts) return {};
  const { isSent, key, verdict, acceptedMs, latencyMs } = facts;
  return {
    ...(isSent && { verdict: verdictKeys[verdict] }),
    ...(isSent && acceptedMs !== undefined && { accepted_ms: acceptedMs }),
    ...(latencyMs !== undefined && { latency_ms: latencyMs }),
    command: key,
  };
}

/** A longer value isn't taken apart: an export may have a million of them. */
const decodedLength = 4096;
const shownLength = 1000;

function meaning(
  value: string | undefined,
  code: string,
  known: KnownPoint,
): Pick<ExportedRow, 'dp_id' | 'scaled_value' | 'unit' | 'shown'> {
  const id = known.model?.dpId;
  const decoded =
    value === undefined || value.length > decodedLength ? undefined : decodeLogValue(value, code, known);
  const shown = decoded && shownText(decoded);
  return {
    ...(id !== undefined && { dp_id: id }),
    ...(decoded?.kind === 'number' && scaled(decoded.value, code, known)),
    ...(shown !== undefined && shown !== decoded?.raw && { shown: shown.slice(0, shownLength) }),
  };
}

function scaled(
  value: number,
  code: string,
  { model }: KnownPoint,
): Pick<ExportedRow, 'scaled_value' | 'unit'> {
  if (model?.type === 'float') {
    return { scaled_value: value, ...(model.unit !== undefined && { unit: model.unit }) };
  }
  const reading = numberReading(code, value, model);
  const text = reading && !reading.assumed ? scaledText(value, { scale: reading.scale }) : undefined;
  if (!reading || text === undefined) return {};
  return { scaled_value: Number(text), ...(reading.unit !== undefined && { unit: reading.unit }) };
}
