import type { Statements } from './statements.js';

/** `kept` of a device whose rows are on their way out. */
export const going = 2;

const raiseFloor = `INSERT INTO meta VALUES ('floor', ?1)
  ON CONFLICT (name) DO UPDATE SET value = max(value, ?1)`;

/** What makes a project's file smaller. Every call is one short piece of work, as the file's own. */
export class ArchiveUpkeep {
  constructor(private readonly sql: Statements) {}

  /** Without the pages that wait to be used again. */
  usedBytes(): number {
    return this.bytes() - this.freePages() * this.pageSize();
  }

  bytes(): number {
    return this.pageSize() * (this.sql.number('PRAGMA page_count') ?? 0);
  }

  freePages(): number {
    return this.sql.number('PRAGMA freelist_count') ?? 0;
  }

  /** Gives free pages back to the disk. */
  shrink(pages: number): void {
    this.sql.all(`PRAGMA incremental_vacuum(${pages})`);
  }

  oldestTime(): number | undefined {
    return this.sql.number('SELECT min(time) FROM rows');
  }

  /** The oldest rows of all devices go, about so many, and what was covered with them. */
  trim(count: number): void {
    this.sql.transaction(() => {
      const last =
        this.sql.number(
          'SELECT time FROM rows INDEXED BY rows_by_time ORDER BY time LIMIT 1 OFFSET ?',
          count,
        ) ?? this.sql.number('SELECT max(time) FROM rows');
      if (last === undefined) return;
      // Milliseconds go whole.
      const floor = last + 1;
      for (const { device, count: gone } of this.sql.all(
        'SELECT device, count(*) AS count FROM rows INDEXED BY rows_by_time WHERE time < ? GROUP BY device',
        floor,
      )) {
        this.sql.run('UPDATE devices SET rows = rows - ? WHERE n = ?', Number(gone), Number(device));
      }
      this.sql.run('DELETE FROM rows WHERE time < ?', floor);
      this.sql.run('DELETE FROM covered WHERE until < ?', floor);
      this.sql.run('UPDATE covered SET start = ? WHERE start < ?', floor, floor);
      this.sql.run(raiseFloor, floor);
    });
  }

  /** From here on the device isn't kept, and nothing counts as read; its rows go with {@link dropRows}. */
  beginDrop(deviceId: string): void {
    this.sql.transaction(() => {
      this.sql.run('UPDATE devices SET kept = ? WHERE id = ?', going, deviceId);
      this.sql.run('DELETE FROM covered WHERE device = (SELECT n FROM devices WHERE id = ?)', deviceId);
    });
  }

  /** Devices whose rows are on their way out, also from a window that ended before it was done. */
  going(): readonly string[] {
    return this.sql.all('SELECT id FROM devices WHERE kept = ?', going).map(({ id }) => String(id));
  }

  /** True when nothing is left of the device. */
  dropRows(deviceId: string, count: number): boolean {
    return this.sql.transaction(() => {
      const device = this.sql.number('SELECT n FROM devices WHERE id = ? AND kept = ?', deviceId, going);
      if (device === undefined) return true;
      const gone = this.sql.run(
        `DELETE FROM rows WHERE device = ?1 AND (time, place) IN
         (SELECT time, place FROM rows WHERE device = ?1 ORDER BY time, place LIMIT ?2)`,
        device,
        count,
      );
      this.sql.run('UPDATE devices SET rows = rows - ? WHERE n = ?', gone, device);
      if (gone < count) this.sql.run('DELETE FROM devices WHERE n = ?', device);
      return gone < count;
    });
  }

  private pageSize(): number {
    return this.sql.number('PRAGMA page_size') ?? 0;
  }
}
