import { exportColumns } from '../export/exportedRow.js';

const numbers: ReadonlySet<string> = new Set([
  'time_ms',
  'type',
  'dp_id',
  'accepted_ms',
  'latency_ms',
  'until_ms',
]);
/** What lnav tells apart by colour, and groups by. */
const identifiers: ReadonlySet<string> = new Set(['device_id', 'device', 'type_name', 'code']);
/** Columns of every line that its text doesn’t repeat. */
const hidden: ReadonlySet<string> = new Set(['time_ms', 'type', 'device_id', 'source', 'until_ms']);

/**
 * Has lnav read log files, and exports as JSON Lines, row by row: without a format it knows no JSON.
 * https://docs.lnav.org/en/v0.11.1/formats.html
 */
export const lnavFormat = {
  $schema: 'https://lnav.org/schemas/format-v1.schema.json',
  tuya_device_log: {
    title: 'Tuya device log',
    description: 'Rows of a device’s log, as Device Explorer for Tuya writes and exports them',
    json: true,
    'hide-extra': true,
    'timestamp-field': 'time',
    'level-field': 'type_name',
    level: { warning: '^(missing|offline)$', info: '.' },
    value: Object.fromEntries(
      [...exportColumns.filter((column) => column !== 'time'), 'until', 'until_ms'].map((column) => [
        column,
        {
          kind: column === 'scaled_value' ? 'float' : numbers.has(column) ? 'integer' : 'string',
          ...(identifiers.has(column) && { identifier: true }),
          ...(hidden.has(column) && { hidden: true }),
        },
      ]),
    ),
    'line-format': [
      { field: '__timestamp__' },
      ' ',
      { field: 'device' },
      ' ',
      { field: 'type_name' },
      ' ',
      { field: 'code', 'default-value': '' },
      ' ',
      { field: 'value', 'default-value': '' },
    ],
  },
} as const;
