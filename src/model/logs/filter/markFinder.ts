import { fold } from '../../search/fold.js';
import { FilterError, type FilterTerm, type ParsedFilter } from './filterTypes.js';
import { findFolded } from './foldedText.js';
import { Patience } from './patience.js';
import type { RegexSandbox } from './regexSandbox.js';

interface MarkRegex {
  readonly term: FilterTerm;
  readonly regex: RegExp;
  readonly patience: Patience;
}

/** Where a filter's own words and regexes stand in texts. */
export class MarkFinder {
  private readonly words: readonly string[];
  private readonly regexes: readonly MarkRegex[];

  /** @param missed is called when a regex wasn't through in time: the same texts are worth another try */
  constructor(
    filter: ParsedFilter,
    private readonly sandbox: Pick<RegexSandbox, 'find'>,
    private readonly missed: () => void,
  ) {
    const terms = filter.groups.flat().filter(({ negated }) => !negated);
    this.words = terms.flatMap(({ test }) => (test.kind === 'text' ? [fold(test.text)] : []));
    this.regexes = terms.flatMap((term) => {
      const { test } = term;
      return test.kind === 'regex'
        ? [{ term, regex: new RegExp(test.source, test.ignoreCase ? 'gi' : 'g'), patience: new Patience() }]
        : [];
    });
  }

  /**
   * From, to, from, to … for each text, in no order; they may overlap.
   * @throws FilterError if a regex takes too long again and again
   */
  find(texts: readonly string[]): number[][] {
    const all = texts.map((text) => this.words.flatMap((word) => findFolded(text, word)));
    for (const regex of this.regexes) {
      for (const [at, spans] of this.findRegex(regex, texts).entries()) all[at]?.push(...spans);
    }
    return all;
  }

  private findRegex({ term, regex, patience }: MarkRegex, texts: readonly string[]): number[][] {
    const found: number[][] = [];
    const outcome = this.sandbox.find(regex, texts, found);
    if (outcome.kind === 'done') patience.renew();
    else if (outcome.kind === 'failed') throw failure(term, 'badRegex');
    else if (patience.isOver(outcome.workedMs)) throw failure(term, 'tooSlow');
    else this.missed();
    return found;
  }
}

function failure({ from, to }: FilterTerm, reason: 'badRegex' | 'tooSlow'): FilterError {
  return new FilterError({ from, to, reason });
}
