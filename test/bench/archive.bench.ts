import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.js';
import { findSqlite } from '../../src/model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../../src/model/logs/archive/sqliteLogArchive.js';
import { LogTable } from '../../src/model/logs/table/logTable.js';
import type { LogEntry } from '../../src/tuya/results.js';
import type { Bench, Given, Side } from './bench.js';
import { million, newest, pages } from './busyLog.js';

const ref = { projectId: 'project', deviceId: 'device' };
const types = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const rowsAtOnce = 20_000;

function open(folder: string): SqliteLogArchive {
  if (!findSqlite()) throw new Error('This Node has no SQLite; Node 22.13 and VS Code’s own have.');
  return new SqliteLogArchive({ folder, findSqlite, clock: systemClock, capBytes: () => Infinity });
}

/** A device of a million rows. The folder goes with the process. */
async function keepMillion(): Promise<{ folder: string } | { reason: string }> {
  if (!findSqlite()) return { reason: 'no SQLite' };
  const folder = await mkdtemp(join(tmpdir(), 'bench-archive-'));
  process.on('disconnect', () => void rm(folder, { recursive: true, force: true }));
  const archive = open(folder);
  await archive.set(ref, true);
  let waiting: LogEntry[] = [];
  let to = newest + 1;
  const append = async (from: number): Promise<void> => {
    const whole = waiting.filter(({ eventTime }) => eventTime >= from);
    waiting = waiting.filter(({ eventTime }) => eventTime < from);
    await archive.append(ref, whole, { from, to, types, codes: [] });
    to = from;
  };
  for (const page of pages(million)) {
    waiting.push(...page);
    if (waiting.length >= rowsAtOnce) await append((waiting.at(-1)?.eventTime ?? 0) + 1);
  }
  await append(0);
  archive.dispose();
  return { folder };
}

const folderOf = ({ data }: Given): string => (data as { folder?: string }).folder ?? '';

/** As a log reads it: page by page, each into its table. */
const ours: Side = (given) => {
  const archive = open(folderOf(given));
  return {
    run: async () => {
      const table = new LogTable({ capacity: million });
      for (let before: number | undefined = newest + 1; before !== undefined;) {
        const query = { from: 0, to: newest + 1, types, codes: [], limit: 1000, before };
        const page = await archive.read(ref, query);
        table.merge(0, page.entries, 'oldest');
        before = page.next;
      }
      if (table.size !== million) throw new Error(`${table.size} rows were read.`);
    },
    close: () => archive.dispose(),
  };
};

const bare: Side = async (given) => {
  const openDatabase = findSqlite();
  if (!openDatabase) throw new Error('This Node has no SQLite.');
  const name = (await readdir(folderOf(given))).find((file) => file.endsWith('.sqlite')) ?? '';
  const database = openDatabase(join(folderOf(given), name));
  const statement = database.prepare(
    'SELECT time, type, source, code, value, status, key FROM rows WHERE device = 1 ORDER BY time DESC, place DESC',
  );
  return {
    run: () => {
      const rows = statement.all();
      if (rows.length !== million) throw new Error(`${rows.length} rows were read.`);
    },
    close: () => database.close(),
  };
};

export default {
  title: 'The archive, beside SQLite alone',
  needsSqlite: true,
  background: keepMillion,
  rows: [
    {
      name: '1,000,000 rows of the archive into a log',
      count: million,
      unit: 'row',
      rounds: 3,
      sides: { ours, bare },
      goals: [{ figure: 'cpu', beside: 'bare', atMost: 2 }],
    },
  ],
} satisfies Bench;
