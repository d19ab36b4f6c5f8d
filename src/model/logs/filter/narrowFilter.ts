import { sentKey, sentType } from '../rows/commandRow.js';
import { eventSourceKeys, eventTypeKeys } from '../rows/logNames.js';
import type { LogRow } from '../rows/logTypes.js';
import { quoted } from './filterScanner.js';
import type { FilterTerm, FilterTest, FilterVocabulary } from './filterTypes.js';
import { longestFilter, parseFilter } from './parseFilter.js';
import { pointFilter } from './pointFilter.js';

/** Which property of a row a filter is narrowed by. */
export type NarrowBy = 'code' | 'type' | 'source' | 'value';
/** `only` the rows that share it, or all others. */
export type NarrowHow = 'only' | 'hide';

/**
 * The filter's text with what shows only the rows that share a property with this one, or hides them. Terms of the same
 * kind would widen an `only`, so they go; so does the opposite of what is hidden. A text that can't be read is replaced.
 *
 * @returns undefined where the row has no such property, or no filter can say it
 */
export function narrowed(
  text: string,
  row: Pick<LogRow, 'code' | 'type' | 'from' | 'value'>,
  by: NarrowBy,
  how: NarrowHow,
  vocabulary: FilterVocabulary,
): string | undefined {
  const wanted =
    by === 'value' && how === 'only' ? [termOf(row, 'code'), termOf(row, by)] : [termOf(row, by)];
  const added = wanted.filter((term) => term !== undefined);
  const tests = added.flatMap((term) => testsIn(term, vocabulary)).map(({ test }) => test);
  if (tests.length < wanted.length) return undefined;
  const goes = ({ test, negated }: FilterTerm): boolean =>
    tests.some((own) =>
      how === 'only' ? isAlike(own, test) : !negated && JSON.stringify(own) === JSON.stringify(test),
    );
  const kept = without(text, testsIn(text, vocabulary), goes);
  const next = [kept, ...added.map((term) => (how === 'only' ? term : `-${term}`))];
  const isThere = how === 'hide' && isHidden(kept, added, vocabulary);
  const whole = isThere ? kept : next.filter((part) => part !== '').join(' ');
  return whole.length <= longestFilter ? whole : undefined;
}

function testsIn(text: string, vocabulary: FilterVocabulary): readonly FilterTerm[] {
  const read = parseFilter(text, vocabulary);
  return read.ok ? (read.filter?.groups.flat() ?? []) : [];
}

function isHidden(text: string, added: readonly string[], vocabulary: FilterVocabulary): boolean {
  const told = new Set(testsIn(text, vocabulary).filter(isNegated).map(asText));
  return added.every((term) => testsIn(`-${term}`, vocabulary).every((own) => told.has(asText(own))));
}

const isNegated = ({ negated }: FilterTerm): boolean => negated;
const asText = ({ test }: FilterTerm): string => JSON.stringify(test);

function isAlike(one: FilterTest, other: FilterTest): boolean {
  return kindOf(one) === kindOf(other);
}

function kindOf({ kind }: FilterTest): string {
  return kind === 'valueText' ? 'value' : kind;
}

function without(text: string, terms: readonly FilterTerm[], goes: (term: FilterTerm) => boolean): string {
  const kept = terms.filter((term) => !goes(term));
  return kept
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => text.slice(from, to).trim())
    .join(' ');
}

function termOf(
  { code, type, from, value }: Parameters<typeof narrowed>[1],
  by: NarrowBy,
): string | undefined {
  switch (by) {
    case 'code':
      return code === undefined || code.trim() === '' ? undefined : pointFilter(code);
    case 'type':
      return type === sentType
        ? `type:${sentKey}`
        : `type:${Object.hasOwn(eventTypeKeys, type) ? eventTypeKeys[type as keyof typeof eventTypeKeys] : type}`;
    case 'source':
      return from === undefined ? undefined : sourceTerm(from);
    case 'value':
      // The box is one line.
      return value === undefined || value === '' || /[\r\n]/.test(value)
        ? undefined
        : `raw=${exactValue(value)}`;
  }
}

function sourceTerm(from: string): string | undefined {
  if (Object.hasOwn(eventSourceKeys, from))
    return `from:${eventSourceKeys[from as keyof typeof eventSourceKeys]}`;
  return /^-?\d{1,9}$/.test(from) ? `from:${from}` : undefined;
}

/** Bare where that finds the same: not a number that is written otherwise than another, nor what differs by its case. */
function exactValue(text: string): string {
  const isBare = /^[a-z_]+$/.test(text) || isPlainNumber(text);
  return isBare ? text : quoted(text);
}

function isPlainNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text;
}
