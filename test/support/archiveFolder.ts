import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.js';
import type { ArchiveStretch, LogArchive } from '../../src/model/logs/archive/logArchive.js';
import { findSqlite } from '../../src/model/logs/archive/openDatabase.js';
import { SqliteLogArchive } from '../../src/model/logs/archive/sqliteLogArchive.js';
import type { LogEntry } from '../../src/tuya/results.js';

// Tests of the archive run in the host, for only its Node is sure to have SQLite.

export const ref = { projectId: 'project', deviceId: 'device' };
export const allTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
export const megabyte = 1_000_000;

export function entry(eventTime: number, value: string, more: Partial<LogEntry> = {}): LogEntry {
  return { eventTime, eventId: 7, eventFrom: '1', code: 'switch', value, status: '1', extra: {}, ...more };
}

export function stretch(from: number, to: number, types: readonly number[] = allTypes): ArchiveStretch {
  return { from, to, types, codes: [] };
}

/** 1000 ms with two equal rows and one of its own in each. */
export function blockOf(block: number): readonly LogEntry[] {
  return Array.from({ length: 1000 }, (_, index) => {
    const time = block * 1000 + 999 - index;
    return [entry(time, 'same'), entry(time, `own ${time}`), entry(time, 'same')];
  }).flat();
}

export const textsOf = (entries: readonly LogEntry[]): readonly string[] =>
  entries.map(({ eventTime, eventId, value, row }) => `${eventTime} ${eventId} ${value} ${row ?? ''}`);

/** Page after page. */
export async function readAll(archive: LogArchive, of = ref, limit = 1000): Promise<readonly LogEntry[]> {
  const entries: LogEntry[] = [];
  let before: number | undefined;
  do {
    const query = {
      ...stretch(0, Number.MAX_SAFE_INTEGER),
      limit,
      ...(before !== undefined && { before }),
    };
    const page = await archive.read(of, query);
    entries.push(...page.entries);
    before = page.next;
  } while (before !== undefined);
  return entries;
}

/** The archives of one folder, which each test of a suite has for itself. */
class ArchiveFolder {
  path = '';
  private readonly opened: LogArchive[] = [];

  begin(): void {
    this.path = mkdtempSync(join(tmpdir(), 'log-archive-'));
  }

  end(): void {
    for (const archive of this.opened.splice(0)) archive.dispose();
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10 });
  }

  open(capBytes = 1000 * megabyte): LogArchive {
    return this.closeLater(
      new SqliteLogArchive({ folder: this.path, findSqlite, clock: systemClock, capBytes: () => capBytes }),
    );
  }

  /** One that keeps the log of `ref`. */
  async openKeeping(capBytes?: number): Promise<LogArchive> {
    const archive = this.open(capBytes);
    assert.equal(await archive.set(ref, true), undefined);
    return archive;
  }

  closeLater(archive: LogArchive): LogArchive {
    this.opened.push(archive);
    return archive;
  }
}

/** For one suite: empty before each test, gone after it. */
export function archiveFolder(): ArchiveFolder {
  const folder = new ArchiveFolder();
  setup(() => folder.begin());
  teardown(() => folder.end());
  return folder;
}
