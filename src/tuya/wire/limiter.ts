import type { Ending } from '../../base/ending.js';
import { AbortError, throwIfAborted } from '../../base/errors.js';

export interface LimiterOptions {
  readonly start?: number;
  readonly max?: number;
}

/** Permission for one call; must be given back. */
export interface Slot {
  /** @param throttled the cloud asked for fewer calls; undefined where no answer came, which says nothing of it */
  release(throttled: boolean | undefined): void;
}

interface Waiter {
  readonly place: number;
  readonly enter: () => void;
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
  private places = 0;
  /** By place. */
  private readonly queue: Waiter[] = [];

  constructor(options: LimiterOptions = {}) {
    this.max = options.max ?? 8;
    this.limit = Math.min(options.start ?? 4, this.max);
  }

  /** Calls that may run at once now. */
  get size(): number {
    return Math.floor(this.limit);
  }

  /** A place in the queue, behind all that were given out: an operation keeps it for its repeats. */
  place(): number {
    return this.places++;
  }

  /** A slot at once, where one is free and nobody waits for it. */
  enter(): Slot | undefined {
    if (this.running >= this.size || this.queue.length > 0) return undefined;
    this.running++;
    return this.slot();
  }

  // It rejects, as whoever waits expects.
  async acquire(ending?: Ending, place = this.place()): Promise<Slot> {
    throwIfAborted(ending);
    return this.enter() ?? this.wait(place, ending);
  }

  private readonly takeBack = (throttled: boolean | undefined, round: number): void => {
    if (throttled === false) this.limit = Math.min(this.max, this.limit + 1 / this.limit);
    else if (throttled && round === this.round) {
      this.limit = Math.max(1, this.limit / 2);
      this.round++;
    }
    this.running--;
    this.admit();
  };

  private slot(): Slot {
    return new LimiterSlot(this.takeBack, this.round);
  }

  private wait(place: number, ending: Ending | undefined): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        place,
        enter: () => {
          ending?.removeEventListener('abort', onAbort);
          resolve(this.slot());
        },
      };
      const onAbort = (): void => {
        const index = this.queue.indexOf(waiter);
        if (index >= 0) this.queue.splice(index, 1);
        reject(new AbortError(undefined, { cause: ending?.reason }));
      };
      // Mostly the last one; a repeat stands before those that came after its operation.
      const isLast = (this.queue.at(-1)?.place ?? -1) < place;
      if (isLast) this.queue.push(waiter);
      else this.queue.splice(this.queue.findLastIndex((other) => other.place < place) + 1, 0, waiter);
      ending?.addEventListener('abort', onAbort, { once: true });
    });
  }

  private admit(): void {
    while (this.running < this.size) {
      const next = this.queue.shift();
      if (!next) return;
      // Counted here and not when the waiter wakes up, so that nobody slips in between.
      this.running++;
      next.enter();
    }
  }
}

class LimiterSlot implements Slot {
  private isReleased = false;

  constructor(
    private readonly giveBack: (throttled: boolean | undefined, round: number) => void,
    /** In which it was given out. */
    private readonly round: number,
  ) {}

  release(throttled: boolean | undefined): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.giveBack(throttled, this.round);
  }
}
