import { Emitter, type Event } from '../../../base/event.js';
import type { IDisposable } from '../../../base/lifecycle.js';
import type { FilterProblem, ParsedFilter } from '../filter/filterTypes.js';
import type { SearchWords } from '../filter/searchWords.js';
import type { LogNote, LogRow } from '../logTypes.js';
import type { LogTable } from '../table/logTable.js';

export type LogItem =
  | {
      readonly kind: 'row';
      readonly index: number;
      readonly row: LogRow;
      readonly matches: boolean;
      /** Time of the row above it in the view. */
      readonly previousTime?: number;
      /** The first highlight rule (0 … 4) that the row matches. */
      readonly rule?: number;
    }
  | { readonly kind: 'note'; readonly index: number; readonly note: LogNote };

/** `rule` is the highlight rule's index, or -1 for the filter's own words. */
export type Mark = readonly [from: number, to: number, rule: number];

export interface HighlightRule {
  /** 0 … 4 */
  readonly rule: number;
  readonly filter: ParsedFilter;
}

export type FilterMode = 'hide' | 'keep';

export interface LogViewDeps {
  readonly table: LogTable;
  /** In any order. */
  readonly notes: () => readonly LogNote[];
  readonly words: SearchWords;
  /** Lets other work run between two slices; `setImmediate` in the product. */
  readonly breathe: () => Promise<void>;
  /** Milliseconds of any origin, to measure a slice. */
  readonly now: () => number;
}

/** What a log shows: the rows that pass, with the notes between them. */
export class LogView implements IDisposable {
  private readonly changes = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changes.event;

  constructor(_deps: LogViewDeps) {}

  /** Grows whenever the items change. */
  get version(): number {
    throw new Error('not yet');
  }
  /** Items, notes included. */
  get total(): number {
    throw new Error('not yet');
  }
  get shownRows(): number {
    throw new Error('not yet');
  }
  get matchingRows(): number {
    throw new Error('not yet');
  }
  /** Rows that came while the view is frozen. */
  get queued(): number {
    throw new Error('not yet');
  }
  /** A change is being worked out; the old result stands meanwhile. */
  get busy(): boolean {
    throw new Error('not yet');
  }
  /** Why the filter was given up while it ran: everything is shown then. */
  get filterProblem(): FilterProblem | undefined {
    throw new Error('not yet');
  }

  /**
   * Resolves once the view shows the result. Rejects with an abort error if the signal fires or a later change takes
   * its place, and with a FilterError if the filter can't run; the old result stays in both cases.
   */
  setFilter(_filter: ParsedFilter | undefined, _mode: FilterMode, _signal?: AbortSignal): Promise<void> {
    throw new Error('not yet');
  }
  setHiddenTypes(_types: ReadonlySet<number>): Promise<void> {
    throw new Error('not yet');
  }
  setHiddenDevices(_devices: ReadonlySet<number>): Promise<void> {
    throw new Error('not yet');
  }
  /** The view stays as it is, whatever happens to the table, until it is let go; then it catches up. */
  freeze(_on: boolean): Promise<void> {
    throw new Error('not yet');
  }
  setHighlights(_rules: readonly HighlightRule[]): void {
    throw new Error('not yet');
  }
  /** Rules that were switched off since a regex of theirs is too slow. */
  get highlightProblems(): readonly { readonly rule: number; readonly problem: FilterProblem }[] {
    throw new Error('not yet');
  }
  /** Stretches of these texts to highlight. */
  marks(_texts: readonly string[]): readonly (readonly Mark[])[] {
    throw new Error('not yet');
  }
  notesChanged(): void {
    throw new Error('not yet');
  }
  /** Words (names of devices or data points) changed: what was found by them is looked for again. */
  wordsChanged(): Promise<void> {
    throw new Error('not yet');
  }

  /** Rows of the table by event type, hidden devices left out, before chips and filter. */
  typeCounts(): ReadonlyMap<number, number> {
    throw new Error('not yet');
  }
  window(_start: number, _count: number): readonly LogItem[] {
    throw new Error('not yet');
  }
  /** Of a row's or a note's id. */
  indexOf(_id: number): number | undefined {
    throw new Error('not yet');
  }
  /** Index of the first item at this time or later; the last item where there is none; undefined in an empty view. */
  indexAt(_time: number): number | undefined {
    throw new Error('not yet');
  }
  /** The next match after an item (or the last before it); from outside (`undefined`), the first or the last. */
  step(
    _from: number | undefined,
    _forward: boolean,
  ): { readonly index: number; readonly id: number; readonly ordinal: number } | undefined {
    throw new Error('not yet');
  }
  /** The rows in order, as they stand when the walk begins, even if the table changes on the way. */
  rows(): Iterable<LogRow> {
    throw new Error('not yet');
  }
  /** Ids of the rows between two items, both included, in either order. */
  idsBetween(_a: number, _b: number): readonly number[] {
    throw new Error('not yet');
  }

  dispose(): void {
    this.changes.dispose();
  }
}
