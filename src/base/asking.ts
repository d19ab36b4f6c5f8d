import { SingleFlight } from './async.js';

/**
 * Who asked for a call, the strongest last: `background` goes on by itself; for `quiet` a person may have asked or not,
 * as where a row is open; a `person` did, just now.
 */
const askers = ['background', 'quiet', 'person'] as const;
export type Asker = (typeof askers)[number];

/** A call that is wanted: by whom, and for how long. */
export interface Asking {
  /** The strongest of those who wait for the call by now: others may join. Read where it matters, and not before. */
  readonly asker: Asker;
  readonly signal?: AbortSignal | undefined;
}

export interface EndingAsking extends Asking {
  readonly signal: AbortSignal;
}

/** The same for a call that also ends with another signal. */
export function endingWith(asking: Asking, ended: AbortSignal): EndingAsking {
  const signal = asking.signal ? AbortSignal.any([asking.signal, ended]) : ended;
  return {
    signal,
    get asker() {
      return asking.asker;
    },
  };
}

/** Nothing was sent: this asker may not call now. Somebody stronger may, or would be asked. */
export abstract class NotAdmittedError extends Error {
  constructor(
    message: string,
    readonly asker: Asker,
  ) {
    super(message);
  }
}

/**
 * Lets many share one run of an operation that calls the cloud. It runs for the strongest of them, also where that one
 * joins while it is under way; where it was refused to a weaker one, it runs once more.
 */
export class SharedCall<T> {
  private readonly flight: SingleFlight<T>;
  private readonly waiting = new Set<{ readonly asking: Asking }>();

  constructor(operation: (asking: EndingAsking) => Promise<T>) {
    const { waiting } = this;
    this.flight = new SingleFlight((signal) =>
      operation({
        signal,
        get asker() {
          return (
            askers.findLast((one) => [...waiting].some(({ asking }) => asking.asker === one)) ?? askers[0]
          );
        },
      }),
    );
  }

  /** The run that is under way, for those who only wait for its end. */
  get running(): Promise<T> | undefined {
    return this.flight.running;
  }

  async run(asking: Asking): Promise<T> {
    const own = { asking };
    this.waiting.add(own);
    try {
      return await this.flight.run(asking.signal);
    } catch (error) {
      const isTooWeak = error instanceof NotAdmittedError && isWeaker(error.asker, asking.asker);
      if (!isTooWeak) throw error;
    } finally {
      this.waiting.delete(own);
    }
    return this.run(asking);
  }
}

function isWeaker(one: Asker, other: Asker): boolean {
  return askers.indexOf(one) < askers.indexOf(other);
}
