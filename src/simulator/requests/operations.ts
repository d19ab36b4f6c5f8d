import type { HttpMethod } from '../../base/http.js';

/** Every call this cloud knows. */
const table = {
  getToken: ['GET', '/v1.0/token'],
  refreshToken: ['GET', '/v1.0/token/{refresh_token}'],
  getDevice: ['GET', '/v1.0/devices/{device_id}'],
  listUserDevices: ['GET', '/v1.0/users/{uid}/devices'],
  listDevices: ['GET', '/v1.0/devices'],
  renameDataPoint: ['PUT', '/v1.0/devices/{device_id}/functions/{function_code}'],
  getDeviceLogs: ['GET', '/v1.0/devices/{device_id}/logs'],
  resetDevice: ['PUT', '/v1.0/devices/{device_id}/reset-factory'],
  deleteDevice: ['DELETE', '/v1.0/devices/{device_id}'],
  listSubDevices: ['GET', '/v1.0/devices/{device_id}/sub-devices'],
  getFactoryInfos: ['GET', '/v1.0/devices/factory-infos'],
  renameDevice: ['PUT', '/v1.0/devices/{device_id}'],
  addDeviceUser: ['POST', '/v1.0/devices/{device_id}/user'],
  deleteDeviceUser: ['DELETE', '/v1.0/devices/{device_id}/users/{user_id}'],
  modifyDeviceUser: ['PUT', '/v1.0/devices/{device_id}/users/{user_id}'],
  getDeviceUser: ['GET', '/v1.0/devices/{device_id}/users/{user_id}'],
  listDeviceUsers: ['GET', '/v1.0/devices/{device_id}/users'],
  renameOutlet: ['PUT', '/v1.0/devices/{device_id}/multiple-name'],
  getOutletNames: ['GET', '/v1.0/devices/{device_id}/multiple-names'],
  listAppUsers: ['GET', '/v1.0/apps/{schema}/users'],
  listAppUsersByCreation: ['GET', '/v2.0/apps/{schema}/users'],
} as const satisfies Record<string, readonly [HttpMethod, string]>;

export type OperationName = keyof typeof table;

export interface Operation {
  readonly name: OperationName;
  readonly method: HttpMethod;
  readonly pattern: string;
  readonly segments: readonly string[];
  /** Changes something. */
  readonly writes: boolean;
}

export const operations: readonly Operation[] = Object.entries(table).map(([name, [method, pattern]]) => ({
  name: name as OperationName,
  method,
  pattern,
  segments: pattern.split('/').slice(1),
  writes: method !== 'GET',
}));

export interface Route {
  readonly operation: Operation;
  /** The values of the pattern's placeholders, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the call; a literal segment (`factory-infos`) wins over a placeholder. */
export function findRoute(method: string, segments: readonly string[]): Route | undefined {
  let found: Route | undefined;
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const parameters = match(operation.segments, segments);
    if (!parameters) continue;
    if (!found || Object.keys(parameters).length < Object.keys(found.parameters).length) {
      found = { operation, parameters };
    }
  }
  return found;
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? '';
    if (!part.startsWith('{')) {
      if (part !== segment) return undefined;
    } else if (segment === '') {
      return undefined;
    } else {
      parameters[part.slice(1, -1)] = segment;
    }
  }
  return parameters;
}

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(table, name);
}
