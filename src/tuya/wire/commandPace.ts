import type { Clock } from '../../base/clock.js';
import type { Ending } from '../../base/ending.js';
import type { OperationName } from '../operations.js';

/** Tuya takes four commands a second from a project, whichever way they go. */
const intervalMs = 250;
/** No more wait here than the limiter lets through: a turn further off is one of a clock that was set back. */
const furthestMs = 16 * intervalMs;

/** Holds commands to devices back so that no second has more of them than the cloud takes from a project. */
export class CommandPace {
  /** When the next one may leave, epoch ms. */
  private due = 0;

  constructor(private readonly clock: Clock) {}

  /** Whether it has turns for calls of this operation. */
  paces(operation: OperationName): boolean {
    return operation === 'commands.send' || operation === 'commands.issue';
  }

  /** Waits for the turn of a command, and for nothing where it's another call. One who gives up leaves a gap. */
  async turn(operation: OperationName, ending: Ending | undefined): Promise<void> {
    if (!this.paces(operation)) return;
    const now = this.clock.now();
    const due = Math.min(this.due, now + furthestMs);
    this.due = Math.max(due, now) + intervalMs;
    if (due > now) await this.clock.sleep(due - now, ending);
  }
}
