import type { Clock } from '../../base/clock.js';
import { isAbortError, toError } from '../../base/errors.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { TextFiles } from '../../base/storage.js';
import { joined } from '../../base/timeSlicing.js';
import { KeptFleet } from './keptFleet.js';

/** Reading a fleet comes in many answers: they are written together, when no other has come for so long. */
const quietMs = 2_000;
/** And so often at the least, while a large fleet is read. */
const latestMs = 30_000;

interface FleetCacheDeps {
  readonly files: TextFiles;
  readonly clock: Clock;
  readonly log: Logger;
  /** What there is to keep of a project now, in pieces; undefined where there is nothing, or nothing is to be kept. */
  kept(projectId: string): Iterable<string> | undefined;
}

interface Waiting {
  readonly end: AbortController;
  /** Something has changed since it is waited for. */
  isAgain: boolean;
}

/** The last state of each project's fleet, one file each, so that the next window has something to show at once. */
export class FleetCache extends Disposable {
  private readonly waiting = new Map<string, Waiting>();
  /** One after the other: a file is never written by two. */
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly deps: FleetCacheDeps) {
    super();
    this._register(
      toDisposable(() => {
        for (const { end } of this.waiting.values()) end.abort();
      }),
    );
  }

  /** What the last window kept. A file that can't be read is no fleet. */
  async read(projectId: string): Promise<KeptFleet | undefined> {
    // What is about to be removed or replaced is not to be shown once more.
    await this.work;
    const text = await this.attempt('read', () => this.deps.files.read(fileOf(projectId)));
    return text === undefined ? undefined : KeptFleet.of(text);
  }

  /** Writes the project's state a little later, together with what else comes until then. */
  changed(projectId: string): void {
    if (this.isDisposed) return;
    const known = this.waiting.get(projectId);
    if (known) known.isAgain = true;
    else void this.writeLater(projectId);
  }

  /** Forgets what was kept of a project. */
  drop(projectId: string): void {
    this.waiting.get(projectId)?.end.abort();
    this.waiting.delete(projectId);
    void this.enqueue('remove', () => this.deps.files.remove(fileOf(projectId)));
  }

  /** Resolves when all that was asked for is done. */
  settled(): Promise<void> {
    return this.work;
  }

  private async writeLater(projectId: string): Promise<void> {
    const { clock } = this.deps;
    const wait: Waiting = { end: new AbortController(), isAgain: false };
    this.waiting.set(projectId, wait);
    const latest = clock.now() + latestMs;
    try {
      do {
        wait.isAgain = false;
        await clock.sleep(quietMs, wait.end.signal);
      } while (wait.isAgain && clock.now() < latest);
    } catch (error) {
      if (isAbortError(error)) return;
      throw error;
    }
    this.waiting.delete(projectId);
    void this.enqueue('write', () => this.write(projectId));
  }

  private async write(projectId: string): Promise<void> {
    const pieces = this.deps.kept(projectId);
    if (pieces) await this.deps.files.write(fileOf(projectId), await joined(pieces));
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
