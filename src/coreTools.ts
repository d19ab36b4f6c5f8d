import { Batch, subDevicesFirst } from './model/devices/batch.js';
import { readName } from './model/devices/nameInput.js';
import { deviceJson, exportDevices } from './model/exports/exportDevices.js';
import { factoryCsv, factoryJson, factoryMarkdown } from './model/exports/factoryTable.js';
import { exportFileName } from './model/exports/fileName.js';
import { factoryBatchSize, readFactoryInfos } from './model/exports/readFactoryInfos.js';
import { readPastedIds } from './model/lists/deviceIds.js';
import { emptinessCost, whyEmpty } from './model/diagnosis/emptiness.js';
import { createMask } from './model/diagnosis/mask.js';
import { conclude, isGood } from './model/setup/conclusion.js';
import { callsOfWatch, longestWatchMs } from './model/logs/watch/onlineWatch.js';
import { logDevicesAtMost } from './model/logs/open/logDevices.js';
import { isNamedTask } from './model/logs/state/taskNames.js';
import { checkListQuery, costOf, mostIds } from './model/lists/deviceListQuery.js';

/** What of the model commands call by name. They get it from the core, so that activation evaluates none of it. */
export const coreTools = {
  Batch,
  callsOfWatch,
  checkListQuery,
  conclude,
  costOf,
  deviceJson,
  emptinessCost,
  exportDevices,
  exportFileName,
  factoryBatchSize,
  factoryCsv,
  factoryJson,
  factoryMarkdown,
  isGood,
  createMask,
  isNamedTask,
  logDevicesAtMost,
  longestWatchMs,
  mostIds,
  readFactoryInfos,
  readName,
  readPastedIds,
  subDevicesFirst,
  whyEmpty,
} as const;

export type CoreTools = typeof coreTools;
