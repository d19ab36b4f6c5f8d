import { Parameters } from '../requests/parameters.js';
import type { Call } from './call.js';
import { knownDevices, namedDevice } from './devices.js';

const idsAtMost = 20;

export function getStatus(call: Call): unknown {
  return call.world.read(namedDevice(call), call.now).status;
}

/** Ids that aren't the project's are left out without a word. */
export function getStatuses(call: Call): unknown {
  const ids = new Parameters(call.query, ['device_ids']).list('device_ids', {
    required: true,
    max: idsAtMost,
  });
  return knownDevices(call.world, ids ?? []).map((device) => ({
    id: device.id,
    status: call.world.read(device, call.now).status,
  }));
}
