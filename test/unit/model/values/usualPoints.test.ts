import { describe, expect, it } from 'vitest';
import type { DecodedValue } from '../../../../src/model/values/decodedValue.js';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import { scaledText } from '../../../../src/model/values/numberScale.js';
import { isRaw, numberReading, readingText } from '../../../../src/model/values/usualPoints.js';
import { rawCodes, readings } from '../../../../src/model/values/usualTable.js';
import { soaked } from '../../../support/soak.js';
import { wholeNumbers } from '../../../support/wholeNumbers.js';

const shown = (code: string, value: number): string | undefined => {
  const reading = numberReading(code, value);
  return reading && readingText(value, reading);
};

const codes = [
  ...new Set(
    readings
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0] ?? ''),
  ),
];

describe('what is usual for a code', () => {
  it.each([
    ['cur_voltage', 2301, '≈ 230.1 V'],
    ['cur_voltage', 230, '≈ 230 V'],
    ['cur_voltage', 80, '≈ 80 V'],
    ['cur_voltage', 300, '≈ 300 V'],
    ['cur_voltage', 301, '≈ 30.1 V'],
    ['cur_voltage', 79, '≈ 7.9 V'],
    ['cur_voltage', 0, '≈ 0.0 V'],
    ['cur_voltage', 65_535, undefined],
    ['cur_voltage', -1, undefined],
    ['cur_power', 2196, '≈ 219.6 W'],
    ['cur_power', -2196, undefined],
    ['battery_percentage', 100, '≈ 100 %'],
    ['battery_percentage', 101, undefined],
    ['battery_percentage', 300, undefined],
    ['battery_percentage', -1, undefined],
    ['add_ele', 5, '≈ 0.005 kWh'],
    ['power_factor', 95, '≈ 0.95'],
    ['forward_energy_total', 12_345, '123.45 kWh'],
    ['total_forward_energy', 7, '0.07 kWh'],
    ['forward_energy_total', -1, undefined],
    ['cur_power', 21.5, undefined],
    ['temp_current', 215, undefined],
    ['bright_value', 500, undefined],
    ['constructor', 500, undefined],
  ])('reads %s %d as %s', (code, value, text) => {
    expect(shown(code, value)).toBe(text);
  });

  it('tells how many products agree, and nothing where all of them do', () => {
    expect(numberReading('cur_power', 1)?.assumed).toEqual({ agreeing: 690, products: 769 });
    expect(numberReading('cur_voltage', 2301)?.assumed).toEqual({ agreeing: 695, products: 773 });
    expect(numberReading('cur_voltage', 230)?.assumed).toEqual({ agreeing: 61, products: 773 });
    expect(numberReading('forward_energy_total', 1)).toMatchObject({ scale: 2, unit: 'kWh' });
    expect(numberReading('forward_energy_total', 1)?.assumed).toBeUndefined();
  });

  it('counts for nothing beside what the product says', () => {
    const code = 'cur_voltage';
    expect(numberReading(code, 230, { code, scale: 0, unit: 'mV' })).toEqual({ scale: 0, unit: 'mV' });
    expect(numberReading(code, 230, { code, type: 'integer' })).toEqual({ scale: 0 });
    expect(numberReading(code, 230, { code, scale: 11 })).toBeUndefined();
    expect(numberReading(code, 230, { code, type: 'string' })).toBeUndefined();
    expect(numberReading(code, 230, { code, name: 'Mains' })?.assumed).toBeDefined();
  });

  it('never leaves a number implausible', () => {
    for (const code of codes) {
      for (const value of wholeNumbers(7, soaked(20_000, 300))) {
        const reading = numberReading(code, value);
        if (!reading) continue;
        const number = value / 10 ** reading.scale;
        if (reading.unit === '%') expect(number).toBeLessThanOrEqual(100);
        if (code === 'cur_voltage') expect(number >= 80 && number <= 300 && value < 80).toBe(false);
        if (code === 'cur_voltage' && value >= 80 && value <= 300) expect(number).toBe(value);
      }
    }
  });

  it('is that of nearly all products, and of twenty at least', () => {
    for (const line of readings.trim().split('\n')) {
      const [code, scale, , seen = '', from, to] = line.split(' ');
      expect(Number(scale), line).toBeLessThanOrEqual(10);
      expect(Number(from), line).toBeLessThan(Number(to));
      const [agreeing = 0, products = 0] = seen.split('/').map(Number);
      if (seen !== 'all' && `${code} ${scale}` !== 'cur_voltage 0') {
        expect(agreeing / products, line).toBeGreaterThanOrEqual(0.8);
        expect(products, line).toBeGreaterThanOrEqual(20);
      }
    }
  });
});

describe('a data point', () => {
  it('is raw by its type, or else by its code', () => {
    expect(
      ['phase_a', 'cycle_timer', 'note', 'cycle_time', 'constructor', ''].map((code) =>
        isRaw(code, undefined),
      ),
    ).toEqual([true, true, false, false, false, false]);
    expect([isRaw('phase_a', 'String'), isRaw('note', 'raw'), isRaw('note', 'Raw')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('is not bytes in one report and text in the next', () => {
    const raw = rawCodes.trim().split(/\s+/);
    const kinds = (code: string): Set<DecodedValue['kind']> => {
      const found = new Set<DecodedValue['kind']>();
      for (const number of wholeNumbers(11, soaked(3000, 60))) {
        const bytes = Buffer.from(number.toString(16).padStart(6, '0'), 'hex').subarray(
          0,
          3 + (Math.abs(number) % 20),
        );
        const value = Buffer.concat([Buffer.of(1, 2, 3), bytes]).toString('base64');
        found.add(decodeValue({ code, value }).kind);
      }
      return found;
    };
    for (const code of raw) expect(kinds(code), code).toEqual(new Set(['binary']));
    for (const code of ['colour_data', 'my_own_code', 'scene', 'x'])
      expect(kinds(code)).toEqual(new Set(['text']));
  });
});

describe('a number with its scale', () => {
  it('is the same number, digit by digit', () => {
    for (let scale = 0; scale <= 10; scale++) {
      for (const value of wholeNumbers(scale + 1, soaked(100_000, 200))) {
        const text = scaledText(value, { scale, unit: 'kWh' }) ?? '';
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d+)? kWh$/);
        const [whole = '', fraction = ''] = text.slice(0, -' kWh'.length).split('.');
        expect(fraction).toHaveLength(scale);
        expect(BigInt(whole + fraction)).toBe(BigInt(value));
      }
    }
  });

  it.each([2 ** 53, -(2 ** 53), 1e21, Infinity, Number.NaN])(
    'is none where a double holds no digits: %d',
    (value) => {
      for (let scale = 0; scale <= 10; scale++) expect(scaledText(value, { scale })).toBeUndefined();
    },
  );
});
