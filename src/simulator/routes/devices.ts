import { ApiError } from '../requests/apiError.js';
import type { Blueprint } from '../fleet/fleet.js';
import { JsonBody } from '../requests/jsonBody.js';
import { Parameters } from '../requests/parameters.js';
import type { World } from '../world/world.js';
import { parameter, type Call } from './call.js';
import { deviceRecord, subDeviceRecord } from './deviceShapes.js';

/** Tuya names no limit; this many are known to be taken, as a widespread tool asks for them at once. */
const idsAtMost = 50;
export const nameLengthAtMost = 128;

/** The device the path names, for the calls that have no query. */
export function namedDevice(call: Call): Blueprint {
  new Parameters(call.query, []);
  return call.world.device(parameter(call, 'device_id'));
}

export function getDevice(call: Call): unknown {
  return deviceRecord(call.world, namedDevice(call), call.now);
}

export function listSubDevices(call: Call): unknown {
  return call.world
    .subDevicesOf(namedDevice(call))
    .map((device) => subDeviceRecord(call.world, device, call.now));
}

/** Ids that aren't the project's are left out without a word. */
export function getFactoryInfos(call: Call): unknown {
  const ids = new Parameters(call.query, ['device_ids']).list('device_ids', {
    required: true,
    max: idsAtMost,
  });
  return knownDevices(call.world, ids ?? []).map((device) => {
    const sn = call.world.fleet.serialOf(device);
    return { id: device.id, mac: call.world.fleet.macOf(device), uuid: device.uuid, ...(sn ? { sn } : {}) };
  });
}

export function renameDevice(call: Call): unknown {
  const device = namedDevice(call);
  const name = new JsonBody(call.request, ['name']).requiredText('name', nameLengthAtMost);
  giveName(call.world, device, name);
  return true;
}

/** An offline device can't hear that it should forget everything. */
export function resetDevice(call: Call): unknown {
  const device = namedDevice(call);
  if (!call.world.isOnline(device, call.now)) throw new ApiError(2001);
  call.world.reset(device, call.now);
  return true;
}

export function deleteDevice(call: Call): unknown {
  call.world.remove(namedDevice(call));
  return true;
}

export function knownDevices(world: World, ids: readonly string[]): Blueprint[] {
  return [...new Set(ids)].flatMap((id) => {
    const index = world.fleet.indexOf(id);
    return index !== undefined && world.isPresent(index) ? [world.fleet.blueprint(index)] : [];
  });
}

/** @throws ApiError 2101 when another device of the same user has that name */
export function giveName(world: World, device: Blueprint, name: string): void {
  const taken = world.fleet.devicesOf(device.owner).some((index) => {
    return (
      index !== device.index && world.isPresent(index) && world.nameOf(world.fleet.blueprint(index)) === name
    );
  });
  if (taken) throw new ApiError(2101);
  world.change(device.index).name = name;
}
