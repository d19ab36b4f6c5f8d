import { describe, expect, it } from 'vitest';
import type { PageAsk } from '../../../../../src/model/logs/read/logSource.js';
import { StretchReader, type ReadStep } from '../../../../../src/model/logs/read/stretchReader.js';
import type { LogEntry, LogPage } from '../../../../../src/tuya/results.js';
import { byPerson } from '../../../../support/asking.js';

const base = 1_700_000_000_000;
const selection = { types: [7], codes: [] };
const { signal } = new AbortController();

function entry(ms: number, value = 'a'): LogEntry {
  return { eventTime: base + ms, eventId: 7, code: 'c', value, extra: {} };
}

/** A free log whose pages hold two rows; the cursor is a place. */
function freeLog(rows: readonly LogEntry[], size = 2) {
  const asks: PageAsk[] = [];
  const page = (ask: PageAsk): Promise<LogPage> => {
    asks.push(ask);
    const at = Number(ask.cursor?.startRowKey ?? 0);
    const more = at + size < rows.length;
    return Promise.resolve({
      items: rows.slice(at, at + size),
      badRecords: [],
      hasNext: more,
      edition: 'free',
      ...(more && { next: { edition: 'free', startRowKey: String(at + size) } }),
    });
  };
  return { asks, page };
}

async function readAll(reader: StretchReader): Promise<ReadStep[]> {
  const steps: ReadStep[] = [];
  while (!reader.isDone) steps.push(await reader.next(byPerson(signal)));
  return steps;
}

const values = (entries: readonly LogEntry[]): unknown[] =>
  entries.map(({ eventTime, value }) => [eventTime - base, value]);

describe('a stretch', () => {
  it('gives a millisecond that a page cuts once more, and whole', async () => {
    const rows = [entry(9), entry(5), entry(5), entry(5), entry(5, 'b'), entry(5), entry(1)];
    const { page, asks } = freeLog(rows);
    const steps = await readAll(new StretchReader(page, selection, base, base + 10));
    expect(steps.map(({ entries }) => values(entries).length)).toEqual([2, 3, 5, 6]);
    expect(values(steps[3]?.entries ?? [])).toEqual([
      [5, 'a'],
      [5, 'a'],
      [5, 'a'],
      [5, 'b'],
      [5, 'a'],
      [1, 'a'],
    ]);
    expect(steps.map(({ reached }) => reached - base)).toEqual([6, 6, 6, 0]);
    expect(steps.flatMap(({ whole }) => values(whole))).toEqual(values(rows));
    expect(steps.map(({ rows: count, end }) => [count, end])).toEqual([
      [2, undefined],
      [2, undefined],
      [2, undefined],
      [1, 'complete'],
    ]);
    expect(asks[0]).toMatchObject({ from: base, to: base + 10 });
  });

  it("leaves out rows that belong to its neighbours: nobody knows whether the cloud counts a range's end in", async () => {
    const { page } = freeLog([entry(10), entry(9), entry(0), entry(-1)], 10);
    const [step] = await readAll(new StretchReader(page, selection, base, base + 10));
    expect(values(step?.entries ?? [])).toEqual([
      [9, 'a'],
      [0, 'a'],
    ]);
  });

  it('takes a late row among younger ones for what it is', async () => {
    const { page } = freeLog([entry(9), entry(2, 'late'), entry(8), entry(7), entry(6), entry(1)]);
    const steps = await readAll(new StretchReader(page, selection, base, base + 10));
    expect(values(steps.flatMap(({ whole }) => whole))).toHaveLength(6);
    for (const { entries } of steps) {
      const times = entries.map(({ eventTime }) => eventTime);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }
  });

  it('asks for a page that failed once more, and goes on', async () => {
    const rows = [entry(9), entry(5), entry(5), entry(1)];
    const log = freeLog(rows);
    let failures = 1;
    const reader = new StretchReader(
      (ask) => (ask.cursor && failures-- > 0 ? Promise.reject(new Error('no')) : log.page(ask)),
      selection,
      base,
      base + 10,
    );
    const first = await reader.next(byPerson(signal));
    await expect(reader.next(byPerson(signal))).rejects.toThrow('no');
    expect(reader.reached).toBe(first.reached);
    const second = await reader.next(byPerson(signal));
    expect(values(second.entries)).toHaveLength(3);
    expect(reader.isDone).toBe(true);
  });

  it('takes nothing of a page that came after it was cancelled', async () => {
    const abort = new AbortController();
    const log = freeLog([entry(5)]);
    const reader = new StretchReader(
      (ask) => {
        abort.abort();
        return log.page(ask);
      },
      selection,
      base,
      base + 10,
    );
    await expect(reader.next(byPerson(abort.signal))).rejects.toMatchObject({ name: 'AbortError' });
    expect(reader.reached).toBe(base + 10);
  });

  it.each<[string, (ask: PageAsk) => Partial<LogPage>, string, number]>([
    [
      'a cursor that comes again',
      (ask) => ({
        items: [entry(ask.cursor ? 3 : 5)],
        next: { edition: 'free', startRowKey: 'x' },
      }),
      'repeatedCursor',
      4,
    ],
    ['a page that comes again', (ask) => ({ items: [entry(5)], next: fresh(ask) }), 'repeatedPage', 6],
    ['empty pages without end', (ask) => ({ items: [], next: fresh(ask) }), 'emptyPage', 10],
    ['more, but no way to it', () => ({ items: [entry(5)], hasNext: true }), 'noCursor', 6],
  ])('ends at %s, and says so', async (_name, answer, end, reached) => {
    const page = (ask: PageAsk): Promise<LogPage> =>
      Promise.resolve({ items: [], badRecords: [], edition: 'free', ...answer(ask) });
    const steps = await readAll(new StretchReader(page, selection, base, base + 10));
    expect(steps.at(-1)).toMatchObject({ end, reached: base + reached });
  });

  it('says between which rows there are some that could not be made out', async () => {
    const badRecords = [0, 2, 4].map((index) => ({ index, field: 'result.logs', problem: 'is wrong' }));
    const page = (): Promise<LogPage> =>
      Promise.resolve({ items: [entry(8), entry(4)], badRecords, edition: 'free' });
    const [step] = await readAll(new StretchReader(page, selection, base, base + 10));
    expect(step?.bad.map(({ from, to }) => [from - base, to - base])).toEqual([
      [8, 10],
      [4, 9],
      [0, 5],
    ]);
  });
});

function fresh({ cursor }: PageAsk): NonNullable<LogPage['next']> {
  return { edition: 'free', startRowKey: String(Number(cursor?.startRowKey ?? 0) + 1) };
}
