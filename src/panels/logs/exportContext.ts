import type { ExportContext } from '../../model/logs/export/exportedRow.js';
import type { LogDevices } from '../../model/logs/open/logDevices.js';
import { sourceName, typeName } from './eventTexts.js';

export function exportContext(devices: LogDevices): ExportContext {
  return {
    device: (index) => ({ id: devices.idOf(index), name: devices.nameOf(index) }),
    pointName: (index, code) => devices.codeName(index, code),
    point: (index, code) => devices.point(index, code),
    typeName,
    sourceName,
  };
}
