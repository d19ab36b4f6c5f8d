/** What is wrong with a filter, at `from`…`to` of its text (UTF-16 units, `to` excluded). */
export interface FilterProblem {
  readonly from: number;
  readonly to: number;
  readonly reason: FilterProblemReason;
}

export type FilterProblemReason =
  | 'badRegex'
  | 'badRegexFlag'
  | 'unclosedRegex'
  | 'unclosedQuote'
  | 'unknownType'
  | 'unknownSource'
  | 'unknownVerdict'
  | 'badNumber'
  /** A range whose end is below its start. */
  | 'emptyRange'
  /** A key, a quote, a regex or a minus with nothing behind it. */
  | 'emptyValue'
  | 'tooLong'
  /** Only found while it runs: a regex that takes far too long on a value of this log. */
  | 'tooSlow';

/** The words by which types and sources are named in a filter, compared without case and accents. */
export interface FilterVocabulary {
  /** Keys in English, and words of the person's language. */
  readonly types: readonly { readonly type: number; readonly words: readonly string[] }[];
  /** `source` as on the wire: `-1`, `1` … `16`. */
  readonly sources: readonly { readonly source: string; readonly words: readonly string[] }[];
  readonly verdicts: readonly { readonly verdict: string; readonly words: readonly string[] }[];
}

/** Inclusive unless said otherwise. */
export interface NumberBounds {
  readonly min?: number;
  readonly max?: number;
  readonly excludeMin?: boolean;
  readonly excludeMax?: boolean;
}

export type FilterTest =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string; readonly ignoreCase: boolean }
  | { readonly kind: 'type'; readonly types: readonly number[] }
  | { readonly kind: 'source'; readonly sources: readonly string[] }
  /** Of what was sent from here: what came of it. */
  | { readonly kind: 'verdict'; readonly verdicts: readonly string[] }
  /** From a command to its report, ms; bounds as those of a value. */
  | ({ readonly kind: 'latency' } & NumberBounds)
  /**
   * Codes or names with `*` for any run of characters, or the numbers that data points have in the firmware. Of the
   * patterns, those in `words` are no such numbers, though they look like one: they were in quotes.
   */
  | { readonly kind: 'code'; readonly patterns: readonly string[]; readonly words?: readonly string[] }
  | { readonly kind: 'device'; readonly names: readonly string[] }
  /**
   * A value that isn't a number is in no range. Where the product tells the
   * scale, the number is meant as it is shown, 219.6 for 2196; `raw` means it as it was sent.
   */
  | ({ readonly kind: 'value'; readonly raw?: true } & NumberBounds)
  /**
   * The value is this text (`value=open`), compared without case: as it was sent or, unless `raw`, as it is shown. Letter
   * for letter where it is `exact` (`raw="aGk="`): two values in base64 may differ in nothing but their case.
   */
  | { readonly kind: 'valueText'; readonly text: string; readonly raw?: true; readonly exact?: true };

export interface FilterTerm {
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
  readonly test: FilterTest;
}

/** All groups must hold; one term of a group is enough. */
export interface ParsedFilter {
  readonly text: string;
  readonly groups: readonly (readonly FilterTerm[])[];
}

export type FilterResult =
  | { readonly ok: true; readonly filter: ParsedFilter | undefined }
  | { readonly ok: false; readonly problems: readonly FilterProblem[] };

/** A filter that had to be given up while it ran. */
export class FilterError extends Error {
  override readonly name = 'FilterError';

  constructor(readonly problem: FilterProblem) {
    super(`The filter was given up: ${problem.reason}.`);
  }
}
