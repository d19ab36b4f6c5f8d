import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readEnvelope } from '../../../../src/tuya/wire/envelope.js';
import { appUserReader, deviceUserReader } from '../../../../src/tuya/schemas/deviceUser.js';
import { deviceReader, factoryInfoReader, outletNameReader } from '../../../../src/tuya/schemas/device.js';
import {
  readDevicesResult,
  readLogsResult,
  readNewId,
  readUsersResult,
} from '../../../../src/tuya/schemas/lists.js';
import { logEntryReader } from '../../../../src/tuya/schemas/log.js';
import { FieldProblem, readList, type RecordReader } from '../../../../src/tuya/schemas/record.js';
import { readGrant } from '../../../../src/tuya/wire/tokenSchema.js';

const wire = {
  id: 'dev1',
  name: 'Lamp',
  uid: 'u',
  local_key: 'k',
  category: 'dj',
  product_id: 'p',
  product_name: 'P',
  sub: false,
  uuid: 'uu',
  owner_id: '1',
  online: true,
  status: [{ code: 'switch', value: true }],
  active_time: 1589505938,
  create_time: 1589505938,
  update_time: 1589505938,
  biz_type: 1,
  icon: 'i.png',
  ip: '1.2.3.4',
  time_zone: '+01:00',
};

const problemIn = (reader: RecordReader<unknown>, raw: unknown): FieldProblem | undefined => {
  try {
    reader.read(raw, 'result');
    return undefined;
  } catch (error) {
    if (error instanceof FieldProblem) return error;
    throw error;
  }
};

describe('a device drifts', () => {
  const optional = Object.keys(wire).filter((field) => field !== 'id') as (keyof typeof wire)[];
  const times = ['active_time', 'create_time', 'update_time'] as const;
  const ids = ['uid', 'product_id', 'uuid', 'owner_id', 'category'] as const;

  it.each(optional)('%s may be missing or null', (field) => {
    const { [field]: _left, ...without } = wire;
    const missing = deviceReader.read(without, 'result');
    expect(deviceReader.read({ ...wire, [field]: null }, 'result')).toEqual(missing);
    expect(missing.id).toBe('dev1');
    expect(Array.isArray(missing.status)).toBe(true);
  });

  it.each(times)('%s may be a numeric string, milliseconds, 0 or empty', (field) => {
    const ours = { active_time: 'activeTime', create_time: 'createTime', update_time: 'updateTime' }[field];
    const read = (value: unknown): unknown =>
      Reflect.get(deviceReader.read({ ...wire, [field]: value }, 'r'), ours);
    expect(read(1589505938)).toBe(1589505938000);
    expect(read('1589505938')).toBe(1589505938000);
    expect(read(1589505938123)).toBe(1589505938123);
    expect(read(0)).toBeUndefined();
    expect(read('')).toBeUndefined();
  });

  it.each(ids)('%s may be a number', (field) => {
    expect(JSON.stringify(deviceReader.read({ ...wire, [field]: 4711 }, 'r'))).toContain('"4711"');
  });

  it('its id may be a number', () => {
    expect(deviceReader.read({ id: 12 }, 'r').id).toBe('12');
  });

  it.each([[true], [1], ['x'], ['{"h":21.0}'], [null], [{ deep: [1] }], [''], [undefined]])(
    'a data point’s value stays as it came: %j',
    (value) => {
      const read = deviceReader.read({ id: 'a', status: [{ code: 'c', value }] }, 'r');
      expect(read.status).toEqual([{ code: 'c', value }]);
    },
  );

  it('keeps unknown fields, and new ones of any kind', () => {
    const read = deviceReader.read({ ...wire, fresh: { a: [1] }, is_share: true }, 'r');
    expect(read.extra).toEqual({ fresh: { a: [1] }, is_share: true });
  });

  it.each(['{"id":"a","__proto__":{"polluted":1},"constructor":{"x":1}}', '{"id":"a","toString":5}'])(
    'is not harmed by %s',
    (json) => {
      const read = deviceReader.read(JSON.parse(json), 'r');
      expect(read.id).toBe('a');
      expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
      expect(Object.getPrototypeOf(read.extra)).toBe(Object.prototype);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      expect((read as unknown as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it.each<[string, unknown, string]>([
    ['no id', { ...wire, id: undefined }, 'result.id'],
    ['an empty id', { ...wire, id: '' }, 'result.id'],
    ['an id that is an object', { ...wire, id: {} }, 'result.id'],
    ['text', 'device', 'result'],
    ['null', null, 'result'],
    ['nothing', undefined, 'result'],
    ['a list', [wire], 'result'],
  ])('is refused as nonsense: %s', (_name, raw, field) => {
    const problem = problemIn(deviceReader, raw);
    expect(problem?.field).toBe(field);
    expect(problem?.message).not.toContain('yesterday');
  });
});

describe('a list', () => {
  it('sets a bad record aside and reads the others', () => {
    const raw = Array.from({ length: 100 }, (_, index) =>
      index === 3 ? { id: { is: 'bad' }, uid: 'bad' } : { id: `d${index}` },
    );
    const { items, badRecords } = readList(raw, 'result.devices', deviceReader);
    expect(items).toHaveLength(99);
    expect(badRecords).toEqual([
      { index: 3, id: 'bad', field: 'result.devices[3].id', problem: "can't be an object" },
    ]);
  });

  it.each([null, undefined, []])('may be %j', (raw) => {
    const isMissing = Array.isArray(raw) ? {} : { isMissing: true };
    expect(readList(raw, 'result', deviceReader)).toEqual({ items: [], badRecords: [], ...isMissing });
  });

  it.each([{}, 'x', 5, true])('must not be %j', (raw) => {
    expect(() => readList(raw, 'result', deviceReader)).toThrow(
      expect.objectContaining({ field: 'result' }) as Error,
    );
  });

  it.each<[string, () => unknown, string]>([
    ['devices without its list', () => readDevicesResult({ total: 5 }), 'result.devices'],
    ['devices as a bare list', () => readDevicesResult(null), 'result'],
    ['users without their list', () => readUsersResult({ has_more: true }), 'result.list'],
    ['logs without their list', () => readLogsResult({ has_next: true }), 'result.logs'],
    ['no id for a new user', () => readNewId(true), 'result'],
  ])('is refused: %s', (_name, read, field) => {
    expect(read).toThrow(expect.objectContaining({ field }) as Error);
  });
});

describe('the other records', () => {
  it.each<[string, RecordReader<unknown>, unknown, unknown]>([
    [
      'factory data',
      factoryInfoReader,
      { id: 'a', sn: 5, mac: null, x: 1 },
      { id: 'a', sn: '5', extra: { x: 1 } },
    ],
    ['an outlet', outletNameReader, { identifier: 'main', name: '', x: 1 }, { identifier: 'main', name: '' }],
    [
      'a device user',
      deviceUserReader,
      { sex: '2', height: null, contact: '' },
      { sex: 2, contact: '', extra: {} },
    ],
    ['an app user', appUserReader, { uid: 5, create_time: '1' }, { uid: '5', createTime: 1000, extra: {} }],
    [
      'a log row',
      logEntryReader,
      { event_time: '5', event_id: '7', event_from: -1, value: 5, status: 1, code: null },
      { eventTime: 5, eventId: 7, eventFrom: '-1', value: '5', status: '1', extra: {} },
    ],
  ])('%s', (_name, reader, raw, expected) => {
    expect(reader.read(raw, 'r')).toEqual(expected);
  });

  it.each<[string, RecordReader<unknown>, unknown, string]>([
    ['a log row without time', logEntryReader, { event_id: 1 }, 'result.event_time'],
    ['a log row with an empty time', logEntryReader, { event_id: 1, event_time: '' }, 'result.event_time'],
    ['a log row without kind', logEntryReader, { event_time: 1 }, 'result.event_id'],
    ['an outlet without identifier', outletNameReader, { name: 'a' }, 'result.identifier'],
    ['an app user without uid', appUserReader, { username: 'a' }, 'result.uid'],
  ])('%s is refused', (_name, reader, raw, field) => {
    expect(problemIn(reader, raw)?.field).toBe(field);
  });
});

describe('an outlet nobody has named', () => {
  it.each([
    { identifier: 'switch_1', name: null },
    { identifier: 'switch_1' },
    { identifier: 'switch_1', name: '' },
  ])('is listed all the same: %j', (raw) => {
    expect(outletNameReader.read(raw, 'result')).toEqual({ identifier: 'switch_1', name: '' });
  });
});

describe('compiled schemas', () => {
  it('judge as the plain ones do, over random drift', () => {
    const shape = {
      id: z.union([z.string().min(1), z.number()]),
      time: z.union([z.number(), z.string().regex(/^\s*(-?\d+(\.\d+)?)?\s*$/)]).nullish(),
      flag: z.boolean().nullish(),
      status: z.array(z.object({ code: z.string(), value: z.unknown().optional() })).nullish(),
    };
    const plain = z.object(shape);
    const compiled = z.compile(z.object(shape));
    const values = [
      undefined,
      null,
      '',
      'x',
      '12',
      0,
      1.5,
      true,
      [],
      {},
      [{ code: 'a' }],
      [{ code: 1 }],
      [null],
    ];
    for (const id of values) {
      for (const time of values) {
        for (const status of values) {
          const raw = { id, time, flag: status, status };
          const [a, b] = [plain.safeParse(raw), compiled.safeParse(raw)];
          expect(b.success).toBe(a.success);
          expect(b.data).toEqual(a.data);
          expect(b.error?.issues[0]?.path).toEqual(a.error?.issues[0]?.path);
        }
      }
    }
  });
});

describe('the token’s answer', () => {
  it.each<[unknown, unknown]>([
    [
      { access_token: 'a', expire_time: 7200 },
      { accessToken: 'a', lifetimeMs: 7_200_000 },
    ],
    [
      { access_token: 'a', expire: '60', uid: 1 },
      { accessToken: 'a', lifetimeMs: 60_000 },
    ],
    [
      { access_token: 'a', expire_time: -5 },
      { accessToken: 'a', lifetimeMs: 7_200_000 },
    ],
  ])('%j', (raw, expected) => {
    expect(readGrant(raw)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{ access_token: 'a\r\nb', expire_time: 1 }, 'result.access_token'],
    [{ access_token: '', expire_time: 1 }, 'result.access_token'],
    [{ expire_time: 1 }, 'result.access_token'],
    [null, 'result'],
  ])('%j is refused', (raw, field) => {
    expect(() => readGrant(raw)).toThrow(expect.objectContaining({ field }) as Error);
  });
});

describe('the envelope', () => {
  const read = (text: string): unknown => readEnvelope(Buffer.from(text))?.envelope;

  it('of a failure may lack what it likes', () => {
    expect(read('{"success":false}')).toEqual({ success: false, msg: '' });
    expect(read('{"success":false,"code":"1106","msg":5,"t":"1561348644346"}')).toEqual({
      success: false,
      code: 1106,
      msg: '',
      time: 1561348644346,
    });
    expect(read('{"success":false,"code":1.5,"t":12}')).toEqual({ success: false, msg: '' });
  });

  it('brings whole numbers of any length to a device digit by digit', () => {
    const long = '12345678901234567890';
    const text = `{"success":true,"result":{"id":${long},"owner_id":${long},"biz_type":${long},
      "status":[{"code":"energy","value":-${long}},{"code":"small","value":7}],"unknown":{"list":[${long}]}}}`;
    const envelope = readEnvelope(Buffer.from(text))?.envelope;
    expect(envelope?.success && deviceReader.read(envelope.result, 'result')).toEqual({
      id: long,
      ownerId: long,
      status: [
        { code: 'energy', value: `-${long}` },
        { code: 'small', value: 7 },
      ],
      extra: { unknown: { list: [long] }, biz_type: long },
      unread: [{ field: 'biz_type', problem: "can't be this text" }],
    });
  });

  it('of a success need not have a result', () => {
    expect(read('{"success":true}')).toEqual({ success: true, result: undefined });
  });

  it.each([
    '',
    ' ',
    '<html>',
    '{"success":tr',
    '[]',
    'null',
    '1',
    '"x"',
    '{}',
    '{"success":"true"}',
    '{"success":1}',
  ])('is none: %j', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it.each<[string, string]>([
    ['100,000 levels', `{"success":true,"result":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['levels without end', '['.repeat(1_000_000)],
    [
      '100,000 levels of objects',
      `{"success":true,"result":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    ],
    [
      '300,000 names',
      `{"success":true,"result":{${Array.from({ length: 300_000 }, (_, i) => `"k${i}":1`).join()}}}`,
    ],
  ])('survives %s', (_name, text) => {
    const envelope = readEnvelope(Buffer.from(text))?.envelope;
    if (envelope?.success !== true) return expect(envelope).toBeUndefined();
    expect(problemIn(deviceReader, envelope.result)?.field).toMatch(/^result(\.id)?$/);
  });
});
