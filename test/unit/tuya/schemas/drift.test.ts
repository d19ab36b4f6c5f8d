import { describe, expect, it } from 'vitest';
import type { UnreadField } from '../../../../src/tuya/results.js';
import { deviceReader, factoryInfoReader, outletNameReader } from '../../../../src/tuya/schemas/device.js';
import { appUserReader, deviceUserReader } from '../../../../src/tuya/schemas/deviceUser.js';
import { readDevicesResult, readLogsResult, readUsersResult } from '../../../../src/tuya/schemas/lists.js';
import { logEntryReader } from '../../../../src/tuya/schemas/log.js';
import {
  modelPropertyReader,
  shadowPropertyReader,
  specifiedPointReader,
} from '../../../../src/tuya/schemas/product.js';
import { readList, type RecordReader } from '../../../../src/tuya/schemas/record.js';
import { readGrant } from '../../../../src/tuya/wire/tokenSchema.js';
import { wholeDevice, wholeLogRow } from '../../../support/wireRecords.js';

type Fields = Readonly<Record<string, unknown>>;
interface Kind {
  readonly reader: RecordReader<object & { readonly unread?: readonly UnreadField[] }>;
  readonly wire: Fields;
  readonly required: readonly string[];
}

/** A whole record of each kind, as the cloud sends it. */
const kinds: Readonly<Record<string, Kind>> = {
  device: {
    reader: deviceReader,
    wire: wholeDevice,
    required: ['id'],
  },
  factoryInfo: {
    reader: factoryInfoReader,
    wire: { id: 'd1', uuid: 'uu', sn: 's', mac: '00' },
    required: ['id'],
  },
  outlet: {
    reader: outletNameReader,
    wire: { identifier: 'switch_1', name: 'Left' },
    required: ['identifier'],
  },
  deviceUser: {
    reader: deviceUserReader,
    wire: {
      ...{ user_id: '1', device_id: 'd1', nick_name: 'Ada', sex: 2, birthday: 1, height: 170, weight: 60 },
      contact: 'c',
    },
    required: [],
  },
  appUser: {
    reader: appUserReader,
    wire: {
      ...{ uid: 'u', username: 'ada', email: 'a@example.com', mobile: '1', country_code: '49' },
      ...{ create_time: 1, update_time: 1 },
    },
    required: ['uid'],
  },
  specifiedPoint: {
    reader: specifiedPointReader,
    wire: {
      ...{ code: 'led', dp_id: 1, dpId: 2, abilityId: 3, name: 'LED', desc: 'Lamp', description: 'The lamp' },
      ...{ type: 'Boolean', values: '{}' },
    },
    required: ['code'],
  },
  modelProperty: {
    reader: modelPropertyReader,
    wire: {
      ...{ code: 'led', dp_id: 1, dpId: 2, abilityId: 3, name: 'LED', desc: 'Lamp', description: 'The lamp' },
      ...{ accessMode: 'rw', typeSpec: { type: 'bool' } },
    },
    required: ['code'],
  },
  shadowProperty: {
    reader: shadowPropertyReader,
    wire: {
      ...{ code: 'led', custom_name: 'Lamp', dp_id: 1, dpId: 2, time: 1_690_000_000_000, type: 'bool' },
      value: true,
    },
    required: ['code'],
  },
  logRow: {
    reader: logEntryReader,
    wire: wholeLogRow,
    required: ['event_time', 'event_id'],
  },
};

/** Values that any field may drift to; none of them is an id or a time. */
const drifts: readonly unknown[] = [
  ...[{ a: 1 }, [], [1], [null], 'maybe', '', 42, -1, 1.5, 0, true, false, '2026-01-02 03:04:05'],
  ...[{ deep: { deeper: ['x'] } }, 'x'.repeat(300), '٣', ' ', 1e21],
];

describe.each(Object.entries(kinds))('a %s', (_kind, { reader, wire, required }) => {
  const optional = Object.keys(wire).filter((field) => !required.includes(field));
  const whole = reader.read(wire, 'r');

  it('read whole has no mark', () => {
    expect(whole.unread).toBeUndefined();
  });

  it.each(optional)('is there whatever %s is, and nothing else of it changes', (field) => {
    for (const drift of drifts) {
      const read = reader.read({ ...wire, [field]: drift }, 'r');
      const without = reader.read({ ...wire, [field]: undefined }, 'r');
      const marks = (read.unread ?? []).map((unread) => unread.field);
      expect(marks.every((mark) => mark === field || mark.startsWith(`${field}[`))).toBe(true);
      // What can't be read is left out, and its raw value is kept.
      if (marks.includes(field)) {
        const { unread: _unread, ...rest } = read;
        const kept = { ...without, extra: { [field]: drift } };
        expect(rest).toEqual('extra' in whole ? kept : without);
      }
      for (const { problem } of read.unread ?? []) expect(problem).not.toMatch(/maybe|2026|deeper/);
    }
  });

  it('reads what is left where every optional field drifts at once', () => {
    for (const drift of drifts) {
      const broken = Object.fromEntries(optional.map((field) => [field, drift]));
      expect(() => reader.read({ ...wire, ...broken }, 'r')).not.toThrow();
    }
  });

  it.each(required)('is refused without %s', (field) => {
    for (const drift of [undefined, null, {}, [], true]) {
      expect(() => reader.read({ ...wire, [field]: drift }, 'r')).toThrow(
        expect.objectContaining({ field: `r.${field}` }) as Error,
      );
    }
  });
});

describe('a spelling whose meaning is beyond doubt', () => {
  const device = (fields: Fields): object => deviceReader.read({ id: 'a', ...fields }, 'r');

  it.each([true, 'true', 'True', ' TRUE ', 1, '1'])('%j means yes', (value) => {
    expect(device({ online: value, sub: value })).toEqual({
      id: 'a',
      status: [],
      extra: {},
      online: true,
      sub: true,
    });
  });

  it.each([false, 'false', 'FALSE', 0, '0'])('%j means no', (value) => {
    expect(device({ online: value })).toEqual({ id: 'a', status: [], extra: {}, online: false });
  });

  it('a number is a name', () => {
    expect(device({ name: 42, product_name: 7 })).toMatchObject({ name: '42', productName: '7' });
  });

  it('data points may be an object of values', () => {
    expect(device({ status: { switch_1: true, cur_power: 553 } })).toEqual({
      id: 'a',
      status: [
        { code: 'switch_1', value: true },
        { code: 'cur_power', value: 553 },
      ],
      extra: {},
    });
  });

  it('an object as a log value is its JSON', () => {
    const row = { event_time: 5, event_id: 7, value: { h: 21 } };
    expect(logEntryReader.read(row, 'r')).toEqual({ eventTime: 5, eventId: 7, value: '{"h":21}', extra: {} });
  });
});

describe('a bad data point', () => {
  it('is one bad row: the others are there, and it is kept raw under its place', () => {
    const status = [
      { code: 'a', value: 1 },
      { value: 2 },
      'x',
      { code: 5, value: 3 },
      { code: 'b', value: 4, type: 9 },
      { code: 'c', value: 5, type: ['Integer'] },
      { code: 'd', value: 6, type: null },
      { code: true, value: 7 },
    ];
    expect(deviceReader.read({ id: 'd', name: 'Lamp', status }, 'r')).toEqual({
      id: 'd',
      name: 'Lamp',
      status: [
        { code: 'a', value: 1 },
        { code: '5', value: 3 },
        { code: 'b', value: 4, type: '9' },
        { code: 'c', value: 5 },
        { code: 'd', value: 6 },
      ],
      extra: {
        'status[1]': { value: 2 },
        'status[2]': 'x',
        'status[5].type': ['Integer'],
        'status[7]': { code: true, value: 7 },
      },
      unread: [
        { field: 'status[1]', problem: 'has no code' },
        { field: 'status[2]', problem: "can't be this text" },
        { field: 'status[5].type', problem: "can't be a list" },
        { field: 'status[7]', problem: "has a code that can't be a boolean" },
      ],
    });
  });
});

describe('very many bad data points', () => {
  it('are gone over once', () => {
    const status = Array.from({ length: 50_000 }, (_, value) => ({ value }));
    const read = deviceReader.read({ id: 'd', status: [...status, { code: 'a', value: 1 }] }, 'r');
    expect(read.status).toEqual([{ code: 'a', value: 1 }]);
    expect(read.unread).toHaveLength(status.length);
  });

  it.each([
    ['a list', Array.from({ length: 150_000 }, (_, value) => ({ code: `p${value}`, value }))],
    ['an object', Object.fromEntries(Array.from({ length: 150_000 }, (_, value) => [`p${value}`, value]))],
  ])('or good ones are read as far as any device has them, and the rest is noted: %s', (_, status) => {
    const read = deviceReader.read({ id: 'd', name: 'Hub', other: 1, status }, 'r');
    expect(read).toMatchObject({ id: 'd', name: 'Hub', extra: { other: 1 } });
    expect(read.status).toHaveLength(100_000);
    expect(read.unread).toEqual([{ field: 'status', problem: 'has more than 100000 entries' }]);
  });
});

describe('a long text where a number should be', () => {
  it.each([
    ['blanks', `${' '.repeat(1_000_000)}x`],
    ['digits', `${'1'.repeat(1_000_000)}x`],
    ['digits that no number holds', '9'.repeat(1_000_000)],
  ])('is gone over once: %s', (_, time) => {
    const read = deviceReader.read({ id: 'd', active_time: time, update_time: 5, biz_type: time }, 'r');
    expect(read).toMatchObject({ id: 'd', updateTime: 5_000 });
    expect(read).not.toHaveProperty('activeTime');
  });
});

describe('a list beyond all measure', () => {
  it('is refused before its records are read', () => {
    const read = () => readList(Array(1_000_000).fill(null), 'result.logs', logEntryReader);
    expect(read).toThrow('result.logs: has more than 50000 entries');
  });
});

describe('a page', () => {
  it('loses no record whose id is whole, whatever one field of each drifts to', () => {
    const { wire } = kinds['device'] as Kind;
    let pages = 0;
    for (const field of Object.keys(wire).filter((name) => name !== 'id')) {
      for (const drift of drifts) {
        pages++;
        const page = Array.from({ length: 100 }, (_, index) => ({
          ...wire,
          id: `d${index}`,
          [field]: drift,
        }));
        const { items, badRecords } = readList(page, 'result', deviceReader);
        expect([items.length, badRecords.length]).toEqual([100, 0]);
      }
    }
    expect(pages).toBeGreaterThan(400);
  });

  it.each<[string, () => unknown, unknown]>([
    ['has_next in words', () => readLogsResult({ logs: [], has_next: 'true' }), { list: [], hasNext: true }],
    [
      'has_more as a number',
      () => readUsersResult({ list: [], has_more: 0 }),
      { list: [], listName: 'list', hasMore: false },
    ],
    ['an empty total', () => readDevicesResult({ devices: [], total: '' }), { list: [] }],
    ['a total in words', () => readDevicesResult({ devices: [], total: 'many' }), { list: [] }],
    [
      'a total with a fraction of nothing',
      () => readDevicesResult({ devices: [], total: '5.0' }),
      { list: [], total: 5 },
    ],
    ['a cursor that is a list', () => readDevicesResult({ devices: [], last_id: [1] }), { list: [] }],
    ['a count that is an object', () => readLogsResult({ logs: [], count: {} }), { list: [] }],
  ])('is read with %s around it', (_name, read, expected) => {
    expect(read()).toEqual(expected);
  });
});

describe('the lifetime of a token', () => {
  const lifetime = (fields: Fields): number => readGrant({ access_token: 'token', ...fields }).lifetimeMs;

  it.each<[Fields, number]>([
    [{ expire_time: 7200 }, 7_200_000],
    [{ expire_time: '7200.5' }, 7_200_500],
    [{ expire_time: null, expire: 60 }, 60_000],
    [{ expire_time: '', expire: '60' }, 60_000],
    [{ expire_time: 0, expire: '60' }, 60_000],
  ])('%j', (fields, expected) => {
    expect(lifetime(fields)).toBe(expected);
  });

  it.each<[Fields]>([
    [{}],
    [{ expire_time: null }],
    [{ expire_time: '' }],
    [{ expire_time: 'soon' }],
    [{ expire: [] }],
    [{ expire_time: 0 }],
    [{ expire_time: -5 }],
  ])('is the usual one where the answer doesn’t say: %j', (fields) => {
    expect(lifetime(fields)).toBe(7_200_000);
  });
});
