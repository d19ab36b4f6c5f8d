import type { RowColumns } from '../table/rowColumns.js';
import { fieldPredicate } from './fieldPredicates.js';
import type { FilterTerm, ParsedFilter } from './filterTypes.js';
import { hit, unknown } from './memo.js';
import type { RegexSandbox } from './regexSandbox.js';
import { WorkMeter, type RowPredicate } from './rowPredicate.js';
import type { SearchWords } from './searchWords.js';
import { RegexMatcher, WordMatcher } from './textMatcher.js';
import { TextPredicate } from './textPredicate.js';

export interface FilterSurroundings {
  readonly columns: RowColumns;
  readonly words: SearchWords;
  readonly sandbox: Pick<RegexSandbox, 'test'>;
  readonly now: () => number;
}

/** Rows of which the same was found out. */
type TellSlots = (slots: Int32Array, matches: boolean) => void;

interface Step {
  readonly test: RowPredicate;
  readonly negated: boolean;
}

const chunk = 4096;

/** A filter that is ready to go over rows of a table, and remembers what it found out about their texts. */
export class CompiledFilter {
  private readonly meter = new WorkMeter();
  private readonly groups: readonly (readonly Step[])[];

  constructor(filter: ParsedFilter, surroundings: FilterSurroundings) {
    const groups = filter.groups.map((terms) => terms.map((term) => stepOf(term, surroundings, this.meter)));
    this.groups = groups.sort((one, other) => costOf(one) - costOf(other));
  }

  /**
   * Tests rows, in small steps between which anything else may run, but not another run of the same filter.
   * @param tell is called with each slot once, as soon as it is known
   * @throws FilterError if a regex has to be given up
   */
  *run(slots: Int32Array, tell: TellSlots): Generator<void, void> {
    for (let from = 0; from < slots.length; from += chunk) {
      if (from > 0) yield;
      let alive = slots.subarray(from, from + chunk);
      for (const steps of this.groups) alive = yield* this.passing(steps, alive, tell);
      tell(alive, true);
    }
  }

  /** Those that pass one of the steps; all others are told. */
  private *passing(steps: readonly Step[], slots: Int32Array, tell: TellSlots): Generator<void, Int32Array> {
    const passed = new Int32Array(slots.length);
    let count = 0;
    let open = slots;
    for (const { test, negated } of steps) {
      const verdicts = new Uint8Array(open.length);
      yield* this.judge(test, open, verdicts);
      const left = new Int32Array(open.length);
      let failed = 0;
      for (let at = 0; at < open.length; at++) {
        const slot = open[at] ?? 0;
        if ((verdicts[at] === hit) !== negated) passed[count++] = slot;
        else left[failed++] = slot;
      }
      open = left.subarray(0, failed);
    }
    tell(open, false);
    return passed.subarray(0, count);
  }

  private *judge(test: RowPredicate, slots: Int32Array, verdicts: Uint8Array): Generator<void, void> {
    yield* this.judgeAll(test, slots, verdicts);
    if (!test.settle || !verdicts.includes(unknown)) return;
    yield;
    yield* test.settle();
    const places = [...verdicts.keys()].filter((at) => verdicts[at] === unknown);
    const again = new Uint8Array(places.length);
    yield* this.judgeAll(
      test,
      Int32Array.from(places, (at) => slots[at] ?? 0),
      again,
    );
    for (const [n, at] of places.entries()) verdicts[at] = again[n] ?? unknown;
  }

  private *judgeAll(test: RowPredicate, slots: Int32Array, verdicts: Uint8Array): Generator<void, void> {
    for (let at = 0; at < slots.length;) {
      at = test.judge(slots, verdicts, at);
      if (!this.meter.isFull) continue;
      this.meter.done = 0;
      yield;
    }
  }
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
