import { isAbortError } from '../../../base/errors.js';
import { BatchWriting } from './batchWriting.js';
import { FileChanged, LockLost, readAll, readInto, type Known, type StillLocked } from './fileContents.js';
import { problemOf } from './logFileProblem.js';
import { readLogFileState, writeLogFileState, type LogFileState } from './logFileState.js';
import type { LogFileAppended, LogFileBatch, LogFileDeps, LogFileProblem } from './logFileTypes.js';

/** Somebody wrote without the lock: what stands there is read again so often. */
const looksAtMost = 3;

/**
 * One device’s log as JSON Lines: a file that grows, and older ones it was renamed to. What stands in the files says which
 * rows were written: no list beside them could be wrong after a crash. Windows take turns by a lock, and each reads what
 * others wrote before it writes.
 */
export class LogFile {
  private known: Known | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private wasChanged = false;
  private isEnded = false;

  constructor(private readonly deps: LogFileDeps) {}

  /** Writes those rows that no file has. Rejects by an abort only. */
  append(batch: LogFileBatch, signal?: AbortSignal): Promise<LogFileAppended> {
    const run = this.queue.then(() =>
      this.locked((stillLocked) => this.write(batch, stillLocked, signal), signal),
    );
    this.queue = run.catch(() => undefined);
    return run;
  }

  /** From now on rows are written, or aren’t. Answers why that couldn’t be kept. */
  async set(on: boolean): Promise<LogFileProblem | undefined> {
    const run = this.queue.then(() =>
      this.locked(async (stillLocked) => {
        const state = await this.readState();
        if (!on) this.known = undefined;
        await stillLocked();
        if (state.on !== on)
          await writeLogFileState(this.deps.states, this.deps.paths.state, { ...state, on });
        return { added: 0 };
      }),
    );
    this.queue = run.catch(() => undefined);
    const { notWritten } = await run;
    return notWritten === 'off' ? undefined : notWritten;
  }

  /** Nothing is written from now on. Resolves once what is being written is. */
  async end(): Promise<void> {
    this.isEnded = true;
    await this.queue;
  }

  /** @throws an abort error */
  private async locked(
    work: (stillLocked: StillLocked) => Promise<LogFileAppended>,
    signal?: AbortSignal,
  ): Promise<LogFileAppended> {
    if (this.isEnded) return { added: 0, notWritten: 'off' };
    try {
      const held = await this.deps.lock.take(signal);
      // Two that write at once would write the same twice.
      if (!held) return { added: 0, notWritten: 'busy' };
      try {
        return await work(async () => {
          if (!(await held.isOurs())) throw new LockLost();
        });
      } finally {
        await held.release();
      }
    } catch (error) {
      if (isAbortError(error)) throw error;
      if (error instanceof LockLost) return { added: 0, notWritten: 'busy' };
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      return { added: 0, notWritten: problem };
    }
  }

  private async write(
    batch: LogFileBatch,
    stillLocked: StillLocked,
    signal: AbortSignal | undefined,
  ): Promise<LogFileAppended> {
    for (let looks = 1; ; looks++) {
      const state = await this.readState();
      if (!state.on) {
        this.known = undefined;
        return { added: 0, notWritten: 'off' };
      }
      const known = await this.lookedAt(state.turn, stillLocked, signal);
      try {
        const added = await new BatchWriting(this.deps, known, state, stillLocked).run(batch, signal);
        const { wasChanged } = this;
        this.wasChanged = false;
        return { added, ...(wasChanged && { wasChanged }) };
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
        this.known = undefined;
        this.wasChanged = true;
        if (looks === looksAtMost) return { added: 0, notWritten: 'busy' };
      }
    }
  }

  private readState(): Promise<LogFileState> {
    return readLogFileState(this.deps.states, this.deps.paths.state);
  }

  /** What stands in the files now. */
  private async lookedAt(
    turn: number,
    stillLocked: StillLocked,
    signal: AbortSignal | undefined,
  ): Promise<Known> {
    const { known, deps } = this;
    // What is cut short half-way is forgotten.
    this.known = undefined;
    if (known?.turn === turn) {
      try {
        const added = { path: deps.paths.current, from: known.size };
        await readInto(deps, known, added, stillLocked, signal);
        return (this.known = known);
      } catch (error) {
        if (!(error instanceof FileChanged)) throw error;
        this.wasChanged = true;
      }
    }
    return (this.known = await readAll(deps, turn, stillLocked, signal));
  }
}
