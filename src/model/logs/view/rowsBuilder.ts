import { throwIfAborted } from '../../../base/errors.js';
import type { LogTable } from '../table/logTable.js';
import type { TableChange } from '../table/tableChange.js';
import { type Criteria, ShownRows } from './shownRows.js';

export interface BuilderDeps {
  readonly table: LogTable;
  /** The rows to choose from, oldest first. */
  readonly order: () => Int32Array;
  /** Lets other work run between two slices. */
  readonly breathe: () => Promise<void>;
  readonly now: () => number;
}

/** How long the event loop may be kept without a break. */
export const sliceMs = 6;
/** Above this, starting anew costs less than catching up. */
const timesAtMost = 1000;
const startsAtMost = 5;
const manyRows = 100_000;

/** Works out which rows are shown, in slices, while the table goes on changing. */
export class RowsBuilder {
  private changes: TableChange[] = [];

  constructor(
    private readonly deps: BuilderDeps,
    private readonly criteria: Criteria,
  ) {}

  /** The table changed on the way. */
  noteChange(change: TableChange): void {
    this.changes.push(change);
  }

  /**
   * @param done takes the result at once: a moment later it could be out of date
   * @throws FilterError if the filter has to be given up
   */
  async build(signal: AbortSignal, done: (rows: ShownRows) => void): Promise<void> {
    const { filter } = this.criteria;
    const rows = new ShownRows(this.deps.table, this.criteria);
    for (let starts = 1; ; starts++) {
      this.changes = [];
      const base = this.deps.order().slice();
      await this.evaluate(base, signal);
      await this.drive(rows.fill(base), signal);
      while (filter && this.added().some((slot) => !filter.isKnown(slot)))
        await this.evaluate(Int32Array.from(this.added()), signal);
      const isCleared = this.changes.some(({ cleared }) => cleared);
      if (!isCleared && (this.times().length <= timesAtMost || starts >= startsAtMost)) break;
    }
    rows.dropOldest(new Set(this.changes.flatMap(({ removed }) => removed)));
    rows.update(this.times());
    done(rows);
  }

  private async evaluate(slots: Int32Array, signal: AbortSignal): Promise<void> {
    const { filter } = this.criteria;
    if (!filter) return;
    // Rows that are dropped meanwhile must not become others halfway through.
    const hold = this.deps.table.hold();
    try {
      // To hold a million rows takes a while.
      if (slots.length > manyRows) await this.deps.breathe();
      await this.drive(filter.run(slots, this.deps.table.columns.limit), signal);
    } finally {
      hold.dispose();
    }
  }

  private async drive(steps: Generator<void, void>, signal: AbortSignal): Promise<void> {
    const { now, breathe } = this.deps;
    throwIfAborted(signal);
    for (let start = now(); steps.next().done === false;) {
      if (now() - start < sliceMs) continue;
      await breathe();
      throwIfAborted(signal);
      start = now();
    }
  }

  private added(): number[] {
    return this.changes.flatMap(({ added }) => added);
  }

  private times(): number[] {
    const times = new Set(this.changes.flatMap((change) => change.times));
    return [...times].sort((one, other) => one - other);
  }
}
