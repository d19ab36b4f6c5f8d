import { throwIfAborted } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogSelection } from '../read/logSource.js';
import type { LogTable } from '../table/logTable.js';
import type { ArchiveKeeper } from '../state/archiveKeeper.js';
import type { DeviceLog } from '../state/deviceLog.js';

interface ArchiveReadingDeps {
  readonly devices: readonly DeviceLog[];
  readonly table: LogTable;
  readonly archive: ArchiveKeeper;
  readonly changed: () => void;
}

/**
 * Takes what this machine has kept of a range into the table; what it hasn't is labelled as lost to the cloud's
 * retention. False where the table is full.
 * @throws an abort error once the signal fires
 */
export async function readArchive(
  range: TimeRange,
  selection: LogSelection,
  { devices, table, archive, changed }: ArchiveReadingDeps,
  signal: AbortSignal,
): Promise<boolean> {
  for (const device of devices.filter(({ ref }) => archive.isOn(ref))) {
    for await (const entries of archive.rows(device.ref, selection, range, signal)) {
      throwIfAborted(signal);
      const { refused } = table.merge(device.index, entries, 'oldest');
      device.connection.add(entries);
      changed();
      if (refused > 0) return false;
    }
    const gaps = await archive.gaps(device.ref, range, selection.types);
    throwIfAborted(signal);
    device.stretches.paint(range.from, range.to, { kind: 'read' });
    for (const gap of gaps) device.stretches.paint(gap.from, gap.to, { kind: 'retention' });
  }
  return true;
}
