import type { Device } from '../tuya/results.js';
import type { Known } from './project.js';

/** Categories that are gateways by their name, collected from Tuya's lists and the open-source clients. */
const hubCategories: ReadonlySet<string> = new Set([
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
  'qt',
]);

/** Whether the category alone makes a gateway likely. Never proof: categories lie both ways. */
export function isHubCategory(category: string | undefined): boolean {
  return category !== undefined && hubCategories.has(category);
}

/**
 * Whether a device is worth asking for sub-devices when a person opens it: a hub by its category, or one that
 * isn't a sub-device itself and reports nothing of its own, as gateways do.
 */
export function mayBeHub({ value, slim }: Known<Device>): boolean {
  if (value.sub === true) return false;
  return isHubCategory(value.category) || (value.status.length === 0 && !slim);
}
