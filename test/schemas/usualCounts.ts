import type { SchemaPoint } from './schemas.js';

/** So many products must have a code before anything is said of its numbers. */
const productsForReading = 20;
/** The same for its being raw: a wrong guess shows bytes of a text that happens to be base64, and nothing else. */
const productsForRaw = 5;
const shareForRaw = 0.97;
/** A reading that fewer products agree on is none: temperatures are in degrees and in tenths, nearly by halves. */
const shareForReading = 0.8;
/** A unit that most products of a scale leave out is that of the few that name it (`bright_value` in lux). */
const shareForUnit = 1 / 3;
/** An assumed reading is implausible for a value that fewer of its products allow. */
const shareForRange = 0.05;
/** What mains voltage can be, in volts. */
const mains = { from: 80, to: 300 };

/** How products read the numbers of one code. */
export interface UsualReading {
  readonly code: string;
  readonly scale: number;
  readonly unit: string;
  /** Products that agree, of all in which the code is a number. */
  readonly agreeing: number;
  readonly products: number;
  /** All of them say exactly this. */
  readonly certain: boolean;
  /** Of plausible values as they are on the wire, both included. */
  readonly from: number;
  readonly to: number;
}

/** Codes that are raw in nearly all products, in the order of the alphabet. */
export function usuallyRaw(products: readonly (readonly SchemaPoint[])[]): readonly string[] {
  return [...byCode(products)]
    .filter(([, points]) => {
      const raw = points.filter(({ type }) => type === 'raw').length;
      return points.length >= productsForRaw && raw / points.length >= shareForRaw;
    })
    .map(([code]) => code)
    .sort();
}

/** Of each code those that can be assumed, the first whose range has the value; codes in the order of the alphabet. */
export function usualReadings(products: readonly (readonly SchemaPoint[])[]): readonly UsualReading[] {
  return [...byCode(products)]
    .map(([code, points]) => readingsOf(code, points))
    .flat()
    .sort((one, other) => (one.code < other.code ? -1 : one.code > other.code ? 1 : 0));
}

function readingsOf(code: string, points: readonly SchemaPoint[]): readonly UsualReading[] {
  // A bitmap is a number on the wire, too, and has no scale.
  const numbers = points.filter(({ type }) => type === 'value' || type === 'bitmap');
  const scale = mostCommon(numbers.filter(({ type }) => type === 'value').map((one) => one.scale));
  if (scale === undefined || numbers.length < productsForReading) return [];
  const top = readingAt(code, numbers, scale);
  if (top.agreeing / numbers.length < shareForReading || (scale === 0 && top.unit === '')) return [];
  if (top.unit !== 'V' || scale === 0) return [top];
  // Whole volts that are those of mains are just that, where a fair number of products has whole volts.
  const whole = readingAt(code, numbers, 0);
  const isFair = whole.unit === 'V' && whole.agreeing >= productsForReading;
  return isFair ? [{ ...whole, ...mains }, top] : [top];
}

function readingAt(code: string, numbers: readonly SchemaPoint[], scale: number): UsualReading {
  const same = numbers.filter((one) => one.type === 'value' && one.scale === scale);
  const named = mostCommon(same.map(({ unit }) => unit).filter((unit) => unit !== '')) ?? '';
  const fitting = same.filter(({ unit }) => unit === '' || unit === named);
  const naming = fitting.filter(({ unit }) => unit !== '').length;
  const hasUnit = naming > 0 && naming >= fitting.length * shareForUnit;
  const [unit, agreeing] = hasUnit ? [named, fitting] : ['', same];
  const certain = numbers.every((one) => one.type === 'value' && one.scale === scale && one.unit === unit);
  const share = certain ? 0 : shareForRange;
  const to = -bound(
    agreeing.map(({ max }) => -max),
    share,
  );
  return {
    code,
    scale,
    unit,
    agreeing: agreeing.length,
    products: numbers.length,
    certain,
    from: bound(
      agreeing.map(({ min }) => min),
      share,
    ),
    to: unit === '%' ? Math.min(to, 100 * 10 ** scale) : to,
  };
}

/** The least that this share of the products allows. */
function bound(least: readonly number[], share: number): number {
  const known = least.filter((one) => Number.isFinite(one)).sort((one, other) => one - other);
  return known[Math.floor(known.length * share)] ?? Number.NEGATIVE_INFINITY;
}

function mostCommon<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function byCode(products: readonly (readonly SchemaPoint[])[]): ReadonlyMap<string, readonly SchemaPoint[]> {
  const codes = new Map<string, SchemaPoint[]>();
  for (const point of products.flat()) {
    const points = codes.get(point.code);
    if (points) points.push(point);
    else codes.set(point.code, [point]);
  }
  return codes;
}
