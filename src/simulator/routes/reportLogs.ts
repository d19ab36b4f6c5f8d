import { rangeThrough } from '../../base/timeRange.js';
import { eventTypes, type LogEvent } from '../logs/logEvent.js';
import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';

const usualSize = 20;
const sizeAtMost = 100;

interface Asked {
  readonly types: ReadonlySet<number>;
  readonly codes: readonly string[] | undefined;
}

/** What the paid edition answers, on its path of IoT Core: a key of its own leads to the next page. */
export function getIotLogs(call: Call): unknown {
  const query = new Parameters(call.query, [...shared, 'event_types', 'query_type']);
  const types = (query.list('event_types', { required: true }) ?? []).map(Number);
  const all = Object.values<number>(eventTypes);
  if (!types.every((type) => all.includes(type))) throw new ApiError(1109, 'param is illegal: event_types');
  const page = read(call, query, { types: new Set(types), codes: query.list('codes') });
  return {
    count: page.total,
    device_id: page.deviceId,
    has_next: page.hasMore,
    last_row_key: page.lastRowKey,
    logs: page.rows.map(({ time, type, from, code, value }) => ({
      ...(code === undefined ? {} : { code }),
      ...(value === undefined ? {} : { value }),
      event_time: time,
      event_from: String(from),
      event_id: type,
    })),
  };
}

/** Reports only. */
export function getReportLogs(call: Call): unknown {
  const query = new Parameters(call.query, shared);
  const codes = query.list('codes', { required: true });
  const page = read(call, query, { types: new Set([eventTypes.report]), codes });
  return {
    device_id: page.deviceId,
    has_more: page.hasMore,
    last_row_key: page.lastRowKey,
    logs: page.rows.map(({ time, code, value }) => ({ code, value, event_time: time })),
    total: page.total,
  };
}

/** Tuya's SDK repeats the id in the query. */
const shared = ['device_id', 'codes', 'start_time', 'end_time', 'last_row_key', 'size'];

function read(
  call: Call,
  query: Parameters,
  { types, codes }: Asked,
): { rows: LogEvent[]; total: number; hasMore: boolean; lastRowKey: string; deviceId: string } {
  const device = call.world.device(parameter(call, 'device_id'));
  if (device.product.hasLogs === false) throw new ApiError(2009);
  const size = query.integer('size', { min: 1, max: sizeAtMost }) ?? usualSize;
  for (const name of ['start_time', 'end_time']) query.requiredText(name);
  const [start = 0, end = 0] = [query.time('start_time', 13), query.time('end_time', 13)];
  if (start > end) throw new ApiError(1101, 'param range error: start_time is after end_time');
  const keys = call.world.rowKeysOf(device);
  const key = query.text('last_row_key');
  const after = key === undefined ? undefined : keys.readPaid(key);
  if (key !== undefined && !after) throw new ApiError(1109, 'param is illegal: last_row_key');
  const rows: LogEvent[] = [];
  let [total, left] = [0, 0];
  for (const event of call.world.log(device, rangeThrough(start, end), call.now)) {
    if (!types.has(event.type) || (codes && !codes.includes(event.code ?? ''))) continue;
    total++;
    const wasRead =
      after && (event.time > after.time || (event.time === after.time && event.seq <= after.seq));
    if (wasRead) continue;
    left++;
    if (rows.length < size) rows.push(event);
  }
  const last = rows.at(-1);
  const lastRowKey = last === undefined ? '' : keys.paid(last);
  return { rows, total, hasMore: left > size, lastRowKey, deviceId: device.id };
}
