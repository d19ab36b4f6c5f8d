import { randomUUID } from 'node:crypto';
import { open as openOnDisk, readdir, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clock } from '../../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../../base/errors.js';
import type { FileLock } from '../../../base/fileLock.js';
import type { TextFiles } from '../../../base/storage.js';
import { subtract, type TimeRange } from '../../../base/timeRange.js';
import { mergeRows } from '../../../tuya/paging/sameRows.js';
import { FileRow, missingLine, readLine, written, writtenStore } from './fileRow.js';
import { wholeLines } from './lineReader.js';
import type { LogFilePaths } from './logFilePaths.js';
import { readLogFileState, writeLogFileState, type LogFileState } from './logFileState.js';
import { FileContent, WrittenRows } from './writtenRows.js';

/** Why a log file can’t be written now: the disk is `full`, another window holds it for too long, or the disk fails. */
export type LogFileProblem = 'full' | 'busy' | 'io';

export interface LogFileLimits {
  /** Size after which the next file is begun. */
  readonly bytes: number;
  /** How many files there are at most, the current one included. */
  readonly files: number;
}

export interface LogFileDeps {
  readonly paths: LogFilePaths;
  readonly lock: Pick<FileLock, 'take'>;
  readonly states: TextFiles;
  readonly clock: Pick<Clock, 'now'>;
  readonly limits: () => LogFileLimits;
  /** The file system’s, unless a test has another. */
  readonly open?: (path: string, flags: string, mode?: number) => Promise<FileHandle>;
}

/** All rows of one millisecond, the oldest first. */
export interface FileMillisecond {
  readonly time: number;
  readonly rows: readonly FileRow[];
}

export interface LogFileBatch {
  readonly device: { readonly id: string; readonly name: string };
  /** Ascending. */
  readonly milliseconds: readonly FileMillisecond[];
  /** What was read without anything missing; absent where not every kind of row was asked for. */
  readonly read?: readonly TimeRange[];
  /** Up to here it was read, or tried. */
  readonly readTo: number;
  /** With this batch all rows up to there are given. */
  readonly isLast: boolean;
}

export interface LogFileAppended {
  readonly added: number;
  /** Nobody wants the file any more, or it can’t be written: what isn’t in it is to be given again. */
  readonly notWritten?: LogFileProblem | 'off';
}

/** What of a file this window knows. */
interface Known {
  turn: number;
  readonly rows: WrittenRows;
  /** Of the current file. */
  size: number;
  /** Up to here lines say that rows are missing. */
  toldTo: number;
}

/** Text that is gathered before it is written as one. */
const pieceBytes = 64 * 1024;
/** Somebody wrote without the lock: what stands there is read again so often. */
const looksAtMost = 3;

/** The file isn’t as it was read. */
class FileChanged extends Error {}

/**
 * One device’s log as JSON Lines: a file that grows, and older ones it was renamed to. What stands in the files says which
 * rows were written: no list beside them could be wrong after a crash. Windows take turns by a lock, and each reads what
 * others wrote before it writes.
 */
export class LogFile {
  private known: Known | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: LogFileDeps) {}

  /** Writes those rows that no file has. Rejects by an abort only. */
  append(batch: LogFileBatch, signal?: AbortSignal): Promise<LogFileAppended> {
    const run = this.queue.then(() => this.locked(() => this.write(batch, signal), signal));
    this.queue = run.catch(() => undefined);
    return run;
  }

  /** From now on rows are written, or aren’t. Answers why that couldn’t be kept. */
  async set(on: boolean): Promise<LogFileProblem | undefined> {
    const run = this.queue.then(() =>
      this.locked(async () => {
        const state = await this.readState();
        if (state.on !== on) await writeLogFileState(this.deps.states, this.deps.paths.state, { ...state, on });
        return { added: 0 };
      }),
    );
    this.queue = run.catch(() => undefined);
    const { notWritten } = await run;
    return notWritten === 'off' ? undefined : notWritten;
  }

  /** @throws an abort error */
  private async locked(
    work: () => Promise<LogFileAppended>,
    signal?: AbortSignal,
  ): Promise<LogFileAppended> {
    try {
      const held = await this.deps.lock.take(signal);
      // Two that write at once would write the same twice.
      if (!held) return { added: 0, notWritten: 'busy' };
      try {
        return await work();
      } finally {
        await held.release();
      }
    } catch (error) {
      if (isAbortError(error)) throw error;
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      return { added: 0, notWritten: problem };
    }
  }

  private async write(batch: LogFileBatch, signal: AbortSignal | undefined): Promise<LogFileAppended> {
    for (let looks = 1; ; looks++) {
      const state = await this.readState();
      if (!state.on) {
        this.known = undefined;
        return { added: 0, notWritten: 'off' };
      }
      const known = await this.lookedAt(state.turn, signal);
      try {
        return { added: await new Writing(this.deps, known, state).run(batch, signal) };
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
        this.known = undefined;
        if (looks === looksAtMost) return { added: 0, notWritten: 'busy' };
      }
    }
  }

  private readState(): Promise<LogFileState> {
    return readLogFileState(this.deps.states, this.deps.paths.state);
  }

  /** What stands in the files now. */
  private async lookedAt(turn: number, signal: AbortSignal | undefined): Promise<Known> {
    const { known } = this;
    const { paths } = this.deps;
    // What is cut short half-way is forgotten.
    this.known = undefined;
    if (known?.turn === turn) {
      try {
        await this.readInto(known, paths.current, known.size, signal);
        return (this.known = known);
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
      }
    }
    const anew: Known = { turn, rows: new WrittenRows(), size: 0, toldTo: 0 };
    for (const path of [...(await olderFiles(paths)).map((n) => paths.older(n)), paths.current]) {
      anew.rows.files.push(new FileContent());
      await this.readInto(anew, path, 0, signal);
    }
    return (this.known = anew);
  }

  /** Takes in what a file has from a place on. A line that was cut off is taken out of the file, and one that is no JSON. */
  private async readInto(
    known: Known,
    path: string,
    from: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const open = this.deps.open ?? openOnDisk;
    let handle: FileHandle;
    try {
      handle = await open(path, 'r+');
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      if (from > 0) throw new FileChanged();
      known.size = 0;
      return;
    }
    let isBroken = false;
    try {
      const { size } = await handle.stat();
      if (size < from) throw new FileChanged();
      let end = from;
      for await (const block of wholeLines(handle, from, signal)) {
        ({ end } = block);
        for (const line of block.lines) isBroken = !takeLine(known, line) || isBroken;
      }
      if (end < size) await handle.truncate(end);
      known.size = end;
    } finally {
      await handle.close();
    }
    if (isBroken) known.size = await withoutBroken(path, signal);
  }
}

/** One batch on its way to the file, under the lock. */
class Writing {
  private text: string[] = [];
  /** What is known once the text is written. */
  private then: (() => void)[] = [];
  private bytes = 0;
  private added = 0;

  constructor(
    private readonly deps: LogFileDeps,
    private readonly known: Known,
    private state: LogFileState,
  ) {}

  async run(batch: LogFileBatch, signal: AbortSignal | undefined): Promise<number> {
    for (const range of this.missing(batch)) {
      await this.add(missingLine(range, batch.device), () => {
        this.known.toldTo = Math.max(this.known.toldTo, range.to);
      });
    }
    for (const { time, rows } of batch.milliseconds) {
      if (time < this.state.floor) continue;
      // Rows of this millisecond that wait to be written stand nowhere else.
      for (const row of mergeRows(writtenStore, this.known.rows.at(time), rows).rows ?? []) {
        if (!(row instanceof FileRow)) continue;
        await this.add(row.line(), () => {
          this.known.rows.current.add(time, written(row));
          this.added++;
        });
      }
      throwIfAborted(signal);
    }
    await this.flush();
    const { upTo } = this.state;
    const isNews = batch.isLast && batch.read !== undefined && batch.readTo > upTo;
    if (isNews) await this.writeState({ ...this.state, upTo: batch.readTo });
    return this.added;
  }

  /** What lies between what the file tells of and what was read. */
  private missing({ read, readTo }: LogFileBatch): readonly TimeRange[] {
    const from = Math.max(this.state.upTo, this.known.toldTo);
    return read === undefined || from === 0 ? [] : subtract({ from, to: readTo }, read);
  }

  private async add(line: string, then: () => void): Promise<void> {
    const bytes = Buffer.byteLength(line);
    const there = this.known.size + this.bytes;
    if (there > 0 && there + bytes > this.deps.limits().bytes) {
      await this.flush();
      await this.rotate();
    }
    this.text.push(line);
    this.bytes += bytes;
    this.then.push(then);
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
    for (const then of this.then) then();
    this.text = [];
    this.then = [];
    this.bytes = 0;
  }

  /** The current file becomes the newest of the older ones, and the oldest goes where there are too many. */
  private async rotate(): Promise<void> {
    const { paths, clock, limits } = this.deps;
    const { rows } = this.known;
    const older = await olderFiles(paths);
    const gone = older.length + 1 - Math.max(0, limits().files - 1);
    const dropped = gone > 0 ? rows.files.slice(0, gone) : [];
    const newest = dropped.flatMap((file) => file.newest(clock.now()) ?? []);
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
    await writeLogFileState(this.deps.states, this.deps.paths.state, state);
    this.state = state;
  }
}

/** Numbers of the older files that are there, the oldest file’s first. */
async function olderFiles({ folder, current }: LogFilePaths): Promise<readonly number[]> {
  const own = basename(current).replace(/jsonl$/, '');
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  return names
    .flatMap((name) => (name.startsWith(own) ? (/^(\d{1,4})\.jsonl$/.exec(name.slice(own.length))?.[1] ?? []) : []))
    .map(Number)
    .sort((a, b) => b - a);
}

/** False where the line is no JSON. */
function takeLine(known: Known, text: string): boolean {
  const line = readLine(text);
  if (line.kind === 'row') known.rows.current.add(line.time, line.row);
  else if (line.kind === 'missing') known.toldTo = Math.max(known.toldTo, line.until);
  return line.kind !== 'broken';
}

/** Writes the file anew without the lines that are no JSON: a power cut may leave some. Answers its size. */
async function withoutBroken(path: string, signal: AbortSignal | undefined): Promise<number> {
  const draft = `${path}.${randomUUID()}.tmp`;
  let size = 0;
  const handle = await openOnDisk(path, 'r');
  try {
    await writeFile(draft, '', { mode: 0o600 });
    for await (const { lines } of wholeLines(handle, 0, signal)) {
      const text = lines
        .filter((line) => readLine(line).kind !== 'broken')
        .map((line) => `${line}\n`)
        .join('');
      await writeFile(draft, text, { flag: 'a', flush: true });
      size += Buffer.byteLength(text);
    }
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
  await rename(draft, path);
  return size;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** Undefined where the failure isn’t the disk’s. */
export function problemOf(error: unknown): LogFileProblem | undefined {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  return error instanceof Error && 'syscall' in error ? 'io' : undefined;
}
