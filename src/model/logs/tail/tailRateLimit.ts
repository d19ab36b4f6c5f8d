import type { Clock } from '../../../base/clock.js';

const hourMs = 3_600_000;
/** So many minutes' worth can be saved up and spent at once. */
const savedMinutes = 5;
const savedAtLeast = 4;

/** The rest is for holes and for rows that come late. */
const shareOfPolls = 0.75;

/** Sees to it that a tail makes no more calls than it may, over time; short bursts are paid back. */
export class TailRateLimit {
  private saved: number | undefined;
  private countedAt = 0;

  /** @param perHour undefined for no limit */
  constructor(
    private readonly perHour: () => number | undefined,
    private readonly clock: Pick<Clock, 'now'>,
    /** How many tails live on it. */
    private readonly tails: number,
  ) {}

  /** How often one tail may ask, the others doing the same. */
  get intervalMs(): number {
    const rate = this.count();
    return rate === undefined ? 0 : Math.ceil((hourMs * this.tails) / (rate * shareOfPolls));
  }

  /** Calls were made. */
  spend(calls: number): void {
    this.count();
    if (this.saved !== undefined) this.saved -= calls;
  }

  /** How long until a call may be made; 0 for now. */
  waitMs(): number {
    const rate = this.count();
    if (rate === undefined || this.saved === undefined || this.saved >= 1) return 0;
    return Math.ceil(((1 - this.saved) * hourMs) / rate);
  }

  /** Whether there is enough for more than what must be read. */
  get isAmple(): boolean {
    const rate = this.count();
    return rate === undefined || this.saved === undefined || this.saved >= most(rate) / 2;
  }

  private count(): number | undefined {
    const given = this.perHour();
    if (given === undefined) {
      this.saved = undefined;
      return undefined;
    }
    const rate = Math.max(given, 1);
    const now = this.clock.now();
    // A clock that was put back gives nothing, and takes nothing.
    const earned = (Math.max(0, now - this.countedAt) * rate) / hourMs;
    this.saved = Math.min(most(rate), (this.saved ?? most(rate)) + earned);
    this.countedAt = now;
    return rate;
  }
}

function most(rate: number): number {
  return Math.max(savedAtLeast, (rate * savedMinutes) / 60);
}
