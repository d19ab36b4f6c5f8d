import type { Clock } from '../../base/clock.js';
import { HourError } from './hourError.js';

const hourMs = 3_600_000;

/** An agent that turns in circles must not use up a month. */
export const callsAnHour = 300;

/** So many readings an hour and no more, whichever tool makes them and however many at once. */
export class HourlyCalls {
  private from: number;
  private calls = 0;

  constructor(
    readonly most: number,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.from = clock.now();
  }

  get isUsedUp(): boolean {
    const now = this.clock.now();
    if (Math.abs(now - this.from) >= hourMs) [this.from, this.calls] = [now, 0];
    return this.calls >= this.most;
  }

  /** Counts a reading that is about to be made. @throws HourError */
  take(): void {
    if (this.isUsedUp) throw new HourError(this.most);
    this.calls++;
  }
}
