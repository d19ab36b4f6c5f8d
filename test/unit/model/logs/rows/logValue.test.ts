import { describe, expect, it } from 'vitest';
import { decodeLogValue, type KnownPoint } from '../../../../../src/model/logs/rows/logValue.js';

describe('decodeLogValue', () => {
  it.each<[string | undefined, KnownPoint, unknown]>([
    [undefined, {}, { kind: 'empty', raw: '' }],
    ['', {}, { kind: 'empty', raw: '' }],
    ['true', {}, { kind: 'boolean', raw: 'true', value: true }],
    ['false', { jsType: 'boolean' }, { kind: 'boolean', raw: 'false', value: false }],
    ['true', { jsType: 'string' }, { kind: 'text', raw: 'true' }],
    ['TRUE', {}, { kind: 'text', raw: 'TRUE' }],
    ['23', {}, { kind: 'number', raw: '23', value: 23 }],
    ['-4.50', {}, { kind: 'number', raw: '-4.50', value: -4.5 }],
    ['1e3', { jsType: 'number' }, { kind: 'number', raw: '1e3', value: 1000 }],
    ['23', { jsType: 'string' }, { kind: 'text', raw: '23' }],
    // Numbers with leading zeros, and those a double can't hold, are names of something.
    ['007', {}, { kind: 'text', raw: '007' }],
    ['12345678901234567890', {}, { kind: 'text', raw: '12345678901234567890' }],
    ['1e999', {}, { kind: 'text', raw: '1e999' }],
    ['0x10', {}, { kind: 'text', raw: '0x10' }],
    [' 5', {}, { kind: 'text', raw: ' 5' }],
    [
      '215',
      { model: { code: 'temp', scale: 1, unit: '°C' } },
      { kind: 'number', raw: '215', value: 215, shown: { text: '21.5 °C' } },
    ],
    ['{"h":21}', {}, { kind: 'json', raw: '{"h":21}', value: { h: 21 } }],
    ['{"h":21}', { jsType: 'string' }, { kind: 'json', raw: '{"h":21}', value: { h: 21 } }],
    ['{broken', {}, { kind: 'text', raw: '{broken' }],
    ['AQIDBAUGBwg=', {}, { kind: 'text', raw: 'AQIDBAUGBwg=', bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) }],
    ['AQID', { type: 'Raw' }, { kind: 'binary', raw: 'AQID', bytes: Uint8Array.of(1, 2, 3) }],
    ['1234', { type: 'Raw' }, { kind: 'binary', raw: '1234', bytes: Uint8Array.of(0xd7, 0x6d, 0xf8) }],
    ['scene', {}, { kind: 'text', raw: 'scene' }],
  ])('reads %j (%o)', (value, known, decoded) => {
    expect(decodeLogValue(value, 'temp', known)).toEqual(decoded);
  });

  it('assumes the usual scale of a well-known code, and says so', () => {
    expect(decodeLogValue('2196', 'cur_voltage')).toHaveProperty('shown', {
      text: '≈ 219.6 V',
      assumed: { agreeing: 695, products: 773 },
    });
  });

  it.each(['1234', 'true', 'AAAA', 'test', 'AQIDBAUGBwgJCg=='])(
    'reads %j of a code that is raw in nearly all products as bytes, unless the device shows otherwise',
    (value) => {
      expect(decodeLogValue(value, 'phase_a').kind).toBe('binary');
      expect(decodeLogValue(value, 'phase_a', { jsType: 'string' }).kind).toBe('binary');
      expect(decodeLogValue(value, 'phase_a', { type: 'String' }).kind).not.toBe('binary');
      expect(decodeLogValue(value, 'note', { jsType: 'string' }).kind).toBe('text');
    },
  );

  it('reads a number as one where the device has numbers for a code that is usually raw', () => {
    expect(decodeLogValue('1234', 'phase_a', { jsType: 'number' }).kind).toBe('number');
  });
});
