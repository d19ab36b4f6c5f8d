import { describe, expect, it } from 'vitest';
import { layeredPoints } from '../../../../src/model/products/layers.js';
import {
  changesText,
  isChangesFile,
  mergedChanges,
  readChanges,
  withPoints,
  type PointChange,
} from '../../../../src/model/products/pointChanges.js';
import { longestUnit } from '../../../../src/model/products/pointFacts.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';

const file = (points: unknown, more: object = {}) =>
  JSON.stringify({ version: 1, products: { p: { points } }, ...more });
const changesOf = (points: unknown) => Object.fromEntries(readChanges(file(points)).changes.get('p') ?? []);

describe('a file of changes', () => {
  it('says names, units, scales and words, and nothing else', () => {
    const change = {
      name: ' Power ',
      unit: 'W',
      scale: 1,
      labels: { a: 'A' },
      access: 'rw',
      command: 'x',
      min: 1,
    };
    expect(changesOf({ x: change })).toEqual({
      x: { name: 'Power', unit: 'W', scale: 1, labels: { a: 'A' } },
    });
  });

  it.each([
    ['a scale of eleven', { scale: 11 }],
    ['half a digit', { scale: 0.5 }],
    ['a scale in text', { scale: '1' }],
    ['a name without end', { name: 'x'.repeat(201) }],
    ['a name of blanks', { name: '  ' }],
    ['a long unit', { unit: 'x'.repeat(longestUnit + 1) }],
    ['a word that is none', { labels: { a: 7 } }],
    ['too many words', { labels: Object.fromEntries(Array.from({ length: 501 }, (_, at) => [at, 'x'])) }],
    ['a list', []],
    ['nothing', null],
  ])('leaves %s out, and the others stand', (_, change) => {
    const { changes, unread } = readChanges(file({ bad: change, good: { name: 'Good' } }));
    expect([...(changes.get('p') ?? [])]).toEqual([['good', { name: 'Good' }]]);
    expect(unread).toBe(1);
  });

  it('of another form or size is none', () => {
    const reasonOf = (text: string) => {
      try {
        readChanges(text);
      } catch (error) {
        return (error as { reason?: string }).reason;
      }
      return undefined;
    };
    expect(reasonOf('{')).toBe('notJson');
    expect(reasonOf('[]')).toBe('otherShape');
    expect(reasonOf('{"version":2,"products":{}}')).toBe('otherShape');
    expect(reasonOf(`${' '.repeat(2_000_000)}{"version":1,"products":{}}`)).toBe('tooLarge');
    expect(isChangesFile('{"version":1,"products":{}}')).toBe(true);
    expect(isChangesFile('[]')).toBe(false);
  });

  it('keeps what a person wrote by hand and nobody can read, and is in order', () => {
    const before = file({ z: { name: 'Z', note: 'mine' }, odd: { scale: 99 } }, { $schema: 'x' });
    const after = withPoints(before, 'p', [['a', { name: 'A' }]]);
    expect(JSON.parse(after)).toEqual({
      $schema: 'x',
      version: 1,
      products: { p: { points: { a: { name: 'A' }, odd: { scale: 99 }, z: { name: 'Z', note: 'mine' } } } },
    });
    expect(
      Object.keys((JSON.parse(after) as { products: { p: { points: object } } }).products.p.points),
    ).toEqual(['a', 'odd', 'z']);
    const without = withPoints(withPoints(after, 'p', [['a', undefined]]), 'q', [['x', { name: 'X' }]]);
    expect(without).not.toContain('"A"');
    expect(without).toContain('"X"');
  });

  it('of a later version is never written over', () => {
    for (const text of ['{"version":2,"products":{}}', '{"version":1,"products":{"p":{}}}', '[]'])
      expect(() => withPoints(text, 'p', [['a', { name: 'A' }]])).toThrow();
  });

  it('takes names that objects have by themselves for names', () => {
    const text = withPoints(changesText(new Map()), 'constructor', [['toString', { name: 'C' }]]);
    expect(readChanges(text).changes.get('constructor')?.get('toString')).toEqual({ name: 'C' });
    expect(({} as Record<string, unknown>)['points']).toBeUndefined();
    const point: PointModel = { code: 'x', type: 'enum', range: ['constructor', 'a'] };
    const points = layeredPoints([point], [], new Map([['x', { labels: { a: 'A' } }]]));
    expect(points.get('x')?.labels).toEqual(['constructor', 'A']);
  });

  it('that is merged over another is taken fact by fact', () => {
    const of = (change: PointChange) => new Map([['p', new Map([['x', change]])]]);
    const merged = mergedChanges(of({ name: 'Team', unit: 'W' }), of({ name: 'Mine' }));
    expect(merged.get('p')?.get('x')).toEqual({ name: 'Mine', unit: 'W' });
  });
});

describe('a change', () => {
  const changed = (point: PointModel, change: PointChange) =>
    layeredPoints([point], [], new Map([[point.code, change]])).get(point.code);

  it('of bits leaves those without a word as they were', () => {
    const fault: PointModel = { code: 'fault', type: 'bitmap', labels: ['a', 'b'] };
    expect(changed(fault, { labels: { '1': 'B', '3': 'D', x: 'no', '99': 'no' } })?.labels).toEqual([
      'a',
      'B',
      'bit 2',
      'D',
    ]);
  });

  it('takes a unit away, and makes a point that the product doesn’t know', () => {
    expect(changed({ code: 'p', type: 'integer', unit: 'W' }, { unit: '' })).toEqual({
      code: 'p',
      type: 'integer',
    });
    expect(layeredPoints([], [], new Map([['new', { name: 'New', scale: 2 }]])).get('new')).toEqual({
      code: 'new',
      name: 'New',
      scale: 2,
    });
  });
});
