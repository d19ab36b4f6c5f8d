import { describe, expect, it } from 'vitest';
import { decodeLogValue } from '../../../../src/model/logs/rows/logValue.js';
import { decodeValue, rawText } from '../../../../src/model/values/decodeValue.js';
import { rawOf } from '../../../../src/model/values/rawOf.js';
import type { PointModel, PointType } from '../../../../src/model/values/pointModel.js';
import { shownText } from '../../../../src/model/values/shownText.js';

/** One of the list, the same in every run. */
function picker(seed: number): <T>(list: readonly T[]) => T {
  let state = seed;
  return (list) => {
    state = (state * 48_271) % 2_147_483_647;
    return list[(state >> 8) % list.length] as (typeof list)[number];
  };
}

const types = [
  'boolean',
  'integer',
  'float',
  'enum',
  'string',
  'json',
  'raw',
  'bitmap',
  'date',
  'array',
  'struct',
  'other',
  undefined,
  'constructor',
  '__proto__',
] as const;
const codes = [
  'x',
  'phase_a',
  'colour_data',
  'countdown_1',
  'cycle_time',
  'alarm_set_1',
  'cur_voltage',
  '__proto__',
];
const numbers = [undefined, 0, 1, -1, 2, 10, 11, 100, 0.5, 1e300, Number.NaN, Infinity, -Infinity, 2 ** 53];
const texts = [
  '',
  'V',
  '°C',
  '<img src=x onerror=alert(1)>',
  '\u202e',
  'x'.repeat(1000),
  '1 2',
  ' (',
  ', ',
  'none set',
];
const values = [
  0,
  -0,
  1,
  -1,
  255,
  2 ** 31,
  2 ** 53,
  21.5,
  1e21,
  true,
  false,
  null,
  undefined,
  '',
  'true',
  '12',
  'AAEC',
  'CSIAFfQABKE=',
  '{"h":1',
  '{"h":1,"s":2,"v":3}',
  '[[[[1]]]]',
  '007803e803e8',
  '803e01e00528',
  'ov_cr, bit 5',
  { a: { b: [1] } },
  [1, 'x', null],
  Number.NaN,
  Infinity,
];

describe('a model that lies', () => {
  it('of ten thousand throws at nothing, and hides no value', () => {
    const pick = picker(3);
    const some = <T>(list: readonly T[]): T[] =>
      Array.from({ length: pick([0, 1, 2, 60]) }, () => pick(list));
    for (let round = 0; round < 10_000; round++) {
      const code = pick(codes);
      const model = {
        code,
        type: pick(types) as PointType,
        min: pick(numbers),
        max: pick(numbers),
        step: pick(numbers),
        scale: pick(numbers),
        unit: pick([undefined, ...texts]),
        range: pick([undefined, some(texts)]),
        labels: pick([undefined, some(texts)]),
        maxLength: pick(numbers),
      } as PointModel;
      const value = pick(values);
      const about = JSON.stringify([value, model]);
      const decoded = decodeValue({ code, value }, model);
      expect(decoded.raw, about).toBe(decoded.kind === 'empty' ? '' : rawText(value));
      const text = shownText(decoded);
      expect(text.length, about).toBeLessThan(70_000);
      rawOf(text, model);
      const sent = rawText(value);
      expect(decodeLogValue(sent, code, { model }).raw, about).toBe(sent);
    }
  });
});
