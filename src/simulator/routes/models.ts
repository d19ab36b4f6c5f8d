import type { Blueprint } from '../fleet/fleet.js';
import { isCustom, type PointDefinition } from '../products/definition.js';
import { hexDigits, nameHash, text } from '../requests/random.js';
import { ApiError } from '../requests/apiError.js';
import { Parameters } from '../requests/parameters.js';
import type { Call } from './call.js';
import { knownDevices, namedDevice } from './devices.js';

const idsAtMost = 20;

type Entry = Record<string, unknown>;

/** Only this form tells the numbers of data points. */
export function getSpecificationWithIds(call: Call): unknown {
  return specification(call, (point) => ({ ...entry(point), dp_id: point.dpId }));
}

export function getSpecification(call: Call): unknown {
  return specification(call, entry);
}

export function getNamedSpecification(call: Call): unknown {
  return specification(call, namedEntry);
}

export function getFunctions(call: Call): unknown {
  const device = modelledDevice(call);
  return { category: device.product.category, functions: functionsOf(device) };
}

/** Ids that aren't the project's are left out without a word. */
export function getFunctionsOfDevices(call: Call): unknown {
  const ids = new Parameters(call.query, ['device_ids']).list('device_ids', {
    required: true,
    max: idsAtMost,
  });
  const devices = knownDevices(call.world, ids ?? []);
  return devices.map((device) => {
    checkRight(device);
    return { product_id: device.productId, devices: [device.id], functions: functionsOf(device) };
  });
}

/** JSON within JSON, with the product's own codes and with the data points that the standard set doesn't know. */
export function getThingModel(call: Call): unknown {
  const { product, productId } = modelledDevice(call);
  const isTold = (product.told ?? 'all') === 'all' && product.defined.length > 0;
  const service = {
    actions: [],
    code: '',
    description: '',
    events: [],
    name: 'Default service',
    properties: product.defined.map(property),
  };
  const modelId = text(hexDigits, 6, nameHash(productId));
  return { model: JSON.stringify({ modelId, services: isTold ? [service] : [] }) };
}

/**
 * The device the path names, for whoever may ask about its product.
 * @throws ApiError 1106 where this project has no right to what the product is
 */
export function modelledDevice(call: Call): Blueprint {
  const device = namedDevice(call);
  checkRight(device);
  return device;
}

export function checkRight({ product }: Blueprint): void {
  if (product.told === 'refused') throw new ApiError(1106);
}

/** Types as thing models and shadows spell them; what is JSON is text there. */
export function ownType({ type }: PointDefinition): string {
  return ownTypes[type];
}

export function ownCode({ code, ownCode: own = code }: PointDefinition): string {
  return own;
}

const ownTypes: Readonly<Record<PointDefinition['type'], string>> = {
  Boolean: 'bool',
  Integer: 'value',
  Enum: 'enum',
  String: 'string',
  Json: 'string',
  Raw: 'raw',
  Bitmap: 'bitmap',
};

function specification(call: Call, write: (point: PointDefinition) => Entry): unknown {
  const device = modelledDevice(call);
  // Gateways and remote controls have no data points at all.
  if (device.product.channels.length === 0) throw new ApiError(2009);
  const points = standardPoints(device);
  return {
    category: device.product.category,
    functions: points.filter(isSettable).map(write),
    status: points.filter((point) => toldAccess(point) !== 'wr').map(write),
  };
}

function functionsOf(device: Blueprint): Entry[] {
  return standardPoints(device).filter(isSettable).map(namedEntry);
}

function standardPoints({ product }: Blueprint): readonly PointDefinition[] {
  return product.defined.filter((point) => !isCustom(point));
}

function isSettable(point: PointDefinition): boolean {
  return toldAccess(point) !== 'ro';
}

function toldAccess({ access, told }: PointDefinition): PointDefinition['access'] {
  return told?.access ?? access;
}

function entry({ code, type, values, told }: PointDefinition): Entry {
  return { code, type, values: told?.values ?? JSON.stringify(values) };
}

/** What stands as description is the values once more. */
function namedEntry(point: PointDefinition): Entry {
  const plain = entry(point);
  return { ...plain, name: point.name, desc: plain['values'] };
}

function property(point: PointDefinition): Entry {
  const { dpId, access, name, type, values } = point;
  const typeValues = type === 'Json' ? { maxlen: 255 } : values;
  return {
    abilityId: dpId,
    accessMode: access,
    code: ownCode(point),
    description: '',
    extensions: {},
    name,
    typeSpec: { type: ownType(point), ...typeValues },
  };
}
