import { describe, expect, it } from 'vitest';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import type { TableChange } from '../../../../../src/model/logs/table/tableChange.js';
import { logEntryReader } from '../../../../../src/tuya/schemas/log.js';
import { entry } from '../../../../support/logEntries.js';

const values = (table: LogTable): (string | undefined)[] =>
  Array.from(table.slotsInOrder(), (slot) => table.row(slot).value);
const times = (table: LogTable): number[] => Array.from(table.slotsInOrder(), (slot) => table.time(slot));

describe('LogTable', () => {
  it('keeps every field of a row, and only those it has', () => {
    const table = new LogTable();
    const full = entry(1_700_000_000_123, { eventId: 12345, eventFrom: '-1', status: '1', row: 'k' });
    table.merge(3, [full, { eventTime: 5, eventId: 1, extra: {} }], 'newest');
    const [first, second] = Array.from(table.slotsInOrder(), (slot) => table.row(slot));
    expect(first).toEqual({ id: expect.any(Number), device: 3, time: 5, type: 1 });
    expect(second).toEqual({
      id: expect.any(Number),
      device: 3,
      time: 1_700_000_000_123,
      type: 12345,
      from: '-1',
      code: 'switch',
      value: 'true',
      status: '1',
      rowKey: 'k',
    });
  });

  it('keeps what couldn’t be read of a row, raw, as long as the row is there and no read shows it', () => {
    const table = new LogTable();
    const read = (fields: object) =>
      logEntryReader.read({ event_time: 5, event_id: 7, code: 'a', value: '1', ...fields }, 'result');
    const unread = (): unknown[] => Array.from(table.slotsInOrder(), (slot) => table.row(slot).unread);
    table.merge(0, [read({ status: { no: 1 } }), read({ code: ['b'], other: 1 })], 'newest');
    expect(unread()).toEqual([{ code: ['b'] }, { status: { no: 1 } }]);
    table.merge(0, [read({ status: '1' })], 'newest');
    expect(unread()).toEqual([{ code: ['b'] }, undefined]);
    table.clear();
    table.merge(0, [read({}), read({ value: '2' })], 'newest');
    expect(unread()).toEqual([undefined, undefined]);
  });

  it('reads from the oldest to the newest, within a millisecond too', () => {
    const table = new LogTable();
    table.merge(0, [entry(2, { value: 'd' }), entry(1, { value: 'c' }), entry(1, { value: 'b' })], 'newest');
    table.merge(0, [entry(0, { value: 'a' })], 'newest');
    expect(values(table)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps identical rows of one read, and adds none of them when it is read again', () => {
    const table = new LogTable();
    const read = [entry(1), entry(1), entry(1)];
    expect(table.merge(0, read, 'newest')).toEqual({ added: 3, known: 0, refused: 0 });
    expect(table.merge(0, read, 'newest')).toEqual({ added: 0, known: 3, refused: 0 });
    expect(table.merge(0, [...read, entry(1)], 'newest')).toEqual({ added: 1, known: 3, refused: 0 });
    expect(table.merge(0, [entry(1)], 'newest')).toEqual({ added: 0, known: 1, refused: 0 });
    expect(table.size).toBe(4);
  });

  it('keeps rows that share a key, where they differ otherwise, and none of them twice', () => {
    const table = new LogTable();
    const read = [entry(1, { row: 'k', code: 'a' }), entry(1, { row: 'k', code: 'b' })];
    expect(table.merge(0, read, 'newest')).toMatchObject({ added: 2 });
    expect(table.merge(0, read, 'newest')).toMatchObject({ added: 0 });
    expect(table.size).toBe(2);
  });

  it('tells paid rows apart by their keys, also in one read', () => {
    const table = new LogTable();
    const [a, b] = [entry(1, { row: 'a' }), entry(1, { row: 'b' })];
    expect(table.merge(0, [a, b, a], 'newest')).toEqual({ added: 2, known: 1, refused: 0 });
    expect(table.merge(0, [b], 'newest')).toEqual({ added: 0, known: 1, refused: 0 });
  });

  it.each([
    ['free first', [entry(1), entry(1)], [entry(1, { row: 'a' }), entry(1, { row: 'b' })]],
    ['paid first', [entry(1, { row: 'a' }), entry(1, { row: 'b' })], [entry(1), entry(1)]],
  ])('knows the same rows of the other edition (%s)', (_, one, other) => {
    const table = new LogTable();
    table.merge(0, one, 'newest');
    expect(table.merge(0, other, 'newest')).toEqual({ added: 0, known: 2, refused: 0 });
    const keys = Array.from(table.slotsInOrder(), (slot) => table.row(slot).rowKey);
    expect(keys).toEqual(['b', 'a']);
  });

  it('orders a millisecond as it was read last, without giving new ids', () => {
    const table = new LogTable();
    table.merge(0, [entry(1, { value: 'b' }), entry(1, { value: 'a' })], 'newest');
    const before = Array.from(table.slotsInOrder(), (slot) => table.row(slot));
    const changes: TableChange[] = [];
    table.onDidChange((change) => changes.push(change));
    table.merge(0, [entry(1, { value: 'a' }), entry(1, { value: 'b' })], 'newest');
    const after = Array.from(table.slotsInOrder(), (slot) => table.row(slot));
    expect(after).toEqual(before.toReversed());
    expect(changes).toEqual([{ added: [], removed: [], times: [1], cleared: false }]);
  });

  it('puts what a later read shows between others there', () => {
    const table = new LogTable();
    table.merge(0, [entry(1, { value: 'c' }), entry(1, { value: 'a' })], 'newest');
    table.merge(0, [entry(1, { value: 'c' }), entry(1, { value: 'b' }), entry(1, { value: 'a' })], 'newest');
    expect(values(table)).toEqual(['a', 'b', 'c']);
  });

  it('leaves rows that a read does not show behind those they stood behind', () => {
    const table = new LogTable();
    table.merge(0, [entry(1, { value: 'c' }), entry(1, { value: 'b' }), entry(1, { value: 'a' })], 'newest');
    table.merge(0, [entry(1, { value: 'x' }), entry(1, { value: 'b' })], 'newest');
    expect(values(table)).toEqual(['a', 'b', 'c', 'x']);
  });

  it('keeps devices apart', () => {
    const table = new LogTable();
    table.merge(1, [entry(2), entry(1)], 'newest');
    expect(table.merge(0, [entry(2), entry(1)], 'newest').added).toBe(2);
    const rows = Array.from(table.slotsInOrder(), (slot) => [table.time(slot), table.row(slot).device]);
    expect(rows).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
  });

  it('puts rows that come out of order in order, and refuses those without a time', () => {
    const table = new LogTable();
    const result = table.merge(0, [entry(1), entry(3), entry(NaN), entry(2), entry(3)], 'newest');
    expect(result).toEqual({ added: 4, known: 0, refused: 1 });
    expect(times(table)).toEqual([1, 2, 3, 3]);
  });

  it('says nothing where nothing changed', () => {
    const table = new LogTable();
    table.merge(0, [entry(2), entry(1)], 'newest');
    let calls = 0;
    table.onDidChange(() => calls++);
    table.merge(0, [entry(2), entry(1)], 'newest');
    expect(calls).toBe(0);
  });

  describe('when full', () => {
    const full = (): LogTable => {
      const table = new LogTable({ capacity: 3 });
      table.merge(0, [entry(30), entry(20), entry(10)], 'newest');
      return table;
    };

    it('drops the oldest rows, and tells it', () => {
      const table = full();
      expect(table.dropped).toBeUndefined();
      expect(table.merge(0, [entry(50), entry(40)], 'newest')).toEqual({ added: 2, known: 0, refused: 0 });
      expect(times(table)).toEqual([30, 40, 50]);
      expect(table.dropped).toEqual({ count: 2, until: 21 });
    });

    it('takes nothing that is older than all there is, and nothing that was dropped', () => {
      const table = full();
      expect(table.merge(0, [entry(5)], 'newest')).toEqual({ added: 0, known: 0, refused: 1 });
      expect(table.dropped).toBeUndefined();
      table.merge(0, [entry(40)], 'newest');
      expect(table.merge(0, [entry(10)], 'newest')).toEqual({ added: 0, known: 0, refused: 1 });
      expect(table.dropped).toEqual({ count: 1, until: 11 });
    });

    it('adds nothing to a millisecond of which rows were dropped', () => {
      const table = new LogTable({ capacity: 3 });
      const [a, b, late] = ['a', 'b', 'late'].map((value) => entry(10, { value }));
      if (!a || !b || !late) throw new Error('unreachable');
      table.merge(0, [entry(20, { value: 'c' }), b, a], 'newest');
      table.merge(0, [entry(30, { value: 'd' })], 'newest');
      expect(table.merge(0, [late, b, a], 'newest')).toEqual({ added: 0, known: 1, refused: 2 });
      expect(values(table)).toEqual(['b', 'c', 'd']);
    });

    it('keeps what there is if it is told to: the newest of the others come in', () => {
      const table = new LogTable({ capacity: 3 });
      table.merge(0, [entry(30), entry(20)], 'newest');
      const result = table.merge(0, [entry(5), entry(4), entry(3)], 'oldest');
      expect(result).toEqual({ added: 1, known: 0, refused: 2 });
      expect(times(table)).toEqual([5, 20, 30]);
      expect(table.dropped).toBeUndefined();
    });

    it('takes the newest of a read that is larger than it', () => {
      const table = full();
      const read = Array.from({ length: 10 }, (_, n) => entry(100 - n));
      expect(table.merge(0, read, 'newest')).toEqual({ added: 3, known: 0, refused: 7 });
      expect(times(table)).toEqual([98, 99, 100]);
    });

    it('forgets the ids of dropped rows and gives none twice', () => {
      const table = full();
      const seen = new Set<number>();
      for (let time = 40; time < 200; time++) {
        table.merge(0, [entry(time)], 'newest');
        const slot = table.slotsInOrder().at(-1) ?? -1;
        const { id } = table.row(slot);
        expect(seen.has(id)).toBe(false);
        seen.add(id);
        expect(table.slotOf(id)).toBe(slot);
      }
      expect([...seen].filter((id) => table.slotOf(id) !== undefined)).toHaveLength(3);
    });

    it('keeps a row that is held readable until it is let go', () => {
      const table = full();
      const [slot = -1] = table.slotsInOrder();
      const row = table.row(slot);
      const hold = table.hold();
      for (let time = 40; time < 60; time++) table.merge(0, [entry(time, { value: 'later' })], 'newest');
      expect(table.row(slot)).toEqual(row);
      expect([...table.slotsInOrder()]).not.toContain(slot);
      hold.dispose();
      hold.dispose();
      expect(table.slotOf(row.id)).toBeUndefined();
    });

    it('needs no more room the longer it goes on', () => {
      const table = new LogTable({ capacity: 100 });
      for (let time = 0; time < 5000; time++) {
        table.merge(0, [entry(time, { value: `value ${time}`, row: `key ${time}` })], 'newest');
      }
      expect(table.columns.limit).toBeLessThanOrEqual(101);
      expect(table.columns.values.limit).toBeLessThanOrEqual(102);
    });
  });

  it('counts rows by type, and goes on after a clearing with new ids', () => {
    const table = new LogTable({ capacity: 2 });
    table.merge(0, [entry(1, { eventId: 1 })], 'newest');
    table.merge(1, [entry(3), entry(2)], 'newest');
    expect([...table.typeCounts().counts(new Set())]).toEqual([[7, 2]]);
    const ids = Array.from(table.slotsInOrder(), (slot) => table.row(slot).id);
    table.clear();
    expect([table.size, table.dropped, table.typeCounts().counts(new Set()).size]).toEqual([0, undefined, 0]);
    table.merge(0, [entry(2), entry(1)], 'newest');
    for (const slot of table.slotsInOrder()) expect(ids).not.toContain(table.row(slot).id);
    expect(ids.map((id) => table.slotOf(id))).toEqual([undefined, undefined]);
  });

  it.each([0, -1, 1.5, 2 ** 24, NaN])('refuses a capacity of %s', (capacity) => {
    expect(() => new LogTable({ capacity })).toThrow(RangeError);
  });
});
