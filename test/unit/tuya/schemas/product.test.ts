import { describe, expect, it } from 'vitest';
import type { PointDefinition } from '../../../../src/tuya/results.js';
import {
  readShadowResult,
  readSpecificationResult,
  readThingModelResult,
} from '../../../../src/tuya/schemas/productResults.js';
import { modelPropertyReader, specifiedPointReader } from '../../../../src/tuya/schemas/product.js';
import { FieldProblem } from '../../../../src/tuya/schemas/record.js';

type Fields = Readonly<Record<string, unknown>>;

const specified = (fields: Fields): PointDefinition =>
  specifiedPointReader.read({ code: 'led', ...fields }, 'r');
const property = (fields: Fields): PointDefinition =>
  modelPropertyReader.read({ code: 'led', ...fields }, 'r');
const modelOf = (...services: readonly unknown[]): Fields => ({ model: JSON.stringify({ services }) });
const problemOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    if (error instanceof FieldProblem) return error.message;
    throw error;
  }
  return 'none';
};

/** What no list of an answer should hold, and a hostile cloud sends. */
const nonsense: readonly unknown[] = [
  ...[null, 1, 'led', [], {}, true],
  ...[{ code: null }, { code: '' }, { code: {} }, { code: ['led'] }, { values: '{}' }],
];

describe('a data point', () => {
  it.each(['dp_id', 'dpId', 'abilityId'])('has its number as %s, a number or a text', (name) => {
    for (const read of [specified, property]) {
      expect(read({ [name]: 101 }).dpId).toBe(101);
      expect(read({ [name]: '101' }).dpId).toBe(101);
      for (const wrong of [0, -1, 1.5, '', 'one', {}, null, 1e300])
        expect(read({ [name]: wrong }).dpId).toBeUndefined();
    }
  });

  it('has the text of its values read, and keeps one that is broken', () => {
    const values = (given: unknown): unknown => specified({ values: given }).values;
    expect(values('{"min":"0","scale":"1","range":["a"]}')).toEqual({ min: '0', scale: '1', range: ['a'] });
    expect(values({ min: 0 })).toEqual({ min: 0 });
    expect(values('{"range":["a",')).toBe('{"range":["a",');
    expect(values('{"max":12345678901234567890}')).toEqual({ max: '12345678901234567890' });
    for (const none of ['', ' ', null, undefined, 'null']) expect(values(none)).toBeUndefined();
  });

  it('keeps what is deeper or longer than anybody means it to be as text', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(specified({ values: deep }).values).toBe(deep);
    expect(specified({ values: JSON.parse(deep) }).values).toEqual(expect.any(String));
    const long = `{"unit":"${'x'.repeat(300_000)}"}`;
    expect(specified({ values: long }).values).toBe(long);
    expect(property({ typeSpec: JSON.parse(deep) as unknown }).values).toEqual(expect.any(String));
  });

  it('of a thing model has type and values apart, and says who may set it', () => {
    expect(property({ typeSpec: { type: 'value', min: 0, unit: 'W' }, accessMode: 'RO ' })).toEqual({
      ...{ code: 'led', type: 'value', values: { min: 0, unit: 'W' }, access: 'ro' },
    });
    expect(property({ typeSpec: '{"type":"bool"}' })).toEqual({ code: 'led', type: 'bool' });
    expect(property({ typeSpec: '{"type":' })).toEqual({ code: 'led', values: '{"type":' });
    expect(property({ typeSpec: { type: 5, min: 0 } })).toEqual({ code: 'led', values: { min: 0 } });
    for (const accessMode of ['w', 'read', '', 1, {}, 'constructor'])
      expect(property({ accessMode }).access).toBeUndefined();
  });

  it('has no description that is its values once more', () => {
    expect(specified({ desc: '{"range":["a"]}' }).description).toBeUndefined();
    expect(specified({ desc: 'Lamp' }).description).toBe('Lamp');
    expect(specified({ desc: 'Lamp', description: 'The lamp' }).description).toBe('The lamp');
  });
});

describe('a specification', () => {
  it('has each code once, and says by the lists who may set it', () => {
    const { points, badRecords, category } = readSpecificationResult({
      category: 'cz',
      functions: [{ code: 'both', name: 'Both', type: 'Integer', values: '{"min":0}' }, { code: 'set' }],
      status: [{ code: 'told' }, { code: 'both', dp_id: 9, type: 'Integer', values: '{"min":0,"max":5}' }],
    });
    expect(category).toBe('cz');
    expect(badRecords).toEqual([]);
    expect(points).toEqual([
      // From the side that says more, filled up from the other.
      {
        ...{ code: 'both', name: 'Both', dpId: 9, type: 'Integer', access: 'rw' },
        values: { min: 0, max: 5 },
      },
      { code: 'set', access: 'wr' },
      { code: 'told', access: 'ro' },
    ]);
  });

  it('has the members of an enum that can be set and those that are reported', () => {
    const members = (functions: unknown, status: unknown): unknown =>
      readSpecificationResult({
        functions: [{ code: 'suction', type: 'Enum', values: JSON.stringify(functions) }],
        status: [{ code: 'suction', type: 'Enum', values: JSON.stringify(status) }],
      }).points[0]?.values;
    // A vacuum cleaner: home-assistant/core, tests/components/tuya/fixtures, sd_lr33znaodtyarrrz.
    const reported = ['closed', 'gentle', 'normal', 'strong'];
    expect(members({ range: reported.slice(1) }, { range: reported })).toEqual({ range: reported });
    expect(members({ range: ['boost', 'closed'] }, { range: reported })).toEqual({
      range: [...reported, 'boost'],
    });
    expect(members({ range: 'none' }, { range: reported })).toEqual({ range: 'none' });
    expect(members({}, { range: reported })).toEqual({ range: reported });
  });

  it('has the limits of what can be set and of what is reported, where both have one scale', () => {
    const limits = (functions: object, status: object): unknown =>
      readSpecificationResult({
        functions: [{ code: 'temp_set', type: 'Integer', values: JSON.stringify(functions) }],
        status: [{ code: 'temp_set', type: 'Integer', values: JSON.stringify(status) }],
      }).points[0]?.values;
    const set = { min: 50, max: 350, scale: 1, unit: '℃' };
    expect(limits(set, { ...set, min: -100, max: 300 })).toEqual({ ...set, min: -100 });
    expect(limits(set, set)).toEqual(set);
    expect(limits(set, { ...set, min: 0, scale: 0 })).toEqual(set);
    expect(limits(set, { ...set, min: '0' })).toEqual(set);
    expect(limits(set, { scale: 1, max: 500 })).toEqual(set);
  });

  it('keeps a type and what belongs to it together where its sides differ', () => {
    const { points } = readSpecificationResult({
      functions: [{ code: 'a', type: 'Enum', values: '{"range":["x"]}', name: 'A' }],
      status: [{ code: 'a', type: 'Integer', dp_id: 3 }],
    });
    expect(points).toEqual([
      { code: 'a', type: 'Enum', values: { range: ['x'] }, name: 'A', dpId: 3, access: 'rw' },
    ]);
  });

  it('loses no data point to another that cannot be read, but claims no access then', () => {
    const { points, badRecords } = readSpecificationResult({
      functions: [...nonsense, { code: 'set', dp_id: 'x', name: 5, type: [] }],
      status: [{ code: 'told' }, ...nonsense],
    });
    expect(points.map(({ code, access }) => [code, access])).toEqual([
      ['set', undefined],
      ['told', undefined],
    ]);
    expect(badRecords).toHaveLength(2 * nonsense.length);
    expect(badRecords[0]).toMatchObject({ index: 0, field: 'result.functions[0]' });
  });

  it('has one list where the other is none', () => {
    for (const functions of [{}, 'none', 5, true]) {
      const read = readSpecificationResult({ functions, status: [{ code: 'told' }] });
      expect(read.points).toEqual([{ code: 'told' }]);
      expect(read.badRecords).toMatchObject([{ field: 'result.functions' }]);
    }
    for (const functions of [null, undefined, []])
      expect(readSpecificationResult({ functions, status: [{ code: 'told' }] }).points).toEqual([
        { code: 'told', access: 'ro' },
      ]);
  });

  it('tells of a code that is in a list twice, and takes the one that says more', () => {
    const { points, badRecords } = readSpecificationResult({
      status: [
        { code: 'a' },
        { code: 'b', name: 'first' },
        { code: 'a', dp_id: 7 },
        { code: 'b', name: 'second' },
      ],
    });
    expect(points).toEqual([
      { code: 'a', dpId: 7, access: 'ro' },
      { code: 'b', name: 'first', access: 'ro' },
    ]);
    expect(badRecords).toMatchObject([
      { index: 2, id: 'a', field: 'result.status', problem: 'has a code twice' },
      { index: 3, id: 'b' },
    ]);
  });

  it('takes no list in the place of its values for something said', () => {
    const limits = { code: 'a', type: 'Integer', values: '{"min":0,"max":9}' };
    const { points } = readSpecificationResult({ status: [{ ...limits, values: '[1,2,3]' }, limits] });
    expect(points).toMatchObject([{ values: { min: 0, max: 9 } }]);
  });

  it('counts no field that could not be read as something said', () => {
    const { points } = readSpecificationResult({
      status: [
        { code: 'a', dp_id: 'x', name: {}, type: [] },
        { code: 'a', dp_id: 7 },
      ],
    });
    expect(points).toEqual([{ code: 'a', dpId: 7, access: 'ro' }]);
  });

  it('of another form is refused', () => {
    for (const other of [undefined, null, [], 'x', 1])
      expect(problemOf(() => readSpecificationResult(other))).toMatch(/^result: /);
    expect(problemOf(() => readSpecificationResult({}))).toBe('result.status: is missing');
    expect(readSpecificationResult({ category: 'wg2' }).points).toEqual([]);
    expect(readSpecificationResult({ category: {}, status: [] })).not.toHaveProperty('category');
  });
});

describe('a thing model', () => {
  it('has the properties of all its services, and loses none to what cannot be read', () => {
    const { points, badRecords } = readThingModelResult(
      modelOf(
        { properties: [{ code: 'a', abilityId: 1 }, ...nonsense] },
        ...[null, 5, { properties: 'none' }, {}, { properties: null }],
        {
          properties: [
            { code: 'b', abilityId: 101, typeSpec: [] },
            { code: 'a', name: 'A', abilityId: 1 },
          ],
        },
      ),
    );
    expect(points).toEqual([
      { code: 'a', name: 'A', dpId: 1 },
      { code: 'b', dpId: 101, values: [] },
    ]);
    expect(badRecords.map(({ field }) => field)).toEqual([
      ...nonsense.map(
        (_entry, index) => expect.stringContaining(`services[0].properties[${index + 1}]`) as string,
      ),
      'result.model.services[1]',
      'result.model.services[2]',
      'result.model.services[3].properties',
      'result.model.services',
    ]);
  });

  it('may be an object instead of its text, and may be empty', () => {
    const services = [{ properties: [{ code: 'a' }] }];
    expect(readThingModelResult({ model: { services } }).points).toEqual([{ code: 'a' }]);
    for (const model of ['', ' ', null, '{"services":[]}', '{"services":null}'])
      expect(readThingModelResult({ model }).points).toEqual([]);
  });

  it('of another form is refused, without a word of it', () => {
    const problem = (raw: unknown): string => problemOf(() => readThingModelResult(raw));
    expect(problem(null)).toBe("result: can't be null");
    expect(problem({})).toBe('result.model: is missing');
    expect(problem({ model: '{"services":[' })).toBe("result.model: isn't JSON");
    expect(problem({ model: '[]' })).toBe("result.model: can't be a list");
    expect(problem({ model: '{}' })).toBe('result.model.services: is missing');
    expect(problem({ model: '{"services":{}}' })).toBe(
      'result.model.services: expected a list, found an object',
    );
  });

  it('of two megabytes is read whole', () => {
    const properties = Array.from({ length: 5000 }, (_, index) => ({
      ...{ code: `point_${index}`, abilityId: index + 1, accessMode: 'rw', name: 'x'.repeat(300) },
      typeSpec: { type: 'enum', range: ['standby', 'charging', 'cleaning', 'goto_charge'] },
    }));
    const raw = modelOf({ properties });
    expect(String(raw['model']).length).toBeGreaterThan(2_000_000);
    const { points, badRecords } = readThingModelResult(raw);
    expect([points.length, badRecords.length]).toEqual([5000, 0]);
  });

  it('is read up to a number of data points, good or bad', () => {
    const many = (entry: unknown, length: number): unknown[] => Array.from({ length }, () => entry);
    for (const services of [
      [{ properties: many({}, 30_000) }],
      many({ properties: [{}, {}, {}] }, 10_000),
      many(null, 30_000),
      [{ properties: many({ code: 'a' }, 30_000) }],
    ]) {
      const { points, badRecords } = readThingModelResult({ model: JSON.stringify({ services }) });
      expect(points.length + badRecords.length).toBeLessThan(5_010);
      expect(badRecords.some(({ problem }) => problem.includes('5000'))).toBe(true);
    }
  });

  it('of any depth is refused or read, but breaks nothing', () => {
    for (const deep of [
      `{"services":${'['.repeat(200_000)}`,
      `{"services":${'['.repeat(9000)}${']'.repeat(9000)}}`,
    ])
      expect(() => problemOf(() => readThingModelResult({ model: deep }))).not.toThrow();
  });
});

describe('a shadow', () => {
  it('has what can be read', () => {
    const at = 1_690_000_000_000;
    const properties = [
      { code: 'a', time: at / 1000, value: null },
      ...nonsense,
      { code: 5, time: 0, dp_id: '4' },
    ];
    expect(readShadowResult({ properties })).toEqual([
      { code: 'a', at, value: null },
      { code: '5', dpId: 4, value: undefined },
    ]);
    expect(readShadowResult({ properties: null })).toEqual([]);
    expect(problemOf(() => readShadowResult({}))).toBe('result.properties: is missing');
    expect(problemOf(() => readShadowResult([]))).toBe("result: can't be a list");
  });
});
