/** What an answer of the cloud tells of its clock. */
interface Answered {
  /** When the call left, epoch ms by the local clock. */
  readonly at: number;
  readonly ms: number;
  readonly cloudTime?: number;
}

/** Clocks of computers drift apart by less than this, ms for each ms. */
const drift = 1e-4;
/** Clocks that are set by the network differ by less, and the date of a header says no more. */
const sameMs = 1_000;
/** From here on a range that was resolved by the other time is another range. */
const leapMs = 60_000;

/**
 * Translates times of this computer into those of one project's cloud. An answer says what the cloud's time was at some
 * moment between the call and the answer: the quicker it came, the better that is known, and of several answers the best
 * counts. Where they contradict each other, a clock has been set.
 */
export class CloudTime {
  /** The cloud is ahead by so much at least, and by so much at most, ms. */
  private least: number | undefined;
  private most = 0;
  private learntAt = 0;

  get isKnown(): boolean {
    return this.least !== undefined;
  }

  /** Takes the time of an answer, which was that of the cloud when it answered. */
  learn({ at, ms, cloudTime }: Answered): void {
    // Where the clock was set back meanwhile, it isn't known between which moments the cloud answered.
    if (cloudTime === undefined || ms < 0) return;
    const [least, most] = [cloudTime - (at + ms), cloudTime - at];
    const slack = Math.abs(at - this.learntAt) * drift;
    this.learntAt = at;
    if (this.least === undefined || least > this.most + slack || most < this.least - slack) {
      this.least = least;
      this.most = most;
      return;
    }
    this.least = Math.max(least, this.least - slack);
    this.most = Math.max(this.least, Math.min(most, this.most + slack));
  }

  /**
   * What this computer's time lacks where it is compared with times of events, ms: 0 while both clocks may be the same,
   * and else the most it can be, so that nothing that has happened lies after “now”.
   */
  get shift(): number {
    return this.isSame ? 0 : Math.ceil(this.most);
  }

  /** The least it can be, ms: what has been read counts up to no later moment, as more may happen after it. */
  get leastShift(): number {
    return this.isSame ? 0 : Math.floor(this.least ?? 0);
  }

  /** Whether what was worked out with that shift has to be worked out again. */
  hasLeapt(since: number): boolean {
    return Math.abs(this.shift - since) >= leapMs;
  }

  /** What this computer's clock is ahead at least, in whole minutes, ms; 0 where that may be no more than a minute. */
  get aheadMs(): number {
    const { shift, leastShift } = this;
    const ms = leastShift > 0 ? leastShift : shift;
    return Math.abs(ms) < leapMs ? 0 : -Math.round(ms / leapMs) * leapMs;
  }

  private get isSame(): boolean {
    return this.least === undefined || (this.least < sameMs && this.most > -sameMs);
  }

  /** In whole ms, as requests want it. As if both clocks were the same where nothing is known. */
  of(local: number): number {
    return Math.floor(local + (this.least ?? 0));
  }
}
