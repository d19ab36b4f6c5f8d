import { existsSync } from 'node:fs';
import type { Clock } from '../../../base/clock.js';
import { throwIfAborted } from '../../../base/errors.js';
import { Emitter } from '../../../base/event.js';
import { subtract, union, type TimeRange } from '../../../base/timeRange.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { DeviceRef } from '../../projects/project.js';
import { ArchiveAccess } from './archiveAccess.js';
import type { ReadCursor } from './archiveFile.js';
import { ArchiveFiles } from './archiveFiles.js';
import { byMillisecond } from './archiveRow.js';
import type {
  ArchiveAppended,
  ArchivePage,
  ArchiveProblem,
  ArchiveQuery,
  ArchiveState,
  ArchiveStats,
  ArchiveStretch,
  LogArchive,
} from './logArchive.js';
import type { OpenDatabase } from './openDatabase.js';
import { SizeCap } from './sizeCap.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';

export interface SqliteLogArchiveDeps {
  /** A folder of its own; made when the first device is kept. */
  readonly folder: string;
  /** Asked once, when the archive is first needed. */
  readonly findSqlite: () => OpenDatabase | undefined;
  readonly clock: Clock;
  /** Size of all files together, bytes. */
  readonly capBytes: () => number;
}

/** Added rows after which the size is looked at again. */
const rowsBetweenChecks = 2000;
/** A fraction of a frame's time. */
const rowsReadAtOnce = 1000;
const rowsReadAtLeast = 10;
const rowsDroppedAtOnce = 400;

/**
 * The archive in SQLite files, one for each project. SQLite works on the host's own thread, so that everything is done
 * in pieces of a few milliseconds, each a transaction, with breaks between them. What is kept: rows and device ids; no
 * key, no name, nothing of an account.
 */
export class SqliteLogArchive implements LogArchive {
  private readonly changes = new Emitter<string>();
  readonly onDidChange = this.changes.event;
  private parts: { readonly access: ArchiveAccess; readonly cap: SizeCap } | 'missing' | undefined;
  /** The first rows of a window are followed by a look at the size. */
  private sinceCheck = rowsBetweenChecks;
  private readonly resumed = new Set<string>();

  constructor(private readonly deps: SqliteLogArchiveDeps) {}

  folder(): string | undefined {
    const { folder } = this.deps;
    return existsSync(folder) ? folder : undefined;
  }

  unavailable(): ArchiveProblem | undefined {
    return this.ready() === undefined ? 'missing' : undefined;
  }

  async state(projectId: string): Promise<ArchiveState> {
    const access = this.ready()?.access;
    if (!access) return { problem: 'missing' };
    const floor = await access.use(projectId, (file) => file.floor);
    const movedAside = access.movedAside(projectId);
    return {
      ...(typeof floor === 'object' && { problem: floor.problem }),
      ...(typeof floor === 'number' && floor > 0 && { trimmedUntil: floor }),
      ...(movedAside !== undefined && { movedAside }),
    };
  }

  async isOn({ projectId, deviceId }: DeviceRef): Promise<boolean> {
    if (!this.resumed.has(projectId)) {
      this.resumed.add(projectId);
      await this.finishDrops(projectId);
    }
    return (await this.ready()?.access.use(projectId, (file) => file.isOn(deviceId))) === true;
  }

  async set(ref: DeviceRef, on: boolean): Promise<ArchiveProblem | undefined> {
    const access = this.ready()?.access;
    if (!access) return 'missing';
    const { projectId, deviceId } = ref;
    if (on) await this.finishDrop(ref);
    const done = await access.use(
      projectId,
      (file) => {
        file.setOn(deviceId, on);
        return true;
      },
      on ? 'create' : 'existing',
    );
    this.changes.fire(projectId);
    return typeof done === 'object' ? done.problem : undefined;
  }

  async append(
    { projectId, deviceId }: DeviceRef,
    entries: readonly LogEntry[],
    covered: ArchiveStretch,
    signal?: AbortSignal,
  ): Promise<ArchiveAppended> {
    const sum = { added: 0, known: 0, refused: 0 };
    const parts = this.ready();
    if (!parts) return { ...sum, notKept: 'missing' };
    const { access } = parts;
    throwIfAborted(signal);
    const milliseconds = await byMillisecond(entries, signal);
    await this.liftFloor(projectId);
    for (let done = 0; done < milliseconds.length;) {
      const slice = await access.use(projectId, (file) =>
        file.append(deviceId, milliseconds, done, sliceTime()),
      );
      if (slice === undefined) return { ...sum, notKept: 'off' };
      if ('problem' in slice) return { ...sum, notKept: slice.problem };
      done = slice.done;
      sum.added += slice.added;
      sum.known += slice.known;
      sum.refused += slice.refused;
      await takeBreak(signal);
    }
    // Last: what a crash or a cancel cuts off counts as not read, and is read again.
    const isWhole = covered.codes.length === 0;
    const counted = isWhole && (await access.use(projectId, (file) => file.cover(deviceId, covered)));
    if (isWhole && counted !== true) {
      return { ...sum, notKept: typeof counted === 'object' ? counted.problem : 'off' };
    }
    await this.keepSize(sum.added);
    this.changes.fire(projectId);
    return sum;
  }

  async read(
    { projectId, deviceId }: DeviceRef,
    { from, to, types, codes, limit, before }: ArchiveQuery,
    signal?: AbortSignal,
  ): Promise<ArchivePage> {
    const entries: LogEntry[] = [];
    const access = this.ready()?.access;
    if (!access) return { entries };
    const span = { from, to: before === undefined ? to : Math.min(to, before) };
    const isWanted = selects(types, codes);
    let cursor: ReadCursor | undefined;
    for (;;) {
      throwIfAborted(signal);
      const count = Math.min(rowsReadAtOnce, Math.max(rowsReadAtLeast, limit));
      const read = await access.use(projectId, (file) => file.read(deviceId, span, cursor, count));
      if (read === undefined || 'problem' in read) return { entries };
      for (const entry of read.entries) if (isWanted(entry)) entries.push(entry);
      cursor = read.next;
      if (!cursor) return { entries };
      // There may be more of the last millisecond: it goes to the page after as a whole.
      const { time } = cursor;
      if (entries.length >= limit && entries[0]?.eventTime !== time) {
        while (entries.at(-1)?.eventTime === time) entries.pop();
        return { entries, next: time + 1 };
      }
      await takeBreak(signal);
    }
  }

  async gaps(
    { projectId, deviceId }: DeviceRef,
    range: TimeRange,
    types: readonly number[],
  ): Promise<readonly TimeRange[]> {
    const gaps = await this.ready()?.access.use(projectId, (file) =>
      types.flatMap((type) => subtract(range, file.covered(deviceId, type, range))),
    );
    return union(Array.isArray(gaps) ? gaps : [range]);
  }

  async stats({ projectId, deviceId }: DeviceRef): Promise<ArchiveStats> {
    const stats = await this.ready()?.access.use(projectId, (file) => file.stats(deviceId));
    return stats && !('problem' in stats) ? stats : { rows: 0, bytes: 0 };
  }

  async dropDevice(ref: DeviceRef): Promise<void> {
    await this.ready()?.access.use(ref.projectId, (file) => file.upkeep.beginDrop(ref.deviceId));
    await this.finishDrop(ref);
    this.changes.fire(ref.projectId);
  }

  async dropProject(projectId: string): Promise<void> {
    if ((await this.ready()?.access.remove(projectId)) === false) {
      // Windows deletes no file that another window has open: nothing stays in it.
      await this.ready()?.access.use(projectId, () => undefined, 'create');
      await this.finishDrops(projectId);
    }
    this.changes.fire(projectId);
  }

  dispose(): void {
    this.changes.dispose();
    if (typeof this.parts === 'object') this.parts.access.dispose();
  }

  private ready(): { readonly access: ArchiveAccess; readonly cap: SizeCap } | undefined {
    if (this.parts === undefined) {
      const { folder, findSqlite, clock, capBytes } = this.deps;
      const openDatabase = findSqlite();
      const files = openDatabase && new ArchiveFiles(folder, openDatabase, clock);
      this.parts = files
        ? { access: new ArchiveAccess(files, clock), cap: new SizeCap(files, capBytes) }
        : 'missing';
    }
    return this.parts === 'missing' ? undefined : this.parts;
  }

  /** Rows older than those that had to go once are welcome again when there is room for them. */
  private async liftFloor(projectId: string): Promise<void> {
    const parts = this.ready();
    const floor = await parts?.access.use(projectId, (file) => file.floor);
    if (typeof floor !== 'number' || floor === 0 || !(await parts?.cap.hasRoom())) return;
    await parts?.access.use(projectId, (file) => (file.floor = 0));
  }

  private async keepSize(added: number): Promise<void> {
    this.sinceCheck += added;
    if (this.sinceCheck < rowsBetweenChecks) return;
    this.sinceCheck = 0;
    await this.ready()?.cap.fit();
  }

  /** Deletes the rows of a device that is on its way out, if it is. */
  private async finishDrop({ projectId, deviceId }: DeviceRef): Promise<void> {
    const access = this.ready()?.access;
    for (;;) {
      const isGone = await access?.use(projectId, (file) =>
        file.upkeep.dropRows(deviceId, rowsDroppedAtOnce),
      );
      if (isGone !== false) return;
      await takeBreak();
    }
  }

  /** What a window that ended in the middle left to be deleted. */
  private async finishDrops(projectId: string): Promise<void> {
    const going = await this.ready()?.access.use(projectId, (file) => file.upkeep.going());
    if (!Array.isArray(going)) return;
    for (const deviceId of going) await this.finishDrop({ projectId, deviceId });
  }
}

/** Rows of these types and data points; of all where no codes are given. */
function selects(types: readonly number[], codes: readonly string[]): (entry: LogEntry) => boolean {
  const wantedTypes = new Set(types);
  const wantedCodes = new Set(codes);
  return ({ eventId, code }) => {
    if (!wantedTypes.has(eventId) && isListed(eventId)) return false;
    return wantedCodes.size === 0 || (code !== undefined && wantedCodes.has(code));
  };
}

/** Types that no page lists can't be asked for: where they came, they came with those that were. */
function isListed(type: number): boolean {
  return type >= 1 && type <= 10;
}
