import { AbortError } from '../../../base/errors.js';
import { Emitter, type Event } from '../../../base/event.js';
import type { IDisposable } from '../../../base/lifecycle.js';
import {
  FilterError,
  type FilterProblem,
  type FilterTest,
  type ParsedFilter,
} from '../filter/filterTypes.js';
import type { RegexSandbox } from '../filter/regexSandbox.js';
import type { SearchWords } from '../filter/searchWords.js';
import type { LogNote, LogRow } from '../rows/logTypes.js';
import type { LogTable } from '../table/logTable.js';
import type { TableChange } from '../table/tableChange.js';
import { AppliedFilter } from './appliedFilter.js';
import { Freezer } from './freezer.js';
import { heldRows, slotsOfIds } from './heldRows.js';
import { Highlighter, type HighlightRule, type Mark } from './highlighter.js';
import { NotePlaces } from './notePlaces.js';
import { RowsBuilder, sliceMs } from './rowsBuilder.js';
import { type Criteria, type FilterMode, ShownRows } from './shownRows.js';
import { type LogItem, ViewItems } from './viewItems.js';

export interface LogViewDeps {
  readonly table: LogTable;
  /** In any order. */
  readonly notes: () => readonly LogNote[];
  readonly words: SearchWords;
  /** Lets other work run between two slices; `setImmediate` in the product. */
  readonly breathe: () => Promise<void>;
  /** Milliseconds of any origin, to measure a slice. */
  readonly now: () => number;
  readonly sandbox: Pick<RegexSandbox, 'test' | 'find' | 'cpuTime'>;
}

export type { FilterMode, HighlightRule, LogItem, Mark };

/** A result that is being worked out. */
interface Job {
  readonly criteria: Criteria;
  readonly builder: RowsBuilder;
  readonly controller: AbortController;
  promise: Promise<void>;
}

const nothing: ReadonlySet<number> = new Set();

/** What a log shows: the rows that pass, with the notes between them. */
export class LogView implements IDisposable {
  private readonly changes = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly highlighter: Highlighter;
  private readonly freezer: Freezer;
  private readonly subscription: IDisposable;
  private shown: ShownRows;
  /** What was asked for last; the rows follow. */
  private wanted: Criteria = {
    filter: undefined,
    mode: 'hide',
    hiddenTypes: nothing,
    hiddenDevices: nothing,
  };
  private job: Job | undefined;
  /** Rows of the table are missing in `rows` until the next result. */
  private isBehind = false;
  private itemsNow: ViewItems | undefined;
  private matchingNow: ReadonlyMap<number, number> | undefined;
  private problem: FilterProblem | undefined;
  private versionNow = 0;
  private isDisposed = false;

  constructor(private readonly deps: LogViewDeps) {
    const { table, breathe } = deps;
    // Later: the window that is being read belongs to the version before.
    this.highlighter = new Highlighter(this.surroundings(), () => void breathe().then(() => this.changed()));
    this.freezer = new Freezer(table);
    this.shown = new ShownRows(table, this.wanted);
    this.subscription = table.onDidChange((change) => this.follow(change));
    if (table.size > 0) this.run(this.wanted);
  }

  /** Grows whenever the items change. */
  get version(): number {
    return this.versionNow;
  }

  /** Items, notes included. */
  get total(): number {
    return this.items().total;
  }

  get shownRows(): number {
    return this.shown.length;
  }

  get matchingRows(): number {
    return this.shown.matching;
  }

  /** Rows that came while the view is frozen. */
  get queued(): number {
    return this.freezer.queued;
  }

  /** A change is being worked out; the old result stands meanwhile. */
  get busy(): boolean {
    return this.job !== undefined;
  }

  /** Why the filter was given up while it ran on new rows: everything is shown then. */
  get filterProblem(): FilterProblem | undefined {
    return this.problem;
  }

  /**
   * Resolves once the view shows the result. Rejects with an abort error if the signal fires or another filter takes its
   * place, and with a FilterError if it can't run; the old result stays in both cases.
   */
  setFilter(filter: ParsedFilter | undefined, mode: FilterMode, signal?: AbortSignal): Promise<void> {
    this.problem = undefined;
    return this.start({ ...this.wanted, filter: this.applied(filter), mode }, signal);
  }

  setHiddenTypes(hiddenTypes: ReadonlySet<number>): Promise<void> {
    return this.start({ ...this.wanted, hiddenTypes: new Set(hiddenTypes) });
  }

  setHiddenDevices(hiddenDevices: ReadonlySet<number>): Promise<void> {
    return this.start({ ...this.wanted, hiddenDevices: new Set(hiddenDevices) });
  }

  /**
   * The view stays as it is, whatever happens to the table, until it is let go; then it catches up. A filter that new
   * rows are too much for is said by {@link filterProblem}.
   */
  async freeze(on: boolean): Promise<void> {
    if (on === this.freezer.isFrozen) return;
    if (on) {
      this.freezer.freeze(this.deps.notes());
      // A result on its way is to be one of the frozen rows.
      if (this.job) this.run(this.wanted);
      return;
    }
    this.freezer.thaw();
    this.isBehind = true;
    try {
      await this.start(this.wanted);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
    }
  }

  setHighlights(rules: readonly HighlightRule[]): void {
    this.highlighter.setRules(rules);
    this.changed();
  }

  /** Rules that were switched off since a regex of theirs is too slow. */
  get highlightProblems(): readonly { readonly rule: number; readonly problem: FilterProblem }[] {
    return this.highlighter.problems;
  }

  /** Stretches of these texts to highlight. */
  marks(texts: readonly string[]): readonly (readonly Mark[])[] {
    return this.highlighter.marks(texts);
  }

  notesChanged(): void {
    if (!this.freezer.isFrozen) this.changed();
  }

  /** Whether what is shown depends on such a term. */
  isAbout(...kinds: readonly FilterTest['kind'][]): boolean {
    const groups = this.wanted.filter?.parsed.groups ?? [];
    return groups.some((terms) => terms.some(({ test }) => kinds.includes(test.kind)));
  }

  /** Words (names of devices or data points) changed: what was found by them is looked for again. */
  async wordsChanged(): Promise<void> {
    this.highlighter.wordsChanged();
    if (this.wanted.filter)
      await this.start({ ...this.wanted, filter: this.applied(this.wanted.filter.parsed) });
  }

  /** Rows of the table by event type, hidden devices left out, before chips and filter. */
  typeCounts(): ReadonlyMap<number, number> {
    return this.freezer.typeCounts.counts(this.wanted.hiddenDevices);
  }

  /** Of the rows in the view, those that the filter matches, by event type; undefined without a filter. */
  matchingTypes(): ReadonlyMap<number, number> | undefined {
    if (!this.shown.criteria.filter) return undefined;
    return (this.matchingNow ??= this.shown.matchingTypes());
  }

  window(start: number, count: number): readonly LogItem[] {
    return this.items().window(start, count, (slots) => this.highlighter.rulesOf(slots));
  }

  /** Of a row's or a note's id. */
  indexOf(id: number): number | undefined {
    return this.items().indexOf(id);
  }

  /** Index of the first item at this time or later; the last item where there is none; undefined in an empty view. */
  indexAt(time: number): number | undefined {
    return this.items().indexAt(time);
  }

  /** The next match after an item's index (or the last before it); from nowhere, the first or the last. */
  step(
    from: number | undefined,
    forward: boolean,
  ): { readonly index: number; readonly id: number; readonly ordinal: number } | undefined {
    return this.items().step(from, forward);
  }

  /** The rows in order, as they stand when the walk begins, even if the table changes on the way. */
  rows(): Generator<LogRow, void> {
    return heldRows(this.deps.table, () => this.shown.slots().slice());
  }

  /**
   * Rows by their ids, in the view's order, as they stand when the walk begins. Those that have been dropped meanwhile
   * are left out, unless they are still on screen.
   */
  rowsOf(ids: readonly number[]): Generator<LogRow, void> {
    const { table } = this.deps;
    return heldRows(table, () => slotsOfIds(table, ids, this.freezer.order ?? table.slotsInOrder()));
  }

  /** Ids of the rows between two items' indexes, both included, in either order; so many at most. */
  idsBetween(one: number, other: number, atMost = Infinity): readonly number[] {
    return this.items().idsBetween(one, other, atMost);
  }

  dispose(): void {
    this.isDisposed = true;
    this.job?.controller.abort();
    this.subscription.dispose();
    this.freezer.dispose();
    this.changes.dispose();
  }

  private items(): ViewItems {
    return (this.itemsNow ??= new ViewItems(
      this.deps.table.columns,
      this.shown,
      new NotePlaces(this.shownNotes(), (time) => this.shown.firstAt(time)),
    ));
  }

  private shownNotes(): readonly LogNote[] {
    const { hiddenDevices } = this.shown.criteria;
    const notes = this.freezer.notes ?? this.deps.notes();
    return notes.filter(({ device }) => device === undefined || !hiddenDevices.has(device));
  }

  private surroundings(): ConstructorParameters<typeof Highlighter>[0] {
    const { table, words, now, sandbox } = this.deps;
    return { columns: table.columns, words, sandbox, now };
  }

  private applied(filter: ParsedFilter | undefined): AppliedFilter | undefined {
    return filter && new AppliedFilter(filter, this.surroundings());
  }

  private changed(): void {
    this.versionNow++;
    this.itemsNow = undefined;
    this.matchingNow = undefined;
    this.changes.fire();
  }

  /** The table changed: so do the rows, unless the view is frozen. */
  private follow(change: TableChange): void {
    if (!this.freezer.isFrozen) this.shown.dropOldest(new Set(change.removed));
    for (const { filter } of [this.shown.criteria, this.wanted]) filter?.forget(change.added);
    if (this.freezer.isFrozen) {
      this.freezer.queue(change);
      this.changes.fire();
      return;
    }
    this.job?.builder.noteChange(change);
    if (change.cleared) this.shown.clear();
    else if (!this.isBehind && this.evaluateNow(change.added)) this.shown.update(change.times);
    else this.isBehind = true;
    if (this.isBehind && !this.job) this.run(this.wanted);
    this.changed();
  }

  /** Whether the filter is through with the new rows, in the time of one slice. */
  private evaluateNow(added: readonly number[]): boolean {
    const { filter } = this.shown.criteria;
    if (!filter) return true;
    if (this.job?.criteria.filter === filter) return false;
    const steps = filter.run(Int32Array.from(added), this.deps.table.columns.limit);
    try {
      for (const start = this.deps.now(); this.deps.now() - start < sliceMs;)
        if (steps.next().done === true) return true;
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
    }
    return false;
  }

  /** Begins without anybody who waits for it. */
  private run(criteria: Criteria): void {
    this.start(criteria).catch(() => undefined);
  }

  private start(criteria: Criteria, signal?: AbortSignal): Promise<void> {
    this.job?.controller.abort();
    const { table, breathe, now } = this.deps;
    const order = (): Int32Array => this.freezer.order ?? table.slotsInOrder();
    const builder = new RowsBuilder({ table, order, breathe, now }, criteria);
    const job: Job = { criteria, builder, controller: new AbortController(), promise: Promise.resolve() };
    this.wanted = criteria;
    this.job = job;
    job.promise = this.finish(job, signal);
    this.changes.fire();
    return job.promise;
  }

  private async finish(job: Job, signal: AbortSignal | undefined): Promise<void> {
    const both = signal ? AbortSignal.any([signal, job.controller.signal]) : job.controller.signal;
    try {
      await job.builder.build(both, (rows) => this.take(rows));
    } catch (error) {
      if (this.isDisposed || signal?.aborted === true || this.job === job) {
        if (this.job === job) this.giveUp(job, error);
        throw error;
      }
      // Another change took its place, which may bring this filter's result as well.
      const later = this.job ?? { criteria: this.shown.criteria, promise: Promise.resolve() };
      if (later.criteria.filter?.parsed !== job.criteria.filter?.parsed) throw new AbortError();
      await later.promise;
    }
  }

  private take(rows: ShownRows): void {
    if (rows.criteria.filter !== this.shown.criteria.filter)
      this.highlighter.setOwn(rows.criteria.filter?.parsed);
    this.shown = rows;
    this.job = undefined;
    this.isBehind = false;
    this.freezer.caughtUp();
    this.changed();
  }

  /** The filter goes back to the one before, or to none if it's that one that failed; all else that was asked for stays. */
  private giveUp(job: Job, error: unknown): void {
    this.job = undefined;
    if (this.isDisposed) return;
    const { filter, mode } = this.shown.criteria;
    if (error instanceof FilterError && job.criteria.filter === filter) {
      this.problem = error.problem;
      this.run({ ...this.wanted, filter: undefined });
      return;
    }
    this.wanted = { ...this.wanted, filter, mode };
    const { hiddenTypes, hiddenDevices } = this.shown.criteria;
    const isShown = this.wanted.hiddenTypes === hiddenTypes && this.wanted.hiddenDevices === hiddenDevices;
    if (this.isBehind || !isShown) this.run(this.wanted);
    else this.changes.fire();
  }
}
