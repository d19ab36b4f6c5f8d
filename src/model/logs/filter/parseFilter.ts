import type { FilterResult, FilterVocabulary } from './filterTypes.js';

/** Reads the text of the filter box. Without any term, `filter` is undefined: everything matches. */
export function parseFilter(_text: string, _vocabulary: FilterVocabulary): FilterResult {
  throw new Error('not yet');
}
