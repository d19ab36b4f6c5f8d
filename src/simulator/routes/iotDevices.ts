import { ApiError } from '../requests/apiError.js';
import { JsonBody } from '../requests/jsonBody.js';
import { Parameters } from '../requests/parameters.js';
import { parameter, type Call } from './call.js';
import { subDeviceRecord } from './deviceShapes.js';
import { getFactoryInfos, knownDevices, namedDevice } from './devices.js';

const idsAtMost = 20;

/** Without colons in the address here. */
export function getIotFactoryInfos(call: Call): unknown {
  const infos = getFactoryInfos(call) as readonly { readonly mac: string }[];
  return infos.map((info) => ({ ...info, mac: info.mac.replaceAll(':', '') }));
}

/** Tuya's SDK repeats the id in the query. */
export function listIotSubDevices(call: Call): unknown {
  new Parameters(call.query, ['device_id']);
  return call.world
    .subDevicesOf(call.world.device(parameter(call, 'device_id')))
    .map((device) => subDeviceRecord(call.world, device, call.now));
}

export function deleteIotDevices(call: Call): unknown {
  const ids = new Parameters(call.query, ['device_ids']).list('device_ids', {
    required: true,
    max: idsAtMost,
  });
  const devices = knownDevices(call.world, ids ?? []);
  if (devices.length === 0) throw new ApiError(1106);
  for (const device of devices) call.world.remove(device);
  return true;
}

export function getFreezeState(call: Call): unknown {
  return { state: call.world.isFrozen(namedDevice(call)) ? 1 : 0 };
}

export function setFreezeState(call: Call): unknown {
  const device = namedDevice(call);
  const state = new JsonBody(call.request, ['state']).requiredInteger('state', 0, 1);
  call.world.change(device.index).isFrozen = state === 1;
  return true;
}
