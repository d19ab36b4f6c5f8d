/** What an answer of the cloud tells of its clock. */
interface Answered {
  /** When the call left, epoch ms by the local clock. */
  readonly at: number;
  readonly ms: number;
  readonly cloudTime?: number;
}

/** Translates times of this computer into those of one project's cloud, by the newest answer that says its time. */
export class CloudTime {
  private offsetMs: number | undefined;

  get isKnown(): boolean {
    return this.offsetMs !== undefined;
  }

  /** Takes the time of an answer, which was that of the cloud when it answered. */
  learn({ at, ms, cloudTime }: Answered): void {
    if (cloudTime !== undefined) this.offsetMs = cloudTime - (at + ms);
  }

  /** As if both clocks were the same where nothing is known. */
  of(local: number): number {
    return local + (this.offsetMs ?? 0);
  }
}
