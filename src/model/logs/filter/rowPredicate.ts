/** Whether a row passes one term of a filter. */
export interface RowPredicate {
  /** Terms that cost little go first. */
  readonly cost: 0 | 1 | 2;
  /** Done for all slots that {@link passes} will be asked about; undefined where that isn't needed. */
  readonly ahead?: (slots: Int32Array) => Generator<void, void>;
  passes(slot: number): boolean;
}

/** Characters looked at since the last break, so that large texts make no long slice. */
export interface WorkMeter {
  done: number;
}
