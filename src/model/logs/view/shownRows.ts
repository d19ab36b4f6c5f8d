import type { LogTable } from '../table/logTable.js';
import { firstPlace, SlotList, type Splice } from '../table/slotList.js';
import type { AppliedFilter } from './appliedFilter.js';

export type FilterMode = 'hide' | 'keep';

/** What decides which rows are shown. */
export interface Criteria {
  readonly filter: AppliedFilter | undefined;
  readonly mode: FilterMode;
  readonly hiddenTypes: ReadonlySet<number>;
  readonly hiddenDevices: ReadonlySet<number>;
}

/** The rows that pass, in the table's order. */
export class ShownRows {
  private readonly list = new SlotList();
  private matchCount = 0;

  constructor(
    private readonly table: LogTable,
    readonly criteria: Criteria,
  ) {}

  get length(): number {
    return this.list.length;
  }

  get matching(): number {
    return this.matchCount;
  }

  slot(place: number): number {
    return this.list.at(place);
  }

  slots(): Int32Array {
    return this.list.view();
  }

  matches(slot: number): boolean {
    return this.criteria.filter?.matches(slot) ?? true;
  }

  /** Matching rows by event type; rows that aren't in the view aren't counted. */
  matchingTypes(): ReadonlyMap<number, number> {
    const { shape, shapes } = this.table.columns;
    const byShape = new Map<number, number>();
    for (const slot of this.slots()) {
      if (!this.matches(slot)) continue;
      const own = shape[slot] ?? 0;
      byShape.set(own, (byShape.get(own) ?? 0) + 1);
    }
    const counts = new Map<number, number>();
    for (const [own, count] of byShape) {
      const type = shapes.type[own] ?? 0;
      counts.set(type, (counts.get(type) ?? 0) + count);
    }
    return counts;
  }

  clear(): void {
    this.list.clear();
    this.matchCount = 0;
  }

  /** Goes over all rows, whose memory it may keep; small steps. */
  *fill(slots: Int32Array): Generator<void, void> {
    const { filter, hiddenTypes, hiddenDevices } = this.criteria;
    if (!filter && hiddenTypes.size === 0 && hiddenDevices.size === 0) {
      this.list.replace(slots);
      this.matchCount = slots.length;
      return;
    }
    const passing = new Int32Array(slots.length);
    let count = 0;
    this.matchCount = 0;
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      if (this.passes(slot)) {
        passing[count++] = slot;
        if (this.matches(slot)) this.matchCount++;
      }
      if ((at & 0x3fff) === 0x3fff) yield;
    }
    this.list.replace(count * 2 < slots.length ? passing.slice(0, count) : passing.subarray(0, count));
  }

  /** @param removed rows that left the table as its oldest ones: nothing newer than `dropped.until` is among them */
  dropOldest(removed: ReadonlySet<number>): void {
    if (removed.size === 0) return;
    const until = this.table.dropped?.until ?? -Infinity;
    const kept: number[] = [];
    let place = 0;
    for (; place < this.length; place++) {
      const slot = this.slot(place);
      // Of the newest millisecond that rows were dropped from, some may have stayed.
      if (!removed.has(slot)) {
        if (this.table.time(slot) > until) break;
        kept.push(slot);
      } else if (this.matches(slot)) this.matchCount--;
    }
    this.list.dropFirst(place - kept.length);
    // Those that stay stood there or further on.
    if (place > kept.length) this.list.apply([{ at: 0, remove: kept.length, slots: kept }]);
  }

  /** Takes over how the table stands in these milliseconds. @param times ascending */
  update(times: readonly number[]): void {
    const splices: Splice[] = [];
    const order = this.table.slotsInOrder();
    for (const time of times) {
      const at = this.firstAt(time);
      let end = at;
      while (end < this.length && this.table.time(this.slot(end)) === time) {
        if (this.matches(this.slot(end))) this.matchCount--;
        end++;
      }
      const slots: number[] = [];
      for (let place = this.table.firstAt(time); place < order.length; place++) {
        const slot = order[place] ?? 0;
        if (this.table.time(slot) !== time) break;
        if (!this.passes(slot)) continue;
        slots.push(slot);
        if (this.matches(slot)) this.matchCount++;
      }
      if (slots.length > 0 || end > at) splices.push({ at, remove: end - at, slots });
    }
    this.list.apply(splices);
  }

  /** The place of the first row of this time or later. */
  firstAt(time: number): number {
    const { time: times } = this.table.columns;
    const last = this.slot(this.length - 1);
    if (last < 0 || (times[last] ?? 0) < time) return this.length;
    return firstPlace(this.list.view(), (slot) => (times[slot] ?? 0) < time);
  }

  placeOf(slot: number): number | undefined {
    const time = this.table.time(slot);
    for (let place = this.firstAt(time); place < this.length; place++) {
      if (this.slot(place) === slot) return place;
      if (this.table.time(this.slot(place)) !== time) break;
    }
    return undefined;
  }

  private passes(slot: number): boolean {
    const { hiddenTypes, hiddenDevices, mode, filter } = this.criteria;
    const { columns } = this.table;
    if (hiddenTypes.size > 0 && hiddenTypes.has(columns.type(slot))) return false;
    if (hiddenDevices.size > 0 && hiddenDevices.has(columns.device(slot))) return false;
    return filter === undefined || mode === 'keep' || filter.matches(slot);
  }
}
