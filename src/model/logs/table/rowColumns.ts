import type { RowStore } from '../../../tuya/paging/sameRows.js';
import type { Extra, LogEntry } from '../../../tuya/results.js';
import type { LogRow } from '../rows/logTypes.js';
import { growArray } from './growArray.js';
import { Interner } from './interner.js';
import { Shapes } from './shapes.js';

const smallest = 256;
/** An id is `generation · slotsAtMost + slot`, so that a row is found by its id without a map. */
export const slotsAtMost = 2 ** 24;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The fields of rows by slot. Texts stand as numbers of their interner, 0 for none. */
export class RowColumns {
  time = new Float64Array(smallest);
  shape = new Uint32Array(smallest);
  value = new Uint32Array(smallest);
  private status = new Uint32Array(smallest);
  /** How many rows the slot has held, this one included. */
  private generation = new Uint32Array(smallest);
  /** Empty where no row has a key (free edition). */
  private rowKeys: (string | undefined)[] = [];
  /** By slot; hardly any row has such fields. */
  private readonly unread = new Map<number, Extra>();

  readonly shapes = new Shapes();
  readonly values = new Interner();
  private readonly statuses = new Interner();

  private used = 0;
  private free: number[] = [];

  /** Slots are below this. */
  get limit(): number {
    return this.used;
  }

  add(device: number, content: LogEntry): number {
    const slot = this.free.pop() ?? this.used++;
    if (slot >= this.time.length) this.grow(slot + 1);
    this.time[slot] = content.eventTime;
    this.shape[slot] = this.shapes.take(device, content);
    this.value[slot] = this.values.take(content.value);
    this.status[slot] = this.statuses.take(content.status);
    this.setKey(slot, content.row);
    this.setUnread(slot, content);
    return slot;
  }

  release(slot: number): void {
    this.shapes.release(this.shape[slot] ?? 0);
    this.values.release(this.value[slot] ?? 0);
    this.statuses.release(this.status[slot] ?? 0);
    this.setKey(slot, undefined);
    this.unread.delete(slot);
    this.generation[slot] = (this.generation[slot] ?? 0) + 1;
    this.free.push(slot);
  }

  /** What a later read tells of a row that is known: everything else of it is the same. */
  update(slot: number, entry: LogEntry): void {
    const { status, row } = entry;
    if (entry.unread || row !== undefined || status !== undefined) this.setUnread(slot, entry);
    if (row !== undefined) this.setKey(slot, row);
    const old = this.status[slot] ?? 0;
    if (status === undefined || status === this.statuses.text(old)) return;
    this.status[slot] = this.statuses.take(status);
    this.statuses.release(old);
  }

  device(slot: number): number {
    return this.shapes.device[this.shape[slot] ?? 0] ?? 0;
  }

  type(slot: number): number {
    return this.shapes.type[this.shape[slot] ?? 0] ?? 0;
  }

  rowKey(slot: number): string | undefined {
    return this.rowKeys[slot];
  }

  statusOf(slot: number): string | undefined {
    return this.statuses.text(this.status[slot] ?? 0);
  }

  idOf(slot: number): number {
    return ((this.generation[slot] ?? 0) + 1) * slotsAtMost + slot;
  }

  /** Undefined once the slot has been let go. */
  slotOf(id: number): number | undefined {
    if (!Number.isSafeInteger(id) || id < slotsAtMost) return undefined;
    const slot = id % slotsAtMost;
    return slot < this.used && this.idOf(slot) === id ? slot : undefined;
  }

  row(slot: number): LogRow {
    const row: Writable<LogRow> = {
      id: this.idOf(slot),
      device: this.device(slot),
      time: this.time[slot] ?? 0,
      type: this.type(slot),
    };
    const shape = this.shape[slot] ?? 0;
    const from = this.shapes.sourceOf(shape);
    const code = this.shapes.codeOf(shape);
    const value = this.values.text(this.value[slot] ?? 0);
    const status = this.statusOf(slot);
    const rowKey = this.rowKeys[slot];
    const unread = this.unread.get(slot);
    if (from !== undefined) row.from = from;
    if (code !== undefined) row.code = code;
    if (value !== undefined) row.value = value;
    if (status !== undefined) row.status = status;
    if (rowKey !== undefined) row.rowKey = rowKey;
    if (unread) row.unread = unread;
    return row;
  }

  private setKey(slot: number, key: string | undefined): void {
    if (key === undefined && slot >= this.rowKeys.length) return;
    // An array with holes would become a slow one.
    while (this.rowKeys.length < slot) this.rowKeys.push(undefined);
    this.rowKeys[slot] = key;
  }

  private setUnread(slot: number, { unread, extra }: LogEntry): void {
    if (unread) this.unread.set(slot, Object.fromEntries(unread.map(({ field }) => [field, extra[field]])));
    else this.unread.delete(slot);
  }

  private grow(length: number): void {
    this.time = growArray(this.time, length);
    this.shape = growArray(this.shape, length);
    this.value = growArray(this.value, length);
    this.status = growArray(this.status, length);
    this.generation = growArray(this.generation, length);
  }
}

/** There are never more different values than rows. */
const valuesAtMost = 2 * slotsAtMost;

/** One device's rows by their slots, for those who compare them. */
export function slotStore(columns: RowColumns, device: number): RowStore<number> {
  return {
    fieldsOf: (slot) => (columns.shape[slot] ?? 0) * valuesAtMost + (columns.value[slot] ?? 0),
    fieldsOfEntry: (entry) => {
      const [shape, value] = [columns.shapes.find(device, entry), columns.values.find(entry.value)];
      return shape === undefined || value === undefined ? undefined : shape * valuesAtMost + value;
    },
    keyOf: (slot) => columns.rowKey(slot),
    statusOf: (slot) => columns.statusOf(slot),
    learn: (slot, entry) => {
      columns.update(slot, entry);
      return slot;
    },
  };
}
