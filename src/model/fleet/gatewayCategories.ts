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

/** Whether a device is worth asking for sub-devices when a person opens it. */
export function mayBeGateway({ sub, category }: Device): boolean {
  return sub !== true && isGatewayCategory(category);
}
