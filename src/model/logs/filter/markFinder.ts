import { fold } from '../../search/fold.js';
import { FilterError, type FilterTerm, type ParsedFilter } from './filterTypes.js';
import { findFolded } from './foldedText.js';
import type { RegexSandbox } from './regexSandbox.js';

const triesAtMost = 3;

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
      for (const [at, spans] of this.findRegex(term, regex, texts).entries()) all[at]?.push(...spans);
    }
    return all;
  }

  private findRegex(term: FilterTerm, regex: RegExp, texts: readonly string[]): number[][] {
    for (let tries = 1; ; tries++) {
      const found: number[][] = [];
      const outcome = this.sandbox.find(regex, texts, found);
      if (outcome.kind === 'done') return found;
      const isBusy = outcome.kind === 'timedOut' && outcome.isBusy;
      // On a machine with other things to do, the next window may get its marks.
      if (isBusy && tries >= triesAtMost) return [];
      if (isBusy) continue;
      const reason = outcome.kind === 'timedOut' ? 'tooSlow' : 'badRegex';
      throw new FilterError({ from: term.from, to: term.to, reason });
    }
  }
}
