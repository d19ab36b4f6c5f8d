import { isoTime } from '../../base/isoTime.js';
import { csvLines, exactColumns, toCsv, type CsvCell } from './csv.js';
import { deviceRecord } from './deviceRecord.js';
import type { ExportedDevice, ExportOptions } from './exportedDevice.js';

/** Columns are called as the API calls them; times are ISO 8601 in UTC, which spreadsheets and people read alike. */
const columns = [
  'id',
  'name',
  'category',
  'product_id',
  'product_name',
  'model',
  'online',
  'sub',
  'gateway_id',
  'node_id',
  'uid',
  'owner_id',
  'uuid',
  'mac',
  'sn',
  'ip',
  'time_zone',
  'active_time',
  'create_time',
  'update_time',
] as const;

/** Text of people: a device's name is its owner's, a product's and a model's are their maker's. */
const ofPeople: ReadonlySet<string> = new Set(['name', 'product_name', 'model']);

/** To write one row takes longer than to write a dozen at once takes for each. */
const rowsAtOnce = 12;

/** The devices as CSV, some lines at a time. The column `local_key` is only there where keys were asked for. */
export function* deviceTable(
  devices: Iterable<ExportedDevice>,
  options: ExportOptions & { readonly bom?: boolean },
): Generator<string> {
  const names = options.withKeys ? [...columns, 'local_key'] : columns;
  const exact = exactColumns(names, (name) => !ofPeople.has(name));
  yield toCsv(names, [], options);
  let rows: CsvCell[][] = [];
  for (const exported of devices) {
    const record = deviceRecord(exported, options);
    rows.push(names.map((name) => cell(name, record[name])));
    if (rows.length < rowsAtOnce) continue;
    yield csvLines(rows, { exact });
    rows = [];
  }
  if (rows.length > 0) yield csvLines(rows, { exact });
}

function cell(name: string, value: unknown): CsvCell {
  // What no calendar holds stays the number it is.
  if (name.endsWith('_time') && typeof value === 'number')
    return isoTime(value * 1000)?.replace('.000Z', 'Z') ?? value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}
