import type { TuyaError } from '../../tuya/errors/errors.js';

/** By what it is known how a write ended: by the cloud's answer to it, or by looking afterwards. */
export type SettledBy = 'answer' | 'look';

/** Why it stays unknown whether a write was done. */
export type UnknownWhy =
  | 'noRead' // no operation shows what this write changes
  | 'lookFailed' // looking failed too; `lookError` says why
  | 'unclear'; // what was seen fits both

/** How one write ended. It was sent at most once, whatever stands here. */
export type WriteResult<T = void> =
  | {
      readonly outcome: 'done';
      readonly settledBy: SettledBy;
      readonly value: T;
      /** Set where it was seen by looking: what went wrong with the answer. */
      readonly error?: TuyaError;
    }
  | { readonly outcome: 'notDone'; readonly settledBy: SettledBy; readonly error: TuyaError }
  | {
      readonly outcome: 'unknown';
      readonly why: UnknownWhy;
      /** What went wrong with the write. */
      readonly error: TuyaError;
      readonly lookError?: unknown;
      /** Looks once more; nothing is written by it. Absent where there is nothing to look at. */
      readonly lookAgain?: (signal?: AbortSignal) => Promise<WriteResult<T>>;
    };

/** What one look told. */
export type Observation<T> =
  { readonly seen: 'done'; readonly value: T } | { readonly seen: 'notDone' } | { readonly seen: 'unclear' };

export function observation(done: boolean): Observation<void> {
  return done ? { seen: 'done', value: undefined } : { seen: 'notDone' };
}
