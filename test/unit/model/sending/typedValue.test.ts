import { describe, expect, it } from 'vitest';
import { readTyped, valueProblem } from '../../../../src/model/sending/typedValue.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';

const model = (type: PointModel['type'], more: Partial<PointModel> = {}): PointModel => ({
  code: 'x',
  ...(type && { type }),
  ...more,
});
const temperature = model('integer', { min: 50, max: 350, step: 5, scale: 1, unit: '℃' });
const mode = model('enum', { range: ['auto', 'eco'], labels: ['Automatic', ''] });
const faults = model('bitmap', { labels: ['ov', 'ot', 'low'] });

describe('what a person types, with a model', () => {
  it.each<readonly [PointModel, string, unknown]>([
    [model('boolean'), 'true', true],
    [temperature, '21.5', 215],
    [temperature, '21.5 ℃', 215],
    [temperature, ' 5 ', 50],
    [temperature, '+5', 50],
    [temperature, '6. ℃', 60],
    [model('integer', { scale: 1 }), '-.5', -5],
    [model('float', { min: 0, max: 1 }), '.25', 0.25],
    [model('float', { min: 0, max: 1 }), '0.25', 0.25],
    [mode, 'eco', 'eco'],
    [mode, 'Automatic', 'auto'],
    [faults, 'ov, low', 5],
    [faults, 'none set', 0],
    [faults, '5', 5],
    [model('string', { maxLength: 3 }), 'abc', 'abc'],
    [model('string'), '', ''],
    [model('string'), ' a ', ' a '],
    [model('json'), '{"h": 1}', '{"h": 1}'],
    [model('array'), '[1]', [1]],
    [model('raw'), '00 ff 10', 'AP8Q'],
    [model('raw'), 'base64:AP8Q', 'AP8Q'],
  ])('%j: %j is %j', (point, text, value) => {
    expect(readTyped(text, point)).toEqual({ ok: true, value, isChecked: true });
  });

  it.each<readonly [PointModel, string, string]>([
    [model('boolean'), 'on', 'notBoolean'],
    [temperature, '', 'empty'],
    [temperature, 'warm', 'notWhole'],
    [temperature, '21.55', 'notWhole'],
    [temperature, '4', 'tooSmall'],
    [temperature, '36', 'tooLarge'],
    [temperature, '21.6', 'offStep'],
    [model('float', { max: 1 }), '2', 'tooLarge'],
    [model('float'), '1e999', 'notANumber'],
    [mode, 'holiday', 'notAMember'],
    [faults, 'ov, none', 'unknownBits'],
    [faults, '8', 'unknownBits'],
    [model('string', { maxLength: 3 }), 'abcd', 'tooLong'],
    [model('json'), '{h:1}', 'notJson'],
    [model('array'), '3', 'notJson'],
    [model('array'), '[9007199254740993]', 'tooLarge'],
    [model('raw', { maxLength: 2 }), '00 ff 10', 'tooLong'],
    [model('raw'), 'AP8', 'notBytes'],
    [model('raw'), 'base64:AP8', 'notBytes'],
    [model('date'), 'tomorrow', 'notATime'],
    [model('string'), 'x'.repeat(40_000), 'tooLong'],
  ])('%j: %j is refused as %s', (point, text, kind) => {
    expect(readTyped(text, point)).toMatchObject({ ok: false, problem: { kind } });
  });

  it('says the values that a step allows around it', () => {
    const read = readTyped('21.6', temperature);
    expect(read).toEqual({ ok: false, problem: { kind: 'offStep', step: 5, below: 215, above: 220 } });
  });

  it('says none that it refuses then: the largest is one, and steps go on below none', () => {
    const odd = model('integer', { min: 0, max: 95, step: 10 });
    expect(readTyped('93', odd)).toMatchObject({ problem: { kind: 'offStep', below: 90, above: 95 } });
    expect(readTyped('95', odd)).toMatchObject({ ok: true, value: 95 });
    expect(readTyped('-3', model('integer', { step: 5 }))).toMatchObject({
      problem: { below: -5, above: 0 },
    });
  });

  it('steps from 0 where only those lead to the largest value', () => {
    const threshold = model('integer', { min: 5, max: 25_000, step: 10 });
    for (const value of [5, 10, 1_000, 25_000])
      expect(readTyped(String(value), threshold)).toMatchObject({ ok: true, value });
    expect(readTyped('7', threshold)).toMatchObject({ problem: { kind: 'offStep', below: 5, above: 10 } });
    // Nothing says that it isn't counted from 5.
    expect(readTyped('1005', threshold)).toMatchObject({ ok: true });
    expect(readTyped('1007', threshold)).toMatchObject({ problem: { below: 1_000, above: 1_010 } });
    const fahrenheit = model('integer', { min: 41, max: 104, step: 2 });
    for (const value of [77, 78]) expect(readTyped(String(value), fahrenheit)).toMatchObject({ ok: true });
  });

  it('takes any value where steps lead to no end', () => {
    const halves = model('integer', { min: 1, max: 59, step: 5 });
    for (const value of [1, 40, 43, 59]) expect(readTyped(String(value), halves)).toMatchObject({ value });
    expect(readTyped('60', halves)).toMatchObject({ problem: { kind: 'tooLarge' } });
  });
});

describe('what a person types, without one', () => {
  it.each<readonly [string, unknown]>([
    ['true', true],
    ['12', 12],
    ['"on"', 'on'],
    ['{"a":[1]}', { a: [1] }],
  ])('%s is JSON, and unchecked', (text, value) => {
    const unchecked = { ok: true, value, isChecked: false };
    expect(readTyped(text, undefined)).toEqual(unchecked);
    expect(readTyped(text, model('other', { max: 1 }))).toEqual(unchecked);
  });

  it.each([
    ['', 'empty'],
    ['on', 'notJson'],
    ['null', 'notJson'],
    // A number that would leave as another one, or as a text.
    ['12345678901234567890', 'tooLarge'],
    ['{"id":[9007199254740993]}', 'tooLarge'],
    ['[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]', 'notJson'],
  ])('%j isn’t sent', (text, kind) => {
    expect(readTyped(text, undefined)).toMatchObject({ ok: false, problem: { kind } });
  });
});

describe('a model that lies', () => {
  it.each<readonly [PointModel, unknown]>([
    [model('integer', { min: 10, max: 5 }), 7],
    [model('integer', { step: -1 }), 3],
    [model('integer', { step: 0 }), 3],
    [model('integer', { min: 10, max: 5, step: 4 }), 7],
    [model('enum'), 'anything'],
    [model('bitmap'), 2 ** 40],
    [model('string', { maxLength: 0 }), 'abc'],
  ])('%j keeps nothing from being sent that it says nothing of: %j', (point, value) => {
    expect(valueProblem(value, point)).toBeUndefined();
  });
});
