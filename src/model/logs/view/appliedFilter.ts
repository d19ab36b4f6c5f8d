import { CompiledFilter, type FilterSurroundings } from '../filter/compiledFilter.js';
import type { ParsedFilter } from '../filter/filterTypes.js';
import { growArray } from '../table/growArray.js';

const misses = 1;
const matches = 2;
const stretch = 8192;

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

  /** Looks at the rows it hasn't seen yet. @param limit all slots are below this @throws FilterError */
  *run(slots: Int32Array, limit: number): Generator<void, void> {
    this.verdicts = growArray(this.verdicts, limit);
    for (let from = 0; from < slots.length; from += stretch) {
      if (from > 0) yield;
      const open = unseen(slots.subarray(from, from + stretch), this.verdicts);
      yield* this.compiled.run(open, (found, isMatch) => {
        const verdict = isMatch ? matches : misses;
        for (let at = 0; at < found.length; at++) this.verdicts[found[at] ?? 0] = verdict;
      });
    }
  }
}

function unseen(slots: Int32Array, verdicts: Uint8Array): Int32Array {
  const open = new Int32Array(slots.length);
  let count = 0;
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0;
    if (verdicts[slot] === 0) open[count++] = slot;
  }
  return open.subarray(0, count);
}
