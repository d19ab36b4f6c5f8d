import { Disposable } from '../../../base/lifecycle.js';
import type { DeviceRef } from '../../projects/project.js';
import { reportOf, type SentCommand } from '../../sending/sentCommand.js';
import { commandKeyOf, commandOfRow, sentType, type CommandFacts } from '../rows/commandRow.js';
import type { LogTable } from '../table/logTable.js';
import type { CommandSource } from '../state/commandRows.js';

/** A row's part in a command: it stands for what was sent, or for the device's report of it. */
export interface CommandLink {
  readonly command: SentCommand;
  readonly role: 'sent' | 'report';
}

const reportType = 7;

/** Which rows of a log belong to which command: those of this workspace, and those that were kept with the log. */
export class CommandLinks extends Disposable {
  private readonly byKey = new Map<string, SentCommand>();
  /** By device, time and code of the report. */
  private readonly byReport = new Map<string, SentCommand>();
  private readonly reportTimes = new Set<number>();

  constructor(
    private readonly table: LogTable,
    private readonly refs: readonly DeviceRef[],
    private readonly source: CommandSource | undefined,
  ) {
    super();
    refs.forEach((_, device) => this.read(device));
    if (source)
      this._register(
        source.onDidChange(({ projectId, deviceId }) => {
          const device = refs.findIndex((ref) => ref.projectId === projectId && ref.deviceId === deviceId);
          if (device >= 0) this.read(device);
        }),
      );
    this._register(table.onDidChange(({ added }) => this.meet(added)));
  }

  /** Of a row by its slot; undefined for one that has nothing to do with what was sent. */
  of(slot: number): CommandLink | undefined {
    const { table } = this;
    const { columns } = table;
    const type = columns.type(slot);
    if (type === sentType) {
      const command = this.byKey.get(commandKeyOf({ type, rowKey: columns.rowKey(slot) ?? '' }) ?? '');
      return command && { command, role: 'sent' };
    }
    const time = table.time(slot);
    if (type !== reportType || !this.reportTimes.has(time)) return undefined;
    const code = columns.shapes.codeOf(columns.shape[slot] ?? 0) ?? '';
    const command = this.byReport.get(reportKey(columns.device(slot), time, code));
    return command && { command, role: 'report' };
  }

  /** What filters look at. */
  facts(slot: number): CommandFacts | undefined {
    const link = this.of(slot);
    if (!link) return undefined;
    const { command, role } = link;
    const ms = reportOf(command.verdict)?.ms;
    const { key, acceptedMs } = command;
    return {
      isSent: role === 'sent',
      key,
      verdict: command.verdict?.kind ?? 'waiting',
      ...(acceptedMs !== undefined && { acceptedMs }),
      ...(ms !== undefined && { latencyMs: ms }),
    };
  }

  /** The id of the row that a row is linked with: of a command its report, of a report its command. */
  partnerOf(slot: number): number | undefined {
    const link = this.of(slot);
    if (!link) return undefined;
    const { command, role } = link;
    const time = role === 'sent' ? reportOf(command.verdict)?.at : command.cloudAt;
    if (time === undefined) return undefined;
    const { table } = this;
    const order = table.slotsInOrder();
    const device = table.columns.device(slot);
    for (let place = table.firstAt(time); place < order.length; place++) {
      const other = order[place] ?? 0;
      if (table.time(other) !== time) return undefined;
      const its = table.columns.device(other) === device ? this.of(other) : undefined;
      if (its?.command.key === command.key && its.role !== role) return table.row(other).id;
    }
    return undefined;
  }

  private read(device: number): void {
    const ref = this.refs[device];
    // The newest last: of two with one report it's the later one's.
    if (ref) for (const command of this.source?.sentTo(ref).toReversed() ?? []) this.take(device, command);
  }

  /** Rows that were kept with the log may be of commands that nothing else remembers. */
  private meet(added: readonly number[]): void {
    for (const slot of added) {
      if (this.table.columns.type(slot) !== sentType) continue;
      const row = this.table.row(slot);
      const key = commandKeyOf(row);
      const ref = this.refs[row.device];
      if (key === undefined || !ref || this.byKey.has(key)) continue;
      const command = commandOfRow(row, ref);
      if (command?.key === key) this.take(row.device, command);
    }
  }

  private take(device: number, command: SentCommand): void {
    this.byKey.set(command.key, command);
    const at = reportOf(command.verdict)?.at;
    if (at === undefined) return;
    this.byReport.set(reportKey(device, at, command.code), command);
    this.reportTimes.add(at);
  }
}

function reportKey(device: number, time: number, code: string): string {
  return `${device} ${time} ${code}`;
}
