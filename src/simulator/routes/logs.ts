import { lastOf, rangeThrough, type TimeRange } from '../../base/timeRange.js';
import { ApiError } from '../requests/apiError.js';
import { eventTypes, type LogEvent } from '../logs/logEvent.js';
import type { RowKeys, RowPosition } from '../logs/rowKeys.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';

const defaultSize = 20;
const sizeAtMost = 100;
/** Where no start is given, or 0. */
const usualSpanMs = 7 * 86_400_000;
const notSubscribed = 28841101;

const known = [
  'type',
  'start_time',
  'end_time',
  'codes',
  'start_row_key',
  'last_row_key',
  'last_event_time',
  'size',
  'query_type',
] as const;

export function getDeviceLogs(call: Call): unknown {
  const query = new Parameters(call.query, known);
  const types = readTypes(query);
  const codes = query.list('codes');
  const size = query.integer('size', { min: 1, max: sizeAtMost }) ?? defaultSize;
  const range = readRange(query, call.now);
  const isPaid = readEdition(query, call);
  const device = call.world.device(parameter(call, 'device_id'));
  if (device.product.hasLogs === false) throw new ApiError(2009);

  const keys = call.world.rowKeysOf(device);
  const start = isPaid ? readPaidStart(query, keys) : readFreeStart(query, keys);
  const page: LogEvent[] = [];
  let count = 0;
  let next: LogEvent | undefined;
  // The paid edition counts all rows, the free one needs none before its page.
  const last = isPaid || !start ? lastOf(range) : Math.min(lastOf(range), start.time);
  for (const event of call.world.log(device, rangeThrough(range.from, last), call.now)) {
    if (!types.has(event.type) || (codes && !(event.code !== undefined && codes.includes(event.code))))
      continue;
    count++;
    if (start && isBefore(event, start)) continue;
    if (page.length < size) page.push(event);
    else next ??= event;
    if (next && !isPaid) break;
  }
  const shared = { device_id: device.id, has_next: next !== undefined };
  if (isPaid)
    return {
      count,
      ...shared,
      logs: page.map((event) => ({ ...row(event), row: keys.paid(event), status: '1' })),
    };
  const current = page[0];
  return {
    current_row_key: current ? keys.free(current) : null,
    ...shared,
    logs: page.map(row),
    next_row_key: next ? keys.free(next) : null,
  };
}

function readTypes(query: Parameters): ReadonlySet<number> {
  const types = (query.list('type', { required: true }) ?? []).map(Number);
  const all = Object.values<number>(eventTypes);
  if (!types.every((type) => all.includes(type))) throw new ApiError(1109, 'param is illegal: type');
  return new Set(types);
}

/** The wire has milliseconds, and counts its end in. No start, or 0, is seven days ago. */
function readRange(query: Parameters, now: number): TimeRange {
  const start = query.text('start_time') === '0' ? undefined : query.time('start_time', 13);
  query.requiredText('end_time');
  const end = query.time('end_time', 13) ?? 0;
  const from = start ?? Math.min(end, now - usualSpanMs);
  if (from > end) throw new ApiError(1101, 'param range error: start_time is after end_time');
  return rangeThrough(from, end);
}

function readEdition(query: Parameters, { edition }: Call): boolean {
  const asked = query.choice('query_type', ['1', '2']);
  if (asked === '2' && edition === 'free') throw new ApiError(notSubscribed);
  const isPaid = asked === undefined ? edition === 'paid' : asked === '2';
  const foreign = isPaid ? ['start_row_key'] : ['last_row_key', 'last_event_time'];
  const wrong = foreign.find((name) => query.has(name));
  if (wrong !== undefined) throw new ApiError(1109, `param is illegal: ${wrong} is of the other edition`);
  return isPaid;
}

interface Start extends RowPosition {
  /** Whether the row at this position was on the page before. */
  readonly wasRead: boolean;
}

/** The free edition's key names the first row of the page. */
function readFreeStart(query: Parameters, keys: RowKeys): Start | undefined {
  const key = query.text('start_row_key');
  if (key === undefined) return undefined;
  const position = keys.readFree(key);
  if (!position) throw new ApiError(1109, 'param is illegal: start_row_key');
  return { ...position, wasRead: false };
}

/** The paid edition's key names the last row of the page before, and comes with that row's time. */
function readPaidStart(query: Parameters, keys: RowKeys): Start | undefined {
  const key = query.text('last_row_key');
  const time = query.time('last_event_time', 13);
  if (key === undefined && time === undefined) return undefined;
  if (key === undefined || time === undefined) {
    throw new ApiError(1100, `param is empty: ${key === undefined ? 'last_row_key' : 'last_event_time'}`);
  }
  const position = keys.readPaid(key);
  if (!position) throw new ApiError(1109, 'param is illegal: last_row_key');
  if (position.time !== time) throw new ApiError(1109, 'param is illegal: last_event_time');
  return { ...position, wasRead: true };
}

/** Whether the row stands before the place where the page starts. */
function isBefore(event: LogEvent, start: Start): boolean {
  if (event.time !== start.time) return event.time > start.time;
  return start.wasRead ? event.seq <= start.seq : event.seq < start.seq;
}

function row({ time, type, from, code, value }: LogEvent): Record<string, unknown> {
  return {
    ...(code === undefined ? {} : { code }),
    ...(value === undefined ? {} : { value }),
    event_time: time,
    event_from: String(from),
    event_id: type,
  };
}
