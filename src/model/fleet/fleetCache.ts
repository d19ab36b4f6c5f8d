import type { Clock } from '../../base/clock.js';
import { isAbortError, toError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { TextFiles } from '../../base/storage.js';
import { readFleetSnapshot, type FleetSnapshot } from './fleetSnapshot.js';

/** Reading a fleet comes in many answers: they are written together. */
const writeAfterMs = 2_000;

interface FleetCacheDeps {
  readonly files: TextFiles;
  readonly clock: Clock;
  readonly log: Logger;
  /** What there is to keep of a project now; undefined where there is nothing, or nothing is to be kept. */
  kept(projectId: string): FleetSnapshot | undefined;
}

/** The last state of each project's fleet, one file each, so that the next window has something to show at once. */
export class FleetCache extends Disposable {
  private readonly waiting = new Map<string, AbortController>();
  /** One after the other: a file is never written by two. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly deps: FleetCacheDeps) {
    super();
    this._register(
      toDisposable(() => {
        for (const wait of this.waiting.values()) wait.abort();
      }),
    );
  }

  /** What the last window kept. A file that can't be read is no fleet. */
  async read(projectId: string): Promise<FleetSnapshot | undefined> {
    // What is about to be removed or replaced is not to be shown once more.
    await this.work;
    const text = await this.attempt('read', () => this.deps.files.read(fileOf(projectId)));
    return text === undefined ? undefined : readFleetSnapshot(text);
  }

  /** Writes the project's state a little later, together with what else comes until then. */
  changed(projectId: string): void {
    if (this.isDisposed || this.waiting.has(projectId)) return;
    const wait = new AbortController();
    this.waiting.set(projectId, wait);
    this.deps.clock.sleep(writeAfterMs, wait.signal).then(
      () => this.write(projectId),
      (error: unknown) => {
        if (!isAbortError(error)) throw error;
      },
    );
  }

  /** Forgets what was kept of a project. */
  drop(projectId: string): void {
    this.waiting.get(projectId)?.abort();
    this.waiting.delete(projectId);
    void this.enqueue('remove', () => this.deps.files.remove(fileOf(projectId)));
  }

  /** Resolves when all that was asked for is done. */
  settled(): Promise<void> {
    return this.work;
  }

  private write(projectId: string): void {
    this.waiting.delete(projectId);
    const kept = this.deps.kept(projectId);
    if (kept)
      void this.enqueue('write', () => this.deps.files.write(fileOf(projectId), JSON.stringify(kept)));
  }

  private enqueue(what: string, job: () => Promise<void>): Promise<void> {
    return (this.work = this.work.then(() => this.attempt(what, job)));
  }

  /** Without what was kept everything is read anew: a failure is worth a line in the log and no more. */
  private async attempt<T>(what: string, job: () => Promise<T>): Promise<T | undefined> {
    try {
      return await job();
    } catch (error) {
      this.deps.log.log('warn', 'The last state of a project could not be kept', {
        what,
        error: toError(error).name,
      });
      return undefined;
    }
  }
}

function fileOf(projectId: string): string {
  return `fleets/${encodeURIComponent(projectId)}.json`;
}
