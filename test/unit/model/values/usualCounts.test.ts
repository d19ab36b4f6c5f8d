import { describe, expect, it } from 'vitest';
import { oneSpelling, type SchemaPoint } from '../../../schemas/schemas.js';
import { usualReadings, usuallyRaw } from '../../../schemas/usualCounts.js';

/** Products that have nothing but this data point. */
function products(count: number, point: Partial<SchemaPoint>): (readonly SchemaPoint[])[] {
  const whole = { code: 'x', type: 'value', scale: 0, unit: '', min: 0, max: 1000, said: {}, ...point };
  return Array.from({ length: count }, () => [whole]);
}

describe('a code is usually raw', () => {
  it.each([
    [5, 0, ['x']],
    [4, 0, []],
    [97, 3, ['x']],
    [96, 4, []],
  ])('with %d raw and %d other products: %j', (raw, other, codes) => {
    expect(usuallyRaw([...products(raw, { type: 'raw' }), ...products(other, { type: 'string' })])).toEqual(
      codes,
    );
  });
});

describe('numbers of a code', () => {
  it('are read for certain where every product says the same', () => {
    expect(usualReadings(products(20, { scale: 2, unit: 'kWh', min: -5, max: 9 }))).toEqual([
      { code: 'x', scale: 2, unit: 'kWh', agreeing: 20, products: 20, certain: true, from: -5, to: 9 },
    ]);
  });

  it.each([
    ['too few products', products(19, { scale: 1, unit: 'W' })],
    ['halves', [...products(15, { scale: 1, unit: '°C' }), ...products(15, { unit: '°C' })]],
    ['neither scale nor unit', products(50, {})],
    ['a unit that few name', [...products(50, {}), ...products(5, { unit: 'lux' })]],
  ])('are not read: %s', (_, seen) => {
    expect(usualReadings(seen)).toEqual([]);
  });

  it.each([
    ['another scale', products(2, { scale: 0, unit: 'W' })],
    ['another unit', products(2, { scale: 1, unit: 'kW' })],
    ['no unit', products(2, { scale: 1 })],
    ['a bitmap', products(2, { type: 'bitmap' })],
  ])('are assumed where one product has %s', (_, others) => {
    const [reading] = usualReadings([...products(40, { scale: 1, unit: 'W' }), ...others]);
    expect(reading).toMatchObject({ scale: 1, unit: 'W', certain: false, products: 42 });
  });

  it('have the range that more than a few products allow, and a percentage ends at 100', () => {
    const seen = [
      ...products(98, { scale: 1, unit: '%', min: 0, max: 9000 }),
      ...products(2, { scale: 1, unit: '%', min: -50, max: 20_000 }),
      ...products(2, { unit: '%' }),
    ];
    expect(usualReadings(seen)).toMatchObject([{ from: 0, to: 1000 }]);
  });

  it('are whole volts first where these are those of mains', () => {
    const seen = [...products(180, { scale: 1, unit: 'V', max: 5000 }), ...products(20, { unit: 'V' })];
    expect(usualReadings(seen)).toMatchObject([
      { scale: 0, agreeing: 20, from: 80, to: 300 },
      { scale: 1, agreeing: 180, from: 0, to: 5000 },
    ]);
  });
});

it('a unit has one spelling where it can only be that one', () => {
  expect(['kW·h\t', ' KW.h', '℃', 'Deg C', 'Ｖ', 'M', '度', 'mA', 'MA'].map(oneSpelling)).toEqual([
    'kWh',
    'kWh',
    '°C',
    'Deg C',
    'Ｖ',
    'M',
    '度',
    'mA',
    'MA',
  ]);
});
