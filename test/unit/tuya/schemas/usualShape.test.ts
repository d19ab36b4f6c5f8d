import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../../src/base/json.js';
import { deviceReader } from '../../../../src/tuya/schemas/device.js';
import { logEntryReader } from '../../../../src/tuya/schemas/log.js';
import { readList, type RecordReader } from '../../../../src/tuya/schemas/record.js';
import { seeded } from '../../../support/seeded.js';
import { soaked } from '../../../support/soak.js';
import { wholeDevice, wholeLogRow } from '../../../support/wireRecords.js';

type Fields = Readonly<Record<string, unknown>>;

/** What both can read: whole records as the cloud sends them. */
const kinds: Readonly<Record<string, { readonly reader: RecordReader<object>; readonly wire: Fields }>> = {
  device: { reader: deviceReader, wire: wholeDevice },
  'log row': { reader: logEntryReader, wire: wholeLogRow },
};

/** What a field, or an unknown one, may hold instead. */
const drifts: readonly unknown[] = [
  ...[undefined, null, '', ' ', 'maybe', 'true', '42', '1.5', '2026-01-02 03:04:05', '٣', 'x'.repeat(300)],
  ...[0, -0, 1, -1, 1.5, 42, 1e21, NaN, Infinity, true, false],
  ...[{}, { a: 1 }, [], [1], [null], [undefined], [[]], { deep: { deeper: ['x'] } }],
  ...[[{ code: 'a' }], [{ code: '', value: 1 }], [{ code: 5, value: 1 }], [{ value: 1 }], [['code']]],
  ...[[{ code: 'a', value: null, type: 'Integer' }], [{ code: 'a', value: { b: 1 }, type: 9 }]],
  ...[[{ code: 'a', value: 1, more: 2, type: null }], { switch_1: true }],
];

/** The record, or the field and problem that it was refused for. */
function told(read: () => object): unknown {
  try {
    return read();
  } catch (error) {
    return { refused: String(error) };
  }
}

describe.each(Object.entries(kinds))('the short way through a %s', (_kind, { reader, wire }) => {
  const same = (raw: unknown): void => {
    expect(told(() => reader.read(raw, 'r'))).toStrictEqual(told(() => reader.bySchema(raw, 'r')));
  };
  const fields = [...Object.keys(wire), 'unknown', '__proto__'];
  const drifted = (names: readonly string[], drift: unknown): object => {
    const raw: Record<string, unknown> = { ...wire };
    // As JSON.parse does it, for every name.
    for (const name of names)
      Object.defineProperty(raw, name, {
        value: drift,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    return raw;
  };

  it('is taken by what comes as it should, whatever is unknown or absent in it', () => {
    expect(reader.usual(wire)).toBeDefined();
    expect(reader.usual({ ...wire, unknown: { a: [1] } })).toStrictEqual(
      reader.bySchema({ ...wire, unknown: { a: [1] } }, 'r'),
    );
  });

  it.each(fields)('gives what the schema gives, whatever %s drifts to', (field) => {
    for (const drift of drifts) same(drifted([field], drift));
    const { [field]: _left, ...without } = wire;
    same(without);
  });

  it('gives what the schema gives where several fields drift', () => {
    const random = seeded(3);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    for (let left = soaked(20_000, 500); left > 0; left--)
      same(drifted([pick(fields), pick(fields), pick(fields)], pick(drifts)));
  });

  it.each([null, 'text', 5, [], [1], undefined, {}])('is not for %j', (raw) => {
    expect(reader.usual(raw)).toBeUndefined();
    same(raw);
  });
});

describe('records in a row', () => {
  it('keep the unknown fields of their own, in whatever order the fields come', () => {
    const rows = [
      '{"id":"1","a":1,"name":"x"}',
      '{"id":"2","a":2,"name":"y"}',
      '{"id":"3","name":"z"}',
      '{"name":"z","a":3,"id":"4"}',
      '{"id":"5","a":4,"name":"z","b":5}',
      '{"id":"6","__proto__":7,"name":"z","b":5}',
      '{"id":"7","a":1}',
    ];
    const { items } = readList(rows.map(parseJson), 'r', deviceReader);
    expect(items.map(({ extra }) => ({ ...extra }))).toEqual([
      { a: 1 },
      { a: 2 },
      {},
      { a: 3 },
      { a: 4, b: 5 },
      { b: 5 },
      { a: 1 },
    ]);
  });
});
