import type { Asker, Asking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import { Emitter, type Event } from '../../base/event.js';
import { Disposable } from '../../base/lifecycle.js';
import type { TimeRange } from '../../base/timeRange.js';
import type { CloudTime } from '../projects/cloudTime.js';
import type { Connections } from '../projects/connections.js';
import type { CallInfo } from '../../tuya/operations.js';
import type { LogEdition } from '../../tuya/results.js';
import type { DeviceRef } from '../projects/project.js';
import type { ProjectsChange, ProjectStore } from '../projects/projectStore.js';
import { eventTypeKeys } from './rows/logNames.js';
import type { LogNote, LogQuery } from './rows/logTypes.js';
import type { Marker } from './state/markers.js';
import type { EditionMemory } from './read/editionMemory.js';
import { LogSource } from './read/logSource.js';
import { ProjectEdition } from './read/projectEdition.js';
import { LogTable } from './table/logTable.js';
import type { LogView } from './view/logView.js';
import { CommandRows, type CommandSource } from './state/commandRows.js';
import { ArchiveKeeper, type SessionArchive } from './state/archiveKeeper.js';
import { TailRateLimit } from './tail/tailRateLimit.js';
import { DeviceLog } from './state/deviceLog.js';
import { Operations } from './state/operations.js';
import { RangeLoader } from './ranges/rangeLoader.js';
import { ReadingGate } from './ranges/readingGate.js';
import { areSameNotes, SessionNotes } from './state/sessionNotes.js';
import type {
  FollowedLog,
  LogEmptyReason,
  LogEstimate,
  LogSessionKey,
  LogSessionState,
} from './state/sessionState.js';
import { Tail } from './tail/tail.js';

export interface LogSessionDeps {
  readonly connections: Pick<Connections, 'client' | 'time'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly clock: Clock;
  readonly editions: EditionMemory;
  readonly markers: { list(): readonly Marker[]; readonly onDidChange: Event<unknown> };
  /** Makes the view of the table; the session owns it. */
  createView(table: LogTable, notes: () => readonly LogNote[]): LogView;
  readonly archive?: SessionArchive;
  /** What was sent to the devices from here. */
  readonly commands?: CommandSource;
  /** Calls per hour that the tail may make; undefined for no limit of its own. */
  readonly budget?: () => number | undefined;
  /** Rows kept at most. */
  readonly capacity?: number;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
}

/** The free edition keeps a week. */
const retentionMs = 7 * 86_400_000;

/** One open log. Reads, follows, and says of every stretch that isn't read why. */
export class LogSession extends Disposable {
  readonly table: LogTable;
  readonly view: LogView;
  private readonly changed = this._register(new Emitter<void>());
  /** Fires on every change of what `state()` answers; often while reading. */
  readonly onDidChange: Event<void> = this.changed.event;

  private readonly devices: readonly DeviceLog[];
  private readonly edition: ProjectEdition;
  private readonly time: CloudTime;
  /** As times of events go, by the cloud's clock. */
  private readonly now = (): number => this.deps.clock.now() + this.time.shift;
  /** Up to here what was read counts as read. */
  private readonly passed = (): number => this.deps.clock.now() + this.time.leastShift;
  private readonly archive: ArchiveKeeper;
  private readonly gate = new ReadingGate();
  private readonly operations = this._register(new Operations());
  private readonly loader: RangeLoader;
  private readonly tail: Tail;
  private readonly notes: SessionNotes;
  private readonly commands: CommandRows | undefined;
  private shownNotes: readonly LogNote[] = [];
  private markers: readonly Marker[];
  private query: LogQuery | undefined;
  private stoppedAt: number | undefined;
  private isFrozen = false;
  private isWritten = false;
  private calls = 0;
  private lastNoteId = 0;
  private asker: Asker = 'person';
  /** The range was of another time than the cloud's. */
  private readingAnew = Promise.resolve();

  constructor(
    readonly key: LogSessionKey,
    private readonly deps: LogSessionDeps,
  ) {
    super();
    const { clock, connections, projects, editions, markers, random = Math.random } = deps;
    const { projectId, deviceIds } = key;
    this.edition = new ProjectEdition(projectId, editions);
    this.time = connections.time(projectId);
    this.table = this._register(new LogTable({ capacity: deps.capacity ?? 500_000 }));
    this.view = this._register(deps.createView(this.table, () => this.shownNotes));
    const budget = new TailRateLimit(deps.budget ?? (() => undefined), clock, deviceIds.length);
    const refs = deviceIds.map((deviceId) => ({ projectId, deviceId }));
    this.archive = this._register(
      new ArchiveKeeper(deps.archive, refs, () => {
        this.tail.keptChanged();
        this.update();
      }),
    );
    const newId = (): number => --this.lastNoteId;
    const retentionFrom = (): number | undefined => this.retentionFrom();
    const source = {
      client: (asking: Asking) => connections.client(projectId, asking),
      edition: this.edition,
      onCall: ({ sent, cloudTime }: Pick<CallInfo, 'sent' | 'cloudTime'>) => {
        if (cloudTime !== undefined && this.loader.isOfOtherTime()) this.readAnew();
        if (!sent) return;
        this.calls++;
        budget.spend(1);
      },
    };
    const { table, archive } = this;
    this.devices = refs.map(
      (ref, index) =>
        new DeviceLog({
          ref,
          index,
          table,
          archive,
          newId,
          retentionFrom,
          passed: this.passed,
          source: new LogSource(ref.deviceId, source),
        }),
    );
    this.tail = this._register(
      new Tail(
        {
          clock,
          cloudNow: this.now,
          passed: this.passed,
          random,
          budget,
          retentionFrom,
          gate: this.gate.run,
          isAwaited: (device) => this.commands?.isAwaited(device) === true,
          changed: () => this.update(),
        },
        () => this.archive.isOnForAny || this.isWritten,
      ),
    );
    this.loader = new RangeLoader({
      devices: this.devices,
      table,
      time: this.time,
      now: this.now,
      passed: this.passed,
      gate: this.gate,
      tail: this.tail,
      archive,
      retentionFrom,
      calls: () => this.calls,
      markers: () => this.markers,
      changed: () => this.update(),
    });
    this.markers = markers.list();
    this.notes = new SessionNotes({
      devices: this.devices,
      table,
      newId,
      retentionFrom,
      markers: () => this.markersInRange(),
      span: () => this.span(),
      stoppedAt: () => this.stoppedAt,
    });
    this.commands = deps.commands && this.commandRows(deps.commands);
    this._register(this.view.onDidChange(() => this.changed.fire()));
    this._register(this.table.onDidChange(({ removed }) => removed.length > 0 && this.rowsDropped()));
    this._register(projects.onDidChange((change) => this.projectsChanged(change)));
    this._register(
      markers.onDidChange(() => {
        const known = new Set(this.markers.map(({ id }) => id));
        this.markers = markers.list();
        // Other words of one that stands there are no reason to ask.
        if (this.markers.some(({ id }) => !known.has(id))) this.tail.hurry();
        this.update();
      }),
    );
  }

  state(): LogSessionState {
    const { loading, problem, isCancelled, isFull, canLoadOlder } = this.loader.state();
    const { current: edition } = this.edition;
    const span = this.span();
    const tail = this.tail.state(this.isFrozen, this.view.queued);
    const emptyReason = this.emptyReason();
    const retentionFrom = this.retentionFrom();
    const isOpen = this.situation === 'open';
    return {
      situation: this.situation,
      devices: this.devices.map(({ state }) => state),
      query: this.query,
      cancelled: isCancelled,
      full: isFull,
      canLoadOlder: isOpen && canLoadOlder,
      canLoadNewer: isOpen && !this.tail.isWanted && span !== undefined && span.to < this.now(),
      tail,
      calls: this.calls,
      ...(this.time.aheadMs !== 0 && { clockAheadMs: this.time.aheadMs }),
      ...(span && { span }),
      ...(edition && { edition }),
      ...(this.edition.choice && { editionChoice: this.edition.choice }),
      ...(loading && { loading }),
      ...(problem !== undefined && { problem }),
      ...(emptyReason && { emptyReason }),
      ...(edition && retentionFrom !== undefined && { retentionFrom }),
    };
  }

  /**
   * What a query will cost. Makes one call at most, and what that brings is used by `run`.
   * @throws an abort error once the signal fires; BudgetError where a person said no
   */
  estimate(query: LogQuery, { asker, signal }: Asking = { asker: 'person' }): Promise<LogEstimate> {
    return this.loader.estimate(query, { asker, signal: signal ?? new AbortController().signal });
  }

  /** From the next reading on this edition of the log is asked for, or it is found out which one there is. */
  chooseEdition(choice: LogEdition | undefined): void {
    this.edition.choose(choice);
    this.update();
  }

  /** Reads a range in place of what was shown. Never rejects: what went wrong is in `state()` and between the rows. */
  async run(query: LogQuery, asker: Asker = 'person'): Promise<void> {
    this.query = query;
    this.asker = asker;
    this.stoppedAt = undefined;
    // What stood still is gone, or isn't followed any more: nobody would look for a way to let it go on.
    this.pause(false);
    this.loader.begin(query);
    this.update();
    await this.operations.replace((signal) => this.loader.read({ asker, signal }));
    await this.readingAnew;
  }

  /** Ends the reading of a range; what has come stays. */
  cancel(): void {
    this.operations.cancel();
  }

  /** Reads the range again, up to now if that is where it ended, and keeps the rows that are there. */
  async reload(): Promise<void> {
    await this.operations.replace((signal) => this.loader.readAgain({ asker: 'person', signal }));
    this.stoppedIsRead();
  }

  loadOlder(): Promise<void> {
    return this.operations.add((signal) => this.loader.older({ asker: 'person', signal }));
  }

  async loadNewer(): Promise<void> {
    if (this.tail.isWanted) return;
    await this.operations.add((signal) => this.loader.newer({ asker: 'person', signal }));
    this.stoppedIsRead();
  }

  /** Reads the stretch that a note stands for. */
  async readGap(noteId: number): Promise<void> {
    if (this.notes.isPause(noteId)) return this.loadNewer();
    const hole = this.notes.holeOf(noteId);
    if (hole) await this.operations.add((signal) => this.loader.hole(hole, { asker: 'person', signal }));
  }

  follow(on: boolean): void {
    if (on === this.tail.isWanted) return;
    this.stoppedAt = on ? undefined : this.tail.covered;
    this.pause(false);
    this.tail.follow(on);
    this.update();
  }

  /** Follows as fast as it may for some minutes, or as usual again. */
  followFast(on: boolean): void {
    if (on) this.follow(true);
    this.tail.fast(on);
  }

  /** What is followed of a device, by its index; undefined while nothing is, or while a range is being read. */
  followed(index: number): FollowedLog | undefined {
    const device = this.devices[index];
    // One that has no log, or is gone, keeps no other from being followed.
    const to = device && (this.tail.coveredOf(device) ?? this.tail.covered);
    if (!device || !this.query || !this.tail.isWanted || to === undefined || this.loader.state().loading)
      return undefined;
    const { types, codes } = this.query;
    const isWhole =
      codes.length === 0 && Object.keys(eventTypeKeys).every((type) => types.includes(Number(type)));
    const read = device.stretches.all().filter(({ label }) => label.kind === 'read');
    return { to, ...(isWhole && { read }) };
  }

  /** Rows are written to a file: they are wanted even if nobody looks. */
  setWritten(on: boolean): void {
    if (this.isWritten === on) return;
    this.isWritten = on;
    this.tail.keptChanged();
  }

  /** Something happens to a device, by a person: what comes of it is read soon. */
  hurry({ deviceId }: DeviceRef): void {
    const device = this.devices.find(({ ref }) => ref.deviceId === deviceId);
    if (device) this.tail.hurryFor(device);
  }

  /** The view stands still; reading goes on. */
  pause(on: boolean): void {
    if (on === this.isFrozen) return;
    this.isFrozen = on;
    this.view.freeze(on).catch((error: unknown) => {
      if (!isAbortError(error)) throw error;
    });
    this.changed.fire();
  }

  /** While nobody looks nothing is asked for, unless rows are kept on this machine or written to a file. */
  setVisible(visible: boolean): void {
    this.gate.setOpen(visible);
    this.tail.setVisible(visible);
  }

  private readAnew(): void {
    const { asker } = this;
    this.readingAnew = this.operations.replace((signal) => this.loader.readAnew({ asker, signal }));
  }

  /** What came since the tail was stopped has been read, up to the new end. */
  private stoppedIsRead(): void {
    if (this.stoppedAt !== undefined) this.stoppedAt = this.span()?.to;
    this.update();
  }

  private commandRows(source: CommandSource): CommandRows {
    const { devices, table, archive } = this;
    const span = (): TimeRange | undefined => {
      const shown = this.span();
      return shown && { from: shown.from, to: this.isOpen ? Infinity : shown.to };
    };
    const codes = (): readonly string[] => this.query?.codes ?? [];
    const rows = new CommandRows({ devices, table, archive, source, span, codes });
    this._register(
      source.onDidChange((ref) => {
        if (!devices.some((device) => isSame(device.ref, ref))) return;
        rows.keep(ref);
        this.update();
        // What came of a row that is there shows, too.
        this.view.notesChanged();
      }),
    );
    return rows;
  }

  /** Rows that come belong to it. */
  private get isOpen(): boolean {
    return this.loader.isOpen || this.tail.isWanted;
  }

  private get situation(): LogSessionState['situation'] {
    if (!this.deps.projects.get(this.key.projectId)) return 'projectGone';
    return this.devices.every(({ state }) => state === 'gone') ? 'deviceGone' : 'open';
  }

  private span(): TimeRange | undefined {
    const { span } = this.loader;
    return span && { from: span.from, to: Math.max(span.to, this.tail.covered ?? 0) };
  }

  /** A range that ended before now has no place for later ones. */
  private markersInRange(): readonly Marker[] {
    const end = this.isOpen ? Infinity : (this.span()?.to ?? 0);
    return this.markers.filter(({ time }) => time < end);
  }

  private retentionFrom(): number | undefined {
    return this.edition.current === 'paid' ? undefined : this.now() - retentionMs;
  }

  private emptyReason(): LogEmptyReason | undefined {
    const { loading, problem, isCancelled } = this.loader.state();
    if (loading) return undefined;
    if (this.table.size > 0) return this.view.shownRows === 0 ? 'filtered' : undefined;
    const span = this.span();
    if (!span) return this.query?.range.kind === 'sinceMarker' ? 'markerGone' : 'unread';
    if (this.devices.every(({ state }) => state === 'unsupported')) return 'unsupported';
    if (problem !== undefined) return 'failed';
    if (isCancelled) return 'unread';
    return span.to <= (this.retentionFrom() ?? 0) ? 'retention' : 'noRows';
  }

  /** What is known of the log has changed. */
  private update(): void {
    if (this.isDisposed) return;
    this.commands?.refresh();
    const notes = this.notes.all();
    if (!areSameNotes(notes, this.shownNotes)) {
      this.shownNotes = notes;
      this.view.notesChanged();
    }
    this.changed.fire();
  }

  private rowsDropped(): void {
    const { dropped } = this.table;
    if (dropped) for (const device of this.devices) device.rowsDropped(dropped.until);
  }

  private projectsChanged({ removed, rekeyed }: ProjectsChange): void {
    const { projectId } = this.key;
    if (removed.includes(projectId)) {
      this.operations.cancel();
      this.tail.clear();
      this.update();
      // What was read through other keys isn't shown any longer.
    } else if (rekeyed.includes(projectId) && this.query) void this.run(this.query, 'quiet');
  }
}

function isSame(one: DeviceRef, other: DeviceRef): boolean {
  return one.projectId === other.projectId && one.deviceId === other.deviceId;
}
