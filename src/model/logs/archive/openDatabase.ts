import type * as Sqlite from 'node:sqlite';
import type { ArchiveProblem } from './logArchive.js';

/**
 * The database is SQLite as Node brings it along (`node:sqlite`): it survives a crash in the middle of a write, lets
 * two windows write at once, finds a stretch of a month without reading the rest, and adds no dependency and no binary
 * of ours. VS Code has had it on desktop and in its server since 1.101. A host without it keeps no archive, and says so;
 * everything else of the log works there. The module is loaded when a log is first opened.
 */
export type OpenDatabase = (path: string) => Sqlite.DatabaseSync;

/** How to open a file, or undefined where this host's Node has no SQLite. */
export function findSqlite(): OpenDatabase | undefined {
  // Unlike an import, this answers undefined, and no bundler has to know the module.
  const sqlite: typeof Sqlite | undefined = process.getBuiltinModule('node:sqlite');
  return sqlite && ((path) => new sqlite.DatabaseSync(path));
}

/** What SQLite says when a file isn't, or is no longer, a database. */
const wrongStatement = 1;
const corrupt = 11;
const notADatabase = 26;
const problems: Readonly<Record<number, ArchiveProblem>> = {
  5: 'busy', // SQLITE_BUSY
  6: 'busy', // SQLITE_LOCKED
  13: 'full', // SQLITE_FULL
};

/** https://www.sqlite.org/rescode.html; undefined for anything that isn't SQLite's own failure. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}

export function isDamage(error: unknown): boolean {
  const code = resultCode(error);
  return code === corrupt || code === notADatabase;
}

/** A table or a column that a statement names isn't there. */
export function isWrongStatement(error: unknown): boolean {
  return resultCode(error) === wrongStatement;
}

/** Undefined where the failure isn't the database's or the disk's. */
export function problemOf(error: unknown): ArchiveProblem | undefined {
  const code = resultCode(error);
  if (code !== undefined) return problems[code] ?? 'io';
  const isSystemCall = error instanceof Error && 'syscall' in error;
  return isSystemCall ? 'io' : undefined;
}
