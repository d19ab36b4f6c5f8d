import type { DatabaseSync } from 'node:sqlite';
import { isEmpty, union, type TimeRange } from '../../../base/timeRange.js';
import { entryStore, mergeRows } from '../../../tuya/paging/sameRows.js';
import type { LogEntry } from '../../../tuya/results.js';
import { columnsOf, entryColumns, entryOf, type Millisecond } from './archiveRow.js';
import { ArchiveUpkeep, going } from './archiveUpkeep.js';
import type { ArchiveStats, ArchiveStretch } from './logArchive.js';
import { Statements } from './statements.js';

/** Where a reading goes on: the row before this one. */
export interface ReadCursor {
  readonly time: number;
  readonly place: number;
}

export interface ReadRows {
  readonly entries: readonly LogEntry[];
  /** Absent where there are no more. */
  readonly next?: ReadCursor;
}

export interface AppendSlice {
  /** Milliseconds that are done. */
  readonly done: number;
  readonly added: number;
  readonly known: number;
  readonly refused: number;
}

const on = 1;

/**
 * One project's rows. Every call is one short piece of work on this thread, and whole or not done at all; who calls
 * takes breaks between them. Holds rows and device ids, and nothing that opens anything.
 */
export class ArchiveFile {
  readonly upkeep: ArchiveUpkeep;
  private readonly sql: Statements;

  constructor(
    private readonly database: DatabaseSync,
    readonly path: string,
  ) {
    this.sql = new Statements(database);
    this.upkeep = new ArchiveUpkeep(this.sql);
  }

  get isOpen(): boolean {
    return this.database.isOpen;
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }

  isOn(deviceId: string): boolean {
    return this.sql.number('SELECT kept FROM devices WHERE id = ?', deviceId) === on;
  }

  setOn(deviceId: string, wanted: boolean): void {
    this.sql.run(
      'INSERT INTO devices (id, kept) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET kept = excluded.kept',
      deviceId,
      wanted ? on : 0,
    );
  }

  /** Adds milliseconds from index `start` on until `isOver`; undefined where the device isn't kept. */
  append(
    deviceId: string,
    milliseconds: readonly Millisecond[],
    start: number,
    isOver: () => boolean,
  ): AppendSlice | undefined {
    return this.sql.transaction(() => {
      const device = this.snapshotDevice(deviceId);
      if (device === undefined) return undefined;
      const floor = this.floor;
      const sum = { done: start, added: 0, known: 0, refused: 0 };
      while (sum.done < milliseconds.length && !(sum.done > start && isOver())) {
        const millisecond = milliseconds[sum.done++];
        if (!millisecond) continue;
        if (millisecond.time < floor) sum.refused += millisecond.rows.length;
        else {
          const { added, known } = this.merge(device, millisecond);
          sum.added += added;
          sum.known += known;
        }
      }
      if (sum.added > 0) this.sql.run('UPDATE devices SET rows = rows + ? WHERE n = ?', sum.added, device);
      return sum;
    });
  }

  /** From now on the stretch counts as read, as far as the cap leaves it. False where the device isn't kept. */
  cover(deviceId: string, { from, to, types }: ArchiveStretch): boolean {
    return this.sql.transaction(() => {
      const device = this.snapshotDevice(deviceId);
      if (device === undefined) return false;
      const read = { from: Math.max(from, this.floor), to };
      if (isEmpty(read)) return true;
      for (const type of new Set(types)) {
        const touching = this.ranges(
          'SELECT start, until + 1 AS stop FROM covered WHERE device = ? AND type = ? AND stop >= ? AND start <= ?',
          [device, type, read.from, to],
        );
        const [whole = read] = union([...touching, read]);
        for (const old of touching) {
          this.sql.run(
            'DELETE FROM covered WHERE device = ? AND type = ? AND start = ?',
            device,
            type,
            old.from,
          );
        }
        this.sql.run('INSERT INTO covered VALUES (?, ?, ?, ? - 1)', device, type, whole.from, whole.to);
      }
      return true;
    });
  }

  covered(deviceId: string, type: number, { from, to }: TimeRange): readonly TimeRange[] {
    return this.ranges(
      `SELECT start, until + 1 AS stop FROM covered
       WHERE device = (SELECT n FROM devices WHERE id = ?) AND type = ? AND stop > ? AND start < ?`,
      [deviceId, type, from, to],
    );
  }

  /** The newest rows of a stretch that stand before `before`; newest first. */
  read(deviceId: string, { from, to }: TimeRange, before: ReadCursor | undefined, count: number): ReadRows {
    const rows = this.sql.lists(
      `SELECT ${entryColumns}, place FROM rows
       WHERE device = (SELECT n FROM devices WHERE id = ?) AND time >= ? AND (time, place) < (?, ?)
       ORDER BY time DESC, place DESC LIMIT ?`,
      deviceId,
      from,
      before?.time ?? to,
      before?.place ?? 0,
      count,
    );
    const last = rows.at(-1);
    return {
      entries: rows.map(entryOf),
      ...(last && rows.length === count && { next: { time: Number(last[0]), place: Number(last.at(-1)) } }),
    };
  }

  stats(deviceId: string): ArchiveStats {
    const rows = this.sql.number('SELECT rows FROM devices WHERE id = ?', deviceId) ?? 0;
    if (rows === 0) return { rows: 0, bytes: 0 };
    const all = this.sql.number('SELECT sum(rows) FROM devices') ?? rows;
    const ofDevice = 'FROM rows WHERE device = (SELECT n FROM devices WHERE id = ?)';
    const from = this.sql.number(`SELECT min(time) ${ofDevice}`, deviceId);
    return {
      rows,
      bytes: Math.round((this.upkeep.usedBytes() * rows) / Math.max(all, rows)),
      ...(from !== undefined && { from }),
    };
  }

  /** Time before which rows had to go for the size cap; 0 where none had to. */
  get floor(): number {
    return this.sql.number("SELECT value FROM meta WHERE name = 'floor'") ?? 0;
  }

  set floor(time: number) {
    this.setMeta('floor', time);
  }

  get isDropped(): boolean {
    return this.sql.number("SELECT value FROM meta WHERE name = 'dropped'") === 1;
  }

  set isDropped(dropped: boolean) {
    this.sql.transaction(() => {
      this.setMeta('dropped', dropped ? 1 : 0);
      if (dropped) this.sql.run('UPDATE devices SET kept = ?', going);
    });
  }

  private snapshotDevice(deviceId: string): number | undefined {
    return this.sql.number('SELECT n FROM devices WHERE id = ? AND kept = ?', deviceId, on);
  }

  private setMeta(name: string, value: number): void {
    this.sql.run('INSERT OR REPLACE INTO meta VALUES (?, ?)', name, value);
  }

  private merge(device: number, { time, rows: read }: Millisecond): { added: number; known: number } {
    const there = this.sql
      .lists(
        `SELECT ${entryColumns} FROM rows
         WHERE device = ? AND time = ? ORDER BY place`,
        device,
        time,
      )
      .map(entryOf);
    const { rows, known } = mergeRows(entryStore, there, read);
    const added = read.length - known;
    if (!rows) return { added, known };
    if (there.length > 0) this.sql.run('DELETE FROM rows WHERE device = ? AND time = ?', device, time);
    for (const [place, row] of rows.entries())
      this.sql.run(
        'INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        device,
        time,
        place,
        ...columnsOf(row),
      );
    return { added, known };
  }

  private ranges(sql: string, values: readonly (string | number)[]): readonly TimeRange[] {
    return this.sql.all(sql, ...values).map(({ start, stop }) => ({ from: Number(start), to: Number(stop) }));
  }
}
