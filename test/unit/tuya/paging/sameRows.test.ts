import { describe, expect, it } from 'vitest';
import { entryStore, mergeRows } from '../../../../src/tuya/paging/sameRows.js';
import type { LogEntry } from '../../../../src/tuya/results.js';
import { entry } from '../../../support/logEntries.js';

function row(value: string, key?: string, more: Partial<LogEntry> = {}): LogEntry {
  return entry(1, { value, ...(key !== undefined && { row: key }), ...more });
}

function merge(there: readonly LogEntry[], read: readonly LogEntry[]) {
  const { rows = there, known } = mergeRows(entryStore, there, read);
  return { rows, known, added: read.length - known };
}

const values = (rows: readonly LogEntry[]): readonly string[] =>
  rows.map(({ value = '', row: key }) => (key === undefined ? value : `${value}#${key}`));

describe('the rows of one millisecond, read again', () => {
  it.each([
    { there: [], read: ['a', 'a'], rows: ['a', 'a'], added: 2, why: 'two equal rows are two' },
    { there: ['a', 'a'], read: ['a', 'a'], rows: ['a', 'a'], added: 0, why: 'they stay two' },
    { there: ['a'], read: ['a', 'a'], rows: ['a', 'a'], added: 1, why: 'only what exceeds is added' },
    { there: ['a', 'b'], read: ['b', 'a'], rows: ['b', 'a'], added: 0, why: 'the latest order counts' },
    {
      there: ['a', 'b', 'c'],
      read: ['c', 'a'],
      rows: ['c', 'a', 'b'],
      added: 0,
      why: 'what a read leaves out stays behind the row it stood behind',
    },
    { there: ['a', 'c'], read: ['a', 'b', 'c'], rows: ['a', 'b', 'c'], added: 1, why: 'a late one between' },
    {
      there: ['a', 'x'],
      read: ['b', 'a'],
      rows: ['b', 'a', 'x'],
      added: 1,
      why: 'nothing that is there goes',
    },
  ])('$why', ({ there, read, rows, added }) => {
    const merged = merge(
      there.map((value) => row(value)),
      read.map((value) => row(value)),
    );
    expect(values(merged.rows)).toEqual(rows);
    expect(merged.added).toBe(added);
    expect(merged.known).toBe(read.length - added);
  });

  it('says nothing where a read changes nothing, in whatever order it comes', () => {
    const there = [row('a'), row('b', '1'), row('a')];
    expect(mergeRows(entryStore, there, structuredClone(there))).toEqual({ known: 3 });
    expect(mergeRows(entryStore, there, [row('a')])).toEqual({ known: 1 });
    expect(mergeRows(entryStore, there, [])).toEqual({ known: 0 });
  });

  it('tells rows with keys apart by key and fields', () => {
    const { rows, added, known } = merge(
      [row('a', '1')],
      [row('a', '1'), row('a', '2'), row('a', '2'), row('b', '1')],
    );
    expect(values(rows)).toEqual(['a#1', 'a#2', 'b#1']);
    expect({ added, known }).toEqual({ added: 2, known: 2 });
  });

  it('knows a row again that has got a key, and one that has lost it', () => {
    const upgraded = merge([row('a'), row('a')], [row('a', '1'), row('a', '2'), row('a', '3')]);
    expect(values(upgraded.rows)).toEqual(['a#1', 'a#2', 'a#3']);
    expect(upgraded.added).toBe(1);
    const there = [row('a', '1'), row('a', '2')];
    expect(merge(there, [row('a'), row('a')])).toEqual({ rows: there, added: 0, known: 2 });
  });

  it('lets a row with a key find the one without it first', () => {
    const merged = merge([row('a', '1'), row('a')], [row('a', '2'), row('a')]);
    expect(values(merged.rows)).toEqual(['a#2', 'a#1']);
    expect(merged.added).toBe(0);
  });

  it('knows a row again that one edition gives a status and the other doesn’t', () => {
    const paid = row('a', '1', { status: '1' });
    expect(merge([row('a')], [paid])).toEqual({ rows: [paid], added: 0, known: 1 });
    expect(merge([paid], [row('a')])).toEqual({ rows: [paid], added: 0, known: 1 });
    const deleted = { ...paid, status: '0' };
    expect(merge([paid], [deleted]).rows).toEqual([deleted]);
  });

  it('lets equal rows of other statuses be, where only one of them is read', () => {
    const [good, bad] = [row('a', undefined, { status: '1' }), row('a', undefined, { status: '0' })];
    for (const there of [
      [good, bad],
      [bad, good],
    ]) {
      expect(merge(there, [bad]).rows).toEqual(expect.arrayContaining([good, bad]));
      expect(merge(there, [bad])).toMatchObject({ rows: { length: 2 }, added: 0, known: 1 });
    }
  });
});
