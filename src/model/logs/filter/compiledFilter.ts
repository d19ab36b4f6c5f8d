import type { RowColumns } from '../table/rowColumns.js';
import { fieldPredicate } from './fieldPredicates.js';
import type { FilterTerm, ParsedFilter } from './filterTypes.js';
import type { RegexSandbox } from './regexSandbox.js';
import type { RowPredicate, WorkMeter } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { RegexMatcher, WordMatcher } from './textMatcher.js';
import { TextPredicate } from './textPredicate.js';

export interface FilterSurroundings {
  readonly columns: RowColumns;
  readonly words: SearchWords;
  readonly sandbox: Pick<RegexSandbox, 'test'>;
  readonly now: () => number;
}

interface Step {
  readonly test: RowPredicate;
  readonly negated: boolean;
}

const chunk = 2048;
/** Each call of the sandbox costs as much as a thousand texts: better few calls with many. */
const chunkAhead = 4096;
/** Characters looked at without a break. */
const workAtMost = 400_000;

/** A filter that is ready to go over rows of a table, and remembers what it found out about their texts. */
export class CompiledFilter {
  private readonly meter: WorkMeter = { done: 0 };
  private readonly groups: readonly (readonly Step[])[];

  constructor(filter: ParsedFilter, surroundings: FilterSurroundings) {
    const groups = filter.groups.map((terms) => terms.map((term) => stepOf(term, surroundings, this.meter)));
    this.groups = groups.sort((one, other) => costOf(one) - costOf(other));
  }

  /**
   * Tests rows, in small steps between which anything else may run, but not another run of the same filter.
   * @param tell is called for each slot once it is known
   * @throws FilterError if a regex has to be given up
   */
  *run(slots: Int32Array, tell: (slot: number, matches: boolean) => void): Generator<void, void> {
    const length = this.groups.some((steps) => steps.some(({ test }) => test.ahead)) ? chunkAhead : chunk;
    for (let from = 0; from < slots.length; from += length) {
      if (from > 0) yield;
      yield* this.runChunk(slots.subarray(from, from + length), tell);
    }
  }

  private *runChunk(
    slots: Int32Array,
    tell: (slot: number, matches: boolean) => void,
  ): Generator<void, void> {
    const { meter } = this;
    const alive = slots.slice();
    let count = slots.length;
    for (const steps of this.groups) {
      for (const { test } of steps) if (test.ahead) yield* test.ahead(alive.slice(0, count));
      let kept = 0;
      for (let at = 0; at < count; at++) {
        const slot = alive[at] ?? 0;
        if (passes(steps, slot)) alive[kept++] = slot;
        else tell(slot, false);
        if (meter.done > workAtMost) {
          meter.done = 0;
          yield;
        }
      }
      count = kept;
    }
    for (let at = 0; at < count; at++) tell(alive[at] ?? 0, true);
  }
}

function passes(steps: readonly Step[], slot: number): boolean {
  for (const { test, negated } of steps) if (test.passes(slot) !== negated) return true;
  return false;
}

function stepOf(
  { test, negated, from, to }: FilterTerm,
  surroundings: FilterSurroundings,
  meter: WorkMeter,
): Step {
  const { columns, words, sandbox, now } = surroundings;
  switch (test.kind) {
    case 'text':
      return { test: new TextPredicate(columns, words, new WordMatcher(test.text), meter), negated };
    case 'regex': {
      const matcher = new RegexMatcher(test.source, test.ignoreCase, { from, to }, sandbox, now);
      return { test: new TextPredicate(columns, words, matcher, meter), negated };
    }
    default:
      return { test: fieldPredicate(test, columns, words, meter), negated };
  }
}

function costOf(steps: readonly Step[]): number {
  return Math.max(...steps.map(({ test }) => test.cost));
}
