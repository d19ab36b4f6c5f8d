import { describe, expect, it } from 'vitest';
import {
  deepestLevel,
  isSameJson,
  jsonText,
  laidOutJson,
  nestedDeeper,
} from '../../../src/base/boundedJson.js';
import { nested, oddValues, wide } from '../../support/foreignValues.js';

const plain: readonly unknown[] = [
  {},
  [],
  null,
  'a "quoted" text\n',
  -0,
  1.5e300,
  false,
  [[], {}, [{}], { a: [] }],
  { name: 'Hub', list: [1, 'two', null, { three: [3] }], none: undefined, '': 0 },
  [undefined, 1],
  JSON.parse('{"__proto__":{"x":1},"10":2,"1":3}'),
];

describe('a JSON value as text', () => {
  it.each(plain.map((value) => [value]))('is as JSON.stringify writes it: %j', (value) => {
    expect(jsonText(value)).toBe(JSON.stringify(value));
    for (const indent of [2, 4])
      expect(laidOutJson(value, { indent })).toBe(JSON.stringify(value, null, indent));
  });

  it('is empty for what JSON does not have', () => {
    expect(jsonText(undefined)).toBe('');
  });

  it.each(['lists', 'objects', 'both'] as const)('says where it is nested too deep: %s', (kind) => {
    expect(jsonText(nested(deepestLevel, kind))).not.toContain(nestedDeeper);
    for (const text of [jsonText(nested(3_000, kind)), laidOutJson(nested(3_000, kind))]) {
      expect(text).toContain(`"${nestedDeeper}"`);
      let depth = 0;
      for (let value: unknown = JSON.parse(text); typeof value === 'object' && value !== null; depth++)
        value = Object.values(value)[0];
      expect(depth).toBe(deepestLevel);
    }
  });

  it.each(oddValues)('grows with the value, not with its depth: %s', (_, value) => {
    const laidOut = laidOutJson(value);
    expect(laidOut.length).toBeLessThan(jsonText(value).length * 25 + 10_000);
    expect(JSON.stringify(JSON.parse(laidOut))).toBe(jsonText(value));
  });

  it.each(oddValues.filter(([, value]) => typeof value === 'object'))(
    'ends soon after it is long enough: %s',
    (_, value) => {
      const whole = laidOutJson(value);
      const start = laidOutJson(value, { longest: 100 });
      expect(whole.startsWith(start.slice(0, 100))).toBe(true);
      expect(start.length).toBeGreaterThanOrEqual(Math.min(101, whole.length));
    },
  );
});

describe('two JSON values', () => {
  it('are the same where only the order of fields differs', () => {
    expect(isSameJson({ a: 1, b: [{ c: 2, d: null }] }, { b: [{ d: null, c: 2 }], a: 1 })).toBe(true);
    expect(isSameJson(nested(50_000), nested(50_000))).toBe(true);
    expect(isSameJson(wide(1_000), Object.fromEntries(Object.entries(wide(1_000)).reverse()))).toBe(true);
  });

  it.each([
    [
      [1, 2],
      [2, 1],
    ],
    [[1], { 0: 1 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: undefined }, { b: undefined }],
    [{ a: null }, { a: {} }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [JSON.parse('{"__proto__":1}'), JSON.parse('{"constructor":1}')],
    [nested(50_000, 'both', 1), nested(50_000, 'both', 2)],
    [nested(50_000), nested(50_001)],
  ])('differ: %#', (one, other) => {
    expect(isSameJson(one, other)).toBe(false);
    expect(isSameJson(other, one)).toBe(false);
  });
});
