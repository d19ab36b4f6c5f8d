import type { DatabaseSync } from 'node:sqlite';
import { logView } from './logView.js';
import { isWrongStatement, problemOf } from './openDatabase.js';

/** Grows with every change of the tables, not with one of the view. A file from a newer version is left alone. */
const version = 1;

/**
 * `rows` is one tree in reading order. `place` counts up from the oldest inside a millisecond. `kept` of a device:
 * 0 not any more, 1 yes, 2 it is being deleted. `until` of what is covered is its last millisecond. `meta`: `floor`, the time before which rows had to go for the size cap;
 * `dropped`, the project is gone.
 */
const tables = `
  CREATE TABLE devices (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kept INTEGER NOT NULL,
    rows INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE rows (
    device INTEGER NOT NULL,
    time INTEGER NOT NULL,
    place INTEGER NOT NULL,
    type INTEGER NOT NULL,
    source TEXT, code TEXT, value TEXT, status TEXT, key TEXT,
    PRIMARY KEY (device, time, place)
  ) WITHOUT ROWID;
  CREATE INDEX rows_by_time ON rows (time);
  CREATE TABLE covered (
    device INTEGER NOT NULL,
    type INTEGER NOT NULL,
    start INTEGER NOT NULL,
    until INTEGER NOT NULL,
    PRIMARY KEY (device, type, start)
  ) WITHOUT ROWID;
  CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** What is read and written of each table. */
const columns = {
  devices: 'n, id, kept, rows',
  rows: 'device, time, place, type, source, code, value, status, key',
  covered: 'device, type, start, until',
  meta: 'name, value',
};

/** How long a call may wait for another window, ms: the host stands still meanwhile. */
const busyTimeout = 5;

/**
 * Makes an opened file ready. Answers `newer` for one that a newer version wrote, `damaged` for a database that isn't
 * an archive or is one no longer.
 * @throws what SQLite throws: busy, not a database …
 */
export function prepareFile(database: DatabaseSync): 'ready' | 'newer' | 'damaged' {
  database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > version) return 'newer';
  if (found === 0) create(database);
  if (!hasTables(database)) return 'damaged';
  bringView(database);
  // Written to the file proper in small helpings too: each stops the host for as long as the disk takes.
  database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 256');
  database.exec('PRAGMA journal_size_limit = 1000000; PRAGMA cache_size = -4000');
  return 'ready';
}

/** Tables without a version are somebody else's, or half of ours. */
function isEmpty(database: DatabaseSync): boolean {
  return database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
}

function hasTables(database: DatabaseSync): boolean {
  try {
    for (const [table, names] of Object.entries(columns)) database.prepare(`SELECT ${names} FROM ${table}`);
    return true;
  } catch (error) {
    if (isWrongStatement(error)) return false;
    throw error;
  }
}

/** Archives of older versions have no view, or another one. Where it can’t be made now, the next window makes it. */
function bringView(database: DatabaseSync): void {
  try {
    const found = database
      .prepare("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = 'log'")
      .get();
    if (found?.['sql'] === logView) return;
    database.exec(`BEGIN IMMEDIATE; DROP VIEW IF EXISTS log; ${logView}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    if (problemOf(error) === undefined) throw error;
  }
}

function create(database: DatabaseSync): void {
  // Must be said before the first table is made, outside of a transaction.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another window may have been faster.
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (found === 0 && isEmpty(database)) database.exec(`${tables} PRAGMA user_version = ${version}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
