/** What an answer of the cloud tells of its clock. */
interface Answered {
  /** When the call left, epoch ms by the local clock. */
  readonly at: number;
  readonly ms: number;
  readonly cloudTime?: number;
}

/** Clocks of computers drift apart by less than this, ms for each ms. */
const drift = 1e-4;

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
    if (cloudTime === undefined) return;
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

  /** Whole ms, as the cloud counts them; as if both clocks were the same where nothing is known. */
  of(local: number): number {
    return Math.floor(local + (this.least ?? 0));
  }
}
