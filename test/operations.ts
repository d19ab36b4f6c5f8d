/** Where an operation of Tuya's device management is exercised through the interface that a person uses. */
export interface OperationTest {
  /** As Tuya's page lists it. */
  readonly api: string;
  /** From the repository's root. */
  readonly file: string;
  /** The test's own title. */
  readonly title: string;
}

const devices = 'test/journeys/devices.journey.ts';
const exports = 'test/journeys/export.journey.ts';
const find = 'test/journeys/find.journey.ts';
const lists = 'test/journeys/lists.journey.ts';
const logs = 'test/journeys/logs.journey.ts';
const panel = 'test/journeys/detailsPanel.journey.ts';
const panelWrites = 'test/journeys/detailsPanelWrites.journey.ts';
const userForm = 'test/journeys/userForm.journey.ts';

const names = 'data points and outlets are renamed where they stand';
const users = 'users are listed, added, modified and deleted';
const listBuilding = 'lists of devices are built by every parameter, and kept';

/** All 17, by the name that the pretended cloud has for them; a unit test keeps the table complete and true. */
export const operationTests = {
  getDevice: row(
    'GET /v1.0/devices/{device_id}',
    find,
    'a device that no list has named is looked up by its id',
  ),
  listUserDevices: row('GET /v1.0/users/{uid}/devices', lists, listBuilding),
  listDevices: row('GET /v1.0/devices', lists, listBuilding),
  renameDataPoint: row('PUT /v1.0/devices/{device_id}/functions/{function_code}', panelWrites, names),
  getDeviceLogs: row(
    'GET /v1.0/devices/{device_id}/logs',
    logs,
    'a log is opened, followed, filtered, read and copied; what it costs is what the cloud counts',
  ),
  resetDevice: row(
    'PUT /v1.0/devices/{device_id}/reset-factory',
    devices,
    'a device is restored to its factory defaults; one that is offline is not',
  ),
  deleteDevice: row(
    'DELETE /v1.0/devices/{device_id}',
    devices,
    'a device is deleted after a question, with the keyboard alone',
  ),
  listSubDevices: row(
    'GET /v1.0/devices/{device_id}/sub-devices',
    panel,
    'details of a gateway lead to its sub-devices and back',
  ),
  getFactoryInfos: row(
    'GET /v1.0/devices/factory-infos',
    exports,
    'factory data of a selection is a table, asked for by twenties',
  ),
  renameDevice: row(
    'PUT /v1.0/devices/{device_id}',
    devices,
    'a device is renamed by F2, with the keyboard alone',
  ),
  addDeviceUser: row('POST /v1.0/devices/{device_id}/user', userForm, users),
  deleteDeviceUser: row('DELETE /v1.0/devices/{device_id}/users/{user_id}', userForm, users),
  modifyDeviceUser: row('PUT /v1.0/devices/{device_id}/users/{user_id}', userForm, users),
  getDeviceUser: row('GET /v1.0/devices/{device_id}/users/{user_id}', userForm, users),
  listDeviceUsers: row('GET /v1.0/devices/{device_id}/users', userForm, users),
  renameOutlet: row('PUT /v1.0/devices/{device_id}/multiple-name', panelWrites, names),
  getOutletNames: row('GET /v1.0/devices/{device_id}/multiple-names', panelWrites, names),
} as const satisfies Readonly<Record<string, OperationTest>>;

function row(api: string, file: string, title: string): OperationTest {
  return { api, file, title };
}
