import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';
import { deviceRecord } from './deviceShapes.js';
import { knownDevices } from './devices.js';

const longestWindowSeconds = 30 * 86_400;
const idsAtMost = 20;
/** Cursors look like the ten-digit times of the page's sample, but stand for one place in the list each. */
const firstCursor = 1_500_000_000;

/** Without `from`, all devices the user can see; without a page, all at once. A bare array either way. */
export function listUserDevices(call: Call): unknown {
  const query = new Parameters(call.query, ['from', 'page_no', 'page_size']);
  const from = query.choice('from', ['home', 'sharing']);
  const isPaged = query.has('page_no') || query.has('page_size');
  const pageNo = query.integer('page_no', { min: 1 }) ?? 1;
  const pageSize = query.integer('page_size', { min: 1, max: 100 }) ?? 20;
  const { world, now } = call;
  const user = world.fleet.userOf(parameter(call, 'uid'));
  if (user === undefined) throw new ApiError(1106);
  const all = [
    ...(from === 'sharing' ? [] : world.fleet.devicesOf(user)),
    ...(from === 'home' ? [] : world.fleet.receivedBy(user)),
  ].filter((index) => world.isPresent(index));
  const page = isPaged ? all.slice((pageNo - 1) * pageSize, pageNo * pageSize) : all;
  return page.map((index) => deviceRecord(world, world.fleet.blueprint(index), now));
}

export function listDevices(call: Call): unknown {
  const query = new Parameters(call.query, [
    'page_no',
    'page_size',
    'last_id',
    'schema',
    'product_id',
    'device_ids',
    'start_time',
    'end_time',
  ]);
  // Whoever names devices needs no page, as the page's own sample shows; neither is so of its table.
  const required = query.list('device_ids') === undefined;
  const pageSize = query.integer('page_size', { required, min: 1, max: 100 }) ?? 20;
  const lastId = query.text('last_id');
  // The page's own sample for last_id sends no page number; without it the number is mandatory.
  const pageNo = query.integer('page_no', { required: required && lastId === undefined, min: 1 }) ?? 1;
  const after = lastId === undefined ? -1 : placeOf(lastId);
  const { total, indices } = select(
    call,
    query,
    lastId === undefined ? (pageNo - 1) * pageSize : 0,
    pageSize,
    after,
  );
  const last = indices.at(-1);
  return {
    devices: indices.map((index) => deviceRecord(call.world, call.world.fleet.blueprint(index), call.now)),
    last_id: last === undefined ? '' : String(firstCursor + last),
    total,
  };
}

function placeOf(cursor: string): number {
  const place = /^\d{10}$/.test(cursor) ? Number(cursor) - firstCursor : -1;
  if (place < 0) throw new ApiError(1109, 'param is illegal: last_id');
  return place;
}

function select(
  call: Call,
  query: Parameters,
  skip: number,
  take: number,
  after: number,
): { total: number; indices: number[] } {
  const { world } = call;
  const ids = query.list('device_ids', { max: idsAtMost });
  const tests = filtersOf(call, query);
  const isWhole = !ids && tests.length === 0 && world.removedCount === 0;
  if (isWhole) {
    const first = Math.max(skip, after + 1);
    const length = Math.max(0, Math.min(take, world.fleet.size - first));
    return { total: world.fleet.size, indices: Array.from({ length }, (_, at) => first + at) };
  }
  const candidates = ids
    ? knownDevices(world, ids)
        .map(({ index }) => index)
        .sort((a, b) => a - b)
    : undefined;
  const indices: number[] = [];
  let total = 0;
  let passed = 0;
  const length = candidates?.length ?? world.fleet.size;
  for (let at = 0; at < length; at++) {
    const index = candidates?.[at] ?? at;
    if (!world.isPresent(index) || !tests.every((test) => test(index))) continue;
    total++;
    if (index <= after || passed++ < skip || indices.length >= take) continue;
    indices.push(index);
  }
  return { total, indices };
}

function filtersOf(call: Call, query: Parameters): ((index: number) => boolean)[] {
  const { world } = call;
  const tests: ((index: number) => boolean)[] = [];
  const schema = query.text('schema');
  if (schema !== undefined) {
    if (schema !== call.schema) throw new ApiError(2017);
    tests.push((index) => world.fleet.person(world.fleet.ownerOf(index)).inApp);
  }
  const productId = query.text('product_id');
  if (productId !== undefined) {
    const product = world.fleet.productKeyOf(productId);
    tests.push((index) => world.fleet.productKeyAt(index) === product);
  }
  const window = timeWindow(query, call.now);
  if (window) {
    tests.push((index) => {
      const time = world.fleet.activeTimeOf(index);
      return time >= window.start && time <= window.end;
    });
  }
  return tests;
}

/** Epoch seconds. A missing end is now; a missing start is as long before the end as is allowed. */
export function timeWindow(query: Parameters, now: number): { start: number; end: number } | undefined {
  const givenStart = query.time('start_time', 10);
  const givenEnd = query.time('end_time', 10);
  if (givenStart === undefined && givenEnd === undefined) return undefined;
  const end = givenEnd ?? Math.floor(now / 1000);
  const start = givenStart ?? end - longestWindowSeconds;
  if (start > end || end - start > longestWindowSeconds) {
    throw new ApiError(1101, 'param range error: start_time and end_time span at most 30 days');
  }
  return { start, end };
}
