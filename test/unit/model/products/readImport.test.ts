import { describe, expect, it } from 'vitest';
import { readImport } from '../../../../src/model/products/readImport.js';
import { layeredPoints } from '../../../../src/model/products/layers.js';

const read = (name: string, content: unknown) =>
  readImport(name, typeof content === 'string' ? content : JSON.stringify(content));
const reasonOf = (name: string, content: unknown) => {
  try {
    read(name, content);
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
  return undefined;
};

const dps = [
  {
    id: 1,
    code: 'switch_1',
    name: '开关1',
    type: 'obj',
    subType: 'bool',
    mode: 'rw',
    selected: true,
    property: { type: 'bool' },
  },
  {
    dpId: '101',
    dpCode: 'level',
    dpName: 'Level',
    dataType: 'value',
    accessMode: 'ro',
    selected: true,
    property: { min: 0, max: 1000, step: 1, scale: 1, unit: '%' },
  },
  {
    id: 26,
    code: 'fault',
    type: 'obj',
    mode: 'ro',
    selected: true,
    property: { type: 'bitmap', label: ['hot'] },
  },
  { id: 2, code: 'unused', type: 'bool', mode: 'rw', selected: false, property: {} },
];

describe('a product of the TuyaOpen IDE', () => {
  it.each([
    ['wrapped', { schemaVersion: 2, pid: 'abc123', dpSchema: { ok: true, data: { dps } } }],
    ['bare', { pid: 'abc123', dpSchema: { dps } }],
    ['named by its file', { schemaVersion: 1, dpSchema: { dps } }],
  ])('has its chosen data points, %s', (_, file) => {
    expect(read('product-abc123.json', file)).toEqual([
      {
        productId: 'abc123',
        unread: 0,
        points: [
          { code: 'switch_1', dpId: 1, name: '开关1', access: 'rw', type: 'boolean' },
          {
            code: 'level',
            dpId: 101,
            name: 'Level',
            access: 'ro',
            type: 'integer',
            min: 0,
            max: 1000,
            step: 1,
            scale: 1,
            unit: '%',
          },
          { code: 'fault', dpId: 26, access: 'ro', type: 'bitmap', labels: ['hot'] },
        ],
      },
    ]);
  });

  it('says why it can’t be taken', () => {
    expect(reasonOf('snapshot.json', { schemaVersion: 2, dpSchema: { dps } })).toBe('noProduct');
    expect(reasonOf('product-a.json', { pid: 'a', dpSchema: { dps: [dps[3]] } })).toBe('noPoints');
    expect(reasonOf('product-a.json', { pid: 'a', fetchError: 'HTTP 401' })).toBe('noPoints');
    expect(reasonOf('product-a.json', { pid: '../../x', schemaVersion: 2 })).toBe('noPoints');
  });
});

describe('tinytuya’s devices.json', () => {
  const mapping = {
    '18': {
      code: 'cur_current',
      type: 'Integer',
      values: { unit: 'mA', min: 0, max: 30000, scale: 0, step: 1 },
    },
    phase_a: { code: 'phase_a', type: 'Json', raw_values: '{}', values: {} },
  };

  it('has a model for each product, once', () => {
    const products = read('devices.json', [
      { id: 'a', key: 'k', product_id: 'p1', mapping },
      {
        id: 'b',
        key: 'k',
        product_id: 'p1',
        mapping: { '1': { code: 'other', type: 'Boolean', values: {} } },
      },
      { id: 'c', key: 'k', product_id: 'p2', mapping: {} },
      { id: 'd', key: 'k', product_id: 'p3', mapping: null },
      7,
    ]);
    expect(products).toEqual([
      {
        productId: 'p1',
        unread: 0,
        points: [
          {
            code: 'cur_current',
            dpId: 18,
            type: 'integer',
            min: 0,
            max: 30000,
            step: 1,
            scale: 0,
            unit: 'mA',
          },
          { code: 'phase_a', type: 'json' },
        ],
      },
    ]);
  });

  it('says why it can’t be taken', () => {
    expect(reasonOf('devices.json', [{ id: 'a', product_id: 'p1' }])).toBe('noPoints');
    expect(reasonOf('devices.json', [{ id: 'a', mapping }])).toBe('noProduct');
    expect(reasonOf('devices.json', [])).toBe('otherShape');
    expect(reasonOf('devices.json', '[{')).toBe('notReadable');
    expect(reasonOf('devices.json', ' '.repeat(20_000_001))).toBe('tooLarge');
  });
});

describe('a device of tuya-local', () => {
  const yaml = `
name: Charger
products:
  - id: keyabc
  - id: keydef
    name: Twin
entities:
  - entity: sensor
    class: energy
    dps:
      - id: 1
        type: integer
        name: sensor
        unit: kWh
        readonly: true
        mapping:
          - scale: 100
  - entity: number
    name: Charging current
    dps:
      - id: 4
        type: integer
        name: value
        unit: A
        range:
          min: 6
          max: 32
        mapping:
          - scale: 0.03
  - entity: sensor
    class: voltage
    dps:
      - id: 6
        type: base64
        name: sensor
        unit: V
        mask: "FFFF"
        mapping:
          - scale: 10
  - entity: binary_sensor
    class: problem
    dps:
      - id: 10
        type: bitfield
        name: sensor
      - id: 10
        type: bitfield
        name: description
        mapping:
          - dps_val: 0
            value: ok
          - dps_val: 1
            value: Over current
          - dps_val: 4
            value: Under voltage
`;

  it('knows names, units and bits by number, for each of its products', () => {
    const [one, other] = read('charger.yaml', yaml);
    expect([one?.productId, other?.productId]).toEqual(['keyabc', 'keydef']);
    expect(one?.points).toEqual([
      { code: '1', dpId: 1, name: 'energy', access: 'ro', type: 'integer', unit: 'kWh', scale: 2 },
      { code: '4', dpId: 4, name: 'Charging current', type: 'integer', unit: 'A', min: 6, max: 32 },
      { code: '6', dpId: 6, name: 'voltage', type: 'raw' },
      {
        code: '10',
        dpId: 10,
        name: 'problem',
        type: 'bitmap',
        labels: ['Over current', 'bit 1', 'Under voltage'],
      },
    ]);
  });

  it('fills a model that knows which code has which number', () => {
    const [one] = read('charger.yaml', yaml);
    const own = [
      { code: 'fault', dpId: 10, type: 'bitmap' },
      { code: 'forward_energy_total', dpId: 1 },
    ] as const;
    const points = layeredPoints(own, one?.points ?? [], new Map());
    expect(points.get('fault')).toMatchObject({
      name: 'problem',
      labels: ['Over current', 'bit 1', 'Under voltage'],
    });
    expect(points.get('forward_energy_total')).toEqual({
      code: 'forward_energy_total',
      dpId: 1,
      name: 'energy',
      access: 'ro',
      type: 'integer',
      unit: 'kWh',
      scale: 2,
    });
    expect([...points.keys()]).toEqual(['fault', 'forward_energy_total', '4', '6']);
  });

  it.each([
    ['of another kind', 'a: 1', 'otherShape'],
    ['without a product', yaml.replace(/products:[\s\S]*?entities:/, 'entities:'), 'noProduct'],
    ['that is broken', 'a: [1', 'notReadable'],
    [
      'that grows by itself',
      `a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]`,
      'otherShape',
    ],
    ['nested without end', '['.repeat(400_000), 'notReadable'],
    ['of lists in lists without end', '- '.repeat(200_000), 'notReadable'],
    ['of half a megabyte', `a: ${'x'.repeat(500_001)}`, 'tooLarge'],
  ])('%s isn’t taken', (_, text, reason) => {
    expect(reasonOf('x.yaml', text)).toBe(reason);
  });
});

it('a YAML that uses one part again and again is read up to a bound', () => {
  const many = (name: string) => Array.from({ length: 50 }, () => `*${name}`).join(',');
  const text = [
    'dp: &dp {id: 1, type: bitfield, name: fault}',
    `entity: &entity {dps: [${many('dp')}]}`,
    `entities: [${many('entity')},{dps: [{id: 2, type: integer}]}]`,
    'products: [{id: keyabc}]',
  ].join('\n');
  expect(read('x.yml', text)[0]?.points.map(({ code }) => code)).toEqual(['1']);
});

it('a YAML whose parts are used for many products fills no disk', () => {
  const rules = Array.from({ length: 32 }, (_, bit) => `{dps_val: ${2 ** bit}, value: ${'x'.repeat(200)}}`);
  const text = [
    `entities: [{dps: [{id: 1, type: bitfield, mapping: &rules [${rules.join(',')}]},`,
    ...Array.from({ length: 50 }, (_, at) => `{id: ${at + 2}, type: bitfield, mapping: *rules},`),
    ']}]',
    `products: [${Array.from({ length: 200 }, (_, at) => `{id: key${at}}`).join(',')}]`,
  ].join('\n');
  expect(text.length).toBeLessThan(20_000);
  expect(reasonOf('x.yml', text)).toBe('tooLarge');
});

it('a YAML has no merge keys: a text of some kilobytes can’t become a thing of gigabytes', () => {
  const text = 'a: &a {id: keyabc}\nproducts: [{<<: *a}]\nentities: [{dps: [{id: 1, type: integer}]}]';
  expect(reasonOf('x.yaml', text)).toBe('noProduct');
});
