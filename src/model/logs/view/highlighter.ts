import { CompiledFilter, type FilterSurroundings } from '../filter/compiledFilter.js';
import {
  FilterError,
  type FilterProblem,
  type FilterTerm,
  type ParsedFilter,
} from '../filter/filterTypes.js';
import { MarkFinder } from '../filter/markFinder.js';
import { Patience } from '../filter/patience.js';
import type { RegexSandbox } from '../filter/regexSandbox.js';

/** `rule` is the highlight rule's index, or -1 for the filter's own words. They don't overlap. */
export type Mark = readonly [from: number, to: number, rule: number];

export interface HighlightRule {
  /** 0 … 4; where several match, the first wins. */
  readonly rule: number;
  readonly filter: ParsedFilter;
}

interface RunningRule {
  readonly rule: number;
  readonly filter: ParsedFilter;
  readonly rows: CompiledFilter | undefined;
  readonly finder: MarkFinder;
  readonly patience: Patience;
}

export interface HighlighterSurroundings extends FilterSurroundings {
  readonly sandbox: Pick<RegexSandbox, 'test' | 'find' | 'cpuTime'>;
}

const ownWords = -1;
const unmarked = -2;
/** What a rule with a regex may take of one window's time; the batch it's at comes on top. */
const windowMs = 50;

/**
 * Colours rows and stretches of their values. A rule that isn't through with a window in time leaves the rest of it
 * uncoloured and gets the same window again; one that is too slow every time is switched off, and said to be.
 */
export class Highlighter {
  private rules: RunningRule[] = [];
  private own: RunningRule | undefined;
  readonly problems: { readonly rule: number; readonly problem: FilterProblem }[] = [];

  /** @param missed is called during a look at a window that is worth another: a rule wasn't through, or is now off */
  constructor(
    private readonly surroundings: HighlighterSurroundings,
    private readonly missed: () => void,
  ) {}

  setRules(rules: readonly HighlightRule[]): void {
    this.problems.length = 0;
    this.rules = rules
      .map(({ rule, filter }) => this.running(rule, filter, this.compiled(filter)))
      .sort((one, other) => one.rule - other.rule);
  }

  /** What was found by names may be another thing now. */
  wordsChanged(): void {
    this.rules = this.rules.map(({ rule, filter }) => this.running(rule, filter, this.compiled(filter)));
  }

  /** The filter of the view, whose words are marked too. */
  setOwn(filter: ParsedFilter | undefined): void {
    this.own = filter && this.running(ownWords, filter, undefined);
  }

  /** The first rule that each row matches. */
  rulesOf(slots: Int32Array): ReadonlyMap<number, number> {
    const rules = new Map<number, number>();
    for (const running of [...this.rules].reverse()) {
      this.guarded(running, () => {
        const steps = running.rows?.run(slots, (found, matches) => {
          if (matches) for (const slot of found) rules.set(slot, running.rule);
        });
        if (steps) this.drive(running, steps);
      });
    }
    return rules;
  }

  marks(texts: readonly string[]): (readonly Mark[])[] {
    const owners = texts.map((text) => new Int8Array(text.length).fill(unmarked));
    // The first rule comes last, and so wins.
    const all = [...(this.own ? [this.own] : []), ...[...this.rules].reverse()];
    for (const running of all) {
      this.guarded(running, () => {
        for (const [at, spans] of running.finder.find(texts).entries())
          paint(owners[at], spans, running.rule);
      });
    }
    return owners.map(runsOf);
  }

  private compiled(filter: ParsedFilter): CompiledFilter {
    return new CompiledFilter(filter, this.surroundings);
  }

  private running(rule: number, filter: ParsedFilter, rows: CompiledFilter | undefined): RunningRule {
    const finder = new MarkFinder(filter, this.surroundings.sandbox, this.missed);
    return { rule, filter, rows, finder, patience: new Patience() };
  }

  private drive({ filter, patience }: RunningRule, steps: Generator<void, void>): void {
    const { now, sandbox } = this.surroundings;
    const regex = regexOf(filter);
    const [start, before] = [now(), sandbox.cpuTime()];
    while (steps.next().done === false) {
      if (!regex || now() - start < windowMs) continue;
      const { from, to } = regex;
      if (patience.isOver(sandbox.cpuTime() - before)) throw new FilterError({ from, to, reason: 'tooSlow' });
      this.missed();
      return;
    }
    patience.renew();
  }

  private guarded(running: RunningRule, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      if (running === this.own) this.own = undefined;
      else this.problems.push({ rule: running.rule, problem: error.problem });
      this.rules = this.rules.filter((rule) => rule !== running);
      this.missed();
    }
  }
}

function regexOf({ groups }: ParsedFilter): FilterTerm | undefined {
  return groups.flat().find(({ test }) => test.kind === 'regex');
}

function paint(owners: Int8Array | undefined, spans: readonly number[], rule: number): void {
  for (let at = 0; at + 1 < spans.length; at += 2) owners?.fill(rule, spans[at], spans[at + 1]);
}

function runsOf(owners: Int8Array): Mark[] {
  const marks: Mark[] = [];
  for (let from = 0; from < owners.length;) {
    const rule = owners[from] ?? unmarked;
    let to = from + 1;
    while (to < owners.length && owners[to] === rule) to++;
    if (rule !== unmarked) marks.push([from, to, rule]);
    from = to;
  }
  return marks;
}
