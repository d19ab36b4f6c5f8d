import { describe, expect, it } from 'vitest';
import { decodeValue } from '../../../../src/model/values/decodeValue.js';
import { rawOf } from '../../../../src/model/values/rawOf.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { shownText } from '../../../../src/model/values/shownText.js';
import { soaked } from '../../../support/soak.js';
import { wholeNumbers } from '../../../support/wholeNumbers.js';

const back = (value: unknown, model: PointModel): unknown =>
  rawOf(shownText(decodeValue({ code: model.code, value }, model)), model);

describe('raw, shown, raw', () => {
  it('is the identity for integers of every scale and unit', () => {
    const units = [undefined, '', 'V', '°C', 'µg/m³', '5 V', '(x)', '≈', 's', '12', '.5', 'a (b)'];
    for (let scale = 0; scale <= 10; scale++) {
      for (const unit of units) {
        const model: PointModel = {
          code: 'countdown_1',
          type: 'integer',
          scale,
          ...(unit !== undefined && { unit }),
        };
        for (const value of wholeNumbers(scale + 1, soaked(20_000, 100)))
          expect(back(value, model), `${value} ${scale} ${unit}`).toBe(value);
      }
    }
  });

  it('is the identity for every set of bits', () => {
    for (const labels of [
      ['a', 'a, b', '', 'bit', 'b'],
      ['bit 1', 'x', 'x', 'none set', '5'],
    ]) {
      for (let mask = 0; mask < 64; mask++)
        expect([mask, undefined]).toContain(back(mask, { code: 'x', type: 'bitmap', labels }));
    }
    const plain: PointModel = { code: 'x', type: 'bitmap', labels: ['ov_cr', 'ov_vol', '', 'temp'] };
    for (let mask = 0; mask < 512; mask++) expect(back(mask, plain)).toBe(mask);
    for (const mask of [2 ** 31, 2 ** 40 + 1, 2 ** 52]) expect(back(mask, plain)).toBe(mask);
  });

  it.each<[unknown, PointModel]>([
    [true, { code: 'x', type: 'boolean' }],
    ['auto', { code: 'x', type: 'enum', range: ['auto', 'cold'], labels: ['Automatic', ''] }],
    ['cold', { code: 'x', type: 'enum', range: ['auto', 'cold'], labels: ['Automatic', ''] }],
    ['dry', { code: 'x', type: 'enum' }],
    [21.5, { code: 'x', type: 'float', unit: '°C' }],
    [1e-7, { code: 'x', type: 'float' }],
    ['AAEC', { code: 'x', type: 'raw' }],
    ['text', { code: 'x', type: 'string' }],
    [1_700_000_000_000, { code: 'x', type: 'date' }],
    [-0.5, { code: 'x', type: 'float', unit: 'V' }],
  ])('is the identity for %j of %o', (value, model) => {
    expect(back(value, model)).toEqual(value);
  });
});

describe('what a person types', () => {
  const volts: PointModel = { code: 'x', type: 'integer', scale: 1, unit: 'V' };

  it.each<[string, PointModel, unknown]>([
    ['233.8', volts, 2338],
    ['233', volts, 2330],
    ['233.80', volts, 2338],
    ['233.85', volts, undefined],
    ['233.8 A', volts, undefined],
    ['≈ 233.8 V', volts, 2338],
    ['-0', volts, 0],
    ['.5', volts, undefined],
    ['1e3', volts, undefined],
    ['', volts, undefined],
    ['9'.repeat(17), volts, undefined],
    ['900719925474099.2', volts, undefined],
    ['1', { ...volts, scale: 11 }, undefined],
    ['1', { ...volts, scale: Number.NaN }, undefined],
    ['yes', { code: 'x', type: 'boolean' }, undefined],
    ['wet', { code: 'x', type: 'enum', range: ['dry'] }, undefined],
    ['wet', { code: 'x', type: 'enum', range: ['dry'], mayBeOthers: true, labels: ['Dry'] }, 'wet'],
    ['Dry', { code: 'x', type: 'enum', range: ['dry'], mayBeOthers: true, labels: ['Dry'] }, 'dry'],
    ['Same', { code: 'x', type: 'enum', range: ['a', 'b'], labels: ['Same', 'Same'] }, undefined],
    ['b', { code: 'x', type: 'enum', range: ['a', 'b'], labels: ['b', 'c'] }, 'a'],
    ['00 0', { code: 'x', type: 'raw' }, undefined],
    ['00 01 …', { code: 'x', type: 'raw' }, undefined],
    ['bit 99', { code: 'x', type: 'bitmap' }, undefined],
    ['a, a', { code: 'x', type: 'bitmap', labels: ['a'] }, undefined],
    ['Infinity', { code: 'x', type: 'float' }, undefined],
    ['anything', { code: 'x' }, 'anything'],
  ])('%j of %o is %j', (text, model, raw) => {
    expect(rawOf(text, model)).toEqual(raw);
  });
});
