import type { LogEntry } from '../../../tuya/results.js';
import type { LogRow } from '../logTypes.js';
import { grown } from './grown.js';
import { Interner } from './interner.js';

const smallest = 256;
/** An id is `generation · slotsAtMost + slot`, so that a row is found by its id without a map. */
export const slotsAtMost = 2 ** 24;

/** What makes a row besides its place. */
export type RowContent = Pick<
  LogEntry,
  'eventTime' | 'eventId' | 'eventFrom' | 'code' | 'value' | 'status' | 'row'
>;

/** The fields of rows by slot. Texts stand as numbers of their interner, 0 for none. */
export class RowColumns {
  time = new Float64Array(smallest);
  type = new Float64Array(smallest);
  device = new Uint16Array(smallest);
  source = new Uint32Array(smallest);
  code = new Uint32Array(smallest);
  value = new Uint32Array(smallest);
  private status = new Uint32Array(smallest);
  /** How many rows the slot has held, this one included. */
  private generation = new Uint32Array(smallest);
  /** Empty where no row has a key (free edition). */
  private rowKeys: (string | undefined)[] = [];

  readonly sources = new Interner();
  readonly codes = new Interner();
  readonly values = new Interner();
  private readonly statuses = new Interner();

  private used = 0;
  private free: number[] = [];

  /** Slots are below this. */
  get limit(): number {
    return this.used;
  }

  add(device: number, content: RowContent): number {
    const slot = this.free.pop() ?? this.used++;
    if (slot >= this.time.length) this.grow(slot + 1);
    this.time[slot] = content.eventTime;
    this.type[slot] = content.eventId;
    this.device[slot] = device;
    this.source[slot] = this.sources.take(content.eventFrom);
    this.code[slot] = this.codes.take(content.code);
    this.value[slot] = this.values.take(content.value);
    this.status[slot] = this.statuses.take(content.status);
    this.setKey(slot, content.row);
    return slot;
  }

  release(slot: number): void {
    this.sources.release(this.source[slot] ?? 0);
    this.codes.release(this.code[slot] ?? 0);
    this.values.release(this.value[slot] ?? 0);
    this.statuses.release(this.status[slot] ?? 0);
    this.setKey(slot, undefined);
    this.generation[slot] = (this.generation[slot] ?? 0) + 1;
    this.free.push(slot);
  }

  /** What a later read tells of a row that is known: everything else of it is the same. */
  update(slot: number, { status, row }: RowContent): void {
    if (row !== undefined) this.setKey(slot, row);
    const old = this.status[slot] ?? 0;
    if (status === undefined || status === this.statuses.text(old)) return;
    this.status[slot] = this.statuses.take(status);
    this.statuses.release(old);
  }

  rowKey(slot: number): string | undefined {
    return this.rowKeys[slot];
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
    const from = this.sources.text(this.source[slot] ?? 0);
    const code = this.codes.text(this.code[slot] ?? 0);
    const value = this.values.text(this.value[slot] ?? 0);
    const status = this.statuses.text(this.status[slot] ?? 0);
    const rowKey = this.rowKeys[slot];
    return {
      id: this.idOf(slot),
      device: this.device[slot] ?? 0,
      time: this.time[slot] ?? 0,
      type: this.type[slot] ?? 0,
      ...(from === undefined ? {} : { from }),
      ...(code === undefined ? {} : { code }),
      ...(value === undefined ? {} : { value }),
      ...(status === undefined ? {} : { status }),
      ...(rowKey === undefined ? {} : { rowKey }),
    };
  }

  private setKey(slot: number, key: string | undefined): void {
    if (key === undefined && slot >= this.rowKeys.length) return;
    // An array with holes would become a slow one.
    while (this.rowKeys.length < slot) this.rowKeys.push(undefined);
    this.rowKeys[slot] = key;
  }

  private grow(length: number): void {
    this.time = grown(this.time, length);
    this.type = grown(this.type, length);
    this.device = grown(this.device, length);
    this.source = grown(this.source, length);
    this.code = grown(this.code, length);
    this.value = grown(this.value, length);
    this.status = grown(this.status, length);
    this.generation = grown(this.generation, length);
  }
}
