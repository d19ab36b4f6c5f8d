import type { Ending } from './ending.js';

export function toError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value));
}

/** The error of an operation that somebody cancelled. Named as the platform names it, so one test serves both. */
export class AbortError extends Error {
  override readonly name = 'AbortError';

  constructor(message = 'The operation was cancelled.', options?: ErrorOptions) {
    super(message, options);
  }
}

export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function throwIfAborted(signal: Pick<Ending, 'aborted' | 'reason'> | undefined): void {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
