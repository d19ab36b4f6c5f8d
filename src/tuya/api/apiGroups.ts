import type { OperationName } from '../operations.js';

/** The groups of Tuya's console that a project subscribes to and authorises, by the names they have there. */
export type ApiGroup = 'Authorization Token Management' | 'Smart Home Basic Service' | 'IoT Core';

/**
 * The group that a call belongs to. All 17 operations of device management are in one. Specifications can be had from
 * two groups; the one that has thing models too is the one to authorise.
 */
export function apiGroupOf(operation: OperationName): ApiGroup {
  if (operation === 'token') return 'Authorization Token Management';
  const isOfCore = operation.startsWith('products.') || operation.startsWith('commands.');
  return isOfCore ? 'IoT Core' : 'Smart Home Basic Service';
}
