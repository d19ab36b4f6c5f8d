import { describe, expect, it } from 'vitest';
import { LogTable } from '../../../../../src/model/logs/table/logTable.js';
import type { LogEntry } from '../../../../../src/tuya/results.js';
import { Dice, LogLedger } from '../../../../support/logEntries.js';

const seeds = Array.from({ length: 15 }, (_, seed) => seed);
const moments = 60;

/** A row without what tells it from one that looks the same. */
function looks(row: { type: number; from?: string; code?: string; value?: string; rowKey?: string }): string {
  return [row.type, row.from, row.code, row.value, row.rowKey].join(' ');
}

function looksOf({ eventId, eventFrom, code, value, row }: LogEntry): string {
  return [eventId, eventFrom, code, value, row].join(' ');
}

function content(table: LogTable): string[] {
  return Array.from(table.slotsInOrder(), (slot) => {
    const row = table.row(slot);
    return `${row.time} ${row.device} ${looks(row)}`;
  });
}

/** What a table must hold, kept in the plainest way: each millisecond as it was read last. */
class Oracle {
  /** Oldest first. */
  readonly rows = new Map<string, string[]>();

  read(device: number, entries: readonly LogEntry[]): void {
    for (const time of new Set(entries.map(({ eventTime }) => eventTime))) {
      const rows = entries.filter(({ eventTime }) => eventTime === time).map(looksOf);
      this.rows.set(`${time} ${device}`, rows.toReversed());
    }
  }

  content(): string[] {
    const keys = [...this.rows.keys()].sort((one, other) => {
      const [time = 0, device = 0] = one.split(' ').map(Number);
      const [otherTime = 0, otherDevice = 0] = other.split(' ').map(Number);
      return time - otherTime || device - otherDevice;
    });
    return keys.flatMap((key) => (this.rows.get(key) ?? []).map((row) => `${key} ${row}`));
  }
}

/** Rows of one millisecond in another order now and then, as clouds have it. */
function reordered(ledger: LogLedger, dice: Dice): void {
  const time = dice.below(moments);
  const same = ledger.rows.filter(({ eventTime }) => eventTime === time);
  const from = ledger.rows.findIndex(({ eventTime }) => eventTime === time);
  if (from >= 0) ledger.rows.splice(from, same.length, ...same.toReversed());
}

describe.each([
  ['free', false],
  ['paid', true],
])('random reads of a log that grows, %s edition', (_, isPaid) => {
  it.each(seeds)('lose no row and double none (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const table = new LogTable({ capacity: 10_000 });
    const oracle = new Oracle();
    const ledgers = [0, 1, 2].map(() => new LogLedger(dice, isPaid, moments));
    for (let round = 0; round < 60; round++) {
      const device = dice.below(ledgers.length);
      const ledger = ledgers[device];
      if (!ledger) continue;
      for (let n = dice.below(12); n > 0; n--) ledger.add();
      if (dice.chance(0.3)) reordered(ledger, dice);
      const [from, length] = [dice.below(moments), dice.below(moments / 2)];
      const read = ledger.read(from, from + length);
      const before = table.size;
      const result = table.merge(device, read, 'newest');
      oracle.read(device, read);
      expect(content(table)).toEqual(oracle.content());
      expect([result.added + result.known, result.refused]).toEqual([read.length, 0]);
      expect(table.size - before).toBe(result.added);
    }
    expect(table.size).toBeGreaterThan(100);
  });

  it.each(seeds)('give a row one id for good, whatever comes around it (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const table = new LogTable();
    const ledger = new LogLedger(dice, isPaid, moments);
    const known = new Map<number, string>();
    for (let round = 0; round < 30; round++) {
      for (let n = 0; n < 5; n++) ledger.add();
      const from = dice.below(moments);
      table.merge(0, ledger.read(from, from + 10), 'newest');
      const rows = Array.from(table.slotsInOrder(), (slot) => table.row(slot));
      const now = rows.map((row) => [row.id, `${row.time} ${looks(row)}`] as const);
      expect(now.map(([id, row]) => [id, known.get(id) ?? row])).toEqual(now);
      for (const [id, row] of now) known.set(id, row);
      expect(rows.map(({ id }) => table.slotOf(id))).toEqual([...table.slotsInOrder()]);
      expect(known.size).toBe(table.size);
    }
  });

  it.each(seeds)('hold the newest rows when it is full, and nothing that was dropped (seed %i)', (seed) => {
    const dice = new Dice(seed);
    const table = new LogTable({ capacity: 15 });
    const ledger = new LogLedger(dice, isPaid, moments);
    let model: { time: number; row: string }[] = [];
    let until = -Infinity;
    let dropped = 0;
    for (let round = 0; round < 50; round++) {
      // Mostly news, as in a tail.
      for (let n = dice.below(6); n > 0; n--)
        ledger.add(Math.min(moments - 1, round + dice.below(4) - (dice.chance(0.3) ? 8 : 0)));
      const from = Math.max(0, round - dice.below(20));
      const read = ledger.read(from, from + dice.below(moments));
      table.merge(0, read, 'newest');

      const there = new Map<string, number>();
      for (const { time, row } of model) there.set(`${time} ${row}`, (there.get(`${time} ${row}`) ?? 0) + 1);
      const readTimes = new Set(read.map(({ eventTime }) => eventTime));
      const wanted: { time: number; row: string; isNew: boolean }[] = model
        .filter(({ time }) => !readTimes.has(time))
        .map((row) => ({ ...row, isNew: false }));
      const fresh = read.flatMap((entry) => {
        const key = `${entry.eventTime} ${looksOf(entry)}`;
        const left = there.get(key) ?? 0;
        there.set(key, left - 1);
        const isNew = left <= 0;
        return isNew && entry.eventTime < until
          ? []
          : [{ time: entry.eventTime, row: looksOf(entry), isNew }];
      });
      wanted.push(...fresh.toReversed());
      wanted.sort((one, other) => one.time - other.time);
      const gone = wanted.splice(0, Math.max(0, wanted.length - 15)).filter(({ isNew }) => !isNew);
      dropped += gone.length;
      until = gone.length > 0 ? (gone.at(-1)?.time ?? 0) + 1 : until;
      model = wanted.map(({ time, row }) => ({ time, row }));

      expect(content(table)).toEqual(model.map(({ time, row }) => `${time} 0 ${row}`));
      expect(table.dropped).toEqual(dropped === 0 ? undefined : { count: dropped, until });
    }
    expect(dropped).toBeGreaterThan(0);
  });
});
