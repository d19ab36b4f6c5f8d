import type { LogNote, LogRow } from '../rows/logTypes.js';
import type { RowColumns } from '../table/rowColumns.js';
import type { NotePlaces } from './notePlaces.js';
import type { ShownRows } from './shownRows.js';

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

/** Rows and notes as one list. */
export class ViewItems {
  constructor(
    private readonly columns: RowColumns,
    private readonly rows: ShownRows,
    private readonly notes: NotePlaces,
  ) {}

  get total(): number {
    return this.rows.length + this.notes.count;
  }

  window(
    start: number,
    count: number,
    rulesOf: (slots: Int32Array) => ReadonlyMap<number, number>,
  ): readonly LogItem[] {
    const from = Math.max(0, start);
    const to = Math.min(from + count, this.total);
    if (from >= to) return [];
    const [first, last] = [this.rowsBefore(from), this.rowsBefore(to)];
    const rules = rulesOf(this.rows.slots().slice(first, last));
    return Array.from({ length: to - from }, (_, n) => this.item(from + n, rules));
  }

  indexOf(id: number): number | undefined {
    if (id < 0) return this.notes.itemOfNote(id);
    const slot = this.columns.slotOf(id);
    const place = slot === undefined ? undefined : this.rows.placeOf(slot);
    return place === undefined ? undefined : this.notes.itemOfRow(place);
  }

  indexAt(time: number): number | undefined {
    const item = this.rows.firstAt(time) + this.notes.notesBeforeTime(time);
    return this.total === 0 ? undefined : Math.min(item, this.total - 1);
  }

  /** The next match after an item, or the last one before it. */
  step(
    from: number | undefined,
    forward: boolean,
  ): { readonly index: number; readonly id: number; readonly ordinal: number } | undefined {
    if (!this.rows.criteria.filter) return undefined;
    const slots = this.rows.slots();
    let place = forward ? 0 : slots.length - 1;
    if (from !== undefined) place = forward ? this.rowsBefore(from + 1) : this.rowsBefore(from) - 1;
    const way = forward ? 1 : -1;
    while (place >= 0 && place < slots.length && !this.rows.matches(slots[place] ?? 0)) place += way;
    if (place < 0 || place >= slots.length) return undefined;
    let ordinal = 0;
    for (let at = 0; at <= place; at++) if (this.rows.matches(slots[at] ?? 0)) ordinal++;
    return { index: this.notes.itemOfRow(place), id: this.columns.idOf(slots[place] ?? 0), ordinal };
  }

  /** Ids of the rows among these items, both ends included; the first so many. */
  idsBetween(one: number, other: number, atMost: number): number[] {
    const [from, to] = [this.rowsBefore(Math.min(one, other)), this.rowsBefore(Math.max(one, other) + 1)];
    const slots = this.rows.slots().subarray(from, Math.min(to, from + atMost));
    return Array.from(slots, (slot) => this.columns.idOf(slot));
  }

  private item(index: number, rules: ReadonlyMap<number, number>): LogItem {
    const note = this.notes.noteAt(index);
    if (note) return { kind: 'note', index, note };
    const place = this.rowsBefore(index);
    const slot = this.rows.slot(place);
    const rule = rules.get(slot);
    const previousTime = place === 0 ? undefined : this.columns.time[this.rows.slot(place - 1)];
    return {
      kind: 'row',
      index,
      row: this.columns.row(slot),
      matches: this.rows.matches(slot),
      ...(previousTime === undefined ? {} : { previousTime }),
      ...(rule === undefined ? {} : { rule }),
    };
  }

  /** How many rows stand before this item. */
  private rowsBefore(item: number): number {
    const before = Math.max(0, Math.min(item, this.total));
    return before - this.notes.notesBefore(before);
  }
}
