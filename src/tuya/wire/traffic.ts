import type { Clock } from '../../base/clock.js';
import { throwIfAborted } from '../../base/errors.js';
import type { OperationName } from '../operations.js';
import type { ApiCall } from './apiCall.js';
import type { Deadline, Deadlines } from './deadline.js';
import { heldBack, heldUntil, isThrottled, timedOut } from './failures.js';
import { CommandPace } from './commandPace.js';
import { Pace, type Turn } from './pace.js';
import { Limiter, type Slot } from './limiter.js';
import { longestHoldMs } from './retry.js';
import { Silence } from './silence.js';
import type { Outcome } from './signedExchange.js';

type NoAnswer = Extract<Outcome, { kind: 'noAnswer' }>;

/** One that leaves next, and one that is ready behind it. */
const nextAtOnce = 2;

/** Says when a call may leave, by what the cloud's answers to others, or their absence, tell. */
export class Traffic {
  private readonly silence: Silence;
  private readonly pace: Pace | undefined;
  private readonly gates = new Map<OperationName, Limiter>();
  private readonly commandPace: CommandPace;
  /** Until then the cloud wants no calls, epoch ms. */
  private heldUntil = -Infinity;
  private lastSilence: NoAnswer | undefined;

  /** @param isPaced false for a cloud that takes any number of calls */
  constructor(
    private readonly clock: Clock,
    isPaced: boolean,
    private readonly deadlines: Deadlines,
  ) {
    this.silence = new Silence(clock);
    this.pace = isPaced ? new Pace(clock) : undefined;
    this.commandPace = new CommandPace(clock);
  }

  get isSilent(): boolean {
    return this.silence.isSilent;
  }

  /** Whether the call isn't worth its wait: its like have just ended in silence. */
  isSilentFor({ method }: Pick<ApiCall<unknown>, 'method'>): boolean {
    return method === 'GET' && this.isSilent;
  }

  /**
   * Lets few calls of one operation wait for their turn side by side. They hold places that calls of all operations share:
   * a long list that the cloud takes slowly isn't to keep a person's one call waiting. Undefined where there are no turns.
   * @param place of the operation: a repeat stands before those that came after it
   */
  approach(call: ApiCall<unknown>, deadline: Deadline, place: number): Promise<Slot> | Slot | undefined {
    if (!this.pace) return undefined;
    let gate = this.gates.get(call.operation);
    if (!gate) this.gates.set(call.operation, (gate = new Limiter({ start: nextAtOnce, max: nextAtOnce })));
    return gate.enter() ?? gate.acquire(deadline, place);
  }

  /** The call may leave at once, and needs no turn. */
  isOpen(call: ApiCall<unknown>): boolean {
    if (this.pace || this.heldUntil !== -Infinity || this.commandPace.paces(call.operation)) return false;
    return !this.isSilentFor(call);
  }

  /**
   * Resolves when the call may leave; with its turn, where the cloud takes so many calls only.
   * @throws TuyaError at once where that is too late, or where the cloud has just been silent to others. A change is
   * always tried: somebody wants just that, and now.
   */
  async clear(call: ApiCall<unknown>, deadline: Deadline): Promise<Turn | undefined> {
    for (;;) {
      throwIfAborted(deadline);
      if (this.isSilentFor(call)) throw this.tooLate(call);
      const waitMs = this.heldUntil - this.clock.now();
      // More is left where the clock has been set back.
      if (waitMs <= 0 || waitMs > longestHoldMs) break;
      if (waitMs > deadline.leftMs) throw heldBack(call, this.heldUntil);
      await this.clock.sleep(waitMs, deadline);
    }
    if (this.commandPace.paces(call.operation)) await this.commandPace.turn(call.operation, deadline);
    return this.pace?.turn(call.operation, deadline);
  }

  heard(outcome: Outcome, turn: Turn | undefined): void {
    turn?.answered(isThrottled(outcome));
    if (outcome.kind === 'noAnswer' && outcome.failure === 'timeout') {
      this.lastSilence = outcome;
      if (!this.silence.noticed()) return;
      this.deadlines.endWaiting();
      return;
    }
    this.silence.broken();
    const retryAt = heldUntil(outcome);
    if (retryAt === undefined) return;
    this.heldUntil = Math.max(this.heldUntil, retryAt);
  }

  /** What an operation fails with whose time was up before its call could leave. */
  tooLate(call: ApiCall<unknown>): Error {
    return timedOut(call, this.isSilent ? this.lastSilence : undefined);
  }
}
