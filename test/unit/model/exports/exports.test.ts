import { describe, expect, it } from 'vitest';
import { deviceTable } from '../../../../src/model/exports/deviceTable.js';
import { toCsv } from '../../../../src/model/exports/csv.js';
import { deviceJson, exportPieces, type ExportFormat } from '../../../../src/model/exports/exportDevices.js';
import { encoded, joined } from '../../../../src/base/timeSlicing.js';
import type { ExportedDevice } from '../../../../src/model/exports/exportedDevice.js';
import { exportFileName } from '../../../../src/model/exports/fileName.js';
import { readImport } from '../../../../src/model/products/readImport.js';
import type { PointModel } from '../../../../src/model/values/pointModel.js';
import type { DataPoint, Device } from '../../../../src/tuya/results.js';

const endpoint = 'https://openapi.tuyaeu.com';
const canary = 'CANARY0123456789';

function aDevice(fields: Partial<Device> = {}): Device {
  return {
    id: 'bf1234567890abcdefgh',
    name: 'WiFi switch-4CH ',
    localKey: canary,
    category: 'kg',
    productName: 'WiFi switch-4CH',
    productId: 'waq2wj9pjadcg1qc',
    bizType: 0,
    model: 'TY-DIY-S04',
    sub: false,
    icon: 'smart/icon/2587b975.png',
    uuid: '00822444600194feee58',
    ip: '120.198.1.2',
    online: true,
    activeTime: 1_589_505_938_000,
    status: [{ code: 'switch_1', value: true }],
    extra: {},
    ...fields,
  };
}

const factory = {
  id: 'bf1234567890abcdefgh',
  mac: '60:01:94:fe:ee:58',
  uuid: '00822444600194feee58',
  extra: {},
};
const all: readonly ExportFormat[] = ['tinytuya', 'json', 'csv'];
const textOf = (...of: Parameters<typeof exportPieces>): string => [...exportPieces(...of)].join('');

const power: PointModel = {
  code: 'cur_power',
  dpId: 19,
  name: 'Power',
  access: 'ro',
  type: 'integer',
  min: 0,
  max: 80_000,
  step: 1,
  scale: 1,
  unit: 'W',
};
const model: readonly PointModel[] = [
  { code: 'switch_1', dpId: 1, access: 'rw', type: 'boolean' },
  power,
  { code: 'mode', dpId: 2, type: 'enum', range: ['low', 'high'] },
  { code: 'temp', dpId: 3, type: 'integer', scale: 1, unit: '℃' },
  { code: 'fault', dpId: 9, type: 'bitmap', labels: ['ov_cr', 'ov_vol'], maxLength: 2 },
  { code: 'note', dpId: 10, type: 'string', maxLength: 255 },
  { code: 'colour', dpId: 11, type: 'json' },
  { code: 'unknown', dpId: 12 },
];
const points = new Map(model.map((point) => [point.code, point]));

it.each([...all, 'points'] as const)(
  '%s of a fleet lets others have their turn, and is the same text',
  async (format) => {
    const fleet = Array.from({ length: 5_000 }, (_, at) => ({ device: aDevice({ id: `d${at}` }) }));
    const options = { endpoint, withKeys: false };
    let turns = 0;
    const count = setInterval(() => turns++, 0);
    const text = await joined(exportPieces(fleet, format, options));
    clearInterval(count);
    expect(turns).toBeGreaterThan(2);
    expect(text).toBe(textOf(fleet, format, options));
    const bytes = await encoded(exportPieces(fleet, format, options));
    expect(Buffer.from(bytes).toString('utf8')).toBe(text);
    await expect(joined(exportPieces(fleet, format, options), AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
  },
);

describe('tinytuya’s devices.json', () => {
  const entry = (exported: ExportedDevice, withKeys = true): Record<string, unknown> => {
    const [first] = JSON.parse(textOf([exported], 'tinytuya', { endpoint, withKeys })) as Record<
      string,
      unknown
    >[];
    return first ?? {};
  };

  it('has the wizard’s fields in the wizard’s order', () => {
    const text = JSON.stringify(entry({ device: aDevice(), factory: { ...factory, sn: '1006' } }));
    expect(text).toBe(
      JSON.stringify({
        name: 'WiFi switch-4CH',
        id: 'bf1234567890abcdefgh',
        key: canary,
        mac: '60:01:94:fe:ee:58',
        uuid: '00822444600194feee58',
        sn: '1006',
        category: 'kg',
        product_name: 'WiFi switch-4CH',
        product_id: 'waq2wj9pjadcg1qc',
        biz_type: 0,
        model: 'TY-DIY-S04',
        sub: false,
        icon: 'https://images.tuyaeu.com/smart/icon/2587b975.png',
      }),
    );
  });

  it('has the mapping that the wizard makes of a specification, where the product’s model is known', () => {
    const made = entry({ device: aDevice(), points });
    expect(Object.keys(made).slice(-2)).toEqual(['icon', 'mapping']);
    expect(made['mapping']).toEqual({
      1: { code: 'switch_1', type: 'Boolean', values: {} },
      19: {
        code: 'cur_power',
        type: 'Integer',
        values: { unit: 'W', min: 0, max: 80_000, scale: 1, step: 1 },
      },
      2: { code: 'mode', type: 'Enum', values: { range: ['low', 'high'] } },
      3: { code: 'temp', type: 'Integer', values: { unit: '°C', scale: 1 } },
      9: { code: 'fault', type: 'Bitmap', values: { label: ['ov_cr', 'ov_vol'], maxlen: 2 } },
      10: { code: 'note', type: 'String', values: '{"maxlen":255}' },
      11: { code: 'colour', type: 'Json', values: {}, raw_values: '{}' },
    });
    expect(entry({ device: aDevice(), points: new Map() })).not.toHaveProperty('mapping');
  });

  it('has a mapping that comes back the same, where it is imported', () => {
    const text = textOf([{ device: aDevice(), points }], 'tinytuya', { endpoint, withKeys: false });
    const [product] = readImport('devices.json', text);
    const { access: _access, name: _name, ...wired } = power;
    expect(product?.productId).toBe('waq2wj9pjadcg1qc');
    expect(product?.points).toContainEqual(wired);
    expect(product?.points.map(({ code }) => code).sort()).toEqual(
      model
        .filter(({ type }) => type !== undefined)
        .map(({ code }) => code)
        .sort(),
    );
  });

  it('has an empty key and mac rather than none', () => {
    expect(entry({ device: aDevice() }, false)).toMatchObject({ key: '', mac: '' });
    const { localKey: _, ...keyless } = aDevice();
    expect(entry({ device: keyless })).toMatchObject({ key: '' });
  });

  it.each([
    ['whose gateway is known', { gatewayId: 'gw' }, { sub: true }, 'gw'],
    ['whose gateway the cloud told', {}, { sub: true, gatewayId: 'gw2' }, 'gw2'],
    ['whose gateway isn’t known', {}, { sub: true }, ''],
    ['that is none', {}, { sub: false }, undefined],
  ])('names the parent of a sub-device %s', (_, more, fields, parent) => {
    const made = entry({ device: aDevice({ ...fields, nodeId: 'a4c1' }), ...more });
    expect(made['parent']).toBe(parent);
    expect(made['node_id']).toBe('a4c1');
  });

  it('never takes the router’s address for the device’s, nor an icon from elsewhere', () => {
    const made = entry({ device: aDevice({ icon: 'https://evil.example/x.png' }) });
    expect(made).not.toHaveProperty('ip');
    expect(made).not.toHaveProperty('icon');
  });

  it('is laid out as Python writes it', () => {
    const text = textOf([{ device: aDevice() }], 'tinytuya', { endpoint, withKeys: false });
    expect(text.startsWith('[\n    {\n        "name": ')).toBe(true);
  });
});

describe('local keys', () => {
  const device = aDevice({
    extra: { localKey: canary, secret_token: canary, nested: [{ authKey: canary, plain: 1 }], lat_x: 'y' },
  });

  it.each(all)('are in no %s unless they were asked for', (format) => {
    expect(textOf([{ device }], format, { endpoint, withKeys: false })).not.toContain(canary);
    expect(textOf([{ device }], format, { endpoint, withKeys: true })).toContain(canary);
  });

  it('are not in what is copied, and what isn’t secret is', () => {
    const text = deviceJson({ device }, { withKeys: false });
    expect(text).not.toContain(canary);
    expect(JSON.parse(text)).toMatchObject({
      lat_x: 'y',
      nested: [{ plain: 1 }],
      active_time: 1_589_505_938,
    });
    expect(text).not.toContain('local_key');
  });
});

it('JSON has the raw value of a field that could not be read', () => {
  const { bizType: _, ...device } = aDevice({ extra: { biz_type: '12345678901234567890' } });
  expect(JSON.parse(textOf([{ device }], 'json', { endpoint, withKeys: false }))).toMatchObject([
    { biz_type: '12345678901234567890' },
  ]);
});

describe('data points', () => {
  const status: readonly DataPoint[] = [
    { code: 'cur_power', value: 2196 },
    { code: 'temp', value: -215 },
    { code: 'fault', value: 3 },
    { code: 'battery_percentage', value: 50 },
    { code: 'note', value: '=1+1' },
    { code: 'colour', value: { h: 1 } },
  ];
  const device = aDevice({ status, name: '=Lamp' });

  it('have id, scaled value and unit beside what came, where the product’s model is known', () => {
    const text = textOf([{ device, points }], 'json', { endpoint, withKeys: false });
    const [{ status: written }] = JSON.parse(text) as [{ status: unknown[] }];
    expect(written.slice(0, 4)).toEqual([
      {
        code: 'cur_power',
        value: 2196,
        type: 'Integer',
        dp_id: 19,
        name: 'Power',
        access: 'ro',
        scaled: 219.6,
        unit: 'W',
      },
      { code: 'temp', value: -215, type: 'Integer', dp_id: 3, scaled: -21.5, unit: '℃' },
      { code: 'fault', value: 3, type: 'Bitmap', dp_id: 9, shown: 'ov_cr, ov_vol' },
      // What is usual for a code is no fact of the product.
      { code: 'battery_percentage', value: 50 },
    ]);
  });

  it('have nothing that is only assumed, and no unit of what the model has no reading for', () => {
    const said = (value: unknown, more: Omit<PointModel, 'code'>, code = 'x'): unknown => {
      const status = [{ code, value }];
      const of = new Map([[code, { code, ...more }]]);
      const text = textOf([{ device: aDevice({ status }), points: of }], 'json', {
        endpoint,
        withKeys: false,
      });
      const [record] = JSON.parse(text) as [{ status: [Record<string, unknown>] }];
      const { scaled, unit, shown } = record.status[0];
      return { scaled, unit, shown };
    };
    const volts = { type: 'integer', scale: 1, unit: 'V' } as const;
    expect(said(2196, volts)).toEqual({ scaled: 219.6, unit: 'V' });
    expect(said(23.5, volts)).toEqual({});
    expect(said(23.5, { type: 'float', unit: 'V' })).toEqual({ unit: 'V' });
    expect(said(1, { type: 'enum', range: ['1'], scale: 1, unit: 'V' })).toEqual({});
    expect(said(2196, { scale: 1 })).toEqual({ scaled: 219.6 });
    expect(said(2196, { name: 'Mains' }, 'cur_voltage')).toEqual({});
    const json = { type: 'json' } as const;
    expect(said({ h: 240, s: 255, v: 255 }, json, 'colour_data')).toEqual({});
    expect(said({ h: 240, s: 1000, v: 1000 }, json, 'colour_data')).toEqual({
      shown: 'hsv(240°, 100 %, 100 %) #0000ff',
    });
  });

  it('are a table of their own, in which nothing is run', () => {
    const [head, ...rows] = textOf([{ device, points }, { device: aDevice({ status: [] }) }], 'points', {
      endpoint,
      withKeys: false,
    }).split('\r\n');
    expect(head).toBe('device_id,device_name,product_id,dp_id,code,name,type,access,value,scaled,unit,shown');
    const start = "bf1234567890abcdefgh,'=Lamp,waq2wj9pjadcg1qc";
    expect(rows).toEqual([
      `${start},19,cur_power,Power,Integer,ro,2196,219.6,W,`,
      `${start},3,temp,,Integer,,-215,-21.5,℃,`,
      `${start},9,fault,,Bitmap,,3,,,"ov_cr, ov_vol"`,
      `${start},,battery_percentage,,,,50,,,`,
      `${start},10,note,,String,,'=1+1,,,`,
      `${start},11,colour,,Json,,"{""h"":1}",,,`,
      '',
    ]);
  });
});

describe('the table', () => {
  const lines = (devices: ExportedDevice[], options = {}): string[] =>
    textOf(devices, 'csv', { endpoint, withKeys: false, ...options }).split('\r\n');

  it('has a column for the key only where keys were asked for', () => {
    expect(lines([])[0]).not.toContain('local_key');
    expect(lines([{ device: aDevice() }], { withKeys: true })[0]).toMatch(/,local_key$/);
  });

  it('has the number of a time that no calendar holds', () => {
    const [head = '', row = ''] = lines([{ device: aDevice({ activeTime: 9e18, createTime: 8.64e15 }) }]);
    const at = (name: string): string | undefined => row.split(',')[head.split(',').indexOf(name)];
    expect([at('active_time'), at('create_time')]).toEqual(['9000000000000000', '+275760-09-13T00:00:00Z']);
  });

  it('says true and false, and when in ISO', () => {
    const [head = '', row = ''] = lines([{ device: aDevice(), factory }]);
    const at = (name: string): string | undefined => row.split(',')[head.split(',').indexOf(name)];
    expect([at('online'), at('sub'), at('active_time'), at('mac'), at('sn')]).toEqual([
      'true',
      'false',
      '2020-05-15T01:25:38Z',
      '60:01:94:fe:ee:58',
      '',
    ]);
  });

  it('starts with a byte order mark where that is wanted', () => {
    expect(lines([], { bom: true })[0]?.startsWith('\ufeffid,')).toBe(true);
  });
});

describe('a cell', () => {
  it.each([
    ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
    ['+1', "'+1"],
    ['-1+cmd', "'-1+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', `"\t'=1"`],
    ['\r=1', `"\r'=1"`],
    ['\n=1', `"\n'=1"`],
    ['＝1', "'＝1"],
    // The first visible character decides, as a spreadsheet trims what stands before it.
    ['  =1', "  '=1"],
    ['\u200b\ufeff=1', "\u200b\ufeff'=1"],
    ['\u3164=1', "\u3164'=1"],
    // What follows the list separator of another locale may begin a cell of its own there.
    ['Lamp;=1', `"Lamp;'=1"`],
    ['Lamp; =1;+2', `"Lamp; '=1;'+2"`],
    ['Lamp\t@1', `"Lamp\t'@1"`],
    ['Lamp|-1', "Lamp|'-1"],
    ['two\n=1', `"two\n'=1"`],
    ['a;b', '"a;b"'],
    ['10 %-Lamp', '10 %-Lamp'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
    ['客厅灯', '客厅灯'],
    ["'quoted", "'quoted"],
    ['', ''],
  ])('%j is written %j', (text, written) => {
    expect(toCsv(['n', 'x'], [[text, 'x']])).toBe(`n,x\r\n${written},x\r\n`);
  });
});

describe('a long cell', () => {
  it('of blanks and separators is gone over once', () => {
    const text = '\t '.repeat(200_000);
    expect(toCsv(['n'], [[text], [`${text}=1`]])).toBe(`n\r\n"${text}"\r\n"${text}'=1"\r\n`);
  });
});

describe('a column that the cloud makes', () => {
  it.each([
    ['=k3y', '=k3y'],
    ['+k3y', '+k3y'],
    ['-k3y', '-k3y'],
    ['@k3y', '@k3y'],
    ["'k3y", "'k3y"],
    ['k;=3', '"k;=3"'],
  ])('is exact: the local key %j', (localKey, written) => {
    const device = { id: '-1', name: '=1', status: [], timeZone: '+08:00', localKey, extra: {} };
    const [, row = ''] = [...deviceTable([{ device }], { withKeys: true })].join('').split('\r\n');
    expect(row.startsWith("-1,'=1,")).toBe(true);
    expect(row).toContain(',+08:00,');
    expect(row.endsWith(`,${written}`)).toBe(true);
  });
});

describe('a file’s name', () => {
  it.each([
    ['Werkstatt', 'csv', 'Werkstatt.csv'],
    ['../../etc/passwd', 'json', 'etc-passwd.json'],
    ['C:\\Windows\\x', 'csv', 'C-Windows-x.csv'],
    ['.bashrc', 'json', 'bashrc.json'],
    ['con', 'csv', 'con-devices.csv'],
    ['客厅 灯', 'csv', '客厅-灯.csv'],
    ['///', 'csv', 'devices.csv'],
    ['x\u202egnp\u0000', 'csv', 'x-gnp.csv'],
    ['a'.repeat(300), 'json', `${'a'.repeat(60)}.json`],
    ['anything', 'tinytuya', 'devices.json'],
    ['Werkstatt', 'points', 'Werkstatt-data-points.csv'],
  ] as const)('%j as %s is %s', (name, format, expected) => {
    expect(exportFileName(name, format)).toBe(expected);
  });
});
