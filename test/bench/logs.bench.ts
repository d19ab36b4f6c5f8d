import { LogTable } from '../../src/model/logs/table/logTable.js';
import type { LogEntry } from '../../src/tuya/results.js';
import { Dice } from '../support/logEntries.js';
import { filterOf } from '../support/logFilter.js';
import { fullTable, million, newest, pages, pageSize, viewOf } from './busyLog.js';
import { bytesOf, contest, formatted, print } from './measure.js';

console.log('The log, beside arrays of objects');
const { made: table, bytes: tableBytes } = await bytesOf(fullTable);
const { made: objects, bytes: objectBytes } = await bytesOf(() => {
  const rows: LogEntry[] = [];
  for (const page of pages(million)) for (const row of page) rows.push({ ...row, value: `${row.value}` });
  return rows.reverse();
});
print(
  'memory of a row',
  `${formatted(tableBytes / million)} bytes`,
  `bare ${formatted(objectBytes / million)} bytes`,
);

const { view } = await viewOf(table);
const windowRows = 100;
const dice = new Dice(5);
const places = Array.from({ length: 1000 }, () => dice.below(million - windowRows));
await contest({
  name: `a window of ${windowRows} rows somewhere in 1,000,000`,
  ours: () => places.map((from) => view.window(from, windowRows).length),
  bare: () => places.map((from) => objects.slice(from, from + windowRows).map((row) => ({ ...row })).length),
  count: places.length,
  unit: 'window',
});

const filters: readonly (readonly [string, (row: LogEntry) => boolean])[] = [
  ['4711', ({ value = '' }) => value.toLowerCase().includes('4711')],
  ['dp:cur_*', ({ code = '' }) => code.startsWith('cur_')],
  ['/^4.*7$/', ({ value = '' }) => /^4.*7$/.test(value)],
  ['dp:cur_power value>90000', ({ code, value }) => code === 'cur_power' && Number(value) > 90_000],
];
for (const [text, passes] of filters) {
  let bare = 0;
  await contest({
    name: `filter ${text} over 1,000,000 rows`,
    ours: () => view.setFilter(filterOf(text), 'hide'),
    bare: () => (bare = objects.filter((row) => passes(row)).length),
    count: million,
    unit: 'row',
  });
  // Ours looks at names, types and scaled numbers too: it can find more.
  print('', `${view.shownRows} rows found`, `bare ${bare}`);
}
view.dispose();

const thousand = [...pages(1000 * pageSize)];
let end = newest;
/** Pages that follow the newest there is: a row is merged once. */
function following(): LogEntry[][] {
  end += thousand.length * pageSize * 1000;
  const first = thousand.at(-1)?.at(-1)?.eventTime ?? 0;
  return thousand
    .map((page) => page.map((row) => ({ ...row, eventTime: end + row.eventTime - first })))
    .reverse();
}
const next = { ours: following(), bare: following() };
await contest({
  name: `merge 1,000 pages at the end of a full table`,
  ours: () => {
    for (const page of next.ours) table.merge(0, page, 'newest');
  },
  bare: () => {
    const array = objects.slice(0, million);
    for (const page of next.bare) for (const row of page.toReversed()) array.push({ ...row });
    return array;
  },
  after: () => (next.ours = following()),
  count: thousand.length * pageSize,
  unit: 'row',
});
await contest({
  name: 'merge 1,000 pages backwards from empty',
  ours: () => {
    const fresh = new LogTable({ capacity: million });
    for (const page of thousand) fresh.merge(0, page, 'newest');
  },
  bare: () => {
    const array: LogEntry[] = [];
    for (const page of thousand) for (const row of page) array.push({ ...row });
    return array;
  },
  count: thousand.length * pageSize,
  unit: 'row',
});
const known = new LogTable({ capacity: million });
for (const page of thousand) known.merge(0, page, 'newest');
await contest({
  name: 'merge 1,000 pages that are known already',
  ours: () => {
    for (const page of thousand) known.merge(0, page, 'newest');
  },
  bare: () => {
    const keys = new Set<string>();
    for (const page of thousand) for (const row of page) keys.add(JSON.stringify(row));
    return keys;
  },
  count: thousand.length * pageSize,
  unit: 'row',
});
