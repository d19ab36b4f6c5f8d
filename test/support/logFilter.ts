import type { FilterVocabulary, ParsedFilter } from '../../src/model/logs/filter/filterTypes.js';
import { parseFilter } from '../../src/model/logs/filter/parseFilter.js';
import type { SearchWords } from '../../src/model/logs/filter/searchWords.js';

export const vocabulary: FilterVocabulary = {
  types: [
    { type: 1, words: ['online'] },
    { type: 2, words: ['offline', 'geht offline'] },
    { type: 7, words: ['report', 'gemeldet'] },
  ],
  sources: [
    { source: '1', words: ['device', 'Gerät'] },
    { source: '4', words: ['cloud'] },
    { source: '-1', words: ['unknown'] },
  ],
  verdicts: [
    { verdict: 'applied', words: ['applied', 'übernommen'] },
    { verdict: 'refused', words: ['refused'] },
  ],
};

export const searchWords: SearchWords = {
  type: (type) => vocabulary.types.find((known) => known.type === type)?.words[0] ?? `Type ${type}`,
  source: (source) => vocabulary.sources.find((known) => known.source === source)?.words[0] ?? source,
  device: (device) => ['Living room', 'Küche'][device] ?? `Device ${device}`,
  codeName: (device, code) => (device === 0 && code === 'switch' ? 'Ceiling lamp' : undefined),
  point: () => ({}),
};

/** @throws for a text that isn't a filter, or an empty one */
export function filterOf(text: string): ParsedFilter {
  const result = parseFilter(text, vocabulary);
  if (!result.ok || !result.filter) throw new Error(`Not a filter: ${text}`);
  return result.filter;
}
