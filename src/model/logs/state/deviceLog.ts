import type { DeviceRef } from '../../projects/project.js';
import { sentType } from '../rows/commandRow.js';
import type { LogSelection, LogSource } from '../read/logSource.js';
import { StretchReader, type ReadStep } from '../read/stretchReader.js';
import { Stretches, type StretchLabel } from '../read/stretches.js';
import type { LogTable } from '../table/logTable.js';
import type { KeepRows, MergeResult } from '../table/tableChange.js';
import type { ArchiveKeeper } from './archiveKeeper.js';
import { ConnectionHistory } from './connectionHistory.js';

export interface DeviceLogDeps {
  readonly ref: DeviceRef;
  /** Index among the session's devices. */
  readonly index: number;
  readonly source: LogSource;
  readonly table: LogTable;
  readonly archive: ArchiveKeeper;
  readonly newId: () => number;
  /** Before this the cloud keeps nothing; undefined where it isn't known to forget. Epoch ms. */
  readonly retentionFrom: () => number | undefined;
  /** This moment has passed by the cloud's clock, epoch ms. */
  readonly passed: () => number;
}

const read: StretchLabel = { kind: 'read' };

/** One device of a session: what of its log is read, what isn't and why. */
export class DeviceLog {
  readonly stretches: Stretches;
  readonly connection: ConnectionHistory;
  /** `unsupported`: the cloud keeps no log of such devices. */
  state: 'open' | 'unsupported' | 'gone' = 'open';
  /** Time of the newest row that was read. */
  newest: number | undefined;
  /** Rows from before had to go, as the table is full. */
  keptFrom = 0;
  /** Another one each time that what was known is forgotten. */
  generation = 0;

  constructor(private readonly deps: DeviceLogDeps) {
    this.stretches = new Stretches(deps.newId);
    this.connection = new ConnectionHistory(deps.newId);
  }

  get index(): number {
    return this.deps.index;
  }

  get ref(): DeviceRef {
    return this.deps.ref;
  }

  /** For the stretch from `from` up to, and without, `to`; see {@link StretchReader}. */
  reader(selection: LogSelection, from: number, to: number, emptyPagesAtMost?: number): StretchReader {
    const fetch: ConstructorParameters<typeof StretchReader>[0] = (ask, asking) =>
      this.deps.source.page(ask, asking);
    return new StretchReader(fetch, selection, from, to, emptyPagesAtMost);
  }

  /**
   * Takes in what a page brought.
   * @param end where the part of the log that the page belongs to ends
   */
  take(step: ReadStep, selection: LogSelection, end: number, keep: KeepRows): MergeResult {
    const { table, index, archive, ref, passed } = this.deps;
    // By a clock that was ahead it was asked for what has not happened: nothing is known of that.
    const upTo = Math.min(end, passed());
    this.stretches.trim(0, passed());
    const result = table.merge(index, step.entries, keep);
    // What was sent from here tells nothing of how far the cloud's log was read.
    const newest = step.entries.find(({ eventId }) => eventId !== sentType)?.eventTime;
    if (newest !== undefined) this.newest = Math.max(newest, this.newest ?? newest);
    this.connection.add(step.entries);
    if (result.refused > 0 && keep === 'oldest') return result;
    let to = upTo;
    for (const bad of step.bad) {
      this.markRead(bad.to, to);
      this.stretches.paint(bad.from, Math.min(bad.to, to), { kind: 'incomplete', reason: 'badRecords' });
      to = Math.min(to, bad.from);
    }
    this.markRead(step.reached, to);
    for (const { from, to: end } of step.outside)
      this.stretches.paint(from, Math.min(end, upTo), { kind: 'incomplete', reason: 'otherTime' });
    archive.keep(ref, selection, { ...step, reached: this.keptSince(step) }, upTo);
    return result;
  }

  /** A page that is complete goes back as far as the cloud does, not as far as was asked for. */
  private keptSince({ reached, whole }: ReadStep): number {
    const edge = this.deps.retentionFrom() ?? reached;
    return Math.max(reached, Math.min(edge, whole.at(-1)?.eventTime ?? edge));
  }

  /** Everything between is read, as far back as the cloud keeps it. */
  markRead(from: number, to: number): void {
    const edge = Math.max(from, Math.min(to, this.deps.retentionFrom() ?? from));
    this.stretches.paint(edge, to, read);
    // What was read in time stays read.
    this.stretches.mark(from, edge, { kind: 'retention' });
  }

  /** Rows from before had to go for newer ones. */
  rowsDropped(until: number): void {
    this.connection.forget(until);
    this.keptFrom = Math.max(this.keptFrom, until);
    const first = this.stretches.all()[0];
    if (first && first.from < until) this.stretches.paint(first.from, until, { kind: 'dropped' });
  }

  forget(): void {
    this.generation++;
    this.stretches.clear();
    this.connection.clear();
    this.newest = undefined;
    this.keptFrom = 0;
    this.state = 'open';
  }
}
