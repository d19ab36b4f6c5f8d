import { Emitter, type Event } from '../../../base/event.js';
import { toDisposable, type IDisposable } from '../../../base/lifecycle.js';
import type { LogEntry } from '../../../tuya/results.js';
import type { LogRow } from '../rows/logTypes.js';
import { fitPlan, isSlot, planMerge, type MergePlan } from './mergePlan.js';
import { RowColumns, slotsAtMost } from './rowColumns.js';
import { firstPlace, SlotList, type Splice } from './slotList.js';
import { SlotHolds } from './slotHolds.js';
import type { DroppedRows, KeepRows, MergeResult, TableChange } from './tableChange.js';
import { TypeCounter } from './typeCounter.js';

export interface LogTableOptions {
  /** Rows at most; 500,000 if it isn't given. */
  readonly capacity?: number;
}

const usualCapacity = 500_000;
/** Held rows need slots besides. */
const largestCapacity = slotsAtMost / 2;

/**
 * The rows of a log in columns. They stand by time, those of one millisecond by device, and those of one device as the
 * cloud ordered them when it was last asked.
 */
export class LogTable implements IDisposable {
  private readonly changes = new Emitter<TableChange>();
  readonly onDidChange: Event<TableChange> = this.changes.event;
  readonly capacity: number;
  /** By slot, for those who go through many rows. Good to read until the next change. */
  readonly columns = new RowColumns();
  private readonly order = new SlotList();
  private readonly counter = new TypeCounter();
  private readonly holds = new SlotHolds((slot) => this.columns.release(slot));
  private gone: DroppedRows | undefined;

  constructor({ capacity = usualCapacity }: LogTableOptions = {}) {
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > largestCapacity)
      throw new RangeError(`A table holds 1 to ${largestCapacity} rows.`);
    this.capacity = capacity;
  }

  get size(): number {
    return this.order.length;
  }

  get dropped(): DroppedRows | undefined {
    return this.gone;
  }

  /**
   * Takes what a read shows of one device. Rows that were read before aren't taken again (tuya/paging/sameRows.ts), nor
   * those that were dropped. A read should bring whole milliseconds.
   * @param entries as the cloud gives them, newest first
   */
  merge(device: number, entries: readonly LogEntry[], keep: KeepRows): MergeResult {
    const order = this.order.view();
    const droppedUntil = this.gone?.until ?? -Infinity;
    const plan = planMerge({ columns: this.columns, order, droppedUntil }, device, entries);
    fitPlan(plan, order, this.capacity, keep);
    const removed = plan.drop;
    this.drop(removed);
    const added = this.carryOut(plan, device, removed.length);
    const times = plan.milliseconds.map(({ time }) => time);
    if (times.length + removed.length > 0) this.changed({ added, removed, times, cleared: false });
    return { added: added.length, known: plan.known, refused: plan.refused };
  }

  clear(): void {
    const slots = this.order.view().slice();
    this.order.clear();
    this.counter.clear();
    this.gone = undefined;
    for (const slot of slots) this.holds.letGo(slot);
    this.changed({ added: [], removed: [], times: [], cleared: true });
  }

  /** The slots of all rows, oldest first. The table's own memory: good until the next change. */
  slotsInOrder(): Int32Array {
    return this.order.view();
  }

  row(slot: number): LogRow {
    return this.columns.row(slot);
  }

  time(slot: number): number {
    return this.columns.time[slot] ?? 0;
  }

  /** Undefined once the row has been dropped and nobody holds it. */
  slotOf(id: number): number | undefined {
    return this.columns.slotOf(id);
  }

  /** The place in {@link slotsInOrder} of the first row of this time or later; `size` where there is none. */
  firstAt(time: number): number {
    const { time: times } = this.columns;
    return firstPlace(this.order.view(), (slot) => (times[slot] ?? 0) < time);
  }

  /** Rows by event type. */
  typeCounts(): TypeCounter {
    return this.counter;
  }

  /** The rows that are there now stay readable by their slots until this is disposed of, even when they are dropped. */
  hold(): IDisposable {
    this.holds.begin(this.columns.limit);
    let isOver = false;
    return toDisposable(() => {
      if (!isOver) this.holds.end();
      isOver = true;
    });
  }

  dispose(): void {
    this.changes.dispose();
  }

  private drop(slots: readonly number[]): void {
    if (slots.length === 0) return;
    const until = this.time(slots.at(-1) ?? 0) + 1;
    // In the newest of these milliseconds others may have to stay: that one is put in place anew.
    this.order.dropFirst(slots.length);
    for (const slot of slots) {
      this.counter.add(this.columns.device(slot), this.columns.type(slot), -1);
      this.holds.letGo(slot);
    }
    this.gone = { count: (this.gone?.count ?? 0) + slots.length, until };
  }

  /** Answers the slots of the new rows. */
  private carryOut({ milliseconds }: MergePlan, device: number, dropped: number): number[] {
    const added: number[] = [];
    const splices = milliseconds.map(({ at, remove, rows }): Splice => {
      // The plan was made when the dropped rows still stood there.
      const start = Math.max(at - dropped, 0);
      const end = Math.max(at + remove - dropped, 0);
      const slots = rows.map((row) => {
        if (isSlot(row)) return row;
        const slot = this.columns.add(device, row);
        added.push(slot);
        return slot;
      });
      return { at: start, remove: end - start, slots };
    });
    for (const slot of added) this.counter.add(device, this.columns.type(slot), 1);
    this.order.apply(splices);
    return added;
  }

  private changed(change: TableChange): void {
    this.changes.fire(change);
  }
}
