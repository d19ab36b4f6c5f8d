import type { RowColumns } from '../table/rowColumns.js';
import { numberIn } from '../rows/logValue.js';

/** Rows as columns: a chart reads three fields of each, and makes no object of any. */
export interface ChartRows {
  /** Oldest first. Whatever is read by them stays as it is. */
  readonly slots: Int32Array;
  readonly columns: Pick<RowColumns, 'time' | 'shape' | 'value' | 'shapes' | 'values' | 'idOf'>;
}

/** Nobody has looked at that text. */
const unread = Infinity;

/** The numbers that values are, each text read once. NaN for a text that is no number. */
export class NumberColumn {
  private readonly numbers: Float64Array;

  constructor(private readonly values: RowColumns['values']) {
    this.numbers = new Float64Array(values.limit).fill(unread);
  }

  /** @param value number of its text */
  get(value: number): number {
    const known = this.numbers[value] ?? unread;
    if (known !== unread) return known;
    const number = numberIn(this.values.text(value) ?? '') ?? Number.NaN;
    this.numbers[value] = number;
    return number;
  }
}
