import type { LogEntry } from '../results.js';
import { optionalId, plainValue, requiredNumber, text } from './fields.js';
import { noExtra, record } from './record.js';

/** One log row; its time is milliseconds on the wire already. */
export const logEntryReader = record<LogEntry>(
  {
    event_time: requiredNumber('eventTime'),
    event_id: requiredNumber('eventId'),
    event_from: optionalId('eventFrom'),
    code: text('code'),
    value: plainValue('value'),
    status: optionalId('status'),
    row: text('row'),
  },
  { extra: noExtra },
);
