/** While rows come. */
export const fastestMs = 3_000;
const slowestMs = 60_000;
/** Nobody looks, and rows are kept for later. */
const hiddenMs = 300_000;
/** A poll that had to read many pages is followed by a longer rest. */
const restPerPageMs = 2_000;
const firstRetryMs = 3_000;
const lastRetryMs = 60_000;
/** Keys, plans and permissions are put right by a person. */
const lastRetryOfRefusedMs = 300_000;

/** How long a tail waits between two polls of a device. */
export class TailPace {
  private intervalMs = fastestMs;
  private failures = 0;

  constructor(private readonly random: () => number) {}

  /** @param pages how many the poll took */
  succeeded(foundRows: boolean, pages: number): number {
    this.failures = 0;
    this.intervalMs = foundRows ? fastestMs : Math.min(slowestMs, this.intervalMs * 2);
    return Math.max(this.intervalMs, pages > 1 ? pages * restPerPageMs : 0);
  }

  /** Doubles, at random up to half as long, so that many tails don't come back at one moment. */
  failed(mayPass: boolean): number {
    const most = mayPass ? lastRetryMs : lastRetryOfRefusedMs;
    const longest = Math.min(most, firstRetryMs * 2 ** Math.min(this.failures++, 20));
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
