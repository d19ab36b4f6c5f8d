import type { ExportContext } from '../../model/logs/export/exportedRow.js';
import type { OpenLog } from '../../model/logs/open/openLog.js';
import { sourceName, typeName } from './eventTexts.js';

export function exportContext({ devices, commands, session }: OpenLog): ExportContext {
  return {
    device: (index) => ({ id: devices.idOf(index), name: devices.nameOf(index) }),
    pointName: (index, code) => devices.codeName(index, code),
    point: (index, code) => devices.point(index, code),
    typeName,
    sourceName,
    command: ({ id }) => {
      const slot = session.table.slotOf(id);
      return slot === undefined ? undefined : commands.facts(slot);
    },
  };
}
