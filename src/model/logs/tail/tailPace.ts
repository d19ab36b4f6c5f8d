/** While rows come. */
export const fastestMs = 3_000;
/** So long a person has it ask that fast, also while nothing comes. */
export const fastSpanMs = 600_000;
const slowestMs = 60_000;
/** Nobody looks, and rows are kept for later. */
const hiddenMs = 300_000;
/** A poll that had to read many pages is followed by a longer rest. */
const restPerPageMs = 2_000;
const firstRetryMs = 3_000;
const lastRetryMs = 60_000;
/** What a person has to put right ends the polling but for a look now and then, since nothing tells when it is done. */
const restMs = 300_000;

/** How long a tail waits between two polls of a device. */
export class TailPace {
  private intervalMs = fastestMs;
  private failures = 0;

  constructor(private readonly random: () => number) {}

  /**
   * @param pages how many the poll took
   * @param isFast somebody wants to see at once what comes
   */
  succeeded(foundRows: boolean, pages: number, isFast = false): number {
    this.failures = 0;
    this.intervalMs = foundRows || isFast ? fastestMs : Math.min(slowestMs, this.intervalMs * 2);
    return Math.max(this.intervalMs, pages > 1 ? pages * restPerPageMs : 0);
  }

  /** Doubles, at random up to half as long, so that many tails don't come back at one moment. */
  failed(isPassing: boolean): number {
    const growing = Math.min(lastRetryMs, firstRetryMs * 2 ** this.failures++);
    const longest = isPassing ? growing : restMs;
    this.intervalMs = fastestMs;
    return Math.round(longest * (0.5 + this.random() / 2));
  }

  hidden(): number {
    return hiddenMs;
  }

  reset(): void {
    this.intervalMs = fastestMs;
    this.failures = 0;
  }
}
