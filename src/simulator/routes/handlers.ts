import type { OperationName } from '../requests/operations.js';
import { listAppUsers, listAppUsersByCreation } from './appUsers.js';
import type { Handler } from './call.js';
import { issueProperties, sendCommands } from './commands.js';
import { getOutletNames, renameDataPoint, renameOutlet } from './dataPoints.js';
import { listDevices, listUserDevices } from './deviceLists.js';
import {
  deleteDevice,
  getDevice,
  getFactoryInfos,
  listSubDevices,
  renameDevice,
  resetDevice,
} from './devices.js';
import {
  addDeviceUser,
  deleteDeviceUser,
  getDeviceUser,
  listDeviceUsers,
  modifyDeviceUser,
} from './deviceUsers.js';
import { listHomeDevices, listHomes, listRemotes, listScenes, logIn } from './homes.js';
import {
  deleteIotDevices,
  getFreezeState,
  getIotFactoryInfos,
  listIotSubDevices,
  setFreezeState,
} from './iotDevices.js';
import { getIotDevice, listIotDevices, listIotDevicesOfSource, listLinkedDevices } from './linkedDevices.js';
import { getUpgradeInfos } from './firmware.js';
import { getDeviceLogs } from './logs.js';
import {
  getFunctions,
  getFunctionsOfDevices,
  getNamedSpecification,
  getSpecification,
  getSpecificationWithIds,
  getThingModel,
} from './models.js';
import { getIotLogs, getReportLogs } from './reportLogs.js';
import { getShadowProperties } from './shadow.js';
import { getStatus, getStatuses } from './statuses.js';
import { getToken, refreshToken } from './tokens.js';

export const handlers: Readonly<Record<OperationName, Handler>> = {
  getToken,
  refreshToken,
  getDevice,
  listUserDevices,
  listDevices,
  renameDataPoint,
  getDeviceLogs,
  resetDevice,
  deleteDevice,
  listSubDevices,
  getFactoryInfos,
  getUpgradeInfos,
  renameDevice,
  addDeviceUser,
  deleteDeviceUser,
  modifyDeviceUser,
  getDeviceUser,
  listDeviceUsers,
  renameOutlet,
  getOutletNames,
  listAppUsers,
  listAppUsersByCreation,
  getThingModel,
  getShadowProperties,
  getSpecificationWithIds,
  getSpecification,
  getNamedSpecification,
  getFunctions,
  getFunctionsOfDevices,
  getStatus,
  getStatuses,
  sendCommands,
  issueProperties,
  logIn,
  listLinkedDevices,
  listHomes,
  listHomeDevices,
  listScenes,
  listRemotes,
  getIotDevice,
  listIotDevices,
  listIotDevicesOfSource,
  getIotFactoryInfos,
  listIotSubDevices,
  getIotLogs,
  getReportLogs,
  getFreezeState,
  setFreezeState,
  renameIotDevice: renameDevice,
  resetIotDevice: resetDevice,
  deleteIotDevice: deleteDevice,
  deleteIotDevices,
};
