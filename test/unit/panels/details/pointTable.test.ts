import { describe, expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import { detailsSnapshot, type SnapshotContext } from '../../../../src/panels/details/detailsSnapshot.js';
import { outsideText } from '../../../../src/panels/details/outsideText.js';
import { pointCodes, pointTable } from '../../../../src/panels/details/pointTable.js';
import { rangeText } from '../../../../src/platform/display/pointRange.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { DataPoint, ShadowProperty } from '../../../../src/tuya/results.js';
import { modelOf, unreadModel } from '../../../support/productModels.js';
import { hostileTexts } from '../hostile.js';

const context: SnapshotContext = {
  device: () => undefined,
  iconUrl: () => undefined,
  weightUnit: 'kg',
  liveIntervals: [],
};

function stateOf(
  status: readonly DataPoint[],
  {
    points,
    shadow,
    ...more
  }: Partial<Omit<DetailsState, 'shadow'>> & {
    readonly points?: readonly PointModel[];
    readonly shadow?: readonly ShadowProperty[];
  } = {},
): DetailsState {
  return {
    ...unreadDetails,
    ref: { projectId: 'p', deviceId: 'd1' },
    device: { id: 'd1', productId: 'x', status, extra: {} },
    ...(points && { model: modelOf(points) }),
    ...(shadow && { shadow: { state: 'read', value: shadow } }),
    ...more,
  };
}

describe('the rows of data points', () => {
  it('stand by DP id where it is known, the others after them as the cloud has them; places stay the host’s', () => {
    const status = ['z', 'b', 'a', 'c'].map((code) => ({ code, value: 1 }));
    const points = [
      { code: 'a', dpId: 2 },
      { code: 'b', dpId: 101 },
    ];
    const rows = pointTable(stateOf(status, { points })).dataPoints;
    expect(rows.map(({ code, dpId, index }) => [code, dpId, index])).toEqual([
      ['a', 2, 2],
      ['b', 101, 1],
      ['z', undefined, 0],
      ['c', undefined, 3],
    ]);
  });

  it('say what the product says of them', () => {
    const points: PointModel[] = [
      {
        code: 'temp',
        dpId: 3,
        name: 'Temperature',
        access: 'ro',
        type: 'integer',
        min: -200,
        max: 600,
        step: 5,
        scale: 1,
        unit: '°C',
      },
    ];
    expect(pointTable(stateOf([{ code: 'temp', value: 215 }], { points })).dataPoints).toEqual([
      {
        code: 'temp',
        dpId: 3,
        name: { text: 'Temperature', state: 'known', of: 'product' },
        type: 'Integer',
        access: 'ro',
        range: '-20.0 to 60.0 °C, in steps of 0.5',
        index: 0,
        isNew: false,
        value: { kind: 'number', text: '215', length: 3, truncated: false, shown: { text: '21.5 °C' } },
      },
    ]);
  });

  it('are named by this device before its product, and say where a person changed what they mean', () => {
    const points = ['a', 'b', 'c'].map((code) => ({ code, name: `Product ${code}` }));
    const state = stateOf(
      points.map(({ code }) => ({ code, value: 1 })),
      { names: new Map([['a', { name: 'Own', state: 'known' }]]) },
    );
    const model = modelOf(points, { changedByHand: ['b'] });
    const rows = pointTable({ ...state, model }).dataPoints;
    expect(rows.map(({ name, isChanged }) => [name, isChanged])).toEqual([
      [{ text: 'Own', state: 'known' }, undefined],
      [{ text: 'Product b', state: 'known', of: 'changed' }, true],
      [{ text: 'Product c', state: 'known', of: 'product' }, undefined],
    ]);
  });

  it('have the shadow’s ids and ages, but no age for a value that was reported since', () => {
    const status = [
      { code: 'a', value: 1 },
      { code: 'b', value: 2 },
    ];
    const shadow = [
      { code: 'a', value: 1, dpId: 7, at: 5_000 },
      { code: 'b', value: 3, dpId: 8, at: 6_000 },
    ];
    const rows = pointTable(stateOf(status, { shadow })).dataPoints;
    expect(rows.map(({ dpId, at, value }) => [dpId, at, value.text])).toEqual([
      [7, 5_000, '1'],
      [8, undefined, '2'],
    ]);
  });

  it('hold what only the shadow has, marked, and what only the product has apart from them', () => {
    const state = stateOf([{ code: 'switch', value: true }], {
      shadow: [
        { code: 'switch', value: true, dpId: 1 },
        { code: 'lift_height', value: 730, dpId: 101, type: 'value' },
      ],
      points: [{ code: 'fault', dpId: 9 }, { code: 'switch' }, { code: 'countdown', dpId: 4 }],
    });
    const { dataPoints, modelPoints, namedPoints } = pointTable(state);
    expect(dataPoints.map(({ code, isCustom, index }) => [code, isCustom, index])).toEqual([
      ['switch', undefined, 0],
      ['lift_height', true, 1],
    ]);
    expect(modelPoints.map(({ code }) => code)).toEqual(['countdown', 'fault']);
    expect(namedPoints).toEqual([]);
    expect(new Set(pointCodes(state))).toEqual(new Set(['switch', 'lift_height', 'fault', 'countdown']));
  });

  it('hide no value where the shadow gives one number to all', () => {
    const shadow = ['a', 'b', 'c'].map((code, value) => ({ code, value, dpId: 1 }));
    const { dataPoints } = pointTable(stateOf([{ code: 'a', value: 0 }], { shadow }));
    expect(dataPoints.map(({ code, value }) => [code, value.text])).toEqual([
      ['a', '0'],
      ['b', '1'],
      ['c', '2'],
    ]);
  });

  it('have no given name that shows nothing', () => {
    const state = stateOf([{ code: 'a', value: 1 }], {
      points: [{ code: 'a', name: 'Outlet' }],
      shadow: [{ code: 'a', value: 1, customName: '\u200b\u2060' }],
    });
    expect(pointTable(state).dataPoints[0]?.name).toEqual({ text: 'Outlet', state: 'known', of: 'product' });
  });

  it('are one where the standard set has another code for the same number', () => {
    const { dataPoints, modelPoints, namedPoints } = pointTable(
      stateOf([{ code: 'bright_value_v2', value: 860 }], {
        shadow: [{ code: 'bright_value', value: 860, dpId: 22, at: 5_000, customName: 'Desk' }],
        names: new Map([['bright_value', { name: 'Desk', state: 'known' }]]),
        points: [
          { code: 'bright_value_v2', dpId: 22 },
          { code: 'bright_value', dpId: 22 },
        ],
      }),
    );
    expect(dataPoints).toMatchObject([
      { code: 'bright_value_v2', dpId: 22, at: 5_000, name: { text: 'Desk' } },
    ]);
    expect(dataPoints[0]).not.toHaveProperty('isCustom');
    expect([...modelPoints, ...namedPoints]).toEqual([]);
  });

  it('show a data point of the product that was given a name, though the device doesn’t report it', () => {
    const names = new Map([['countdown', { name: 'Timer', state: 'known' } as const]]);
    const { namedPoints, modelPoints } = pointTable(
      stateOf([], { points: [{ code: 'countdown', dpId: 4, type: 'integer', unit: 's' }], names }),
    );
    expect(namedPoints).toEqual([
      {
        code: 'countdown',
        dpId: 4,
        name: { text: 'Timer', state: 'known' },
        type: 'Integer',
        range: 's',
        editor: { kind: 'number', step: '1', unit: 's' },
      },
    ]);
    expect(modelPoints).toEqual([]);
  });

  it('are as many as a page draws, and how many are missing is told', () => {
    const many = Array.from({ length: 700 }, (_, index) => ({ code: `p${index}`, value: index }));
    const shadow = Array.from({ length: 10 }, (_, index) => ({ code: `s${index}`, value: index }));
    const points = Array.from({ length: 900 }, (_, index) => ({ code: `m${index}` }));
    const table = pointTable(stateOf(many, { shadow, points }));
    expect([table.dataPoints.length, table.unlistedDataPoints]).toEqual([500, 210]);
    expect([table.modelPoints.length, table.unlistedModelPoints]).toEqual([500, 400]);
  });

  it.each(hostileTexts.map((text) => [text.slice(0, 60), text]))(
    'show %j without what deceives',
    (_, text) => {
      const state = stateOf([{ code: 'a', value: 1 }], {
        points: [
          { code: 'a', name: text, unit: text, type: 'integer', scale: 0, min: 0 },
          { code: text, range: [text], labels: [text], type: 'enum' },
          { code: 'bits', labels: [text], type: 'bitmap' },
        ],
        shadow: [{ code: text, value: text, type: text, customName: text }],
      });
      const json = JSON.stringify(detailsSnapshot(state, context)).replaceAll('\\\\u', '');
      // oxlint-disable-next-line no-control-regex
      expect(/[\u202a-\u202e\u2066-\u2069\u200b]|\\u00(00|1b)/.test(json)).toBe(false);
    },
  );
});

describe('which values a data point may have', () => {
  it.each<[string, Partial<PointModel>, string | undefined]>([
    ['whole numbers', { min: 0, max: 100, step: 1, unit: '%' }, '0 to 100 %'],
    ['scaled ones', { min: 0, max: 1000, scale: 1, step: 10 }, '0.0 to 100.0, in steps of 1.0'],
    ['one limit', { min: 5 }, 'from 5'],
    ['the other one', { max: 5, unit: 'V' }, 'up to 5 V'],
    ['a unit alone', { unit: 'kWh' }, 'kWh'],
    ['a step alone', { step: 2 }, 'in steps of 2'],
    ['members', { type: 'enum', range: ['low', 'high'] }, 'low, high'],
    ['members with words', { type: 'enum', range: ['1', '2'], labels: ['Eco', '2'] }, '1 (Eco), 2'],
    ['a member without a word', { type: 'enum', range: ['1', '2'], labels: ['Eco', ''] }, '1 (Eco), 2'],
    ['members of which some are known', { range: ['1'], mayBeOthers: true, labels: ['Eco'] }, '1 (Eco), …'],
    ['bits', { type: 'bitmap', labels: ['ov_cr', 'ov_vol'], maxLength: 2 }, '0: ov_cr, 1: ov_vol'],
    ['bits without names', { type: 'bitmap', max: 7 }, undefined],
    ['text', { type: 'string', maxLength: 255 }, 'up to 255 characters'],
    ['bytes', { type: 'raw', maxLength: 128 }, 'up to 128 bytes'],
    ['nothing', { type: 'boolean' }, undefined],
  ])('%s', (_, model, text) => {
    expect(rangeText({ code: 'x', ...model })).toBe(text);
  });

  it('is told in a line of bounded length', () => {
    const range = Array.from({ length: 100_000 }, (_, index) => `member_${index}_${'x'.repeat(500)}`);
    expect(rangeText({ code: 'x', type: 'enum', range })?.length).toBeLessThan(3_000);
  });
});

describe('a value that its model doesn’t allow', () => {
  it.each<[unknown, Partial<PointModel>, string | undefined]>([
    ['turbo', { type: 'enum', range: ['low', 'high'] }, 'not one of low, high'],
    ['low', { type: 'enum', range: ['low', 'high'] }, undefined],
    [
      -1,
      { type: 'integer', min: 0, max: 100, unit: '%' },
      'below what the product’s model allows: 0 to 100 %',
    ],
    [101, { type: 'integer', min: 0, max: 100 }, 'above what the product’s model allows: 0 to 100'],
    [8, { type: 'bitmap', labels: ['a', 'b'] }, 'has bits that the product’s model doesn’t name'],
    ['on', { type: 'boolean' }, 'not what the product’s model says'],
    [2, { type: 'enum', range: ['0', '1'] }, 'not one of 0, 1'],
    [1, { type: 'enum', range: ['0', '1'] }, undefined],
    // It looks like bits that have names.
    ['1', { type: 'bitmap', labels: ['a', 'b'] }, 'not what the product’s model says'],
    [-1, { type: 'bitmap', labels: ['a', 'b'] }, 'not what the product’s model says'],
    ['on', {}, undefined],
  ])('is marked: %j of %j', (value, model, text) => {
    expect(outsideText({ code: 'x', value }, { code: 'x', ...model })).toBe(text);
  });
});

describe('what is known of the product’s model', () => {
  const modelDtoOf = (model: DetailsState['model']) =>
    detailsSnapshot(stateOf([], model && { model }), context).model;
  const problem = new TuyaError('permission', {
    operation: 'products.thingModel',
    message: '',
    remedy: 'authorizeApi',
    code: 28841105,
  });

  it('is its source and age', () => {
    expect(modelDtoOf(modelOf([], { readAt: 5, source: 'import' }))).toEqual({
      state: 'read',
      source: 'import',
      readAt: 5,
    });
  });

  it('is the last good one, and why the latest attempt to read it failed', () => {
    expect(modelDtoOf(modelOf([], { readAt: 5, problem }))).toMatchObject({
      state: 'read',
      readAt: 5,
      problem: { code: 28841105 },
    });
  });

  it('is why there is none, as the cloud said it', () => {
    expect(modelDtoOf(undefined)).toBeUndefined();
    expect(modelDtoOf(unreadModel)).toEqual({ state: 'unread' });
    expect(modelDtoOf(modelOf([], { reading: { state: 'none' } }))).toEqual({ state: 'none' });
    expect(modelDtoOf(modelOf([], { reading: { state: 'refused', problem } }))).toMatchObject({
      state: 'refused',
      problem: { code: 28841105 },
    });
    expect(modelDtoOf(modelOf([], { reading: { state: 'failed', problem } }))).toMatchObject({
      state: 'failed',
      problem: { code: 28841105 },
    });
  });
});
