import type { HttpMethod } from '../../base/http.js';

/** Every call this cloud knows: its method, and the paths that lead to it. */
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
  getUpgradeInfos: [
    'GET',
    '/v1.0/devices/{device_id}/upgrade-infos',
    '/v1.0/iot-03/devices/{device_id}/upgrade-infos',
  ],
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
  getThingModel: ['GET', '/v2.0/cloud/thing/{device_id}/model'],
  getShadowProperties: ['GET', '/v2.0/cloud/thing/{device_id}/shadow/properties'],
  getSpecificationWithIds: ['GET', '/v1.1/devices/{device_id}/specifications'],
  getSpecification: ['GET', '/v1.0/devices/{device_id}/specifications'],
  getNamedSpecification: ['GET', '/v1.0/iot-03/devices/{device_id}/specification'],
  getFunctions: ['GET', '/v1.0/devices/{device_id}/functions', '/v1.0/iot-03/devices/{device_id}/functions'],
  getFunctionsOfDevices: ['GET', '/v1.0/devices/functions', '/v1.0/iot-03/devices/functions'],
  getStatus: ['GET', '/v1.0/devices/{device_id}/status', '/v1.0/iot-03/devices/{device_id}/status'],
  getStatuses: ['GET', '/v1.0/devices/status', '/v1.0/iot-03/devices/status'],
  sendCommands: ['POST', '/v1.0/devices/{device_id}/commands', '/v1.0/iot-03/devices/{device_id}/commands'],
  issueProperties: ['POST', '/v2.0/cloud/thing/{device_id}/shadow/properties/issue'],
  logIn: ['POST', '/v1.0/iot-01/associated-users/actions/authorized-login'],
  listLinkedDevices: ['GET', '/v1.0/iot-01/associated-users/devices'],
  listHomes: ['GET', '/v1.0/users/{uid}/homes'],
  listHomeDevices: ['GET', '/v1.0/homes/{home_id}/devices'],
  listScenes: ['GET', '/v1.0/homes/{home_id}/scenes', '/v1.1/homes/{home_id}/scenes'],
  listRemotes: ['GET', '/v2.0/infrareds/{device_id}/remotes'],
  getIotDevice: ['GET', '/v1.0/iot-03/devices/{device_id}'],
  listIotDevices: ['GET', '/v1.0/iot-03/devices'],
  listIotDevicesOfSource: ['GET', '/v1.3/iot-03/devices'],
  getIotFactoryInfos: ['GET', '/v1.0/iot-03/devices/factory-infos'],
  listIotSubDevices: ['GET', '/v1.0/iot-03/devices/{device_id}/sub-devices'],
  getIotLogs: ['GET', '/v1.0/iot-03/devices/{device_id}/logs'],
  getReportLogs: ['GET', '/v1.0/iot-03/devices/{device_id}/report-logs'],
  getFreezeState: ['GET', '/v1.0/iot-03/devices/{device_id}/freeze-state'],
  setFreezeState: ['PUT', '/v1.0/iot-03/devices/{device_id}/freeze-state'],
  renameIotDevice: ['PUT', '/v1.0/iot-03/devices/{device_id}'],
  resetIotDevice: ['POST', '/v1.0/iot-03/devices/{device_id}/actions/reset'],
  deleteIotDevice: ['DELETE', '/v1.0/iot-03/devices/{device_id}'],
  deleteIotDevices: ['DELETE', '/v1.0/iot-03/devices'],
} as const satisfies Record<string, readonly [HttpMethod, ...string[]]>;

export type OperationName = keyof typeof table;

export interface Operation {
  readonly name: OperationName;
  readonly method: HttpMethod;
  readonly pattern: string;
  readonly segments: readonly string[];
  /** Changes something. */
  readonly writes: boolean;
  /** Belongs to the API group IoT Core, which a project has to be authorised for on its own. */
  readonly isIotCore: boolean;
}

export const operations: readonly Operation[] = Object.entries(table).flatMap(
  ([name, [method, ...patterns]]) =>
    patterns.map((pattern) => ({
      name: name as OperationName,
      method,
      pattern,
      segments: pattern.split('/').slice(1),
      writes: method !== 'GET' && name !== 'logIn',
      isIotCore: /\/iot-03\/|\/cloud\/thing\/|\/specifications$/.test(pattern),
    })),
);

/** Calls that ask for a token, and are signed without one. */
export function isTokenCall({ name }: Operation): boolean {
  return name === 'getToken' || name === 'refreshToken' || name === 'logIn';
}

export interface Route {
  readonly operation: Operation;
  /** The values of the pattern's placeholders, by name. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the call; a literal segment (`factory-infos`) wins over a placeholder, and a slash at the end says nothing. */
export function findRoute(method: string, wireSegments: readonly string[]): Route | undefined {
  const segments = wireSegments.at(-1) === '' ? wireSegments.slice(0, -1) : wireSegments;
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
