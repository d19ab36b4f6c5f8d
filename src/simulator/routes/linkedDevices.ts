import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import { hexDigits, nameHash, text } from '../requests/random.js';
import { parameter, type Call } from './call.js';
import { deviceRecord, iotDeviceRecord } from './deviceShapes.js';
import { knownDevices } from './devices.js';

const linkedAtMost = 100;
const usualSize = 20;
const iotAtMost = 200;
const idsAtMost = 20;
const rowKeyTopic = nameHash('row key of a device list');

interface Slice {
  readonly indices: readonly number[];
  readonly has_more: boolean;
  readonly last_row_key: string;
  readonly total: number;
}

/** All devices of all accounts that are linked to the project. */
export function listLinkedDevices(call: Call): unknown {
  const query = new Parameters(call.query, ['last_row_key', 'size', 'start_update_time', 'end_update_time']);
  const size = query.integer('size', { min: 1, max: linkedAtMost }) ?? usualSize;
  const { world, now } = call;
  const { indices, ...rest } = slice(call, query, allIndices(call), size);
  return { devices: indices.map((index) => deviceRecord(world, world.fleet.blueprint(index), now)), ...rest };
}

/** By ids, or all of them. */
export function listIotDevices(call: Call): unknown {
  const query = new Parameters(call.query, ['device_ids', 'last_row_key', 'page_size']);
  const size = query.integer('page_size', { min: 1, max: iotAtMost }) ?? usualSize;
  const { indices, total, ...rest } = slice(call, query, named(call, query) ?? allIndices(call), size);
  return { total, ...rest, devices: indices.map((index) => record(call, index)) };
}

/** Those of one account, with the gateway that each stands behind. */
export function listIotDevicesOfSource(call: Call): unknown {
  const known = ['device_ids', 'last_row_key', 'page_size', 'source_type', 'source_id'];
  const query = new Parameters(call.query, known);
  const size = query.integer('page_size', { min: 1, max: iotAtMost }) ?? usualSize;
  const ids = named(call, query);
  const source = query.text('source_id');
  let indices = ids ?? allIndices(call);
  if (source !== undefined) {
    query.choice('source_type', ['tuyaUser']);
    const { fleet } = call.world;
    const user = fleet.userOf(source);
    if (user === undefined) throw new ApiError(1106);
    indices = indices.filter((index) => fleet.ownerOf(index) === user);
  }
  const { indices: page, ...rest } = slice(call, query, indices, size);
  return { ...rest, list: page.map((index) => record(call, index)) };
}

export function getIotDevice(call: Call): unknown {
  new Parameters(call.query, ['device_id']);
  const device = call.world.device(parameter(call, 'device_id'));
  return iotDeviceRecord(call.world, device, call.now);
}

function record({ world, now }: Call, index: number): Record<string, unknown> {
  return iotDeviceRecord(world, world.fleet.blueprint(index), now);
}

function named({ world }: Call, query: Parameters): readonly number[] | undefined {
  const ids = query.list('device_ids', { max: idsAtMost });
  return ids && knownDevices(world, ids).map(({ index }) => index);
}

function allIndices({ world }: Call): readonly number[] {
  return Array.from({ length: world.fleet.size }, (_, index) => index).filter((index) =>
    world.isPresent(index),
  );
}

/** The rows behind the one that the key names. */
function slice(call: Call, query: Parameters, indices: readonly number[], size: number): Slice {
  const key = query.text('last_row_key');
  const after = key === undefined ? -1 : indexOf(call, key);
  const left = indices.filter((index) => index > after);
  const page = left.slice(0, size);
  const last = page.at(-1);
  return {
    indices: page,
    has_more: left.length > size,
    last_row_key: last === undefined ? '' : rowKey(call, last),
    total: indices.length,
  };
}

function rowKey({ world }: Call, index: number): string {
  const place = index.toString(16).padStart(8, '0');
  return `${place}${text(hexDigits, 56, world.seed, rowKeyTopic, index)}`.toUpperCase();
}

function indexOf(call: Call, key: string): number {
  const index = /^[0-9A-F]{64}$/.test(key) ? parseInt(key.slice(0, 8), 16) : NaN;
  if (rowKey(call, index) !== key) throw new ApiError(1109, 'param is illegal: last_row_key');
  return index;
}
