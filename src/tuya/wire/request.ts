import type { Clock } from '../../base/clock.js';
import { throwIfAborted } from '../../base/errors.js';
import type { ApiCall } from './apiCall.js';
import { failedCall, isThrottled, unreadableResult } from './failures.js';
import { healedBy } from '../errors/recovery.js';
import type { Limiter } from './limiter.js';
import { costOf, decideRetry, type RetryBudget } from './retry.js';
import { FieldProblem } from '../schemas/record.js';
import type { Outcome, SignedExchange } from './signedExchange.js';

/** A token in use: one object per fetch, so that two of the same text can be told apart. */
export interface TokenLease {
  readonly accessToken: string;
  /** Counts the tokens this client has held. */
  readonly generation: number;
  /** False for one that was found in the store, and may have been replaced since. */
  readonly fresh: boolean;
}

/** Where a call gets its token from. */
export interface TokenSource {
  lease(signal: AbortSignal | undefined): Promise<TokenLease>;
  /** A token other than the refused one. */
  renew(refused: TokenLease, signal: AbortSignal | undefined): Promise<TokenLease>;
  used(lease: TokenLease): void;
}

export interface RequesterOptions {
  readonly exchange: SignedExchange;
  readonly limiter: Limiter;
  readonly budget: RetryBudget;
  readonly clock: Clock;
  readonly random: () => number;
  /** False where a refused token is to be told and not to be replaced: each call is then made once. */
  readonly renews?: boolean;
}

/** Sign → send → envelope → schema, as often as it helps: heals token and clock, and repeats reads. */
export class Requester {
  constructor(private readonly options: RequesterOptions) {}

  /** @param tokens absent for the token call, which needs none and waits in no queue */
  async run<T>(
    call: ApiCall<T>,
    tokens: TokenSource | undefined,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    const { clock, budget, random } = this.options;
    const startedAt = clock.now();
    let calls = 0;
    let tries = 0;
    let taken = 0;
    let healing = new Healing();
    for (;;) {
      throwIfAborted(signal);
      const { outcome, lease } = await this.attempt(call, tokens, ++calls, signal);
      if (outcome.kind === 'result') {
        budget.succeeded(taken);
        return resultOf(call, outcome.result);
      }
      if (await this.heal(outcome, lease, tokens, healing, signal)) continue;
      const failed = failedCall(call, outcome);
      const decision = decideRetry(
        {
          access: call.method === 'GET' ? 'read' : 'write',
          kind: failed.kind,
          attempt: ++tries,
          elapsedMs: clock.now() - startedAt,
          retryAfterMs: failed.retryAfterMs,
        },
        budget,
        random,
      );
      if (!decision.again) throw failed.error;
      taken += costOf(failed.kind);
      healing = new Healing();
      await clock.sleep(decision.afterMs, signal);
    }
  }

  private async attempt(
    call: ApiCall<unknown>,
    tokens: TokenSource | undefined,
    attempt: number,
    signal: AbortSignal | undefined,
  ): Promise<{ outcome: Outcome; lease: TokenLease | undefined }> {
    const { limiter, exchange } = this.options;
    if (!tokens) return { outcome: await exchange.send(call, undefined, attempt, signal), lease: undefined };
    const slot = await limiter.acquire(signal);
    let throttled = false;
    try {
      const lease = await tokens.lease(signal);
      const outcome = await exchange.send(call, lease.accessToken, attempt, signal);
      tokens.used(lease);
      throttled = isThrottled(outcome);
      return { outcome, lease };
    } finally {
      slot.release(throttled);
    }
  }

  /**
   * True where the cloud refused before it did anything, for a reason that's gone now: then the call, a write
   * too, is made once more.
   */
  private async heal(
    outcome: Outcome,
    lease: TokenLease | undefined,
    tokens: TokenSource | undefined,
    healing: Healing,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (outcome.kind !== 'refused' || outcome.code === undefined) return false;
    const by = healedBy.get(outcome.code);
    if (by === 'clock') return healing.clock() && this.options.exchange.learnTime(outcome.serverTime);
    if (by === undefined || !tokens || !lease || this.options.renews === false) return false;
    if (!healing.token(lease)) return false;
    await tokens.renew(lease, signal);
    return true;
  }
}

/** What has been tried for one call since its last plain failure. */
class Healing {
  private clockTried = false;
  private renewals = 0;

  clock(): boolean {
    const first = !this.clockTried;
    this.clockTried = true;
    return first;
  }

  /** Until a token that was fetched for this call is refused as well; stored ones may be two behind. */
  token(lease: TokenLease): boolean {
    if (this.renewals > 0 && (lease.fresh || this.renewals > 2)) return false;
    this.renewals++;
    return true;
  }
}

function resultOf<T>(call: ApiCall<T>, result: unknown): T {
  try {
    return call.read(result);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw unreadableResult(call, error.field, error.problem);
  }
}
