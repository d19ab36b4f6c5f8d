import type { OperationName } from '../operations.js';

/** The groups of Tuya's console that a project subscribes to and authorises, by the names they have there. */
export type ApiGroup = 'Authorization Token Management' | 'Smart Home Basic Service';

/** The group that a call belongs to. All 17 operations of device management are in one. */
export function apiGroupOf(operation: OperationName): ApiGroup {
  return operation === 'token' ? 'Authorization Token Management' : 'Smart Home Basic Service';
}
