import type { Clock } from '../../base/clock.js';
import type { Ending } from '../../base/ending.js';
import type { OperationName } from '../operations.js';

/** Tuya allows ten calls a second of most APIs to a project: 8 a second, and 2 at once where there was a pause. */
const fastestMs = 125;
const atOnce = 2;
/** As slow as it gets where the cloud refuses calls again and again. */
const slowestMs = 1_000;
/** Each good answer makes it so many calls a second faster again. */
const gain = 0.1;
/** No more calls than that wait here, the limiter sees to it: a turn further off is one of a clock that was set back. */
const mostWaiting = 16;
/** After so long without a call, refusals of before say nothing of now. */
const forgottenAfterMs = 60_000;

interface OperationPace {
  intervalMs: number;
  /** When the next call would leave if they left evenly, epoch ms. */
  due: number;
  /** Grows each time that it is slowed down. */
  round: number;
}

/** A call that may leave. */
export interface Turn {
  /** @param throttled the cloud asked for fewer calls; undefined where no answer came, which says nothing of it */
  answered(throttled: boolean | undefined): void;
}

/**
 * Holds calls of one operation back so that no second has more of them than the cloud takes from a project. Other windows
 * and programs that use the project aren't known here, only that the cloud refuses calls: then the pace halves, once for
 * all that had left by then, and grows again with what is answered. So several share what there is.
 */
export class Pace {
  private readonly paces = new Map<OperationName, OperationPace>();

  constructor(private readonly clock: Clock) {}

  /** Waits for the turn of a call. Whoever comes first goes first; one who gives up leaves a gap. */
  async turn(operation: OperationName, ending: Ending | undefined): Promise<Turn> {
    const pace = this.paceOf(operation);
    const now = this.clock.now();
    if (now - pace.due > forgottenAfterMs) pace.intervalMs = fastestMs;
    const { intervalMs } = pace;
    const due = Math.min(pace.due, now + mostWaiting * intervalMs);
    pace.due = Math.max(due, now) + intervalMs;
    const waitMs = due - (atOnce - 1) * intervalMs - now;
    if (waitMs > 0) await this.clock.sleep(waitMs, ending);
    const { round } = pace;
    return {
      answered: (throttled) => {
        if (throttled === false) pace.intervalMs = Math.max(fastestMs, faster(pace.intervalMs));
        else if (throttled && round === pace.round) {
          pace.intervalMs = Math.min(slowestMs, pace.intervalMs * 2);
          pace.round++;
        }
      },
    };
  }

  private paceOf(operation: OperationName): OperationPace {
    const pace = this.paces.get(operation) ?? { intervalMs: fastestMs, due: 0, round: 0 };
    this.paces.set(operation, pace);
    return pace;
  }
}

function faster(intervalMs: number): number {
  return 1_000 / (1_000 / intervalMs + gain);
}
