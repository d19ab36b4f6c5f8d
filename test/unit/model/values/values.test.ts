import { describe, expect, it } from 'vitest';
import { base64Bytes } from '../../../../src/model/values/base64.js';
import type { DecodedValue } from '../../../../src/model/values/decodedValue.js';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import { scaledText } from '../../../../src/model/values/numberScale.js';
import { valueChanges } from '../../../../src/model/values/valueChanges.js';
import type { DataPoint } from '../../../../src/tuya/results.js';

const decoded = (value: unknown, type?: string, code = 'x'): DecodedValue =>
  decodeValue({ code, value, ...(type === undefined ? {} : { type }) });

describe('a value', () => {
  it.each<[unknown, string | undefined, DecodedValue['kind']]>([
    [true, undefined, 'boolean'],
    [0, undefined, 'number'],
    ['', undefined, 'empty'],
    [null, undefined, 'empty'],
    ['true', undefined, 'text'],
    ['12', undefined, 'text'],
    ['white', undefined, 'text'],
    ['{"h":21.0,"s":1000}', undefined, 'json'],
    ['[1,2]', undefined, 'json'],
    [{ a: 1 }, undefined, 'json'],
    ['{not json', undefined, 'text'],
    ['AAECAwQF', 'Raw', 'binary'],
    ['AAECAwQF', 'String', 'text'],
    ['test', 'raw', 'binary'],
    ['AQIDBAUGBwgJCg==', undefined, 'text'],
    ['AQIDBAUGBwgJCg==', 'Enum', 'text'],
  ])('%j of type %s is %s', (value, type, kind) => {
    expect(decoded(value, type).kind).toBe(kind);
  });

  it.each([
    'scene',
    'music123',
    'colourDataMode12',
    'LivingRoomLamp01',
    'smartLifeMode2Go',
    'ABCDEFGH12345678',
    'deadbeefcafe0123',
    '90-35-EA-FF-FE-01',
    '2026-11-23T12:00',
    'forward1backward',
    'abc=',
  ])('%s is a word, not bytes', (text) => {
    expect(decoded(text).kind).toBe('text');
  });

  it('keeps what was sent beside what it means', () => {
    expect(decoded('AAEC', 'raw')).toEqual({ kind: 'binary', raw: 'AAEC', bytes: Uint8Array.of(0, 1, 2) });
    expect(decoded('{"a" : 1}')).toEqual({ kind: 'json', raw: '{"a" : 1}', value: { a: 1 } });
    expect(decoded({ a: 1 })).toMatchObject({ raw: '{"a":1}' });
  });

  it('without a type offers its bytes where it can hardly be anything else', () => {
    expect(decoded('AQIDBAUGBwgJCg==')).toHaveProperty('bytes', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    expect(decoded('AQIDBAUGBwgJCg==', 'String')).not.toHaveProperty('bytes');
    expect(decoded('LivingRoomLamp01')).not.toHaveProperty('bytes');
  });

  it('of random bytes is mostly seen as bytes', () => {
    let seed = 1;
    const byte = (): number => ((seed = (seed * 48_271) % 2_147_483_647) >> 8) & 255;
    const texts = Array.from({ length: 300 }, () =>
      Buffer.from(Array.from({ length: 24 }, byte)).toString('base64'),
    );
    expect(texts.filter((text) => base64Bytes(text)).length).toBeGreaterThan(280);
  });

  it('that no encoder made is text', () => {
    expect(base64Bytes('AAEB', 'raw')).toBeDefined();
    expect(base64Bytes('AAF=', 'raw')).toBeUndefined();
  });
});

describe('a number', () => {
  it.each([
    [2196, 1, 'V', '219.6 V'],
    [5, 3, undefined, '0.005'],
    [-5, 1, '°C', '-0.5 °C'],
    [100, 0, '%', '100 %'],
    [0, 2, undefined, '0.00'],
    [1.5, 1, 'V', undefined],
    [1, -1, undefined, undefined],
  ])('%d with scale %d and %s reads %s', (value, scale, unit, text) => {
    expect(scaledText(value, { scale, ...(unit === undefined ? {} : { unit }) })).toBe(text);
  });

  it('has the scale of its product, or that of a well-known code as an assumption', () => {
    expect(decoded(2196, undefined, 'cur_voltage')).toHaveProperty('shown', {
      text: '≈ 219.6 V',
      assumed: { agreeing: 695, products: 773 },
    });
    expect(
      decodeValue({ code: 'cur_voltage', value: 2196 }, { code: 'cur_voltage', scale: 2, unit: 'V' }),
    ).toHaveProperty('shown', { text: '21.96 V' });
    expect(decoded(2196, undefined, 'va_temperature')).not.toHaveProperty('shown');
  });
});

describe('two reads', () => {
  it('tell the data points of one code apart by their order', () => {
    const twice = (one: unknown, two: unknown): DataPoint[] => [
      { code: 'a', value: one },
      { code: 'b', value: 0 },
      { code: 'a', value: two },
    ];
    expect(valueChanges(twice(1, 2), twice(1, 2))).toEqual([]);
    expect(valueChanges(twice(1, 2), twice(1, 5))).toEqual([
      { code: 'a', key: 'a\n2', kind: 'changed', previous: 2, delta: 3 },
    ]);
    expect(valueChanges(twice(1, 2).slice(0, 2), twice(1, 2))).toEqual([
      { code: 'a', key: 'a\n2', kind: 'added' },
    ]);
    expect(valueChanges(twice(1, 2), twice(1, 2).slice(0, 1))).toEqual([
      { code: 'b', kind: 'gone', previous: 0 },
      { code: 'a', key: 'a\n2', kind: 'gone', previous: 2 },
    ]);
  });

  const points = (values: Record<string, unknown>): DataPoint[] =>
    Object.entries(values).map(([code, value]) => ({ code, value }));

  it.each([
    [{ a: 1 }, { a: 1 }, []],
    [{ a: 1 }, { a: 3 }, [{ code: 'a', kind: 'changed', previous: 1, delta: 2 }]],
    [{ a: 1 }, { a: '1' }, [{ code: 'a', kind: 'changed', previous: 1 }]],
    [{ a: true }, { a: false }, [{ code: 'a', kind: 'changed', previous: true }]],
    [{ a: '{"h":1,"s":2}' }, { a: '{ "s":2, "h":1 }' }, []],
    [{ a: '{"h":1}' }, { a: '{"h":2}' }, [{ code: 'a', kind: 'changed', previous: '{"h":1}' }]],
    [{ a: '[1,2]' }, { a: '[2,1]' }, [{ code: 'a', kind: 'changed', previous: '[1,2]' }]],
    [{}, { a: 1 }, [{ code: 'a', kind: 'added' }]],
    [{ a: 1 }, {}, [{ code: 'a', kind: 'gone', previous: 1 }]],
    [{ constructor: 1 }, { constructor: 1, __proto__x: 2 }, [{ code: '__proto__x', kind: 'added' }]],
  ])('%j then %j', (before, after, changes) => {
    expect(valueChanges(points(before), points(after))).toEqual(changes);
  });
});
