import type { Clock } from '../../base/clock.js';
import type { Ending } from '../../base/ending.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { ApiCall } from './apiCall.js';
import type { Deadline, Deadlines } from './deadline.js';
import { failedCall, isThrottled, unreadableResult } from './failures.js';
import { healedBy } from '../errors/recovery.js';
import type { Limiter, Slot } from './limiter.js';
import { costOf, decideRetry, type RetryBudget } from './retry.js';
import { FieldProblem } from '../schemas/record.js';
import type { Outcome, SignedExchange } from './signedExchange.js';
import type { Traffic } from './traffic.js';

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
  /** At once where one is held. */
  lease(ending: Ending | undefined): Promise<TokenLease> | TokenLease;
  /** A token other than the refused one. */
  renew(refused: TokenLease, ending: Ending | undefined): Promise<TokenLease>;
  used(lease: TokenLease): void;
}

export interface RequesterOptions {
  readonly exchange: SignedExchange;
  readonly limiter: Limiter;
  readonly traffic: Traffic;
  readonly deadlines: Deadlines;
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
    const { deadlines, limiter, traffic } = this.options;
    const deadline = deadlines.begin(signal);
    const operation = new Operation(call, deadline, limiter.place());
    try {
      return await this.perform(operation, tokens);
    } catch (error) {
      // Its own time was up, or the cloud had fallen silent, while it waited for its next call.
      const waitedInVain = isAbortError(error) && !signal?.aborted && (deadline.isOver || traffic.isSilent);
      if (!waitedInVain || deadlines.isClosed) throw error;
      throw operation.failure ?? traffic.tooLate(call);
    } finally {
      deadlines.finish(deadline);
    }
  }

  private async perform<T>(operation: Operation<T>, tokens: TokenSource | undefined): Promise<T> {
    const { clock, budget, random, traffic } = this.options;
    const { call, deadline } = operation;
    let tries = 0;
    let taken = 0;
    let healing = new Healing();
    for (;;) {
      throwIfAborted(deadline);
      const outcome = await (tokens ? this.withToken(operation, tokens) : this.send(operation));
      if (outcome.kind === 'result') {
        budget.succeeded(taken);
        return this.resultOf(call, outcome);
      }
      if (await this.heal(outcome, operation, tokens, healing)) continue;
      const failed = failedCall(call, outcome);
      operation.failure = failed.error;
      if (traffic.isSilent) throw failed.error;
      const decision = decideRetry(
        {
          access: call.method === 'GET' ? 'read' : 'write',
          kind: failed.kind,
          attempt: ++tries,
          leftMs: deadline.leftMs,
          retryAfterMs: failed.retryAt === undefined ? undefined : failed.retryAt - clock.now(),
        },
        budget,
        random,
      );
      if (!decision.again) throw failed.error;
      taken += costOf(failed.kind);
      healing = new Healing();
      await clock.sleep(decision.afterMs, deadline);
    }
  }

  private async withToken(operation: Operation<unknown>, tokens: TokenSource): Promise<Outcome> {
    const { limiter, traffic } = this.options;
    const { call, deadline, place } = operation;
    if (traffic.isSilentFor(call)) throw traffic.tooLate(call);
    // What is there at once isn't waited for: of the calls of a fleet, each wait is felt.
    const approaching = traffic.approach(call, deadline, place);
    const gate = approaching instanceof Promise ? await approaching : approaching;
    let slot: Slot | undefined;
    let throttled: boolean | undefined;
    try {
      // Of those at the gate it was the first; calls of other operations take turns with them.
      slot = limiter.enter() ?? (await limiter.acquire(deadline, gate ? limiter.place() : place));
      const leasing = tokens.lease(deadline);
      const lease = leasing instanceof Promise ? await leasing : leasing;
      operation.lease = lease;
      const outcome = await this.send(operation, lease.accessToken, gate);
      tokens.used(lease);
      throttled = isThrottled(outcome);
      return outcome;
    } finally {
      slot?.release(throttled);
      gate?.release(undefined);
    }
  }

  private async send(operation: Operation<unknown>, accessToken?: string, gate?: Slot): Promise<Outcome> {
    const { exchange, traffic } = this.options;
    const { call, deadline } = operation;
    const turn = traffic.isOpen(call) ? undefined : await traffic.clear(call, deadline);
    gate?.release(undefined);
    call.mayLeave?.();
    deadline.isWaiting = false;
    const outcome = await exchange.send(call, accessToken, ++operation.calls, deadline);
    traffic.heard(outcome, turn);
    deadline.isWaiting = true;
    return outcome;
  }

  private resultOf<T>(call: ApiCall<T>, { result, tid }: Extract<Outcome, { kind: 'result' }>): T {
    try {
      return call.read(result);
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      this.options.exchange.unreadable(call, error, tid);
      throw unreadableResult(call, error, tid);
    }
  }

  /**
   * True where the cloud refused before it did anything, for a reason that's gone now: then the call, a write
   * too, is made once more.
   */
  private async heal(
    outcome: Outcome,
    { lease, deadline }: Operation<unknown>,
    tokens: TokenSource | undefined,
    healing: Healing,
  ): Promise<boolean> {
    if (outcome.kind !== 'refused' || outcome.code === undefined) return false;
    const by = healedBy.get(outcome.code);
    if (by === 'clock') return healing.clock() && this.options.exchange.learnTime(outcome.serverTime);
    if (by === undefined || !tokens || !lease || this.options.renews === false) return false;
    if (!healing.token(lease)) return false;
    await tokens.renew(lease, deadline);
    return true;
  }
}

/** One operation on its way, with as many calls as it takes. */
class Operation<T> {
  /** HTTP calls made so far. */
  calls = 0;
  /** What the latest of them was made with. */
  lease: TokenLease | undefined;
  /** How the latest of them failed. */
  failure: Error | undefined;

  constructor(
    readonly call: ApiCall<T>,
    readonly deadline: Deadline,
    /** In the queue: a repeat waits behind nobody who came later. */
    readonly place: number,
  ) {}
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
