import type { Clock } from '../../../base/clock.js';
import { Emitter, type Event } from '../../../base/event.js';
import { Disposable } from '../../../base/lifecycle.js';
import type { Connections } from '../../connections.js';
import type { ProjectStore } from '../../projectStore.js';
import type { LogNote, LogQuery } from '../logTypes.js';
import type { Marker } from '../markers/markers.js';
import type { EditionMemory } from '../read/editionMemory.js';
import { LogTable } from '../table/logTable.js';
import { LogView } from '../view/logView.js';
import type { SessionArchive } from './sessionArchive.js';
import type { LogEstimate, LogSessionKey, LogSessionState } from './sessionState.js';

export interface LogSessionDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly clock: Clock;
  readonly editions: EditionMemory;
  readonly markers: { list(): readonly Marker[]; readonly onDidChange: Event<unknown> };
  /** Makes the view of the table; the session owns it. */
  createView(table: LogTable, notes: () => readonly LogNote[]): LogView;
  readonly archive?: SessionArchive;
  /** Calls per hour that the tail may make; undefined for no limit of its own. */
  readonly budget?: () => number | undefined;
  /** Rows kept at most. */
  readonly capacity?: number;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
}

/** One open log. Reads, follows, and says of every stretch that isn't read why. */
export class LogSession extends Disposable {
  readonly table: LogTable;
  readonly view: LogView;
  private readonly changed = this._register(new Emitter<void>());
  /** Fires on every change of what `state()` answers; often while reading. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    readonly key: LogSessionKey,
    private readonly deps: LogSessionDeps,
  ) {
    super();
    this.table = new LogTable({ capacity: deps.capacity ?? 500_000 });
    this.view = this._register(deps.createView(this.table, () => []));
  }

  state(): LogSessionState {
    void this.deps;
    return {
      situation: 'open',
      query: undefined,
      cancelled: false,
      full: false,
      canLoadOlder: false,
      canLoadNewer: false,
      tail: { state: 'off', queued: 0, intervalMs: 0, cantKeepUp: false },
      calls: 0,
    };
  }

  /** What a query will cost. Makes one call at most, and what that brings is used by `run`. */
  async estimate(query: LogQuery, signal?: AbortSignal): Promise<LogEstimate> {
    void query;
    void signal;
    return Promise.resolve({ calls: 1, atLeast: false });
  }

  /** Reads a range in place of what was shown. Never rejects: what went wrong is in `state()` and between the rows. */
  async run(query: LogQuery): Promise<void> {
    void query;
    return Promise.resolve();
  }

  /** Ends the reading of a range; what has come stays. */
  cancel(): void {
    void this.key;
  }

  /** Reads the range again, and keeps the rows that are there. */
  async reload(): Promise<void> {
    return Promise.resolve();
  }

  async loadOlder(): Promise<void> {
    return Promise.resolve();
  }

  async loadNewer(): Promise<void> {
    return Promise.resolve();
  }

  /** Reads the stretch that a note stands for. */
  async readGap(noteId: number): Promise<void> {
    void noteId;
    return Promise.resolve();
  }

  follow(on: boolean): void {
    void on;
  }

  /** The view stands still; reading goes on. */
  pause(on: boolean): void {
    void on;
  }

  setVisible(visible: boolean): void {
    void visible;
  }
}
