import type { Device } from '../../tuya/results.js';

/** Categories that are gateways by their name, collected from Tuya's lists and the open-source clients. */
const gatewayCategories: ReadonlySet<string> = new Set([
  'wg',
  'wgsxj',
  'lyqwg',
  'bywg',
  'zigbee',
  'wg2',
  'dgnzk',
  'videohub',
  'xnwg',
  'qtyycp',
  'alexa_yywg',
  'gywg',
  'cnwg',
  'wnykq', // infrared
  'hwktwkq',
  'wsdykq',
  'wfcon',
]);

/** Whether the category alone makes a gateway likely. Never proof: categories lie both ways. */
export function isGatewayCategory(category: string | undefined): boolean {
  return category !== undefined && gatewayCategories.has(category);
}

/**
 * Whether a device is worth asking for sub-devices. Its own `sub` doesn't count: many gateways of wg2 answer true,
 * though nothing stands above them.
 */
export function mayBeGateway({ category }: Pick<Device, 'category'>): boolean {
  return isGatewayCategory(category);
}

/**
 * A sub-device that has neither an address behind a gateway nor a key: a remote that an infrared hub plays, or the like.
 * Only hubs have such.
 */
export function isVirtual({ sub, nodeId, localKey }: Pick<Device, 'sub' | 'nodeId' | 'localKey'>): boolean {
  return sub === true && !nodeId && !localKey;
}
