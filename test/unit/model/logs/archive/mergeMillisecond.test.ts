import { describe, expect, it } from 'vitest';
import type { ArchiveRow } from '../../../../../src/model/logs/archive/archiveRow.js';
import { mergeMillisecond } from '../../../../../src/model/logs/archive/mergeMillisecond.js';

function row(value: string, key: string | null = null): ArchiveRow {
  return { type: 7, source: '1', code: 'switch', value, status: null, key };
}

const values = (rows: readonly ArchiveRow[] | undefined): readonly (string | null)[] | undefined =>
  rows?.map(({ value, key }) => (key === null ? value : `${value}#${key}`));

describe('the rows of one millisecond, read again', () => {
  it.each([
    { there: [], read: ['a', 'a'], rows: ['a', 'a'], added: 2, why: 'two equal rows are two' },
    { there: ['a', 'a'], read: ['a', 'a'], rows: undefined, added: 0, why: 'they stay two' },
    { there: ['a'], read: ['a', 'a'], rows: ['a', 'a'], added: 1, why: 'only what exceeds is added' },
    { there: ['a', 'b'], read: ['b', 'a'], rows: ['b', 'a'], added: 0, why: 'the latest order counts' },
    { there: ['a', 'b', 'c'], read: ['c', 'a'], rows: undefined, added: 0, why: 'a part tells no order' },
    { there: ['a', 'c'], read: ['a', 'b', 'c'], rows: ['a', 'b', 'c'], added: 1, why: 'a late one between' },
    {
      there: ['a', 'x'],
      read: ['b', 'a'],
      rows: ['b', 'a', 'x'],
      added: 1,
      why: 'nothing that is there goes',
    },
  ])('$why', ({ there, read, rows, added }) => {
    const merged = mergeMillisecond(
      there.map((value) => row(value)),
      read.map((value) => row(value)),
    );
    expect(values(merged.rows)).toEqual(rows);
    expect(merged.added).toBe(added);
    expect(merged.known).toBe(read.length - added);
  });

  it('tells rows with keys apart by their keys alone', () => {
    const { rows, added, known } = mergeMillisecond(
      [row('a', '1')],
      [row('a', '1'), row('a', '2'), row('a', '2')],
    );
    expect(values(rows)).toEqual(['a#1', 'a#2']);
    expect({ added, known }).toEqual({ added: 1, known: 2 });
  });

  it('knows a row again that has got a key, and one that has lost it', () => {
    const upgraded = mergeMillisecond([row('a'), row('a')], [row('a', '1'), row('a', '2'), row('a', '3')]);
    expect(values(upgraded.rows)).toEqual(['a#1', 'a#2', 'a#3']);
    expect(upgraded.added).toBe(1);
    expect(mergeMillisecond([row('a', '1'), row('a', '2')], [row('a'), row('a')])).toEqual({
      added: 0,
      known: 2,
    });
  });

  it('knows a row again that one edition gives a status and the other doesn’t', () => {
    const paid = { ...row('a', '1'), status: '1' };
    const upgraded = mergeMillisecond([row('a')], [paid]);
    expect(upgraded).toEqual({ rows: [paid], added: 0, known: 1 });
    expect(mergeMillisecond([paid], [row('a')])).toEqual({ added: 0, known: 1 });
    expect(mergeMillisecond([paid], [{ ...paid, status: '0' }]).rows).toEqual([{ ...paid, status: '0' }]);
  });

  it('lets equal rows of other statuses be, where only one of them is read', () => {
    const [good, bad] = [
      { ...row('a'), status: '1' },
      { ...row('a'), status: '0' },
    ];
    expect(mergeMillisecond([good, bad], [bad])).toEqual({ added: 0, known: 1 });
  });
});
