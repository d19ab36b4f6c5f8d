import { endingWith, SharedCall, type Asker, type Asking, type EndingAsking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError } from '../../base/errors.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { TuyaError } from '../../tuya/errors/errors.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { Observation, UnknownWhy, WriteResult } from './writeResult.js';

/** When the change is looked for, ms since its connection broke. The first two looks are waited for. */
const firstLooksMs = [0, 2_000];
/** The cloud may be at it for longer: these come by themselves, while nobody waits. */
const laterLooksMs = [10_000, 30_000];
/** What isn't there by then isn't waited for. */
const lateMs = 30_000;

interface DoubtDeps<T> {
  readonly clock: Clock;
  /** What went wrong with the write. */
  readonly error: TuyaError;
  client(asking: Asking): Promise<TuyaClient>;
  look(client: TuyaClient, signal: AbortSignal): Promise<Observation<T>>;
  /** When its connection broke, epoch ms, where an earlier window had it; else now. */
  readonly brokeAt?: number;
}

/**
 * A change of which nobody knows whether it was made, and the looks that may tell. Looks only read. What isn't seen is
 * never taken for not done: the cloud may make the change after any look.
 */
export class Doubt<T> {
  private brokeAt: number;
  private readonly looking = new SharedCall<void>((asking) => this.look(asking));
  private readonly cancelled = new AbortController();
  private readonly closed = new AbortController();
  private seen: Exclude<UnknownWhy, 'noRead'> = 'lookFailed';
  private lookError: unknown;
  private done: WriteResult<T> | undefined;
  private later: Promise<WriteResult<T>> | undefined;
  /** The client of the write itself: the first looks belong to it. */
  private first: TuyaClient | undefined;
  private told = (): void => undefined;

  constructor(private readonly deps: DoubtDeps<T>) {
    this.brokeAt = deps.brokeAt ?? deps.clock.now();
  }

  /** Since its connection broke. It begins anew where the clock is set back: too long a wait harms nobody. */
  get ageMs(): number {
    const now = this.deps.clock.now();
    this.brokeAt = Math.min(this.brokeAt, now);
    return now - this.brokeAt;
  }

  get result(): WriteResult<T> {
    if (this.done) return this.done;
    const { seen: why, lookError, later } = this;
    return {
      outcome: 'unknown',
      why,
      error: this.deps.error,
      ...(lookError !== undefined && { lookError }),
      ...(later && { later }),
      ...(this.ageMs < lateMs && { mayStillCome: true }),
      lookAgain: (signal) => this.lookAgain(signal),
    };
  }

  /** The looks that are waited for. Never rejects; the signal ends them. */
  async settle(client: TuyaClient, signal: AbortSignal | undefined): Promise<WriteResult<T>> {
    this.first = client;
    await this.lookAt(firstLooksMs, 'person', signal);
    this.first = undefined;
    return this.result;
  }

  /**
   * Has the later looks follow, where they may help: whoever gave up waiting still learns what became of it.
   * @param told called whenever something else is known
   */
  follow(told: () => void): WriteResult<T> {
    this.told = told;
    const looksMs = laterLooksMs.filter((ms) => ms > this.ageMs);
    if (looksMs.length > 0 && this.mayHelp) {
      this.later = this.lookAt(looksMs, 'quiet', this.cancelled.signal).then(() => {
        this.later = undefined;
        this.told();
        return this.result;
      });
    }
    return this.result;
  }

  /** One look, now, for a person. Rejects with an abort error where the signal fires, and never otherwise. */
  async lookAgain(signal?: AbortSignal): Promise<WriteResult<T>> {
    try {
      if (!this.done && !this.closed.signal.aborted)
        await this.looking.run(endingWith({ asker: 'person', signal }, this.closed.signal));
    } catch (error) {
      if (signal?.aborted) throw error;
    }
    return this.result;
  }

  /** Ends the looks that follow by themselves. */
  cancel(): void {
    this.cancelled.abort();
  }

  /** Ends all looks: the project is another one now, or the window ends. */
  close(): void {
    this.closed.abort();
    this.cancel();
  }

  private async lookAt(
    times: readonly number[],
    asker: Asker,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { clock } = this.deps;
    for (const ms of times) {
      try {
        // A clock that was set back doesn't make it longer.
        const wait = Math.min(ms, this.brokeAt + ms - clock.now());
        if (wait > 0) await clock.sleep(wait, signal);
        await this.looking.run(endingWith({ asker, signal }, this.closed.signal));
      } catch {
        // It was ended from outside: what is known stays.
        return;
      }
      if (!this.mayHelp) return;
    }
  }

  /** Whether another look, without anybody's doing anything, may tell more. */
  private get mayHelp(): boolean {
    if (this.done || this.closed.signal.aborted) return false;
    return this.lookError === undefined || passes(this.lookError);
  }

  private async look(asking: EndingAsking): Promise<void> {
    try {
      const client = this.first ?? (await this.deps.client(asking));
      this.take(await this.deps.look(client, asking.signal));
    } catch (error) {
      if (isAbortError(error) && asking.signal.aborted) throw error;
      this.seen = 'lookFailed';
      this.lookError = error;
    }
    this.told();
  }

  private take(seen: Observation<T>): void {
    this.lookError = undefined;
    if (seen.seen !== 'done') {
      this.seen = seen.seen;
      return;
    }
    this.done = { outcome: 'done', settledBy: 'look', value: seen.value, error: this.deps.error };
    // Nobody has to wait for the looks that would have followed.
    this.cancel();
  }
}
