import type { LogNote } from '../rows/logTypes.js';

/** Notes between rows: item `n` of a view is a row or a note. */
export class NotePlaces {
  private readonly notes: readonly LogNote[];
  /** How many rows stand before each note. */
  private readonly rowsBefore: readonly number[];

  /** @param firstRowAt the place of the first row of a time or later */
  constructor(notes: readonly LogNote[], firstRowAt: (time: number) => number) {
    this.notes = notes.toSorted((one, other) => one.time - other.time);
    this.rowsBefore = this.notes.map(({ time }) => firstRowAt(time));
  }

  get count(): number {
    return this.notes.length;
  }

  /** How many notes stand before this item. */
  notesBefore(item: number): number {
    return countWhile(this.notes.length, (n) => (this.rowsBefore[n] ?? 0) + n < item);
  }

  /** The note that is this item. */
  noteAt(item: number): LogNote | undefined {
    const n = this.notesBefore(item);
    return (this.rowsBefore[n] ?? -1) + n === item ? this.notes[n] : undefined;
  }

  itemOfRow(place: number): number {
    return place + countWhile(this.notes.length, (n) => (this.rowsBefore[n] ?? 0) <= place);
  }

  itemOfNote(id: number): number | undefined {
    const n = this.notes.findIndex((note) => note.id === id);
    return n < 0 ? undefined : (this.rowsBefore[n] ?? 0) + n;
  }

  notesBeforeTime(time: number): number {
    return countWhile(this.notes.length, (n) => (this.notes[n]?.time ?? 0) < time);
  }
}

/** How many of the first numbers fulfil this, which those behind them don't. */
function countWhile(length: number, isSo: (n: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isSo(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
