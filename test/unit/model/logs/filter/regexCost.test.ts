import { describe, expect, it } from 'vitest';
import { regexCost } from '../../../../../src/model/logs/filter/regexCost.js';
import {
  readRegex,
  type RegexItem,
  type RegexSequence,
} from '../../../../../src/model/logs/filter/regexSyntax.js';
import { Dice } from '../../../../support/logEntries.js';

function costOf(source: string) {
  const read = readRegex(source);
  return read && regexCost(read);
}

describe('regexCost', () => {
  it.each([
    // A repetition in a repetition, and a choice in one.
    '(a+)+$',
    '(a*)*',
    '(?:a+b?)+',
    '([a-z]+)*x',
    '(a|aa)+$',
    '(?:a|b)*',
    '(a?)+',
    '(a?){20}',
    '((a+){1,9})+',
    '(|a)+',
    '(\\b)*',
    // References, look arounds, names: nobody has thought about them.
    '(a)\\1',
    '(?=a)a',
    '(?!a)b',
    '(?<=a)b',
    '(?<name>a)',
    '\\p{L}',
    // What only the web's old rules allow, and what is no regex.
    'a{',
    '{"a',
    'a]',
    '\\c',
    '\\07',
    '\\k<a>',
    'a**',
    '(',
    '[',
    '\\',
    // Too large, written out.
    'a{2001}',
    '(?:a{50}){50}',
    `${'(?:'.repeat(60)}a${')'.repeat(60)}`,
  ])('trusts %j to the sandbox alone', (source) => {
    expect(costOf(source)).toBeUndefined();
  });

  it.each([
    ['^$', 10 ** 9],
    ['^(\\d{1,3}\\.){3}\\d{1,3}$', 10 ** 9],
    ['4711', 50_000],
    ['(on|off|error)', 10_000],
    ['\\bfoo\\b', 50_000],
    ['^4.*7$', 50_000],
    ['"temp":\\d+', 50_000],
    ['[^"]*', 50_000],
    ['^[\\w.-]+', 50_000],
    ['a{1,500}', 200],
    ['4[0-9]+7', 300],
    ['(\\d+)\\.(\\d+)', 200],
    ['(?:ab)+c', 200],
    ['x*?y', 300],
  ])('knows that %j is quick on any text of so many characters', (source, length) => {
    expect(costOf(source)?.longest).toBeGreaterThanOrEqual(length);
  });

  it.each([
    ['.*.*.*.*.*=.*', 10],
    ['(?:[^"]*,){20}x', 2],
    ['(a?b?){1,30}', 1],
    // Anchored and without a repetition that has no end: the choices alone are too many.
    ['^(?:a|aa){30}b', 0],
    ['^(?:a|aa){30}b|^c', 0],
  ])('trusts %j with texts below %d characters at most', (source, length) => {
    expect(costOf(source)?.longest ?? 0).toBeLessThan(length);
  });

  it('promises more steps than any regex takes that it says anything of', () => {
    const dice = new Dice(31);
    let told = 0;
    for (let round = 0; round < 3000; round++) {
      const regex = randomRegex(dice, 2);
      const cost = regexCost(regex);
      if (!cost) continue;
      told++;
      const text = Array.from({ length: dice.below(9) }, () => dice.pick(['a', 'a', 'a', 'b'])).join('');
      const steps = stepsOf(regex, text);
      expect([sourceOf(regex), text, steps <= cost.steps(text.length)]).toEqual([
        sourceOf(regex),
        text,
        true,
      ]);
    }
    expect(told).toBeGreaterThan(1000);
  });

  it('reads a regex as it was written', () => {
    const dice = new Dice(32);
    for (let round = 0; round < 500; round++) {
      const regex = randomRegex(dice, 3);
      const source = sourceOf(regex);
      expect(readRegex(source)).toEqual(regex);
      expect(() => new RegExp(source)).not.toThrow();
    }
  });
});

function randomRegex(dice: Dice, depth: number): readonly RegexSequence[] {
  const item = (): RegexItem => {
    const isGroup = depth > 0 && dice.chance(0.3);
    if (!isGroup && dice.chance(0.1)) return { part: { kind: dice.pick(['start', 'end']) }, min: 1, max: 1 };
    return {
      part: isGroup
        ? { kind: 'group', alternatives: randomRegex(dice, depth - 1) }
        : { kind: 'character', source: dice.pick(['a', 'b', '.', '[ab]', '[^b]', '\\w']) },
      ...dice.pick([
        { min: 1, max: 1 },
        { min: 1, max: 1 },
        { min: 0, max: 1 },
        { min: 0, max: Infinity },
        { min: 1, max: Infinity },
        { min: 2, max: 2 },
        { min: 1, max: 3 },
      ]),
    };
  };
  const sequence = (): RegexSequence => Array.from({ length: dice.below(4) }, item);
  return Array.from({ length: dice.chance(0.7) ? 1 : 2 }, sequence);
}

function sourceOf(regex: readonly RegexSequence[]): string {
  return regex.map((items) => items.map(itemSource).join('')).join('|');
}

function itemSource({ part, min, max }: RegexItem): string {
  switch (part.kind) {
    case 'start':
      return '^';
    case 'end':
      return '$';
    case 'boundary':
      return '\\b';
    case 'character':
      return part.source + repeatSource(min, max);
    case 'group':
      return `(?:${sourceOf(part.alternatives)})${repeatSource(min, max)}`;
  }
}

function repeatSource(min: number, max: number): string {
  if (min === 1 && max === 1) return '';
  if (max === Infinity) return min === 0 ? '*' : '+';
  return min === 0 ? '?' : min === max ? `{${min}}` : `{${min},${max}}`;
}

type Goes = (at: number) => boolean;

/** Characters and conditions that are looked at until the regex is found or is not, going back as V8 does. */
function stepsOf(regex: readonly RegexSequence[], text: string): number {
  let steps = 0;
  const oneOf = (alternatives: readonly RegexSequence[], at: number, then: Goes): boolean =>
    alternatives.some((items) => inARow(items, at, then));
  const inARow = (items: RegexSequence, at: number, then: Goes): boolean => {
    const [first, ...others] = items;
    return first ? repeated(first, at, 0, (next) => inARow(others, next, then)) : then(at);
  };
  const repeated = (item: RegexItem, at: number, times: number, then: Goes): boolean => {
    const goesOn =
      times < item.max &&
      once(item, at, (next) => (next > at || times < item.min) && repeated(item, next, times + 1, then));
    return goesOn || (times >= item.min && then(at));
  };
  const once = ({ part }: RegexItem, at: number, then: Goes): boolean => {
    if (part.kind === 'group') return oneOf(part.alternatives, at, then);
    steps++;
    if (part.kind === 'start') return at === 0 && then(at);
    if (part.kind === 'end') return at === text.length && then(at);
    if (part.kind === 'boundary') return then(at);
    const source = part.kind === 'character' ? part.source : '';
    return at < text.length && new RegExp(`^${source}$`).test(text[at] ?? '') && then(at + 1);
  };
  const isAnchored = regex.every(([first]) => first?.part.kind === 'start');
  for (let at = 0; at <= (isAnchored ? 0 : text.length); at++) {
    if (oneOf(regex, at, () => true)) break;
  }
  return steps;
}
