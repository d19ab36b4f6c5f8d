import * as z from 'zod';
import type { LogEntry } from '../results.js';
import {
  isUsualNumber,
  isUsualOptionalId,
  isUsualPlainValue,
  isUsualText,
  optionalId,
  plainValue,
  requiredNumber,
  text,
  textOf,
} from './fields.js';
import { record, type Writable } from './record.js';

const logEntrySchema = z.object({
  event_time: requiredNumber,
  event_id: requiredNumber,
  event_from: optionalId,
  code: text,
  value: plainValue,
  status: optionalId,
  row: text,
});

function isUsualLogEntry(raw: { readonly [Name in keyof typeof logEntrySchema.shape]?: unknown }): boolean {
  return (
    isUsualNumber(raw.event_time) &&
    isUsualNumber(raw.event_id) &&
    isUsualOptionalId(raw.event_from) &&
    isUsualText(raw.code) &&
    isUsualPlainValue(raw.value) &&
    isUsualOptionalId(raw.status) &&
    isUsualText(raw.row)
  );
}

/** One log row; its time is milliseconds on the wire already. */
export const logEntryReader = record(
  logEntrySchema,
  { required: ['event_time', 'event_id'], isUsual: isUsualLogEntry },
  (wire, extra): LogEntry => {
    const entry: Writable<LogEntry> = {
      eventTime: Number(wire.event_time),
      eventId: Number(wire.event_id),
      extra,
    };
    const eventFrom = textOf(wire.event_from);
    const status = textOf(wire.status);
    if (eventFrom !== undefined) entry.eventFrom = eventFrom;
    if (wire.code) entry.code = wire.code;
    if (wire.value !== null && wire.value !== undefined) entry.value = String(wire.value);
    if (status !== undefined) entry.status = status;
    if (wire.row) entry.row = wire.row;
    return entry;
  },
);
