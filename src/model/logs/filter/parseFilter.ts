import { fold } from '../../search/fold.js';
import { FilterScanner, type Piece } from './filterScanner.js';
import type { FilterResult, FilterTerm, FilterTest, FilterVocabulary } from './filterTypes.js';
import { regexTest } from './regexTerm.js';
import { valueTerm, type ValueTerm } from './valueTerm.js';

/** As the panel's protocol has it. */
export const longestFilter = 2000;

/** Terms with the same key stand in for one another; all others must hold together. */
interface KeyedTerm {
  readonly term: FilterTerm;
  readonly key?: string;
}

/**
 * Reads the text of the filter box: words, "phrases", /regexes/, `type:`, `dp:`, `from:`, `device:`, `verdict:` with lists,
 * `value`, `raw` or `latency` with an operator or a range, each negated by a minus. Without any term, `filter` is undefined: everything matches.
 */
export function parseFilter(text: string, vocabulary: FilterVocabulary): FilterResult {
  if (text.length > longestFilter)
    return { ok: false, problems: [{ from: longestFilter, to: text.length, reason: 'tooLong' }] };
  const scanner = new FilterScanner(text);
  const terms: KeyedTerm[] = [];
  for (scanner.skipSpace(); !scanner.isAtEnd; scanner.skipSpace()) {
    const term = readTerm(scanner, vocabulary);
    if (term) terms.push(term);
  }
  if (scanner.problems.length > 0) return { ok: false, problems: scanner.problems };
  return { ok: true, filter: terms.length === 0 ? undefined : { text, groups: grouped(terms) } };
}

function grouped(terms: readonly KeyedTerm[]): FilterTerm[][] {
  const groups: FilterTerm[][] = [];
  const byKey = new Map<string, FilterTerm[]>();
  for (const { term, key } of terms) {
    const group = key === undefined ? undefined : byKey.get(key);
    if (group) group.push(term);
    else {
      const own = [term];
      groups.push(own);
      if (key !== undefined) byKey.set(key, own);
    }
  }
  return groups;
}

function readTerm(scanner: FilterScanner, vocabulary: FilterVocabulary): KeyedTerm | undefined {
  const from = scanner.at;
  const negated = scanner.take(/-/y) !== undefined;
  const read = readTest(scanner, vocabulary);
  if (!read) {
    if (negated && scanner.at === from + 1) scanner.problem(from, scanner.at, 'emptyValue');
    return undefined;
  }
  const term = { from, to: scanner.at, negated: negated !== read.isNot, test: read.test };
  // “Neither this nor that”: what is negated must hold each on its own.
  return read.key === undefined || term.negated ? { term } : { term, key: read.key };
}

interface ReadTest {
  readonly test: FilterTest;
  readonly key?: string;
  readonly isNot: boolean;
}

function readTest(scanner: FilterScanner, vocabulary: FilterVocabulary): ReadTest | undefined {
  const from = scanner.at;
  if (scanner.text[from] === '/') {
    const test = regexTest(scanner);
    return test && { test, isNot: false };
  }
  const [, which, operator] = scanner.take(/(value|raw|latency)(:|\s*(?:[<>!]=|[<>=]))/iy) ?? [];
  if (which !== undefined && operator !== undefined) {
    if (operator !== ':') scanner.skipSpace();
    const value = valueTerm(scanner, operator.trim(), from);
    if (!value) return undefined;
    const name = which.toLowerCase();
    const test =
      name === 'latency' ? asLatency(scanner, value, from) : name === 'raw' ? asSent(value) : value.test;
    return { test, isNot: value.isNot, ...(value.isEquality && { key: name }) };
  }
  const key = scanner.take(/(type|dp|from|device|verdict):/iy)?.[1]?.toLowerCase();
  if (key !== undefined) {
    const pieces = list(scanner, from);
    return { test: keyTest(scanner, key, pieces, vocabulary), key, isNot: false };
  }
  const word = scanner.piece(/\S+/y);
  return word && { test: { kind: 'text', text: word.text }, isNot: false };
}

function asLatency(scanner: FilterScanner, { test }: ValueTerm, from: number): FilterTest {
  if (test.kind === 'value') return { ...test, kind: 'latency' };
  scanner.problem(from, scanner.at, 'badNumber');
  return { kind: 'latency' };
}

/** In quotes it is meant letter for letter. */
function asSent({ test, isQuoted }: ValueTerm): FilterTest {
  const raw = { ...test, raw: true as const };
  return raw.kind === 'valueText' && isQuoted ? { ...raw, exact: true } : raw;
}

/** Pieces with commas between them, and no space. */
function list(scanner: FilterScanner, from: number): Piece[] {
  const pieces: Piece[] = [];
  do {
    const comma = scanner.at;
    const piece = scanner.piece(/[^\s,]+/y);
    if (piece) pieces.push(piece);
    else scanner.problem(pieces.length === 0 ? from : comma - 1, comma, 'emptyValue');
  } while (scanner.take(/,/y));
  return pieces;
}

function keyTest(
  scanner: FilterScanner,
  key: string,
  pieces: readonly Piece[],
  vocabulary: FilterVocabulary,
): FilterTest {
  const texts = pieces.map(({ text }) => text);
  if (key === 'dp') {
    const words = pieces.filter(({ text, quoted }) => quoted && /^\d+$/.test(text)).map(({ text }) => text);
    return { kind: 'code', patterns: texts, ...(words.length > 0 && { words }) };
  }
  if (key === 'device') return { kind: 'device', names: texts };
  if (key === 'type') {
    const types = pieces.map((piece) => {
      const word = fold(piece.text);
      const known = vocabulary.types.find(({ words }) => words.some((own) => fold(own) === word));
      if (known) return known.type;
      if (!/^-?\d{1,9}$/.test(piece.text)) scanner.problem(piece.from, piece.to, 'unknownType');
      return Number(piece.text);
    });
    return { kind: 'type', types };
  }
  if (key === 'verdict') {
    const verdicts = pieces.map((piece) => {
      const word = fold(piece.text);
      const known = vocabulary.verdicts.find(({ words }) => words.some((own) => fold(own) === word));
      if (!known) scanner.problem(piece.from, piece.to, 'unknownVerdict');
      return known?.verdict ?? piece.text;
    });
    return { kind: 'verdict', verdicts };
  }
  const sources = pieces.map((piece) => {
    const word = fold(piece.text);
    const known = vocabulary.sources.find(({ words }) => words.some((own) => fold(own) === word));
    if (!known && !/^-?\d{1,9}$/.test(piece.text)) scanner.problem(piece.from, piece.to, 'unknownSource');
    return known?.source ?? piece.text;
  });
  return { kind: 'source', sources };
}
