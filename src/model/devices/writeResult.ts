import type { TuyaError } from '../../tuya/errors/errors.js';

/** By what it is known how a write ended: by the cloud's answer to it, or by looking afterwards. */
export type SettledBy = 'answer' | 'look';

/** Why it stays unknown whether a write was done. */
export type UnknownWhy =
  | 'noRead' // no operation shows what this write changes
  | 'lookFailed' // looking failed too; `lookError` says why
  | 'unclear' // what was seen fits both
  | 'notYet'; // it wasn't seen so far; the cloud may still be at it

/** How one write ended. It was sent at most once, whatever stands here. */
export type WriteResult<T = void> =
  | {
      readonly outcome: 'done';
      readonly settledBy: SettledBy;
      readonly value: T;
      /** Set where it was seen by looking: what went wrong with the answer. */
      readonly error?: TuyaError;
    }
  /** It never left, or the cloud refused it. That nothing of it is seen doesn't say so. */
  | { readonly outcome: 'notDone'; readonly settledBy: 'answer'; readonly error: TuyaError }
  | {
      readonly outcome: 'unknown';
      readonly why: UnknownWhy;
      /** What went wrong with the write. */
      readonly error: TuyaError;
      readonly lookError?: unknown;
      /** It broke off so short a time ago that the cloud may still make the change, whatever looking shows. */
      readonly mayStillCome?: true;
      /** Looks once more; nothing is written by it. Absent where there is nothing to look at. */
      readonly lookAgain?: (signal?: AbortSignal) => Promise<WriteResult<T>>;
      /**
       * Looks follow by themselves: settles with what is known when they have ended, and never rejects. Absent where
       * none follow.
       */
      readonly later?: Promise<WriteResult<T>>;
    };

export type DoneResult<T = void> = Extract<WriteResult<T>, { outcome: 'done' }>;
export type UnknownResult<T = void> = Extract<WriteResult<T>, { outcome: 'unknown' }>;

/** What one look told. */
export type Observation<T> =
  | { readonly seen: 'done'; readonly value: T }
  | { readonly seen: 'notYet' }
  | { readonly seen: 'unclear' };

export function observation(done: boolean): Observation<void> {
  return done ? { seen: 'done', value: undefined } : { seen: 'notYet' };
}

/**
 * Whether a change that was in doubt may be sent once more. Not while looks follow, for it may still come; and one that
 * makes two when it is made twice only where looking showed nothing of it for long enough, whoever ended the looks.
 */
export function mayBeSentAgain(
  earlier: WriteResult<unknown>,
  { isAdditive = false }: { readonly isAdditive?: boolean },
): boolean {
  if (earlier.outcome !== 'unknown') return earlier.outcome === 'notDone';
  if (earlier.later) return false;
  return !isAdditive || (earlier.why === 'notYet' && !earlier.mayStillCome);
}
