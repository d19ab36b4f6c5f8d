import { describe, expect, it, vi } from 'vitest';
import { layeredPoints } from '../../../../src/model/products/layers.js';
import {
  changesText,
  isChangesFile,
  mergedChanges,
  readChanges,
  withChanges,
  type PointChange,
} from '../../../../src/model/products/pointChanges.js';
import { longestUnit } from '../../../../src/model/products/pointFacts.js';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { rawOf } from '../../../../src/model/values/rawOf.js';
import { shownText } from '../../../../src/model/values/shownText.js';

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
    ['a word that shows nothing', { labels: { a: '\u200b\u2060' } }],
    ['a name that shows nothing', { name: ' \u3164 ' }],
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
    const after = withChanges(before, [['p', [['a', { name: 'A' }]]]]);
    expect(JSON.parse(after)).toEqual({
      $schema: 'x',
      version: 1,
      products: { p: { points: { a: { name: 'A' }, odd: { scale: 99 }, z: { name: 'Z', note: 'mine' } } } },
    });
    expect(
      Object.keys((JSON.parse(after) as { products: { p: { points: object } } }).products.p.points),
    ).toEqual(['a', 'odd', 'z']);
    const without = withChanges(after, [
      ['p', [['a', undefined]]],
      ['q', [['x', { name: 'X' }]]],
    ]);
    expect(without).not.toContain('"A"');
    expect(without).toContain('"X"');
  });

  it('is read once for the changes of many products', () => {
    const changed = Array.from({ length: 500 }, (_, at) => [`p${at}`, [['a', { name: 'A' }]]] as const);
    const parse = vi.spyOn(JSON, 'parse');
    const text = withChanges(changesText(new Map()), changed);
    expect(parse.mock.calls.length).toBeLessThan(5);
    expect(readChanges(text).changes.size).toBe(500);
  });

  it('keeps what else is said of a product that is changed no more', () => {
    const before = JSON.stringify({
      version: 1,
      products: { p: { name: 'P', points: { a: { name: 'A' } } }, q: { points: { a: { name: 'A' } } } },
    });
    const after = withChanges(before, [
      ['p', [['a', undefined]]],
      ['q', [['a', undefined]]],
    ]);
    expect(JSON.parse(after)).toEqual({ version: 1, products: { p: { name: 'P', points: {} } } });
  });

  it('of a later version is never written over', () => {
    for (const text of ['{"version":2,"products":{}}', '{"version":1,"products":{"p":{}}}', '[]'])
      expect(() => withChanges(text, [['p', [['a', { name: 'A' }]]]])).toThrow();
  });

  it('takes names that objects have by themselves for names', () => {
    const text = withChanges(changesText(new Map()), [['constructor', [['toString', { name: 'C' }]]]]);
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
    expect(
      changed(fault, { labels: { '1': 'B', '3': 'D', x: 'no', '05': 'no', '99': 'no' } })?.labels,
    ).toEqual(['a', 'B', 'bit 2', 'D']);
  });

  it('has words for some members where the product names none, and calls no other value wrong', () => {
    const shown = (point: PointModel, change: PointChange, value: unknown) => {
      const known = changed(point, change);
      const decoded = decodeValue({ code: point.code, value }, known);
      return [shownText(decoded), 'isOutside' in decoded];
    };
    const eco = { labels: { eco: 'Saving' } };
    for (const type of ['enum', 'other'] as const) {
      expect(shown({ code: 'mode', type }, eco, 'eco')).toEqual(['Saving', false]);
      expect(shown({ code: 'mode', type }, eco, 'auto')).toEqual(['auto', false]);
    }
    expect(shown({ code: 'mode' }, eco, 'eco')).toEqual(['Saving', false]);
    expect(shown({ code: 'open' }, { labels: { true: 'Open' } }, true)).toEqual(['Open', false]);
    // A mask, or a member?
    expect(shown({ code: 'odd' }, { labels: { 1: 'Hot' } }, 1)).toEqual(['1', false]);
    expect(shown({ code: 'mode', type: 'enum', range: ['eco'] }, eco, 'auto')).toEqual(['auto', true]);
    const hot = { labels: { 1: 'Hot' } };
    expect(shown({ code: 'fault', type: 'bitmap' }, hot, 6)).toEqual(['Hot, bit 2', false]);
    expect(shown({ code: 'fault', type: 'bitmap', maxLength: 2 }, hot, 6)).toEqual(['Hot, bit 2', true]);
    for (const type of ['enum', undefined] as const) {
      const known = changed({ code: 'mode', ...(type && { type }) }, eco) ?? { code: 'mode' };
      expect(['Saving', 'auto'].map((text) => rawOf(text, known))).toEqual(['eco', 'auto']);
    }
  });

  it('of members that no model names says nothing of the others', () => {
    const labels = { eco: 'Saving' };
    const open = { range: ['eco'], mayBeOthers: true, labels: ['Saving'] };
    expect(changed({ code: 'm', type: 'enum' }, { labels })).toEqual({ code: 'm', type: 'enum', ...open });
    expect(changed({ code: 'm' }, { labels })).toEqual({ code: 'm', ...open });
    expect(changed({ code: 'm', type: 'enum', range: ['eco', 'dry'] }, { labels })).toEqual({
      ...{ code: 'm', type: 'enum', range: ['eco', 'dry'], labels: ['Saving', 'dry'] },
    });
  });

  it('of a unit is one of what the product says, also where a valve’s degrees are halves', () => {
    const valve: PointModel = {
      ...{ code: 'v', type: 'integer', min: 1, max: 59, step: 5, scale: 1, unit: '℃' },
    };
    const shown = (change: PointChange) =>
      shownText(decodeValue({ code: 'v', value: 40 }, changed(valve, change)));
    expect(shown({ name: 'Comfort' })).toBe('40 × 0.5 ℃');
    expect(changed(valve, { name: 'Comfort' })).toMatchObject({ name: 'Comfort', min: 1, max: 59, step: 1 });
    expect(shown({ unit: '°C' })).toBe('4.0 °C');
    // As the prompts show it beforehand, and where Enter was pressed on the unit that stood there.
    expect(shown({ scale: 0 })).toBe('40 × 0.5 ℃');
    expect(shown({ unit: '× 0.5 ℃' })).toBe('40 × 0.5 ℃');
    expect(shown({ unit: 'steps', scale: 0 })).toBe('40 steps');
    // What the same valves measure are tenths, and what others set in such steps are none of these.
    for (const other of [{ min: -50, max: 350 }, { unit: '%' }, { max: 590 }, { step: 1 }]) {
      const point = { ...valve, ...other };
      expect(changed(point, {})).toEqual(point);
    }
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
