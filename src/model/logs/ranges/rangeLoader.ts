import type { EndingAsking } from '../../../base/asking.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { CloudTime } from '../../projects/cloudTime.js';
import type { LogQuery } from '../rows/logTypes.js';
import type { Marker } from '../state/markers.js';
import type { LogSelection } from '../read/logSource.js';
import type { LogTable } from '../table/logTable.js';
import type { ArchiveKeeper } from '../state/archiveKeeper.js';
import { readArchive } from './archiveReading.js';
import type { DeviceLog } from '../state/deviceLog.js';
import { QueryCost, type Probe } from './queryCost.js';
import { RangeReading, type RangeJob, type RangeOutcome } from './rangeReading.js';
import type { ReadingGate } from './readingGate.js';
import type { Hole } from '../state/sessionNotes.js';
import type { LogEstimate, LogLoading } from '../state/sessionState.js';
import { endOf, resolveRange, type ResolvedRange } from '../state/resolveRange.js';
import type { Tail } from '../tail/tail.js';

export interface RangeLoaderDeps {
  readonly devices: readonly DeviceLog[];
  readonly table: LogTable;
  readonly time: Pick<CloudTime, 'shift' | 'hasLeapt'>;
  /** By the cloud's clock, as ranges are. */
  readonly now: () => number;
  /** This moment has passed by the cloud's clock, epoch ms. */
  readonly passed: () => number;
  readonly gate: ReadingGate;
  readonly tail: Tail;
  readonly archive: ArchiveKeeper;
  readonly retentionFrom: () => number | undefined;
  /** HTTP calls of the session so far. */
  readonly calls: () => number;
  readonly markers: () => readonly Marker[];
  readonly changed: () => void;
}

interface RangeState {
  readonly loading?: LogLoading;
  readonly problem?: unknown;
  readonly isCancelled: boolean;
  readonly isFull: boolean;
  readonly canLoadOlder: boolean;
}

const hourMs = 3_600_000;
/** A step at the new end is as long as what is shown, within these. */
const shortestStepMs = hourMs / 4;
const longestStepMs = 24 * hourMs;
/** What a step at the new end may cost a device; what is left is a note. */
const pagesPerStep = 10;
/** What reading a note's stretch may cost; what is left is a note again. */
const pagesPerHole = 20;

/** Reads ranges into a session's table, and knows what range is shown. */
export class RangeLoader {
  private query: LogQuery | undefined;
  private range: ResolvedRange | undefined;
  /** By which the range was resolved, until an answer has said whether that is right; see {@link CloudTime.shift}. */
  private shift: number | undefined;
  private probe: Probe | undefined;
  private readonly cost: QueryCost;
  private loading: LogLoading | undefined;
  private outcome: RangeOutcome = { isFull: false, isCancelled: false };
  /** There is nothing older in the cloud. */
  private hasOldest = false;
  /** What failed was to be added at the old end, where no note is left. */
  private hasEdgeFailed = false;

  constructor(private readonly deps: RangeLoaderDeps) {
    this.cost = new QueryCost(deps);
  }

  /** What was asked for, and what was loaded at its ends. */
  get span(): TimeRange | undefined {
    return this.range && { from: this.range.from, to: this.range.to };
  }

  /** Goes on until now. */
  get isOpen(): boolean {
    return this.range?.isOpen === true;
  }

  state(): RangeState {
    const { outcome, loading } = this;
    return {
      isCancelled: outcome.isCancelled,
      isFull: outcome.isFull,
      canLoadOlder: !loading && this.canLoadOlder(),
      ...(loading && { loading }),
      ...(this.isStillFailed() && { problem: outcome.problem }),
    };
  }

  /** What failed may have been read since, by the tail or on request. */
  private isStillFailed(): boolean {
    const { outcome, deps } = this;
    if (outcome.problem === undefined) return false;
    if (this.hasEdgeFailed) return true;
    return deps.devices.some(
      ({ state, stretches }) =>
        state === 'gone' || stretches.all().some(({ label }) => label.kind === 'failed'),
    );
  }

  /** @throws an abort error once the signal fires; BudgetError where a person said no */
  async estimate(query: LogQuery, asking: EndingAsking): Promise<LogEstimate> {
    const { now, markers, devices, table } = this.deps;
    const range = resolveRange(query.range, now(), markers());
    if (!range) return { calls: 0 };
    const isKnown = table.size > 0 && isSameSelection(query, this.query) && this.isAllRead();
    const open = devices.filter(({ state }) => state === 'open');
    return this.cost.estimate({ query, range, devices: open, seen: isKnown ? this.span : undefined }, asking);
  }

  /** Forgets what was shown: another query is about to be read. */
  begin(query: LogQuery): void {
    const { now, time, devices, markers, table, tail } = this.deps;
    this.shift = time.shift;
    this.probe = this.cost.take(query);
    this.query = query;
    this.range = this.probe?.range ?? resolveRange(query.range, now(), markers());
    this.outcome = { isFull: false, isCancelled: false };
    this.hasOldest = false;
    tail.clear();
    for (const device of devices) device.forget();
    table.clear();
  }

  /**
   * An answer has told the cloud's time. True where the range was resolved by another one: it has to be begun anew. That is
   * found out once, so that a cloud of two times has nothing read for ever.
   */
  isOfOtherTime(): boolean {
    const { shift, range, deps } = this;
    this.shift = undefined;
    if (!range) return false;
    if (shift !== undefined && range.isOpen && deps.time.hasLeapt(shift)) return true;
    const now = deps.passed();
    // What hasn't happened can't be read: it goes on until now. Whoever reads it holds it, so it stays the same object.
    if (range.to > now) Object.assign(range, { from: Math.min(range.from, now), to: now, isOpen: true });
    return false;
  }

  /** Reads the range by the time that is known since. */
  async readAnew(asking: EndingAsking): Promise<void> {
    if (!this.query) return;
    this.begin(this.query);
    this.shift = undefined;
    await this.read(asking);
  }

  /** Reads the range that was begun. */
  async read(asking: EndingAsking): Promise<void> {
    const { query, range, probe } = this;
    this.probe = undefined;
    if (query && range) await this.readRange(range, probe, asking);
  }

  /** Reads the range once more, and what has come since. */
  async readAgain(asking: EndingAsking): Promise<void> {
    const { range, deps } = this;
    if (!range) return;
    const end = range.isOpen ? deps.now() : (deps.tail.covered ?? 0);
    this.range = { ...range, to: Math.max(range.to, end) };
    deps.tail.clear();
    for (const device of deps.devices) device.state = 'open';
    await this.readRange(this.range, undefined, asking);
  }

  /** One more page of each device before what is shown. */
  async older(asking: EndingAsking): Promise<void> {
    const { range, query, deps } = this;
    if (!range || !query || !this.canLoadOlder()) return;
    const edge = deps.retentionFrom() ?? 0;
    if (this.hasOldest || edge >= range.from) return this.olderFromArchive(range, query, asking.signal);
    const jobs = this.jobs((device) => {
      // A quieter device may have been read further back, with the page that a busier one needed.
      const top = Math.max(edge, device.stretches.readDownFrom(range.from));
      return { device, reader: device.reader(query, edge, top), top, pages: 1 };
    }).filter(({ top }) => top > edge);
    await this.reading(jobs, query, asking);
    // Another range was begun meanwhile.
    if (this.range !== range) return;
    const readers = jobs.filter(({ device }) => device.state === 'open').map(({ reader }) => reader);
    const unfinished = readers.filter(({ isDone }) => !isDone);
    this.hasEdgeFailed = this.outcome.problem !== undefined;
    this.hasOldest = unfinished.length === 0;
    const first = deps.table.slotsInOrder()[0];
    const oldestRow = first === undefined ? range.from : deps.table.time(first);
    const reached = jobs.length === 0 ? [edge] : readers.map((reader) => reader.reached);
    const lowest = Math.min(range.from, ...reached);
    const oldest = lowest === 0 ? Math.min(range.from, oldestRow) : lowest;
    // The range goes back as far as all of them do, and the next step goes on from there; that the busier ones lack
    // what stands before is a note.
    const whole = Math.max(...unfinished.map(({ reached }) => reached));
    this.range = { ...range, from: unfinished.length > 0 ? Math.min(range.from, whole) : oldest };
    for (const { device } of jobs) device.stretches.trim(Math.min(oldest, oldestRow));
    deps.changed();
  }

  /** A step onwards, up to now at most. */
  async newer(asking: EndingAsking): Promise<void> {
    const { query, deps } = this;
    const range = this.range;
    if (!range || !query) return;
    const now = deps.now();
    const end = Math.max(range.to, deps.tail.covered ?? 0);
    const step = Math.min(longestStepMs, Math.max(shortestStepMs, range.to - range.from));
    const to = Math.min(now, end + step);
    if (to <= end) return;
    const next = { from: end, to, isOpen: to === now };
    const jobs = this.jobs((device) => ({
      device,
      reader: device.reader(query, next.from, endOf(next)),
      top: to,
      pages: pagesPerStep,
    }));
    const longer = (this.range = { ...range, to, isOpen: next.isOpen });
    await this.reading(jobs, query, asking);
    if (this.range === longer) this.startTail();
  }

  /** Reads what a note stands for. */
  async hole({ device, stretch }: Hole, asking: EndingAsking): Promise<void> {
    const { query } = this;
    if (!query) return;
    const { from, to } = stretch;
    const reader = device.reader(query, Math.max(from, device.keptFrom), to);
    await this.reading([{ device, reader, top: to, pages: pagesPerHole }], query, asking);
  }

  private async readRange(
    range: ResolvedRange,
    probe: Probe | undefined,
    asking: EndingAsking,
  ): Promise<void> {
    const { query, deps } = this;
    if (!query) return;
    const jobs = this.jobs((device) => {
      const probed = probe?.device === device ? probe : undefined;
      const reader = probed?.reader ?? device.reader(query, range.from, endOf(range));
      return { device, reader, top: range.to, first: probed?.step };
    });
    let isFollowed = false;
    const follow = (): void => {
      if (!isFollowed) this.startTail();
      isFollowed = true;
    };
    try {
      await this.reading(jobs, query, asking, follow);
      const edge = deps.retentionFrom();
      if (edge !== undefined && range.from < edge) {
        await this.readArchive({ from: range.from, to: Math.min(edge, range.to) }, query, asking.signal);
      }
    } finally {
      // Cancelled by somebody who still looks at it, not for another range.
      if (this.range === range) follow();
    }
  }

  private jobs(make: (device: DeviceLog) => RangeJob): readonly RangeJob[] {
    return this.deps.devices.filter(({ state }) => state === 'open').map(make);
  }

  private async reading(
    jobs: readonly RangeJob[],
    selection: LogSelection,
    asking: EndingAsking,
    hasNewest?: () => void,
  ): Promise<void> {
    const { deps, query } = this;
    const callsBefore = deps.calls();
    this.outcome = { isFull: false, isCancelled: false };
    this.hasEdgeFailed = false;
    this.loading = { rows: 0, calls: 0 };
    const reading = new RangeReading(jobs, selection, deps.gate, (progress) => {
      const { rows, reached, part } = progress;
      this.loading = { rows, reached, part, calls: deps.calls() - callsBefore };
      if (progress.hasNewest) hasNewest?.();
      deps.changed();
    });
    deps.changed();
    try {
      const outcome = await reading.run(asking);
      if (this.query === query) this.outcome = outcome;
    } finally {
      this.loading = undefined;
      deps.changed();
    }
  }

  /** The tail goes on where the range ends. */
  private startTail(): void {
    const { query, range, deps } = this;
    if (!query || !range) return;
    const now = deps.passed();
    const open = deps.devices.filter(({ state }) => state === 'open');
    deps.tail.start(
      open.map((device) => ({
        device,
        selection: query,
        from: () => this.range?.from ?? range.from,
        coveredTo: Math.min(range.to, now),
        hole: range.isOpen ? { kind: 'unread', auto: true } : { kind: 'paused' },
      })),
    );
  }

  private async olderFromArchive(
    range: ResolvedRange,
    selection: LogSelection,
    signal: AbortSignal,
  ): Promise<void> {
    const step = Math.min(7 * longestStepMs, Math.max(longestStepMs, range.to - range.from));
    const from = Math.max(this.deps.archive.oldest, range.from - step);
    await this.readArchive({ from, to: range.from }, selection, signal);
    if (this.range !== range) return;
    this.range = { ...range, from };
    this.deps.changed();
  }

  /** What this machine has kept from before the cloud's week. */
  private async readArchive(part: TimeRange, selection: LogSelection, signal: AbortSignal): Promise<void> {
    const isWhole = await readArchive(part, selection, this.deps, signal);
    if (!isWhole) this.outcome = { ...this.outcome, isFull: true };
    this.deps.changed();
  }

  private canLoadOlder(): boolean {
    const { range, hasOldest, outcome, deps } = this;
    if (!range || outcome.isFull || deps.table.size >= deps.table.capacity) return false;
    if (deps.archive.oldest < range.from) return true;
    return !hasOldest && range.from > (deps.retentionFrom() ?? 0);
  }

  private isAllRead(): boolean {
    return this.deps.devices.every(({ stretches }) =>
      stretches.all().every(({ label }) => label.kind === 'read'),
    );
  }
}

function isSameSelection(a: LogSelection, b: LogSelection | undefined): boolean {
  return b !== undefined && String(a.types) === String(b.types) && String(a.codes) === String(b.codes);
}
