import type { RegexItem, RegexSequence } from './regexSyntax.js';

/** Steps in which a regex is through with a text without anybody noticing: a few milliseconds at most. */
const stepsAtMost = 500_000;
/** Of a regex, written out with its repetitions. */
const largestRegex = 2000;

/** What a regex can cost at most, whatever the text is. */
export interface RegexCost {
  /** Characters that a text may have for the regex to be quick on it. */
  readonly longest: number;
  /** Steps at most on a text of so many characters. */
  steps(length: number): number;
}

/**
 * How much work a regex can be, told by the regex alone. V8 tries alternatives one after the other and goes back where
 * one fails: on the wrong text, a short regex takes ages. Most regexes can't: where no choice stands inside of a
 * repetition, there are only so many ways through a text, and each is gone at most once from each of its characters.
 * Undefined where that isn't so, or isn't known to be.
 */
export function regexCost(alternatives: readonly RegexSequence[]): RegexCost | undefined {
  const cost = costOf(alternatives, 'atEnd');
  if (!cost) return undefined;
  // From each character anew, unless it can only begin at the first.
  const isAnchored = alternatives.every(([first]) => first?.part.kind === 'start');
  const power = cost.power + (isAnchored ? 0 : 1);
  const perWay = cost.ways * cost.size;
  if (!Number.isFinite(perWay) || cost.size > largestRegex) return undefined;
  return {
    // Choices can be many without a repetition, and are so on a text of any length.
    longest: perWay > stepsAtMost ? -1 : power === 0 ? Infinity : lengthIn(stepsAtMost / perWay, power),
    // And once to the end of the text, by a repetition that nothing follows.
    steps: (length) => perWay * (length + 1) ** power + length,
  };
}

/** The longest text with (length + 1) ^ `power` at most so large. */
function lengthIn(times: number, power: number): number {
  return Math.floor(times ** (1 / power)) - 1;
}

/** A part of a regex. There are at most `ways` · (length + 1) ^ `power` ways through a text. */
interface Cost {
  readonly ways: number;
  readonly power: number;
  /** Characters and conditions that one way goes by, where a repetition without an end counts once. */
  readonly size: number;
  /** Characters that it takes at least. */
  readonly least: number;
}

/** At the end of a regex, the first way through is the last: nothing can fail any more. */
type Place = 'inside' | 'atEnd';

const nothing: Cost = { ways: 1, power: 0, size: 1, least: 0 };
const character: Cost = { ways: 1, power: 0, size: 1, least: 1 };

function costOf(alternatives: readonly RegexSequence[], place: Place): Cost | undefined {
  const costs = known(alternatives.map((items) => sequenceCost(items, place)));
  return (
    costs && {
      ways: costs.reduce((sum, { ways }) => sum + ways, 0),
      power: Math.max(...costs.map(({ power }) => power)),
      size: costs.reduce((sum, { size }) => sum + size, 0),
      least: Math.min(...costs.map(({ least }) => least)),
    }
  );
}

function sequenceCost(items: RegexSequence, place: Place): Cost | undefined {
  const tail = place === 'atEnd' ? tailOf(items) : items.length;
  const costs = known(items.map((item, at) => (at < tail ? repeated(item) : last(item))));
  // Each way through one, and then each through the next.
  return costs?.reduce(
    (one, other) => ({
      ways: one.ways * other.ways,
      power: one.power + other.power,
      size: one.size + other.size,
      least: one.least + other.least,
    }),
    nothing,
  );
}

function repeated({ part, min, max }: RegexItem): Cost | undefined {
  const cost = part.kind === 'group' ? costOf(part.alternatives, 'inside') : partCost(part.kind);
  if (!cost || (min === 1 && max === 1)) return cost;
  const { ways, power, size, least } = cost;
  // What can be nothing can be nothing any number of times.
  if (least === 0) return undefined;
  if (max < Infinity) {
    const times = Math.max(1, max);
    return {
      ways: (max - min + 1) * ways ** times,
      power: power * times,
      size: size * times,
      least: least * min,
    };
  }
  // A choice in a repetition doubles the ways with each round.
  if (ways > 1 || power > 0) return undefined;
  return { ways: 1, power: 1, size: size * Math.max(1, min), least: least * min };
}

/**
 * Where the end begins: with a group, or with repetitions of one character each. Of those, what need not be there at all
 * can't fail, and what must be there fails within its least length.
 */
function tailOf(items: RegexSequence): number {
  let at = items.length;
  while (at > 0) {
    const { part, min = 1, max = 1 } = items[at - 1] ?? {};
    const isOnce = min === 1 && max === 1;
    if (part?.kind === 'group' && isOnce) return at === items.length ? at - 1 : at;
    if (part?.kind !== 'character' || isOnce) return at;
    at--;
    if (min > 0) return at;
  }
  return at;
}

function last({ part, min }: RegexItem): Cost | undefined {
  if (part.kind === 'group') return costOf(part.alternatives, 'atEnd');
  return { ways: 1, power: 0, size: Math.max(1, min), least: min };
}

function partCost(kind: RegexItem['part']['kind']): Cost {
  return kind === 'character' ? character : nothing;
}

function known<T>(list: readonly (T | undefined)[]): readonly T[] | undefined {
  const all = list.filter((one) => one !== undefined);
  return all.length === list.length ? all : undefined;
}
