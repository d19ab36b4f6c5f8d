import { open as openOnDisk, rename, rm } from 'node:fs/promises';
import { subtract, type TimeRange } from '../../../base/timeRange.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import { mergeRows } from '../../../tuya/paging/sameRows.js';
import { FileChanged, olderFiles, type Known, type StillLocked } from './fileContents.js';
import { FileRow, missingLine, written, writtenStore } from './fileRow.js';
import { writeLogFileState, type LogFileState } from './logFileState.js';
import type { LogFileBatch, LogFileDeps, LogFileLimits } from './logFileTypes.js';
import { FileContent } from './writtenRows.js';

/** Text that is gathered before it is written as one. */
const pieceBytes = 64 * 1024;
/** Clocks are set a little all the time. */
const aheadAtMostMs = 60_000;

/** One batch on its way to the file, under the lock. */
export class BatchWriting {
  private text: string[] = [];
  /** What is known once the text is written. */
  private whenWritten: (() => void)[] = [];
  private bytes = 0;
  private added = 0;
  private readTo = 0;
  private readonly limits: LogFileLimits;

  constructor(
    private readonly deps: LogFileDeps,
    private readonly known: Known,
    private state: LogFileState,
    private readonly stillLocked: StillLocked,
  ) {
    this.limits = deps.limits();
  }

  async run(batch: LogFileBatch, signal: AbortSignal | undefined): Promise<number> {
    this.readTo = batch.readTo;
    const missing = [...this.missing(batch)];
    // Each behind the rows from before it: of what is older than a line says nobody asks again.
    const tell = async (before: number): Promise<void> => {
      for (; missing[0] && missing[0].from <= before; missing.shift()) {
        const { [0]: range } = missing;
        await this.add(missingLine(range, batch.device), () => {
          this.known.toldTo = Math.max(this.known.toldTo, range.to);
        });
      }
    };
    let isOver = sliceTime();
    for (const { time, rows } of batch.milliseconds) {
      await tell(time);
      if (time < this.state.floor) continue;
      // Rows of this millisecond that wait to be written stand nowhere else.
      for (const row of mergeRows(writtenStore, this.known.rows.at(time), rows).rows ?? []) {
        if (!(row instanceof FileRow)) continue;
        await this.add(row.line(), () => {
          this.known.rows.current.add(time, written(row));
          this.added++;
        });
      }
      if (!isOver()) continue;
      await takeBreak(signal);
      isOver = sliceTime();
    }
    if (batch.isLast) await tell(Infinity);
    await this.flush();
    const { upTo } = this.state;
    const isNews = batch.readTo > upTo || this.isFuture(upTo);
    if (batch.isLast && batch.read !== undefined && isNews)
      await this.writeState({ ...this.state, upTo: batch.readTo });
    return this.added;
  }

  /** What lies between what the file tells of and what was read. */
  private missing({ read, readTo }: LogFileBatch): readonly TimeRange[] {
    const from = this.knownTo;
    return read === undefined || from === 0 ? [] : subtract({ from, to: readTo }, read);
  }

  /** Up to here the file tells of every row; epoch ms, 0 where nothing is known. */
  private get knownTo(): number {
    const { known, state, now } = this;
    const marks = [state.upTo, known.toldTo];
    const past = marks.filter((mark) => !this.isFuture(mark));
    if (past.length === marks.length) return Math.max(...past);
    return Math.max(0, ...past, ...known.rows.files.flatMap((file) => file.newest(now) ?? []));
  }

  /** Said by a clock that was ahead: until that time comes, nothing would be missed. */
  private isFuture(mark: number): boolean {
    return mark > this.now + aheadAtMostMs;
  }

  /** What was read up to some moment was read by the cloud's clock, and this computer's may be behind. */
  private get now(): number {
    return Math.max(this.deps.clock.now(), this.readTo);
  }

  private async add(line: string, taken: () => void): Promise<void> {
    const bytes = Buffer.byteLength(line);
    const there = this.known.size + this.bytes;
    if (there > 0 && there + bytes > this.limits.bytes) {
      await this.flush();
      await this.rotate();
    }
    this.text.push(line);
    this.bytes += bytes;
    this.whenWritten.push(taken);
    if (this.bytes >= pieceBytes) await this.flush();
  }

  /** Whole lines at once, or none of them. */
  private async flush(): Promise<void> {
    if (this.bytes === 0) return;
    const { known } = this;
    const open = this.deps.open ?? openOnDisk;
    const handle = await open(this.deps.paths.current, 'a', 0o600);
    try {
      const { size } = await handle.stat();
      if (size !== known.size) throw new FileChanged();
      await this.stillLocked();
      try {
        await handle.writeFile(this.text.join(''));
        await handle.datasync();
      } catch (error) {
        // A full disk takes a part. What stays of it all the same is taken out before the next write.
        await handle.truncate(size).catch(() => undefined);
        throw error;
      }
    } finally {
      await handle.close();
    }
    known.size += this.bytes;
    for (const taken of this.whenWritten) taken();
    this.text = [];
    this.whenWritten = [];
    this.bytes = 0;
  }

  /** The current file becomes the newest of the older ones, and the oldest goes where there are too many. */
  private async rotate(): Promise<void> {
    const { paths } = this.deps;
    const { rows } = this.known;
    const older = await olderFiles(paths);
    const gone = older.length + 1 - Math.max(0, this.limits.files - 1);
    const dropped = gone > 0 ? rows.files.slice(0, gone) : [];
    const newest = dropped.flatMap((file) => file.newest(this.now) ?? []);
    // First what can’t be found out again once the files are gone.
    await this.writeState({
      ...this.state,
      floor: Math.max(this.state.floor, ...newest.map((time) => time + 1)),
      turn: this.state.turn + 1,
    });
    for (const [at, n] of older.entries()) {
      const next = older.length - at + 1;
      if (at < gone) await rm(paths.older(n), { force: true });
      // One that a person deleted left room: nothing has to move.
      else if (n < next) await rename(paths.older(n), paths.older(next));
    }
    if (gone > older.length) await rm(paths.current, { force: true });
    else await rename(paths.current, paths.older(1));
    this.known.size = 0;
    rows.files.splice(0, dropped.length);
    rows.files.push(new FileContent());
    this.known.turn = this.state.turn;
  }

  private async writeState(state: LogFileState): Promise<void> {
    await this.stillLocked();
    await writeLogFileState(this.deps.states, this.deps.paths.state, state);
    this.state = state;
  }
}
