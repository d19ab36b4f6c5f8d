/** What a merge or a clearing did to a {@link LogTable}. Slots are physical places: what is removed may be added again at once. */
export interface TableChange {
  /** Slots of the rows that are new. */
  readonly added: readonly number[];
  /** Slots of the rows that were dropped: the oldest ones. They may hold other rows by now. */
  readonly removed: readonly number[];
  /** Milliseconds in which rows are new or stand in another order, ascending. */
  readonly times: readonly number[];
  readonly cleared: boolean;
}

/** How many rows a merge took, knew already, and had no room for. */
export interface MergeResult {
  readonly added: number;
  readonly known: number;
  readonly refused: number;
}

/** What to do when the table is full: drop the oldest rows, or refuse those that come. */
export type KeepRows = 'newest' | 'oldest';

/** Rows that had to go from the old end: how many, and the moment before which they stood (epoch ms). */
export interface DroppedRows {
  readonly count: number;
  readonly until: number;
}
