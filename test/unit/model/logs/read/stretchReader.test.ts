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

  const evenly = (count: number): LogEntry[] =>
    Array.from({ length: count }, (_, at) => entry(1_000_000 - at * 1000, String(at)));
  const withLate = (late: readonly LogEntry[], at: number): LogEntry[] =>
    evenly(250).toSpliced(at, 0, ...late);

  it.each<[string, LogEntry[]]>([
    ['one that came late', [entry(300_500)]],
    ['one as old as the stretch', [entry(0)]],
    ['one from before the stretch', [entry(-5_000_000)]],
    ['one without a time', [{ ...entry(0), eventTime: 0 }]],
    ['one from the future', [entry(9_000_000)]],
    ['many that came late together', Array.from({ length: 40 }, (_, at) => entry(500_500 - at))],
    ['late ones of two times', [entry(700_500), entry(700_499), entry(2), entry(1)]],
  ])('goes no further back than is certain where a page ends with %s', async (_name, late) => {
    const { page } = freeLog(withLate(late, 100 - late.length), 100);
    const reader = new StretchReader(page, selection, base, base + 1_000_001);
    const first = await reader.next(byPerson(signal));
    const youngestToCome = base + 1_000_000 - (100 - late.length) * 1000;
    expect(first.reached).toBeGreaterThan(youngestToCome);
    expect(first.whole.every(({ eventTime }) => eventTime > youngestToCome)).toBe(true);
    const steps = [first, ...(await readAll(reader))];
    const inside = withLate(late, 100 - late.length).filter(
      ({ eventTime }) => eventTime >= base && eventTime <= base + 1_000_000,
    );
    expect(values(steps.flatMap(({ whole }) => whole)).toSorted()).toEqual(values(inside).toSorted());
    expect(steps.at(-1)).toMatchObject({ reached: base, end: 'complete' });
  });

  it('gets on with every page', async () => {
    const { page } = freeLog(evenly(1000), 100);
    const steps = await readAll(new StretchReader(page, selection, base, base + 1_000_001));
    const reached = steps.map((step) => step.reached);
    expect(reached).toEqual(reached.toSorted((a, b) => b - a));
    expect(new Set(reached).size).toBe(10);
    expect(reached[0]).toBeLessThan(base + 905_000);
  });

  it('gives none twice where each page begins with the last row of the one before', async () => {
    const all = evenly(500);
    const overlapping = all.flatMap((row, at) => (at % 99 === 0 && at > 0 ? [row, row] : [row]));
    const { page } = freeLog(overlapping, 100);
    const steps = await readAll(new StretchReader(page, selection, base, base + 1_000_001));
    expect(values(steps.flatMap(({ whole }) => whole))).toEqual(values(all));
  });

  it('gives both of two equal rows that a page’s edge stands between, once it is sure of them', async () => {
    for (const pages of [2, 3, 5]) {
      const all = evenly(pages * 100 - 20).toSpliced(100, 0, entry(1_000_000 - 99 * 1000, '99'));
      const { page } = freeLog(all, 100);
      const steps = await readAll(new StretchReader(page, selection, base, base + 1_000_001));
      expect(values(steps.flatMap(({ whole }) => whole))).toEqual(values(all));
      expect(steps.at(-1)).toMatchObject({ end: 'complete' });
    }
  });

  it('says between which rows there are some of another time', async () => {
    const rows = [entry(8000), { ...entry(0), eventTime: 0 }, { ...entry(0), eventTime: 1 }, entry(4000)];
    const { page } = freeLog([entry(50_000), ...rows, entry(-7000)], 10);
    const [step] = await readAll(new StretchReader(page, selection, base, base + 10_000));
    expect(values(step?.entries ?? [])).toHaveLength(2);
    expect(step?.outside.map(({ from, to }) => [from - base, to - base])).toEqual([
      [8000, 10_000],
      [4000, 8001],
      [0, 4001],
    ]);
  });

  it('says nothing of rows at the border, which a cloud may count in', async () => {
    const { page } = freeLog([entry(10_000), entry(9000), entry(-1)], 10);
    const [step] = await readAll(new StretchReader(page, selection, base, base + 10_000));
    expect(step?.outside).toEqual([]);
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
