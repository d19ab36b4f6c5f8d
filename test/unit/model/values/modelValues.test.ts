import { describe, expect, it } from 'vitest';
import { decodeLogValue } from '../../../../src/model/logs/rows/logValue.js';
import type { DecodedValue } from '../../../../src/model/values/decodedValue.js';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import { hasMeaning } from '../../../../src/model/values/meaning.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { shownText } from '../../../../src/model/values/shownText.js';

type Said = Omit<PointModel, 'code'>;

const read = (value: unknown, said: Said, code = 'x'): DecodedValue =>
  decodeValue({ code, value }, { code, ...said });

const volts: Said = { type: 'integer', scale: 1, unit: 'V', min: 0, max: 5000 };
const mode: Said = { type: 'enum', range: ['auto', 'cold'], labels: ['Automatic', ''] };
const fault: Said = { type: 'bitmap', labels: ['ov_cr', 'ov_vol', 'ov_pwr'], maxLength: 3 };

describe('a value with its model', () => {
  it.each<[unknown, Said, string, boolean]>([
    [2338, volts, '233.8 V', false],
    [0, volts, '0.0 V', false],
    [-5, volts, '-0.5 V', true],
    [5001, volts, '500.1 V', true],
    ['2338', volts, '2338', true],
    [233.8, volts, '233.8', true],
    [true, volts, 'true', true],
    [7, { type: 'integer' }, '7', false],
    [7, { type: 'integer', unit: '%' }, '7 %', false],
    [7, { type: 'integer', scale: 100 }, '7', false],
    [7, { type: 'integer', min: 9, max: 1 }, '7', false],
    [2 ** 60, { type: 'integer', scale: 2 }, '1152921504606847000', false],
    [2338, { scale: 1 }, '233.8', false],
    [21.5, { type: 'float', unit: '°C', min: 0, max: 50 }, '21.5 °C', false],
    [51.5, { type: 'float', unit: '°C', min: 0, max: 50 }, '51.5 °C', true],
    ['auto', mode, 'Automatic', false],
    ['cold', mode, 'cold', false],
    ['dry', mode, 'dry', true],
    [1, mode, '1', true],
    ['dry', { type: 'enum' }, 'dry', false],
    [true, { type: 'boolean' }, 'true', false],
    ['on', { type: 'boolean' }, 'on', true],
    [1, { type: 'boolean' }, '1', true],
    [0, fault, 'none set', false],
    [5, fault, 'ov_cr, ov_pwr', false],
    [33, fault, 'ov_cr, bit 5', true],
    [2, { type: 'bitmap', labels: ['ov_cr', 'bit 1', 'temp'] }, 'bit 1', true],
    [2, { type: 'bitmap', labels: ['ov_cr', '', 'temp'] }, 'bit 1', true],
    [2 ** 40, fault, 'bit 40', true],
    [-1, fault, '-1', true],
    [1.5, fault, '1.5', true],
    [4, { type: 'bitmap' }, 'bit 2', false],
    [4, { type: 'bitmap', maxLength: 2 }, 'bit 2', true],
    ['abc', { type: 'string', maxLength: 3 }, 'abc', false],
    ['abcd', { type: 'string', maxLength: 3 }, 'abcd', true],
    ['abcd', { type: 'string', maxLength: 0 }, 'abcd', false],
    [5, { type: 'string' }, '5', true],
    ['{"h":1}', { type: 'json' }, '{"h":1}', false],
    ['{"h":', { type: 'json' }, '{"h":', true],
    ['"on"', { type: 'json' }, '"on"', false],
    [12, { type: 'json' }, '12', false],
    ['on', { type: 'json' }, 'on', true],
    ['AAEC', { type: 'raw', maxLength: 3 }, '00 01 02', false],
    ['AAECAw==', { type: 'raw', maxLength: 3 }, '00 01 02 03', true],
    ['{"h":1}', { type: 'raw' }, '{"h":1}', true],
    ['not base64', { type: 'raw' }, 'not base64', true],
    [1_700_000_000_000, { type: 'date' }, '2023-11-14T22:13:20.000Z', false],
    ['1700000000000', { type: 'date' }, '2023-11-14T22:13:20.000Z', false],
    ['yesterday', { type: 'date' }, 'yesterday', true],
    [[1], { type: 'array' }, '[1]', false],
    [{ a: 1 }, { type: 'array' }, '{"a":1}', true],
    [{ a: 1 }, { type: 'struct' }, '{"a":1}', false],
    [[1], { type: 'struct' }, '[1]', true],
    ['', volts, '', false],
    [null, mode, '', false],
  ])('%j of %o reads %s, outside: %s', (value, said, text, isOutside) => {
    const decoded = read(value, said);
    expect([shownText(decoded), decoded.isOutside ?? false]).toEqual([text, isOutside]);
  });

  it('is certain by what the model says, and never by what is usual', () => {
    const usual = decodeValue({ code: 'cur_voltage', value: 2338 });
    expect(usual.shown).toEqual({ text: '≈ 233.8 V', assumed: { agreeing: 695, products: 773 } });
    const said = (model: Said): unknown => read(2338, model, 'cur_voltage').shown;
    expect(said({ type: 'integer', scale: 1, unit: 'V' })).toEqual({ text: '233.8 V' });
    expect(said({ type: 'integer' })).toBeUndefined();
    expect(said({ type: 'string' })).toBeUndefined();
    expect(said({ type: 'other' })).toBeUndefined();
    expect(said({ name: 'Mains' })).toEqual(usual.shown);
  });

  it('that is raw by its code is text where its model says so', () => {
    expect(decodeValue({ code: 'phase_a', value: 'AAEC' }).kind).toBe('binary');
    expect(read('AAEC', { type: 'string' }, 'phase_a').kind).toBe('text');
    expect(decodeValue({ code: 'x', value: 'AAEC', type: 'Raw' }, { code: 'x', type: 'string' }).kind).toBe(
      'text',
    );
  });

  it('is shown by its layout, too, in brackets behind a number', () => {
    const left = read(3900, { type: 'integer', unit: 's' }, 'countdown_1');
    expect(shownText(left)).toBe('3900 s (1 h 05 min)');
    expect(shownText(decodeValue({ code: 'countdown_1', value: 3900 }))).toBe('≈ 3900 s (1 h 05 min)');
    expect(shownText(read(3900, { type: 'integer' }, 'countdown_1'))).toBe('3900');
    expect(shownText(read('CSIAFfQABKE=', { type: 'raw' }, 'phase_a'))).toBe('233.8 V, 5.620 A, 1185 W');
  });
});

describe('the same value', () => {
  const pairs: readonly [unknown, Said, string?][] = [
    [2338, volts],
    [-5, volts],
    [21.5, { type: 'float', unit: '°C' }],
    ['auto', mode],
    ['dry', mode],
    ['true', { type: 'enum', range: ['true', 'false'] }],
    ['12', { type: 'string' }],
    ['1234', { type: 'raw' }],
    [33, fault],
    [0, fault],
    [true, { type: 'boolean' }],
    [1_700_000_000_000, { type: 'date' }],
    [3900, { type: 'integer', unit: 's' }, 'countdown'],
    ['CSIAFfQABKE=', { type: 'raw' }, 'phase_a'],
    ['007803e803e8', { type: 'string' }, 'colour_data'],
    ['{"h":1,"s":2,"v":3}', { type: 'json' }, 'colour_data'],
    ['AQIDBAUGBwg=', { type: 'raw' }],
  ];

  it.each(pairs)('looks the same in details and in a log: %j of %o', (value, said, code = 'x') => {
    const model = { code, ...said };
    const inDetails = decodeValue({ code, value }, model);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    expect(decodeLogValue(text, code, { model })).toEqual(inDetails);
    const jsType = typeof value as 'string' | 'number' | 'boolean';
    expect(decodeLogValue(text, code, { model, jsType })).toEqual(inDetails);
  });

  it('has a meaning wherever it is shown in another way than it came', () => {
    for (const [value, said, code = 'x'] of pairs) {
      const decoded = read(value, said, code);
      if (shownText(decoded) === decoded.raw) continue;
      expect(hasMeaning(code, undefined, { code, ...said }), JSON.stringify([value, said])).toBe(true);
    }
    expect(hasMeaning('x', undefined)).toBe(false);
    expect(hasMeaning('x', undefined, { code: 'x', type: 'integer' })).toBe(false);
    expect(hasMeaning('x', 'Raw')).toBe(true);
    expect(hasMeaning('cur_voltage', undefined)).toBe(true);
  });
});
