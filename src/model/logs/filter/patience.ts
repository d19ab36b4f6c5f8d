const triesAtLeast = 3;
/** However little CPU time they were given. */
const triesAtMost = 20;
const workAtMostMs = 75;

/**
 * Decides when something is too slow: by the CPU time it used up itself, however busy the machine is, and at the third
 * try at the earliest. With tries of at most 50 ms that's 150 ms on a machine at leisure, and a second at the very most.
 */
export class Patience {
  private tries = 0;
  private workedMs = 0;

  /** One more try ended without a result. @returns whether to give up */
  isOver(workedMs: number): boolean {
    this.tries++;
    this.workedMs += workedMs;
    if (this.tries >= triesAtMost) return true;
    return this.tries >= triesAtLeast && this.workedMs >= workAtMostMs;
  }

  /** It did well after all. */
  renew(): void {
    this.tries = 0;
    this.workedMs = 0;
  }
}
