/** Whether rows pass one term of a filter. */
export interface RowPredicate {
  /** Terms that cost little go first. */
  readonly cost: 0 | 1 | 2;
  /**
   * Judges rows from a place on: `hit`, `miss`, or `unknown` where {@link settle} has to come first. Takes a break once the
   * meter is full.
   * @returns the place it got to
   */
  judge(slots: Int32Array, verdicts: Uint8Array, from: number): number;
  /** Finds out what `judge` didn't know; undefined where that knows everything. */
  readonly settle?: () => Generator<void, void>;
}

/** Characters that may be looked at without a break. */
const workAtMost = 400_000;

/** What was looked at since the last break, so that large texts make no long slice. */
export class WorkMeter {
  /** Characters, or what takes as long. */
  done = 0;

  get isFull(): boolean {
    return this.done > workAtMost;
  }
}
