import type { Event } from '../../../base/event.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';
import type { SentCommand } from '../../sending/sentCommand.js';
import { commandEntry } from '../rows/commandRow.js';
import type { LogTable } from '../table/logTable.js';
import type { ArchiveKeeper } from './archiveKeeper.js';
import type { DeviceLog } from './deviceLog.js';

/** What was sent to devices from here. */
export interface CommandSource {
  /** The newest first; the same list as long as nothing changed. */
  sentTo(ref: DeviceRef): readonly SentCommand[];
  readonly onDidChange: Event<DeviceRef>;
}

export interface CommandRowsDeps {
  readonly devices: readonly DeviceLog[];
  readonly table: LogTable;
  readonly archive: ArchiveKeeper;
  readonly source: CommandSource;
  /** What is shown; without an end while it goes on. */
  readonly span: () => TimeRange | undefined;
  /** Data points that were asked for; empty for all. */
  readonly codes: () => readonly string[];
}

/** Puts what was sent from here among the rows of the cloud, and into what is kept of a log. */
export class CommandRows {
  /** What a device's rows were made of last. */
  private readonly made = new Map<DeviceLog, readonly unknown[]>();
  private readonly kept = new Set<string>();

  constructor(private readonly deps: CommandRowsDeps) {}

  /** Whether the answer of a device is being waited for. */
  isAwaited({ ref }: DeviceLog): boolean {
    return this.deps.source.sentTo(ref).some(({ state }) => state !== 'ended');
  }

  /** Takes what is new. Nothing is done where nothing changed. */
  refresh(): void {
    const { devices, table, source } = this.deps;
    const span = this.deps.span();
    if (!span) return;
    const codes = this.deps.codes();
    for (const device of devices) {
      const commands = source.sentTo(device.ref);
      const of = [commands, device.generation, span.from, span.to, codes.join('\n')];
      const before = this.made.get(device);
      if (before?.every((part, at) => part === of[at])) continue;
      this.made.set(device, of);
      const entries = commands.flatMap((command) => {
        const entry = commandEntry(command);
        const isAskedFor = codes.length === 0 || codes.includes(command.code);
        return entry && isAskedFor && isWithin(entry, span) ? [entry] : [];
      });
      if (entries.length > 0) table.merge(device.index, entries, 'newest');
    }
  }

  /** Keeps those that have ended, where the device's log is kept. */
  keep(ref: DeviceRef): void {
    const { archive, source } = this.deps;
    if (!archive.isOn(ref)) return;
    for (const command of source.sentTo(ref)) {
      const entry = command.state === 'ended' ? commandEntry(command) : undefined;
      if (!entry || this.kept.has(entry.status ?? '')) continue;
      this.kept.add(entry.status ?? '');
      archive.keepRow(ref, entry);
    }
  }
}

function isWithin({ eventTime }: LogEntry, { from, to }: TimeRange): boolean {
  return eventTime >= from && eventTime < to;
}
