import { fold } from '../../search/fold.js';
import { FilterError, type FilterTerm, type ParsedFilter } from './filterTypes.js';
import { findFolded } from './foldedText.js';
import type { RegexSandbox } from './regexSandbox.js';

/** Where a filter's own words and regexes stand in texts. */
export class MarkFinder {
  private readonly words: readonly string[];
  private readonly regexes: readonly { readonly term: FilterTerm; readonly regex: RegExp }[];

  constructor(
    filter: ParsedFilter,
    private readonly sandbox: RegexSandbox,
  ) {
    const terms = filter.groups.flat().filter(({ negated }) => !negated);
    this.words = terms.flatMap(({ test }) => (test.kind === 'text' ? [fold(test.text)] : []));
    this.regexes = terms.flatMap((term) => {
      const { test } = term;
      return test.kind === 'regex'
        ? [{ term, regex: new RegExp(test.source, test.ignoreCase ? 'gi' : 'g') }]
        : [];
    });
  }

  /**
   * From, to, from, to … for each text, in no order; they may overlap.
   * @throws FilterError if a regex takes too long
   */
  find(texts: readonly string[]): number[][] {
    const all = texts.map((text) => this.words.flatMap((word) => findFolded(text, word)));
    for (const { term, regex } of this.regexes) {
      const found: number[][] = [];
      const outcome = this.sandbox.find(regex, texts, found);
      if (outcome.kind !== 'done') {
        const reason = outcome.kind === 'timedOut' ? 'tooSlow' : 'badRegex';
        throw new FilterError({ from: term.from, to: term.to, reason });
      }
      for (const [at, spans] of found.entries()) all[at]?.push(...spans);
    }
    return all;
  }
}
