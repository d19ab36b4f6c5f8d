import { mergeRows } from '../../../tuya/paging/sameRows.js';
import type { LogEntry } from '../../../tuya/results.js';
import { slotStore, type RowColumns } from './rowColumns.js';
import { firstPlace } from './slotList.js';
import type { KeepRows } from './tableChange.js';

/** How one millisecond of one device is to stand from place `at` on, instead of `remove` rows. */
export interface PlannedMillisecond {
  readonly time: number;
  readonly at: number;
  readonly remove: number;
  rows: readonly (number | LogEntry)[];
}

/** What a merge will do; the table isn't changed yet. */
export interface MergePlan {
  /** Ascending; only milliseconds that change. */
  readonly milliseconds: PlannedMillisecond[];
  readonly known: number;
  refused: number;
  /** Slots to drop: the oldest ones, as the rows are to stand. */
  readonly drop: number[];
}

interface Present {
  readonly columns: RowColumns;
  readonly order: Int32Array;
  /** Rows from before this moment were dropped: they aren't taken again. */
  readonly droppedUntil: number;
}

/** @param entries of one device, newest first; rows that are out of order are put in order */
export function planMerge(present: Present, device: number, entries: readonly LogEntry[]): MergePlan {
  const { columns, order, droppedUntil } = present;
  const read = inOrder(entries);
  const store = slotStore(columns, device);
  const plan: MergePlan = { milliseconds: [], known: 0, refused: entries.length - read.length, drop: [] };
  let known = 0;
  let place = 0;
  for (let end = read.length; end > 0;) {
    const time = read[end - 1]?.eventTime ?? 0;
    let begin = end - 1;
    while (begin > 0 && read[begin - 1]?.eventTime === time) begin--;
    const rows = read.slice(begin, end).reverse();
    end = begin;
    place = startOf(columns, order, time, device, place);
    let after = place;
    while (after < order.length && isAt(columns, order[after] ?? 0, time, device)) after++;
    const there = order.subarray(place, after);
    const merged = mergeRows(store, there, rows);
    known += merged.known;
    if (!merged.rows) continue;
    const wanted = time >= droppedUntil ? merged.rows : merged.rows.filter(isSlot);
    plan.refused += merged.rows.length - wanted.length;
    if (differs(wanted, there))
      plan.milliseconds.push({ time, at: place, remove: there.length, rows: wanted });
  }
  return { ...plan, known };
}

/** Makes the plan fit: the oldest of all rows go, or (`oldest`) the oldest of those that come. */
export function fitPlan(plan: MergePlan, order: Int32Array, capacity: number, keep: KeepRows): void {
  const fresh = plan.milliseconds.reduce((sum, { rows }) => sum + countFresh(rows), 0);
  const over = order.length + fresh - capacity;
  if (over <= 0) return;
  if (keep === 'oldest') refuseOldest(plan, over);
  else dropOldest(plan, order, over);
}

function refuseOldest(plan: MergePlan, over: number): void {
  let left = over;
  for (const millisecond of plan.milliseconds) {
    millisecond.rows = millisecond.rows.filter((row) => isSlot(row) || left-- <= 0);
    if (left <= 0) break;
  }
  plan.refused += over;
}

function dropOldest(plan: MergePlan, order: Int32Array, over: number): void {
  let left = over;
  let place = 0;
  const dropBefore = (end: number): void => {
    for (; left > 0 && place < end; place++, left--) plan.drop.push(order[place] ?? 0);
  };
  for (const millisecond of plan.milliseconds) {
    dropBefore(millisecond.at);
    if (left === 0) return;
    place = millisecond.at + millisecond.remove;
    const oldest = millisecond.rows.slice(0, left);
    left -= oldest.length;
    for (const slot of oldest.filter(isSlot)) plan.drop.push(slot);
    plan.refused += countFresh(oldest);
    millisecond.rows = millisecond.rows.slice(oldest.length);
  }
  dropBefore(order.length);
}

export function isSlot(row: number | LogEntry): row is number {
  return typeof row === 'number';
}

function countFresh(rows: readonly (number | LogEntry)[]): number {
  return rows.reduce<number>((sum, row) => (isSlot(row) ? sum : sum + 1), 0);
}

function differs(rows: readonly (number | LogEntry)[], there: Int32Array): boolean {
  return rows.length !== there.length || rows.some((row, at) => row !== there[at]);
}

/** Newest first, those of one millisecond as they came. */
function inOrder(entries: readonly LogEntry[]): readonly LogEntry[] {
  let before = Infinity;
  const isInOrder = entries.every(({ eventTime }) => {
    const isNext = eventTime <= before && eventTime > -Infinity;
    before = eventTime;
    return isNext;
  });
  if (isInOrder) return entries;
  return entries
    .filter(({ eventTime }) => Number.isFinite(eventTime))
    .sort((one, other) => other.eventTime - one.eventTime);
}

function isAt(columns: RowColumns, slot: number, time: number, device: number): boolean {
  return columns.time[slot] === time && columns.device(slot) === device;
}

/** The place of the first row that isn't before this time and device. */
function startOf(columns: RowColumns, order: Int32Array, time: number, device: number, from: number): number {
  const { time: times } = columns;
  const isBefore = (slot: number): boolean => {
    const own = times[slot] ?? 0;
    return own < time || (own === time && columns.device(slot) < device);
  };
  const last = order.at(-1);
  // Most rows come at the end.
  if (last === undefined || isBefore(last)) return order.length;
  return firstPlace(order, isBefore, from);
}
