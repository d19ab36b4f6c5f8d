import type { Clock } from '../../base/clock.js';
import type { OperationName } from '../operations.js';

/** Tuya allows ten calls a second of most APIs to a project: 8 a second, and 2 at once where there was a pause. */
const intervalMs = 125;
const atOnce = 2;
/** As few calls wait here as the limiter lets through: a turn further off is one of a clock that was set back. */
const furthestMs = 2_000;

/** Holds calls of one operation back so that no second has more of them than the cloud takes from a project. */
export class Pace {
  /** When the next call of an operation would leave if they left evenly, epoch ms. */
  private readonly due = new Map<OperationName, number>();

  constructor(private readonly clock: Clock) {}

  /** Waits for the turn of a call. Whoever comes first goes first; one who gives up leaves a gap. */
  async turn(operation: OperationName, signal: AbortSignal | undefined): Promise<void> {
    const now = this.clock.now();
    const due = Math.min(this.due.get(operation) ?? 0, now + furthestMs);
    this.due.set(operation, Math.max(due, now) + intervalMs);
    const waitMs = due - (atOnce - 1) * intervalMs - now;
    if (waitMs > 0) await this.clock.sleep(waitMs, signal);
  }
}
