import { ApiError } from '../requests/apiError.js';
import type { Blueprint } from '../fleet/fleet.js';
import { JsonBody } from '../requests/jsonBody.js';
import { parameter, type Call } from './call.js';
import { giveName, namedDevice, nameLengthAtMost } from './devices.js';

export function renameDataPoint(call: Call): unknown {
  const device = namedDevice(call);
  const name = new JsonBody(call.request, ['name']).requiredText('name', nameLengthAtMost);
  const asked = parameter(call, 'function_code');
  // The product's own code names the same data point as the standard set's.
  const code = device.product.defined.find(({ ownCode }) => ownCode === asked)?.code ?? asked;
  if (!codesOf(device).includes(code)) throw new ApiError(2003);
  const changes = call.world.change(device.index);
  changes.pointNames.set(code, name);
  // An outlet is a data point too: it has one name, whichever way it was given.
  if (Object.hasOwn(outletsOf(device), code)) changes.outletNames.set(code, name);
  return true;
}

/** `main` names the device itself, a data point code one of its outlets. */
export function renameOutlet(call: Call): unknown {
  const device = namedDevice(call);
  const body = new JsonBody(call.request, ['identifier', 'name']);
  const identifier = body.requiredText('identifier', nameLengthAtMost);
  const name = body.requiredText('name', nameLengthAtMost);
  if (identifier === 'main') {
    giveName(call.world, device, name);
    return true;
  }
  const outlets = outletsOf(device);
  if (Object.keys(outlets).length === 0) throw new ApiError(2009);
  if (!Object.hasOwn(outlets, identifier)) throw new ApiError(2003);
  const changes = call.world.change(device.index);
  changes.outletNames.set(identifier, name);
  changes.pointNames.set(identifier, name);
  return true;
}

export function getOutletNames(call: Call): unknown {
  const device = namedDevice(call);
  const outlets = Object.entries(outletsOf(device));
  if (outlets.length === 0) throw new ApiError(2009);
  const given = call.world.changesOf(device.index)?.outletNames;
  return outlets.map(([identifier, name]) => ({ identifier, name: given?.get(identifier) ?? name }));
}

function codesOf({ product }: Blueprint): string[] {
  const reported = product.channels.flatMap(({ points }) => points.map(({ code }) => code));
  return [...reported, ...Object.keys(product.constants ?? {})];
}

function outletsOf({ product }: Blueprint): Readonly<Record<string, string>> {
  return product.outlets ?? {};
}
