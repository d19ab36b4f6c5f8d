import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import type { LogEntry } from '../../src/tuya/results.js';
import { Dice } from '../support/logEntries.js';
import { filterOf } from '../support/logFilter.js';
import type { Bench, Row, Side } from './bench.js';
import { fullTable, million, newest, pages, pageSize, viewOf } from './busyLog.js';
import { bytesOf } from './bytesOf.js';

function objectRows(): LogEntry[] {
  const rows: LogEntry[] = [];
  for (const page of pages(million)) for (const row of page) rows.push({ ...row, value: `${row.value}` });
  return rows.reverse();
}

const memoryOf =
  (make: () => object): Side =>
  () => ({ run: async () => ({ 'bytes a row': (await bytesOf(make)) / million }) });

const memory: Row = {
  name: 'memory of a row',
  rounds: 1,
  sides: { ours: memoryOf(fullTable), bare: memoryOf(objectRows) },
  goals: [{ figure: 'bytes a row', atMost: 45 }],
};

const windowRows = 100;
const dice = new Dice(5);
const places = Array.from({ length: 1000 }, () => dice.below(million - windowRows));
const windows: Row = {
  name: `a window of ${windowRows} rows somewhere in 1,000,000`,
  count: places.length,
  unit: 'window',
  sides: {
    ours: async () => {
      const { view } = await viewOf(fullTable());
      return { run: () => void places.map((from) => view.window(from, windowRows).length) };
    },
    bare: () => {
      const objects = objectRows();
      const copy = (from: number): LogEntry[] =>
        objects.slice(from, from + windowRows).map((row) => ({ ...row }));
      return { run: () => void places.map((from) => copy(from).length) };
    },
  },
};

/** The same rows as the lines of a file, for programs that read files. */
async function lines(): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'busy-log-'));
  const file = join(folder, 'busy.log');
  const texts = objectRows().map(
    ({ eventTime, code, value }) => `${new Date(eventTime).toISOString()} report ${code} ${value}`,
  );
  await writeFile(file, `${texts.join('\n')}\n`);
  return { file, remove: () => rm(folder, { recursive: true }) };
}

function timed(program: string, args: readonly string[]): number {
  const start = performance.now();
  // Not into nowhere: grep would end with its first find.
  const { error } = spawnSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 100_000_000 });
  if (error) throw new Error(`${program} is not installed.`);
  return performance.now() - start;
}

/** What a filter takes is what it takes more than the same without: reading the file isn't counted. */
const lnav =
  (pattern: string): Side =>
  async () => {
    const { file, remove } = await lines();
    const run = (...commands: string[]): number => timed('lnav', ['-n', '-q', ...commands, file]);
    return {
      run: () => ({ 'filter, ms': run('-c', `:filter-in ${pattern}`) - run() }),
      close: remove,
    };
  };

const grep =
  (pattern: string): Side =>
  async () => {
    const { file, remove } = await lines();
    return { run: () => ({ 'filter, ms': timed('grep', ['-c', '-E', pattern, file]) }), close: remove };
  };

async function clocked(run: () => unknown): Promise<{ 'filter, ms': number }> {
  const start = performance.now();
  await run();
  return { 'filter, ms': performance.now() - start };
}

/** @param pattern the same for lines of a file */
function filter(text: string, passes: (row: LogEntry) => boolean, atMost?: number, pattern?: string): Row {
  return {
    name: `filter ${text} over 1,000,000 rows`,
    count: million,
    unit: 'row',
    sides: {
      ours: async () => {
        const { view } = await viewOf(fullTable());
        return { run: () => clocked(() => view.setFilter(filterOf(text), 'hide')) };
      },
      bare: () => {
        const objects = objectRows();
        return { run: () => clocked(() => objects.filter((row) => passes(row)).length) };
      },
      ...(pattern !== undefined && { grep: grep(pattern), lnav: lnav(pattern) }),
    },
    goals: [
      ...(atMost === undefined ? [] : [{ figure: 'cpu', beside: 'bare', atMost }]),
      ...(pattern === undefined ? [] : [{ figure: 'filter, ms', beside: 'lnav', atMost: 1 }]),
    ],
  };
}

const filters = [
  filter('4711', ({ value = '' }) => value.toLowerCase().includes('4711'), 2, '4711'),
  filter('/^4.*7$/', ({ value = '' }) => /^4.*7$/.test(value), 3, ' 4[^ ]*7$'),
  filter('/4[0-9]+7/', ({ value = '' }) => /4[0-9]+7/.test(value), 3, '4[0-9]+7'),
  // Everything has to be made and tried here: any shown text may match.
  filter('/7.*4/', ({ value = '' }) => /7.*4/.test(value), 3),
  filter('dp:cur_*', ({ code = '' }) => code.startsWith('cur_')),
  filter('dp:cur_power value>90000', ({ code, value }) => code === 'cur_power' && Number(value) > 90_000),
];

const sizes = [10_000, 100_000, million];
/** How the time of a filter grows with the rows: 1 where it is ten times for ten times as many. */
const growth: Row = {
  name: 'filters at 10,000, 100,000 and 1,000,000 rows',
  rounds: 5,
  sides: {
    ours: async () => {
      const views = await Promise.all(
        sizes.map(async (size) => {
          const table = new LogTable({ capacity: million });
          for (const page of pages(size)) table.merge(0, page, 'newest');
          return (await viewOf(table)).view;
        }),
      );
      const exponent = async (text: string): Promise<number> => {
        const times: number[] = [];
        for (const view of views) times.push(await fastest(() => view.setFilter(filterOf(text), 'hide')));
        const [first = NaN, , last = NaN] = times;
        return Math.log10(last / first) / Math.log10(million / 10_000);
      };
      return {
        run: async () => ({
          'exponent of a word': await exponent('4711'),
          'exponent of a regex': await exponent('/^4.*7$/'),
          'exponent of a range': await exponent('value>90000'),
        }),
      };
    },
  },
  goals: ['word', 'regex', 'range'].map((what) => ({ figure: `exponent of a ${what}`, atMost: 1.05 })),
};

/** CPU time, ms: of several tries, as the first may find a cold cache. */
async function fastest(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    const start = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}

const thousand = (): LogEntry[][] => [...pages(1000 * pageSize)];
const merged = { count: 1000 * pageSize, unit: 'row' };

const atTheEnd: Row = {
  name: 'merge 1,000 pages at the end of a full table',
  ...merged,
  sides: {
    ours: () => {
      const table = fullTable();
      const following = followingPages();
      let next: LogEntry[][] = [];
      return {
        before: () => void (next = following()),
        run: () => {
          for (const page of next) table.merge(0, page, 'newest');
        },
      };
    },
    bare: () => {
      const objects = objectRows();
      const following = followingPages();
      let next: LogEntry[][] = [];
      return {
        before: () => void (next = following()),
        run: () => {
          const array = objects.slice(0, million);
          for (const page of next) for (const row of page.toReversed()) array.push({ ...row });
        },
      };
    },
  },
};

/** Pages that follow the newest there is: a row is merged once. */
function followingPages(): () => LogEntry[][] {
  const read = thousand();
  let end = newest;
  return () => {
    end += read.length * pageSize * 1000;
    const first = read.at(-1)?.at(-1)?.eventTime ?? 0;
    return read
      .map((page) => page.map((row) => ({ ...row, eventTime: end + row.eventTime - first })))
      .reverse();
  };
}

const backwards: Row = {
  name: 'merge 1,000 pages backwards from empty',
  ...merged,
  sides: {
    ours: () => {
      const read = thousand();
      return {
        run: () => {
          const fresh = new LogTable({ capacity: million });
          for (const page of read) fresh.merge(0, page, 'newest');
        },
      };
    },
    bare: () => {
      const read = thousand();
      return {
        run: () => {
          const array: LogEntry[] = [];
          for (const page of read) for (const row of page) array.push({ ...row });
          if (array.length !== merged.count) throw new Error('Rows are missing.');
        },
      };
    },
  },
};

const known: Row = {
  name: 'merge 1,000 pages that are known already',
  ...merged,
  sides: {
    ours: () => {
      const read = thousand();
      const table = new LogTable({ capacity: million });
      const merge = (): void => {
        for (const page of read) table.merge(0, page, 'newest');
      };
      merge();
      return { run: merge };
    },
    bare: () => {
      const read = thousand();
      return {
        run: () => {
          const keys = new Set<string>();
          for (const page of read) for (const row of page) keys.add(JSON.stringify(row));
        },
      };
    },
  },
};

export default {
  title: 'The log, beside arrays of objects',
  rows: [memory, windows, ...filters, growth, atTheEnd, backwards, known],
} satisfies Bench;
