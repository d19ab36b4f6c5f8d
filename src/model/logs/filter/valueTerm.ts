import type { FilterScanner, Piece } from './filterScanner.js';
import type { FilterTest } from './filterTypes.js';

export interface ValueTerm {
  readonly test: Extract<FilterTest, { kind: 'value' | 'valueText' }>;
  /** `!=` */
  readonly isNot: boolean;
  /** `=` and `:` with one value: several of them are alternatives. */
  readonly isEquality: boolean;
  readonly isQuoted: boolean;
}

/** What stands behind `value` and its operator. */
export function valueTerm(scanner: FilterScanner, operator: string, from: number): ValueTerm | undefined {
  const piece = scanner.piece(/\S+/y);
  if (!piece) {
    scanner.problem(from, scanner.at, 'emptyValue');
    return undefined;
  }
  const { quoted: isQuoted } = piece;
  if (operator === ':' && !isQuoted && piece.text.includes('..')) {
    return { test: rangeTest(scanner, piece), isNot: false, isEquality: false, isQuoted };
  }
  const number = isQuoted ? undefined : readNumber(piece.text);
  if (operator.startsWith('<') || operator.startsWith('>')) {
    if (number === undefined) scanner.problem(piece.from, piece.to, 'badNumber');
    return { test: comparison(operator, number ?? 0), isNot: false, isEquality: false, isQuoted };
  }
  const test: ValueTerm['test'] =
    number === undefined
      ? { kind: 'valueText', text: piece.text }
      : { kind: 'value', min: number, max: number };
  return { test, isNot: operator === '!=', isEquality: operator !== '!=', isQuoted };
}

function comparison(operator: string, number: number): ValueTerm['test'] {
  const isStrict = operator.length === 1;
  return operator.startsWith('>')
    ? { kind: 'value', min: number, ...(isStrict ? { excludeMin: true } : {}) }
    : { kind: 'value', max: number, ...(isStrict ? { excludeMax: true } : {}) };
}

/** `10..20`, `10..` or `..20`, the ends included. */
function rangeTest(scanner: FilterScanner, piece: Piece): ValueTerm['test'] {
  const dots = piece.text.indexOf('..');
  const low = boundOf(scanner, piece.text.slice(0, dots), piece.from);
  const high = boundOf(scanner, piece.text.slice(dots + 2), piece.from + dots + 2);
  if (piece.text === '..') scanner.problem(piece.from, piece.to, 'emptyValue');
  else if (low !== undefined && high !== undefined && low > high)
    scanner.problem(piece.from, piece.to, 'emptyRange');
  return {
    kind: 'value',
    ...(low === undefined ? {} : { min: low }),
    ...(high === undefined ? {} : { max: high }),
  };
}

function boundOf(scanner: FilterScanner, text: string, from: number): number | undefined {
  if (text === '') return undefined;
  const number = readNumber(text);
  if (number === undefined) scanner.problem(from, from + text.length, 'badNumber');
  return number;
}

/** A decimal number and nothing else: no spaces, no hex, nothing empty. A long text is gone over once. */
export function readNumber(text: string): number | undefined {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
