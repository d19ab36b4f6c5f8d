import { setMaxListeners } from 'node:events';
import type { Clock } from '../../../base/clock.js';
import { deviceKey } from '../../../base/deviceKey.js';
import { isAbortError } from '../../../base/errors.js';
import { Disposable, toDisposable } from '../../../base/lifecycle.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import type { DeviceRef } from '../../projects/project.js';
import type { ExportContext } from '../export/exportedRow.js';
import { FileRow } from '../logFiles/fileRow.js';
import type { FileMillisecond, LogFileAppended } from '../logFiles/logFileTypes.js';
import type { LogFiles, UsedLogFile } from '../logFiles/logFiles.js';
import type { LogSession } from '../logSession.js';
import { sentType } from '../rows/commandRow.js';
import { eventSourceKeys, eventTypeKeys } from '../rows/logNames.js';
import type { CommandSource } from '../state/commandRows.js';
import type { FollowedLog } from '../state/sessionState.js';
import type { CommandLinks } from './commandLinks.js';
import type { LogDevices } from './logDevices.js';

export interface LogFileFeedDeps {
  readonly session: Pick<LogSession, 'table' | 'onDidChange' | 'followed' | 'setWritten'>;
  readonly devices: LogDevices;
  readonly links: Pick<CommandLinks, 'facts'>;
  readonly commands: CommandSource;
  readonly logFiles: LogFiles;
  readonly clock: Clock;
}

/** Rows that come one after the other are written together. */
const gatherMs = 300;
/** After a failure it is tried again by itself. */
const retryMs = 15_000;
/** Another window may have turned the switch. */
const lookAgainMs = 30_000;
/** A log in which nothing happens has its file say how far it was read. */
const quietMs = 60_000;
/** After a log is opened its rows wait so long for what its devices and data points are called. */
const wordsMs = 15_000;
const rowsAtOnce = 500;
const reportType = 7;
/** More milliseconds than that are looked for in the whole table. */
const pendingAtMost = 50_000;

/** Milliseconds whose rows aren’t in the file yet. */
type Pending = Set<number> | 'all';

/** A device of the log whose rows go to a file. */
interface FedDevice {
  readonly index: number;
  readonly ref: DeviceRef;
  readonly used: UsedLogFile;
  on: boolean;
  lookedAt: number;
  pending: Pending;
  /** How far the file says that it was read. */
  toldTo: number;
  /** Milliseconds with rows that wait for what comes of a command. */
  readonly held: Set<number>;
  failed: boolean;
  isBusy: boolean;
  isNews: boolean;
}

/**
 * While a log follows, what it has of a device is in the device’s file where somebody switched that on. What comes waits
 * in the table until it is written: a full disk loses nothing that the table holds.
 */
export class LogFileFeed extends Disposable {
  private readonly fed: readonly FedDevice[];
  private readonly ended = new AbortController();
  private readonly context: ExportContext;
  private readonly openedAt: number;

  constructor(private readonly deps: LogFileFeedDeps) {
    super();
    const { session, devices, logFiles, commands } = deps;
    this.context = contextOf(deps);
    this.openedAt = deps.clock.now();
    this.fed = devices.refs.map((ref, index) => ({
      ...{ index, ref, on: false, lookedAt: -Infinity, pending: 'all', toldTo: 0, held: new Set() },
      ...{ failed: false, isBusy: false, isNews: false },
      used: this._register(logFiles.use(ref)),
    }));
    // Each of its devices waits for it.
    setMaxListeners(0, this.ended.signal);
    this._register(toDisposable(() => this.ended.abort()));
    this._register(
      session.table.onDidChange(({ added, cleared }) => {
        const { columns } = session.table;
        if (cleared) for (const device of this.fed) device.pending = 'all';
        for (const slot of added) this.add(this.fed[columns.device(slot)], columns.time[slot] ?? 0);
        this.poke();
      }),
    );
    this._register(session.onDidChange(() => this.poke()));
    this._register(
      logFiles.onDidChange((ref) => {
        for (const device of this.fed)
          if (deviceKey(device.ref) === deviceKey(ref)) device.lookedAt = -Infinity;
        this.poke();
      }),
    );
    this._register(
      commands.onDidChange((ref) => {
        const device = this.fed.find((own) => deviceKey(own.ref) === deviceKey(ref));
        for (const { state, cloudAt } of commands.sentTo(ref))
          if (state === 'ended' && cloudAt !== undefined) this.add(device, cloudAt);
        for (const time of device?.held ?? []) this.add(device, time);
        device?.held.clear();
        this.poke();
      }),
    );
    this.poke();
  }

  private add(device: FedDevice | undefined, time: number): void {
    if (!device || device.pending === 'all') return;
    if (device.pending.size < pendingAtMost) device.pending.add(time);
    else device.pending = 'all';
  }

  private poke(): void {
    for (const device of this.fed) {
      device.isNews ||= device.on || this.isLookDue(device);
      if (!device.isNews || device.isBusy || this.isDisposed) continue;
      this.run(device).catch((error: unknown) => {
        if (!isAbortError(error)) throw error;
      });
    }
  }

  /** Each device by itself: one whose file can’t be written keeps no other waiting. */
  private async run(device: FedDevice): Promise<void> {
    const { signal } = this.ended;
    device.isBusy = true;
    try {
      while (device.isNews) {
        await this.deps.clock.sleep(gatherMs, signal);
        device.isNews = false;
        await this.feed(device, signal);
        if (!device.failed) continue;
        device.isNews = true;
        await this.deps.clock.sleep(retryMs, signal);
      }
    } finally {
      device.isBusy = false;
    }
  }

  private async feed(device: FedDevice, signal: AbortSignal): Promise<void> {
    const { devices, clock } = this.deps;
    await this.look(device);
    const followed = device.on ? this.deps.session.followed(device.index) : undefined;
    if (!followed) return;
    const { pending, toldTo } = device;
    if (pending !== 'all' && pending.size === 0 && followed.to < toldTo + quietMs) return;
    if (devices.isReading && Math.abs(clock.now() - this.openedAt) < wordsMs) {
      device.isNews = true;
      return;
    }
    device.pending = new Set();
    const { notWritten, wasChanged } = await this.write(device, pending, followed, signal).catch(
      (error: unknown) => {
        putBack(device, pending);
        throw error;
      },
    );
    device.failed = notWritten !== undefined && notWritten !== 'off';
    if (notWritten === undefined) device.toldTo = followed.to;
    else putBack(device, pending);
    if (wasChanged) {
      // What a person took out is written again where the table has it.
      device.pending = 'all';
      device.isNews = true;
    }
    if (notWritten !== 'off') return this.deps.logFiles.tell(device.ref, notWritten);
    device.lookedAt = -Infinity;
    this.deps.logFiles.turned(device.ref);
  }

  private isLookDue({ lookedAt }: FedDevice): boolean {
    return Math.abs(this.deps.clock.now() - lookedAt) >= lookAgainMs;
  }

  /** Whether the device’s log is to be written, in whichever window that was said. */
  private async look(device: FedDevice): Promise<void> {
    if (!this.isLookDue(device)) return;
    device.lookedAt = this.deps.clock.now();
    const on = await this.deps.logFiles.isOn(device.ref);
    if (this.isDisposed || on === device.on) return;
    device.on = on;
    // What came while nothing was written is in the table.
    device.pending = 'all';
    device.failed = false;
    this.deps.session.setWritten(this.fed.some((other) => other.on));
    this.deps.logFiles.turned(device.ref);
  }

  private async write(
    fed: FedDevice,
    pending: Pending,
    { to, read }: FollowedLog,
    signal: AbortSignal,
  ): Promise<LogFileAppended> {
    const { index, ref, used } = fed;
    const device = { id: ref.deviceId, name: this.deps.devices.nameOf(index) };
    const about = { device, readTo: to, ...(read && { read }) };
    const pieces = pending === 'all' ? this.allRows(fed) : this.rowsOf(fed, pending);
    let added = 0;
    let wasChanged = false;
    for (const milliseconds of pieces) {
      await takeBreak(signal);
      if (milliseconds.length === 0) continue;
      const written = await used.file.append({ ...about, milliseconds, isLast: false }, signal);
      added += written.added;
      wasChanged ||= written.wasChanged === true;
      if (written.notWritten !== undefined) return { ...written, added, ...(wasChanged && { wasChanged }) };
    }
    // Where this window ends before they are written, the next one knows that they are missing.
    const isAwaited = this.deps.commands.sentTo(ref).some(({ state }) => state !== 'ended');
    const readTo = isAwaited ? Math.min(to, ...fed.held) : to;
    const last = await used.file.append({ ...about, readTo, milliseconds: [], isLast: true }, signal);
    wasChanged ||= last.wasChanged === true;
    return { ...last, added: added + last.added, ...(wasChanged && { wasChanged }) };
  }

  /** Rows of a device, the oldest first, piece by piece. The table may change between two pieces. */
  private *allRows(device: FedDevice): Generator<readonly FileMillisecond[]> {
    const { table } = this.deps.session;
    for (let from = -Infinity; ;) {
      const order = table.slotsInOrder();
      const piece: FileMillisecond[] = [];
      let place = table.firstAt(from);
      if (place >= order.length) return;
      const isOver = sliceTime();
      for (let rows = 0; rows < rowsAtOnce && place < order.length && !isOver();) {
        const time = table.time(order[place] ?? 0);
        const own = this.millisecond(device, time);
        if (own.rows.length > 0) piece.push(own);
        rows += 1 + own.rows.length;
        from = time + 1;
        place = table.firstAt(from);
      }
      yield piece;
    }
  }

  private *rowsOf(device: FedDevice, times: ReadonlySet<number>): Generator<readonly FileMillisecond[]> {
    const sorted = [...times].sort((a, b) => a - b);
    for (let at = 0; at < sorted.length;) {
      const piece: FileMillisecond[] = [];
      const isOver = sliceTime();
      for (const end = Math.min(at + rowsAtOnce, sorted.length); at < end && !isOver(); at++) {
        const own = this.millisecond(device, sorted[at] ?? 0);
        if (own.rows.length > 0) piece.push(own);
      }
      yield piece;
    }
  }

  private millisecond(device: FedDevice, time: number): FileMillisecond {
    const { table } = this.deps.session;
    const order = table.slotsInOrder();
    const rows: FileRow[] = [];
    for (let place = table.firstAt(time); place < order.length; place++) {
      const slot = order[place] ?? 0;
      if (table.time(slot) !== time) break;
      if (table.columns.device(slot) !== device.index) continue;
      if (this.isOpen(device, slot)) device.held.add(time);
      else rows.push(new FileRow(table.row(slot), this.context));
    }
    return { time, rows };
  }

  /** What was sent, and what may be the report of it, come when it is known what the device made of it. */
  private isOpen({ ref }: FedDevice, slot: number): boolean {
    const { session, links, commands } = this.deps;
    const { columns } = session.table;
    const type = columns.type(slot);
    if (type === sentType) return links.facts(slot)?.verdict === 'waiting';
    if (type !== reportType) return false;
    const code = columns.shapes.codeOf(columns.shape[slot] ?? 0);
    return commands.sentTo(ref).some((command) => command.state !== 'ended' && command.code === code);
  }
}

function putBack(device: FedDevice, pending: Pending): void {
  if (pending === 'all' || device.pending === 'all') device.pending = 'all';
  else for (const time of pending) device.pending.add(time);
}

/** Words that are the same in every language: programs read them. */
function contextOf({ devices, links, session }: LogFileFeedDeps): ExportContext {
  const types: Readonly<Record<number, string>> = { ...eventTypeKeys, [sentType]: 'sent' };
  const sources: Readonly<Record<string, string>> = eventSourceKeys;
  return {
    device: (index) => ({ id: devices.idOf(index), name: devices.nameOf(index) }),
    pointName: (index, code) => devices.codeName(index, code),
    point: (index, code) => devices.point(index, code),
    typeName: (type) => types[type] ?? `type ${type}`,
    sourceName: (from = '') => (Object.hasOwn(sources, from) ? (sources[from] ?? from) : from),
    command: ({ id }) => {
      const slot = session.table.slotOf(id);
      return slot === undefined ? undefined : links.facts(slot);
    },
  };
}
