import type { Ending } from './ending.js';
import { AbortError, throwIfAborted } from './errors.js';

/**
 * Lets many callers share one run of an operation. The run is aborted when the last caller has given up,
 * so one caller's cancel never takes the result from the others.
 */
export class SingleFlight<T> {
  private flight:
    | { readonly result: Promise<T>; readonly controller: AbortController; callers: number }
    | undefined;

  constructor(private readonly operation: (signal: AbortSignal) => Promise<T>) {}

  /** The run that is under way. */
  get running(): Promise<T> | undefined {
    return this.flight?.result;
  }

  async run(signal?: Ending): Promise<T> {
    throwIfAborted(signal);
    const flight = (this.flight ??= this.start());
    flight.callers++;
    try {
      return await abortable(flight.result, signal);
    } finally {
      flight.callers--;
      if (flight.callers === 0) {
        if (this.flight === flight) this.flight = undefined;
        flight.controller.abort();
      }
    }
  }

  private start(): NonNullable<typeof this.flight> {
    const controller = new AbortController();
    const result = this.operation(controller.signal);
    const flight = { result, controller, callers: 0 };
    const end = (): void => {
      if (this.flight === flight) this.flight = undefined;
    };
    result.then(end, end);
    return flight;
  }
}

/** The promise's result, or an abort error as soon as the signal fires; the promise itself goes on. */
export function abortable<T>(promise: Promise<T>, signal?: Ending): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new AbortError(undefined, { cause: signal.reason }));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
