import { describe, expect, it } from 'vitest';
import type { ApiCall, ApiRunner } from '../../../../src/tuya/wire/apiCall.js';
import { AppUsers } from '../../../../src/tuya/api/appUsers.js';
import { DeviceLogs } from '../../../../src/tuya/api/deviceLogs.js';
import { Devices } from '../../../../src/tuya/api/devices.js';
import type { Page } from '../../../../src/tuya/results.js';
import { logPages } from '../../../support/logPages.js';
import { userPages } from '../../../support/userPages.js';

type Query = Readonly<Record<string, string>>;

/** Answers calls from a function of their query; a runaway loop ends the test. */
function apiOf(answer: (query: Query) => unknown): { api: ApiRunner; queries: Query[] } {
  const queries: Query[] = [];
  const run = <T>(call: ApiCall<T>): Promise<T> => {
    const query = Object.fromEntries(call.query ?? []);
    queries.push(query);
    if (queries.length > 100) throw new Error('It never ends.');
    return Promise.resolve(call.read(structuredClone(answer(query))));
  };
  return { api: { run }, queries };
}

async function collect<T, P extends Pick<Page<T>, 'items' | 'incomplete'>>(
  pages: AsyncIterable<P>,
): Promise<{ rows: P['items'][number][]; incomplete: string | undefined; pages: number }> {
  const rows: P['items'][number][] = [];
  let incomplete: string | undefined;
  let count = 0;
  for await (const page of pages) {
    // Only a page that is no list is passed over.
    if (incomplete !== 'missingPage')
      expect(incomplete, 'nothing comes after an incomplete page').toBeUndefined();
    rows.push(...page.items);
    incomplete = page.incomplete ?? incomplete;
    count++;
  }
  return { rows, incomplete, pages: count };
}

const devices = (count: number, from = 0): { id: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `d${from + index}` }));
const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
const pageOf = <T>(all: readonly T[], query: Query, cap = Infinity): T[] => {
  const size = Math.min(Number(query['page_size']), cap);
  const start = (Number(query['page_no']) - 1) * size;
  return all.slice(start, start + size);
};

describe('devices by page number', () => {
  const all = devices(45);
  it.each<[string, (query: Query) => unknown, number, string | undefined, number]>([
    ['an honest cloud', (q) => ({ devices: pageOf(all, q), total: 45 }), 45, undefined, 3],
    ['no total', (q) => ({ devices: pageOf(all, q) }), 45, undefined, 3],
    ['a total too small', (q) => ({ devices: pageOf(all, q), total: 10 }), 45, undefined, 3],
    ['a total of one page', (q) => ({ devices: pageOf(all, q), total: 20 }), 45, undefined, 3],
    ['a total on a page’s edge', (q) => ({ devices: pageOf(all, q), total: 40 }), 45, undefined, 3],
    ['a total too large', (q) => ({ devices: pageOf(all, q), total: 99 }), 45, 'emptyPage', 4],
    ['a total of 0', (q) => ({ devices: pageOf(all, q), total: 0 }), 45, undefined, 3],
    ['full pages to the end', (q) => ({ devices: pageOf(all.slice(0, 40), q), total: 40 }), 40, undefined, 3],
    ['pages capped at 7', (q) => ({ devices: pageOf(all, q, 7), total: 45 }), 45, undefined, 7],
    ['a page that repeats', () => ({ devices: all.slice(0, 20), total: 45 }), 20, 'repeatedPage', 2],
    ['a page that repeats, no total', () => ({ devices: all.slice(0, 20) }), 20, undefined, 2],
    ['an empty page that says there is more', () => ({ devices: [], total: 45 }), 0, 'emptyPage', 1],
    ['nothing', () => ({ devices: null, total: 0 }), 0, undefined, 1],
    [
      'pages that overlap',
      (q) => ({
        devices: all.slice((Number(q['page_no']) - 1) * 15, (Number(q['page_no']) - 1) * 15 + 20),
        total: 45,
      }),
      45,
      undefined,
      4,
    ],
  ])('%s', async (_name, answer, count, incomplete, calls) => {
    const { api, queries } = apiOf(answer);
    const found = await collect(new Devices(api).iterate({ pageSize: 20 }));
    expect(idsOf(found.rows)).toEqual(idsOf(all.slice(0, count)));
    expect(found.incomplete).toBe(incomplete);
    expect(queries.length).toBeLessThanOrEqual(calls);
    expect(queries.every((query) => 'page_no' in query && !('last_id' in query))).toBe(true);
  });

  it('counts rows that could not be read as seen', async () => {
    const { api } = apiOf(() => ({ devices: [{ id: 'a' }, { id: '' }, { name: 'b' }], total: 3 }));
    const pages: Page<unknown>[] = [];
    for await (const page of new Devices(api).iterate({ pageSize: 20 })) pages.push(page);
    expect(pages).toHaveLength(1);
    expect(pages[0]).toMatchObject({ items: [{ id: 'a' }], badRecords: [{ index: 1 }, { index: 2 }] });
    expect(pages[0]).not.toHaveProperty('incomplete');
  });
});

describe('a page without a single record that can be read', () => {
  const broken = (ids: boolean) => (query: Query) => {
    const rows = pageOf(devices(60), query);
    const bad = Number(query['page_no']) === 2;
    return {
      devices: bad ? rows.map(({ id }) => (ids ? { id, online: 'no' } : { online: 'no' })) : rows,
      total: 60,
    };
  };
  // With its id a record is read, whatever else of it is odd.
  it.each([
    [true, [20, 0]],
    [false, [0, 20]],
  ])("doesn't end the list; its records have ids: %s", async (ids, second) => {
    const pages: Page<unknown>[] = [];
    for await (const page of new Devices(apiOf(broken(ids)).api).iterate({ pageSize: 20 })) pages.push(page);
    expect(pages.map(({ items, badRecords }) => [items.length, badRecords.length])).toEqual([
      [20, 0],
      second,
      [20, 0],
    ]);
    expect(pages.some((page) => 'incomplete' in page)).toBe(false);
  });

  it.each([{ id: 'a', online: 'no' }, { online: 'no' }])('ends it where it comes again: %j', async (row) => {
    const { api, queries } = apiOf(() => ({ devices: [row], total: 9 }));
    expect((await collect(new Devices(api).iterate({ pageSize: 20 }))).incomplete).toBe('repeatedPage');
    expect(queries).toHaveLength(2);
  });
});

describe('devices by last id', () => {
  const all = devices(45);
  /** The cursor is a place here; Tuya's is a time. */
  const after = (query: Query): number => Number(query['last_id'] ?? 0);
  it.each<[string, (query: Query) => unknown, number, string | undefined]>([
    [
      'an honest cloud',
      (q) => ({ devices: all.slice(after(q), after(q) + 20), last_id: after(q) + 20, total: 45 }),
      45,
      undefined,
    ],
    [
      'no total',
      (q) => ({ devices: all.slice(after(q), after(q) + 20), last_id: after(q) + 20 }),
      45,
      undefined,
    ],
    [
      'an overlapping cursor',
      (q) => ({ devices: all.slice(after(q), after(q) + 20), last_id: after(q) + 15, total: 45 }),
      45,
      undefined,
    ],
    [
      'a cursor that stays',
      () => ({ devices: all.slice(0, 20), last_id: 'x', total: 45 }),
      20,
      'repeatedCursor',
    ],
    ['no cursor', () => ({ devices: all.slice(0, 20), total: 45 }), 20, 'noCursor'],
    [
      'an empty page that says there is more',
      (q) => ({ devices: after(q) ? [] : all.slice(0, 20), last_id: 20, total: 45 }),
      20,
      'emptyPage',
    ],
    [
      'cursors in a circle',
      (q) => ({ devices: all.slice(0, 20), last_id: (after(q) + 1) % 3, total: 45 }),
      20,
      'repeatedCursor',
    ],
    [
      'one page under ever new cursors',
      (q) => ({ devices: all.slice(0, 20), last_id: after(q) + 1, total: 45 }),
      20,
      'repeatedPage',
    ],
    [
      'two pages of one moment in between',
      (q) => ({
        devices: after(q) < 22 ? all.slice(0, 20) : all.slice(after(q) - 2, after(q) + 18),
        last_id: after(q) < 20 ? 20 : after(q) < 22 ? after(q) + 1 : after(q) + 20,
        total: 45,
      }),
      45,
      undefined,
    ],
  ])('%s', async (_name, answer, count, incomplete) => {
    const { api, queries } = apiOf(answer);
    const found = await collect(new Devices(api).iterate({ pageSize: 20, paging: 'lastId' }));
    expect(queries.length).toBeLessThan(8);
    expect(idsOf(found.rows)).toEqual(idsOf(all.slice(0, count)));
    expect(found.incomplete).toBe(incomplete);
    expect(queries.slice(1).every((query) => !('page_no' in query) && 'last_id' in query)).toBe(true);
  });
});

describe('a user’s devices', () => {
  const all = devices(45);
  it.each<[string, (query: Query) => unknown, number, string | undefined, number]>([
    ['pages that end short', (q) => pageOf(all, q), 45, undefined, 3],
    ['a cloud that ignores paging', () => all, 45, undefined, 2],
    ['pages that hold more than was asked for', (q) => pageOf(devices(63), q, 21), 63, undefined, 4],
    [
      'a page in the middle that is no list',
      (q) => (q['page_no'] === '2' ? null : pageOf(all, q)),
      25,
      'missingPage',
      3,
    ],
    [
      'no list from a page on',
      (q) => (Number(q['page_no']) > 1 ? null : pageOf(all, q)),
      20,
      'missingPage',
      3,
    ],
    ['one that ignores it with exactly a page', () => all.slice(0, 20), 20, undefined, 2],
    ['pages capped below the size asked for', (q) => pageOf(devices(120), q, 50), 120, undefined, 3],
    [
      'a later page that repeats',
      (q) => pageOf(all, { ...q, page_no: String(Math.min(2, Number(q['page_no']))) }),
      40,
      'repeatedPage',
      3,
    ],
    ['nobody home', () => [], 0, undefined, 1],
    ['null', () => null, 0, undefined, 1],
  ])('%s', async (name, answer, count, incomplete, calls) => {
    const { api, queries } = apiOf(answer);
    const pageSize = name.includes('capped') ? 100 : 20;
    const found = await collect(new Devices(api).iterateOfUser('u', { from: 'home', pageSize }));
    expect(found.rows).toHaveLength(count);
    expect(new Set(idsOf(found.rows)).size).toBe(count);
    expect(found.incomplete).toBe(incomplete);
    expect(queries).toHaveLength(calls);
    expect(queries[0]).toMatchObject({ from: 'home', page_no: '1' });
  });
});

describe('the users of an app', () => {
  const all = Array.from({ length: 45 }, (_, index) => ({ uid: `u${index}` }));
  it.each<[string, (query: Query) => unknown, number, string | undefined]>([
    [
      'an honest cloud',
      (q) => ({ list: pageOf(all, q), total: 45, has_more: Number(q['page_no']) < 3 }),
      45,
      undefined,
    ],
    ['has_more only', (q) => ({ list: pageOf(all, q), has_more: Number(q['page_no']) < 3 }), 45, undefined],
    ['has_more for ever, on empty pages', (q) => ({ list: pageOf(all, q), has_more: true }), 45, undefined],
    [
      'has_more for ever, on the same page',
      () => ({ list: all.slice(0, 20), has_more: true }),
      20,
      'repeatedPage',
    ],
    [
      'no more, though there is',
      (q) => ({ list: pageOf(all, q), total: 45, has_more: false }),
      45,
      undefined,
    ],
  ])('%s', async (_name, answer, count, incomplete) => {
    const { api } = apiOf(answer);
    const found = await collect(userPages(new AppUsers(api), 's', 20));
    expect(found.rows.map(({ uid }) => uid)).toEqual(all.slice(0, count).map(({ uid }) => uid));
    expect(found.incomplete).toBe(incomplete);
  });
});

describe('logs', () => {
  const rows = Array.from({ length: 45 }, (_, index) => ({
    event_time: 1_700_000_000_000 - index,
    event_id: 7,
    code: 'switch',
    value: 'true',
  }));
  const range = { types: [7], startTime: 0, endTime: 1_700_000_000_000, size: 20 };
  const key = (query: Query): number => Number(query['start_row_key']?.slice(1) ?? 0);
  const free = (at: number, more = at + 20 < 45): object => ({
    logs: rows.slice(at, at + 20),
    has_next: more,
    current_row_key: `k${at}`,
    next_row_key: more ? `k${at + 20}` : null,
  });

  it.each<[string, (query: Query) => unknown, number, string | undefined]>([
    ['an honest cloud', (q) => free(key(q)), 45, undefined],
    ['has_next left out', (q) => ({ ...free(key(q)), has_next: null }), 45, undefined],
    ['a cursor that repeats its page', () => free(0), 20, 'repeatedPage'],
    [
      'a cursor that repeats',
      (q) => ({ ...free(key(q)), has_next: true, next_row_key: 'k20' }),
      40,
      'repeatedCursor',
    ],
    ['more, but no cursor', () => ({ ...free(0), next_row_key: null }), 20, 'noCursor'],
    [
      'more, on empty pages',
      (q) => ({ logs: [], has_next: true, next_row_key: `k${key(q) + 1}` }),
      0,
      'emptyPage',
    ],
    [
      'one empty page in between',
      (q) =>
        key(q) === 20
          ? { logs: null, next_row_key: 'k21', has_next: null }
          : free(key(q) === 21 ? 20 : key(q)),
      45,
      undefined,
    ],
    ['nothing', () => ({ logs: null, has_next: false }), 0, undefined],
    ['a count, which is the other edition’s', (q) => ({ ...free(key(q)), count: 45 }), 45, undefined],
    [
      'two pages by turns under ever new cursors',
      (q) => ({ ...free(key(q) % 2 ? 20 : 0), has_next: true, next_row_key: `k${key(q) + 1}` }),
      40,
      'repeatedPage',
    ],
  ])('of the free edition: %s', async (_name, answer, count, incomplete) => {
    const { api, queries } = apiOf(answer);
    const found = await collect(logPages(new DeviceLogs(api), 'd', range));
    expect(found.rows.map(({ eventTime }) => eventTime)).toEqual(
      rows.slice(0, count).map((row) => row.event_time),
    );
    expect(found.incomplete).toBe(incomplete);
    expect(queries[0]).not.toHaveProperty('start_row_key');
  });

  it('keeps rows that share every field', async () => {
    const twin = { event_time: 1, event_id: 7, code: 'a', value: '1' };
    const { api } = apiOf(() => ({ logs: [twin, twin, twin], has_next: false }));
    expect((await collect(logPages(new DeviceLogs(api), 'd', range))).rows).toHaveLength(3);
  });

  it('takes pages of the same events of one millisecond, again and again, for what they are', async () => {
    const twin = { event_time: 1_700_000_000_000, event_id: 7, code: 'a', value: '1' };
    const burst = (query: Query): object => ({
      logs: Array.from({ length: 20 }, (_, at) => ({ ...twin, value: String(at % 2) })),
      has_next: key(query) < 60,
      next_row_key: key(query) < 60 ? `k${key(query) + 20}` : null,
    });
    const found = await collect(logPages(new DeviceLogs(apiOf(burst).api), 'd', range));
    expect(found).toMatchObject({ rows: { length: 80 }, incomplete: undefined });
    const circle = (): object => ({ ...burst({}), next_row_key: 'k20' });
    const stopped = await collect(logPages(new DeviceLogs(apiOf(circle).api), 'd', range));
    expect(stopped).toMatchObject({ rows: { length: 40 }, incomplete: 'repeatedCursor' });
  });

  it.each<[string, number, (query: Query) => object]>([
    [
      'whose key says so',
      45,
      (q) => ({
        ...free(Math.max(0, key(q) - 1), key(q) < 40),
        next_row_key: `k${key(q) + 20 - (key(q) && 1)}`,
      }),
    ],
    [
      'that goes back in time',
      45,
      (q) => ({
        ...free(Math.max(0, key(q) - 3)),
        current_row_key: null,
        next_row_key: `k${key(q) + 20 - (key(q) && 3)}`,
        has_next: key(q) < 34,
      }),
    ],
  ])('drops the last rows of a page that the next one begins with: one %s', async (_name, count, answer) => {
    const { api } = apiOf(answer);
    const found = await collect(logPages(new DeviceLogs(api), 'd', range));
    expect(found.rows.map(({ eventTime }) => eventTime)).toEqual(
      rows.slice(0, count).map((row) => row.event_time),
    );
    expect(found.incomplete).toBeUndefined();
  });

  const many = Array.from({ length: 200 }, (_, at) => ({
    event_time: 1_700_000_000_000 - at,
    event_id: 7,
    code: 'a',
    value: String(at),
  }));

  it.each([1, 2, 10])(
    'drops the last %i rows of a page that every page begins with, though no key says so',
    async (overlap) => {
      const start = (query: Query): number => Math.max(0, key(query) - overlap);
      const { api } = apiOf((q) => ({
        logs: many.slice(start(q), start(q) + 20),
        has_next: start(q) + 20 < many.length,
        current_row_key: q['start_row_key'] ?? 'k0',
        next_row_key: `k${start(q) + 20}`,
      }));
      const found = await collect(logPages(new DeviceLogs(api), 'd', range));
      expect(found.rows.map(({ value }) => value)).toEqual(many.map(({ value }) => value));
    },
  );

  it('keeps the equal rows of one millisecond that two pages share, where nothing says that they overlap', async () => {
    const twin = { event_time: 1_700_000_000_000, event_id: 7, code: 'a', value: '1' };
    const other = { ...twin, value: '2' };
    const { api } = apiOf((q) =>
      key(q) === 0
        ? { logs: [other, twin], has_next: true, current_row_key: 'k0', next_row_key: 'k2' }
        : { logs: [twin, { ...twin, event_time: 1 }], has_next: false, current_row_key: 'k2' },
    );
    expect((await collect(logPages(new DeviceLogs(api), 'd', range))).rows).toHaveLength(4);
  });

  const paidRows = rows.map((row, index) => ({ ...row, row: `r${index}` }));
  const afterRow = (query: Query): number => Number(query['last_row_key']?.slice(1) ?? -1) + 1;
  const paid = (at: number, more = at + 20 < 45): object => ({
    logs: paidRows.slice(at, at + 20),
    has_next: more,
    count: 45,
  });

  it.each<[string, (query: Query) => unknown, number, string | undefined]>([
    ['an honest cloud', (q) => paid(afterRow(q)), 45, undefined],
    [
      'pages that overlap by a row',
      (q) => paid(Math.max(0, afterRow(q) - 1), afterRow(q) < 40),
      45,
      undefined,
    ],
    ['a page that repeats', () => paid(0), 20, 'repeatedPage'],
    ['has_next left out', (q) => ({ ...paid(afterRow(q)), has_next: null }), 45, undefined],
    [
      'has_next left out, and fewer rows at once than it was asked for',
      (q) => ({ ...paid(afterRow(q)), logs: paidRows.slice(afterRow(q), afterRow(q) + 15), has_next: null }),
      45,
      undefined,
    ],
    [
      'has_next left out, and fewer rows than it counts',
      (q) => ({ ...paid(afterRow(q)), has_next: null, count: 60 }),
      45,
      'emptyPage',
    ],
    [
      'more, on an empty page',
      (q) => (afterRow(q) ? { logs: [], has_next: true, count: 45 } : paid(0)),
      20,
      'noCursor',
    ],
  ])('of the paid edition: %s', async (_name, answer, count, incomplete) => {
    const { api, queries } = apiOf(answer);
    const found = await collect(logPages(new DeviceLogs(api), 'd', range));
    expect(found.rows.map(({ row }) => row)).toEqual(paidRows.slice(0, count).map(({ row }) => row));
    expect(found.incomplete).toBe(incomplete);
    expect(queries[0]).not.toHaveProperty('query_type');
    const last = Number(queries[1]?.['last_row_key']?.slice(1));
    expect(queries[1]).toMatchObject({
      query_type: '2',
      last_event_time: String(paidRows[last]?.event_time),
    });
  });

  it('keeps rows that share a row key, where they differ otherwise', async () => {
    const twin = { event_time: 1_700_000_000_000, event_id: 7, code: 'a', value: '1', row: 'k' };
    const { api } = apiOf(() => ({ logs: [twin, { ...twin, code: 'b' }, twin], has_next: false }));
    expect((await collect(logPages(new DeviceLogs(api), 'd', range))).rows).toHaveLength(2);
  });
});

describe('an edition other than the one asked for', () => {
  const rows = Array.from({ length: 3 }, (_, index) => ({
    event_time: 1e12 + index,
    event_id: 7,
    row: `r${index}`,
  }));
  it.each<[string, 1 | 2, object, object]>([
    ['paid for free', 1, { logs: rows, count: 9 }, { edition: 'paid', lastRowKey: 'r2' }],
    [
      'free for paid',
      2,
      { logs: rows.map((row) => ({ ...row, row: null })), next_row_key: 'k' },
      { edition: 'free', startRowKey: 'k' },
    ],
    ['both, paid asked', 2, { logs: rows, next_row_key: 'k' }, { edition: 'paid', lastRowKey: 'r2' }],
    ['both, free asked', 1, { logs: rows, next_row_key: 'k' }, { edition: 'free', startRowKey: 'k' }],
  ])('is read by its own cursor: %s', async (_name, queryType, answer, next) => {
    const { api } = apiOf(() => ({ ...answer, has_next: true }));
    const query = { types: [7], startTime: 0, endTime: 1.7e12, size: 3, queryType };
    expect((await new DeviceLogs(api).page('d', query)).next).toMatchObject(next);
  });
});

describe('the cursor of a single page', () => {
  const list = async (answer: unknown, pageNo: number): Promise<unknown> => {
    const page = await new Devices(apiOf(() => answer).api).list({ pageNo, pageSize: 20 });
    return page.next;
  };
  it.each<[string, unknown, number, unknown]>([
    ['more by total', { devices: devices(20), total: 45 }, 1, { pageNo: 2 }],
    ['the last by total', { devices: devices(5), total: 45 }, 3, undefined],
    ['full and no total', { devices: devices(20) }, 1, { pageNo: 2 }],
    ['full to the total', { devices: devices(20), total: 40 }, 2, undefined],
    ['beyond the total', { devices: devices(20), total: 10 }, 1, { pageNo: 2 }],
    ['empty', { devices: [], total: 45 }, 2, undefined],
  ])('%s', async (_name, answer, pageNo, next) => {
    expect(await list(answer, pageNo)).toEqual(next);
  });
});
