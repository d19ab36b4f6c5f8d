import type { OperationName } from '../requests/operations.js';
import { listAppUsers, listAppUsersByCreation } from './appUsers.js';
import type { Handler } from './call.js';
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
import { getDeviceLogs } from './logs.js';
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
};
