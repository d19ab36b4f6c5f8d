import type { PointType } from '../values/pointModel.js';

// One fact each of what a product says of a data point. A fact that can't be is none: models are wrong in practice,
// and whatever they say has to be harmless to whoever uses it.

/** In UTF-16 units; what is longer is cut where it is words, and left out where every character counts. */
export const longestText = 200;
export const longestUnit = 40;
/** An enum with more members is one of no known members: each member counts, so none is cut off. */
const membersAtMost = 500;
/** Of the masks that a double holds. */
export const bitsAtMost = 53;

/** Both dialects: the specifications' and the thing model's. */
const types: ReadonlyMap<string, PointType> = new Map([
  ['boolean', 'boolean'],
  ['bool', 'boolean'],
  ['integer', 'integer'],
  ['value', 'integer'],
  ['float', 'float'],
  ['double', 'float'],
  ['enum', 'enum'],
  ['string', 'string'],
  ['json', 'json'],
  ['raw', 'raw'],
  ['bitmap', 'bitmap'],
  ['fault', 'bitmap'],
  ['date', 'date'],
  ['array', 'array'],
  ['struct', 'struct'],
]);

export function typeOf(given: unknown): PointType | undefined {
  if (typeof given !== 'string' || given.trim() === '') return undefined;
  return types.get(given.trim().toLowerCase()) ?? 'other';
}

/** A number, also one that is written as text; undefined where a double doesn't hold it. */
export function numberOf(given: unknown): number | undefined {
  const isNumeral = typeof given === 'string' && /^\s*[+-]?\d{1,16}(?:\.\d{1,16})?\s*$/.test(given);
  const number = isNumeral ? Number(given) : given;
  return typeof number === 'number' && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : undefined;
}

export function wholeOf(given: unknown, least: number, most: number): number | undefined {
  const number = numberOf(given);
  return number !== undefined && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
}

/** Both ends or, where they contradict each other, none. */
export function boundsOf(min: unknown, max: unknown): { readonly min?: number; readonly max?: number } {
  const [from, to] = [numberOf(min), numberOf(max)];
  if (from !== undefined && to !== undefined && from > to) return {};
  return { ...(from !== undefined && { min: from }), ...(to !== undefined && { max: to }) };
}

export function stepOf(given: unknown): number | undefined {
  const step = numberOf(given);
  return step !== undefined && step > 0 ? step : undefined;
}

/** Words for people. */
export function wordsOf(given: unknown, longest = longestText): string | undefined {
  if (typeof given !== 'string') return undefined;
  // A pair that is cut in half is no character.
  const cut = given
    .slice(0, longest * 2)
    .trim()
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/u, '');
  return cut === '' ? undefined : cut;
}

/** The members of an enum. One that can't be read makes all of them unknown: no value is to be called wrong for it. */
export function rangeOf(given: unknown): readonly string[] | undefined {
  if (!Array.isArray(given) || given.length === 0 || given.length > membersAtMost) return undefined;
  const members = new Set<string>();
  for (const each of given as readonly unknown[]) {
    const member = typeof each === 'number' && Number.isFinite(each) ? String(each) : each;
    if (typeof member !== 'string' || member.length > longestText) return undefined;
    members.add(member);
  }
  return [...members];
}

/** What the bits of a mask are called, by their place. */
export function labelsOf(given: unknown): readonly string[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  return given.slice(0, bitsAtMost).map((label: unknown, bit) => wordsOf(label) ?? unnamedBit(bit));
}

/** Stands for a bit without a label, between others that have one. */
export function unnamedBit(bit: number): string {
  return `bit ${bit}`;
}
