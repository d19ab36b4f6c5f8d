import { AbortError, throwIfAborted } from '../../base/errors.js';

export interface LimiterOptions {
  readonly start?: number;
  readonly max?: number;
}

/** Permission for one call; must be given back. */
export interface Slot {
  /** @param throttled the cloud asked for fewer calls */
  release(throttled: boolean): void;
}

/**
 * How many calls of a project may be under way at once. Grows by one per round of good answers, halves when
 * the cloud says "too many", once per round: the answers of calls that had left before don't count again.
 */
export class Limiter {
  private readonly max: number;
  private limit: number;
  private running = 0;
  private round = 0;
  private readonly queue: (() => void)[] = [];

  constructor(options: LimiterOptions = {}) {
    this.max = options.max ?? 8;
    this.limit = Math.min(options.start ?? 4, this.max);
  }

  /** Calls that may run at once now. */
  get size(): number {
    return Math.floor(this.limit);
  }

  async acquire(signal?: AbortSignal): Promise<Slot> {
    throwIfAborted(signal);
    if (this.running >= this.size || this.queue.length > 0) await this.wait(signal);
    else this.running++;
    return this.slot();
  }

  private slot(): Slot {
    const round = this.round;
    let released = false;
    return {
      release: (throttled) => {
        if (released) return;
        released = true;
        if (!throttled) this.limit = Math.min(this.max, this.limit + 1 / this.limit);
        else if (round === this.round) {
          this.limit = Math.max(1, this.limit / 2);
          this.round++;
        }
        this.running--;
        this.admit();
      },
    };
  }

  private wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = (): void => {
        const place = this.queue.indexOf(enter);
        if (place >= 0) this.queue.splice(place, 1);
        reject(new AbortError(undefined, { cause: signal?.reason }));
      };
      this.queue.push(enter);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  private admit(): void {
    while (this.running < this.size) {
      const enter = this.queue.shift();
      if (!enter) return;
      // Counted here and not when the waiter wakes up, so that nobody slips in between.
      this.running++;
      enter();
    }
  }
}
