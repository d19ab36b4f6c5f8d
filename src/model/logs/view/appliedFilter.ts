import { CompiledFilter, type FilterSurroundings } from '../filter/compiledFilter.js';
import type { ParsedFilter } from '../filter/filterTypes.js';
import { grown } from '../table/grown.js';

const misses = 1;
const matches = 2;

/** A filter, and what it said of the rows so far. */
export class AppliedFilter {
  private readonly compiled: CompiledFilter;
  /** By slot; 0 for rows that it hasn't seen. */
  private verdicts = new Uint8Array(256);

  constructor(
    readonly parsed: ParsedFilter,
    surroundings: FilterSurroundings,
  ) {
    this.compiled = new CompiledFilter(parsed, surroundings);
  }

  matches(slot: number): boolean {
    return this.verdicts[slot] === matches;
  }

  isKnown(slot: number): boolean {
    return (this.verdicts[slot] ?? 0) !== 0;
  }

  /** Another row stands there now. */
  forget(slots: readonly number[]): void {
    for (const slot of slots) if (slot < this.verdicts.length) this.verdicts[slot] = 0;
  }

  /** Those of the slots that it hasn't seen. */
  unknown(slots: ArrayLike<number>): Int32Array {
    const found = new Int32Array(slots.length);
    let count = 0;
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      if ((this.verdicts[slot] ?? 0) === 0) found[count++] = slot;
    }
    return found.subarray(0, count);
  }

  /** @throws FilterError @param limit all slots are below this */
  run(slots: Int32Array, limit: number): Generator<void, void> {
    this.verdicts = grown(this.verdicts, limit);
    return this.compiled.run(slots, (slot, isMatch) => {
      this.verdicts[slot] = isMatch ? matches : misses;
    });
  }
}
