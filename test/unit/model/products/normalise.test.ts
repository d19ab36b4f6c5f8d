import { describe, expect, it } from 'vitest';
import { keptPoints } from '../../../../src/model/products/keptModels.js';
import { normalPoints, pointsAtMost } from '../../../../src/model/products/normalise.js';
import { longestUnit } from '../../../../src/model/products/pointFacts.js';
import type { PointDefinition, ProductDefinition } from '../../../../src/tuya/results.js';

const normal = (...points: readonly unknown[]) =>
  normalPoints({ points: points as PointDefinition[], badRecords: [] });
const only = (point: object) => normal({ code: 'x', ...point }).points[0];

describe('a data point of a product', () => {
  it.each([
    ['Boolean', 'boolean'],
    ['bool', 'boolean'],
    ['Integer', 'integer'],
    ['value', 'integer'],
    ['Enum', 'enum'],
    ['String', 'string'],
    ['Json', 'json'],
    ['Raw', 'raw'],
    ['Bitmap', 'bitmap'],
    ['fault', 'bitmap'],
    ['double', 'float'],
    ['date', 'date'],
    ['array', 'array'],
    ['struct', 'struct'],
    ['hologram', 'other'],
    [' ', undefined],
    [7, undefined],
  ])('of type %s is %s', (given, type) => {
    expect(only({ type: given })?.type).toBe(type);
  });

  it('keeps what can be, numbers as text included', () => {
    const values = { min: '-20', max: 1000, scale: '1', step: '5', unit: ' ℃ ' };
    expect(only({ dpId: '18', name: 'Temp', access: 'ro', type: 'value', values })).toEqual({
      code: 'x',
      dpId: 18,
      name: 'Temp',
      access: 'ro',
      type: 'integer',
      min: -20,
      max: 1000,
      scale: 1,
      step: 5,
      unit: '℃',
    });
    expect(only({ type: 'Raw', values: { maxlen: '128' } })).toMatchObject({ maxLength: 128 });
    // The last one shows nothing.
    expect(only({ type: 'bitmap', values: { label: ['a', 7, '', '\u200b\u2060'] } })).toMatchObject({
      labels: ['a', 'bit 1', 'bit 2', 'bit 3'],
    });
    expect(only({ name: '\u200b\u2060', values: { unit: '\u3164' } })).toEqual({ code: 'x' });
    expect(only({ type: 'Enum', values: { range: ['1', 2, '1'] } })).toMatchObject({ range: ['1', '2'] });
  });

  it('keeps what is full of a colour, where saturation and brightness agree', () => {
    const full = (s: unknown, v: unknown): unknown =>
      only({ type: 'Json', values: { h: { max: 360 }, s, v } })?.full;
    expect(full({ min: 0, max: 255 }, { max: '255' })).toBe(255);
    expect(full({ max: 1000 }, { max: 1000 })).toBe(1000);
    for (const v of [{ max: 255 }, { max: 0 }, {}, 'x', null, [1000]])
      expect(full({ max: 1000 }, v)).toBeUndefined();
    const kept = { code: 'colour_data', type: 'json', full: 255 };
    expect(keptPoints.parse([kept])).toEqual([kept]);
  });

  it.each([
    ['a scale of a hundred', { scale: 100 }],
    ['a scale below nothing', { scale: -1 }],
    ['half a digit', { scale: 1.5 }],
    ['a lowest above the highest', { min: 5, max: 1 }],
    ['no step at all', { step: 0 }],
    ['a step backwards', { step: -1 }],
    ['limits that a double rounds', { min: '-99999999999999999', max: '99999999999999999' }],
    ['things instead of numbers', { min: {}, max: [], scale: 'two', unit: 3 }],
    ['a text instead of values', '{"min":1'],
  ])('says nothing of %s', (_, values) => {
    expect(only({ type: 'Integer', values })).toEqual({ code: 'x', type: 'integer' });
  });

  it.each([[[]], ['abc'], [['a', {}]], [[null]], [Array.from({ length: 501 }, String)], [['x'.repeat(201)]]])(
    'says nothing of the members %j',
    (range) => {
      expect(only({ type: 'Enum', values: { range } })).toEqual({ code: 'x', type: 'enum' });
    },
  );

  it('is counted where it has no code of its own to be found by', () => {
    const { points, unread } = normal(null, 7, {}, { code: '' }, { code: 'c'.repeat(129) }, { code: 'ok' });
    expect(points).toEqual([{ code: 'ok' }]);
    expect(unread).toBe(5);
  });

  it('is one of so many at most, with so much text at most', () => {
    const many = Array.from({ length: pointsAtMost + 10 }, (_, at) => ({ code: `c${at}` }));
    expect(normal(...many)).toMatchObject({ unread: 10 });
    const range = Array.from({ length: 500 }, (_, at) => `${at}`.padEnd(200, 'x'));
    const long = Array.from({ length: 100 }, (_, at) => ({
      code: `c${at}`,
      type: 'enum',
      values: { range },
    }));
    const { points, unread } = normal(...long);
    expect(JSON.stringify(points).length).toBeLessThan(1_100_000);
    expect(unread).toBe(100 - points.length);
  });

  it('is cut between characters, and never in the middle of one', () => {
    expect(only({ name: `${'a'.repeat(199)}😀` })?.name).toBe('a'.repeat(199));
  });
});

/** Anything, by chance: the same for the same seed. */
class Chance {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state % limit;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  thing(depth = 0): unknown {
    const kinds = depth > 2 ? 8 : 10;
    switch (this.below(kinds)) {
      case 0:
        return null;
      case 1:
        return this.of([0, -1, 1.5, 100, 1e308, -1e-9, Number.NaN, Infinity, 2 ** 53]);
      case 2:
        return this.of(['', ' ', '1', '-7', '1e5', '{"min":', 'a', '\u202e', '__proto__', 'x'.repeat(5_000)]);
      case 3:
        return this.below(2) === 0;
      case 4:
        return undefined;
      case 5:
        return 10n;
      case 6:
        return Symbol('s');
      case 7:
        return () => 1;
      case 8:
        return Array.from({ length: this.below(4) }, () => this.thing(depth + 1));
      default:
        return Object.fromEntries(
          Array.from({ length: this.below(4) }, () => [
            this.of([
              'min',
              'max',
              'scale',
              'step',
              'unit',
              'range',
              'label',
              'labels',
              'maxlen',
              '__proto__',
            ]),
            this.thing(depth + 1),
          ]),
        );
    }
  }

  point(): unknown {
    if (this.below(12) === 0) return this.thing();
    const types = ['Integer', 'value', 'Enum', 'bitmap', 'Raw', 'bool', 'struct', 'x', undefined];
    const values =
      this.below(3) === 0
        ? this.thing()
        : {
            min: this.thing(2),
            max: this.thing(2),
            scale: this.thing(2),
            step: this.thing(2),
            unit: this.thing(2),
            range: this.thing(1),
            label: this.thing(1),
            maxlen: this.thing(2),
          };
    return {
      code: this.of(['a', 'b', 'c', '', '__proto__', 7]),
      dpId: this.thing(2),
      name: this.thing(2),
      access: this.of(['ro', 'rw', 'wr', 'x', undefined]),
      type: this.of(types),
      values,
    };
  }
}

it('10,000 broken definitions throw nothing, and whatever is said afterwards can be', () => {
  for (let seed = 1; seed <= 10_000; seed++) {
    const chance = new Chance(seed);
    const points = Array.from({ length: chance.below(6) }, () => chance.point());
    const definition = {
      points: chance.below(50) === 0 ? chance.thing() : points,
      badRecords: chance.below(50) === 0 ? chance.thing() : [],
    } as unknown as ProductDefinition;
    for (const point of normalPoints(definition).points) {
      const { code, dpId, name, scale, min, max, step, unit, range, labels, maxLength } = point;
      const isRight =
        typeof code === 'string' &&
        code !== '' &&
        (dpId === undefined || (Number.isInteger(dpId) && dpId > 0)) &&
        (scale === undefined || (Number.isInteger(scale) && scale >= 0 && scale <= 10)) &&
        [min, max].every((each) => each === undefined || Number.isFinite(each)) &&
        !(min !== undefined && max !== undefined && min > max) &&
        (step === undefined || (Number.isFinite(step) && step > 0)) &&
        (name === undefined || (name.trim() !== '' && name.length <= 200)) &&
        (unit === undefined || unit.length <= longestUnit) &&
        [range, labels].every(
          (each) => each === undefined || (each.length > 0 && each.every((one) => typeof one === 'string')),
        ) &&
        (maxLength === undefined || maxLength > 0) &&
        !Object.values(point).includes(undefined);
      expect(isRight, `seed ${seed}: ${code}`).toBe(true);
    }
  }
});
