import type { Clock } from '../../base/clock.js';

/** So many calls in a row without a word, and the cloud counts as silent. */
const callsInARow = 2;
/** Silences further apart have nothing to do with one another. */
const apartMs = 60_000;
/** So long nothing is sent to a silent cloud. The next call then finds out whether it is back. */
const restMs = 5_000;

/**
 * Notices that a cloud has fallen silent: calls ended in a time-out one after the other, and nothing was answered
 * between them. Those that wait needn't find it out each for itself.
 */
export class Silence {
  private count = 0;
  private lastAt = -Infinity;
  private until = -Infinity;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  get isSilent(): boolean {
    const leftMs = this.until - this.clock.now();
    // More is left where the clock has been set back.
    return leftMs > 0 && leftMs <= restMs;
  }

  /** A call ended without a word. True where the cloud counts as silent now. */
  noticed(): boolean {
    const now = this.clock.now();
    this.count = now - this.lastAt > apartMs ? 1 : this.count + 1;
    this.lastAt = now;
    if (this.count < callsInARow) return false;
    this.until = now + restMs;
    return true;
  }

  /** The cloud, or something on the way to it, said something. */
  broken(): void {
    this.count = 0;
    this.until = -Infinity;
  }
}
