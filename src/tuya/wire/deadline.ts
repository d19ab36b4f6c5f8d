/** How long an operation takes at most, everything included: its wait in the queue, a token, a repeat. */
export const operationMs = 25_000;

/**
 * The end of one operation. It comes by the system's timer and not by the client's clock: what it ends are sockets, and
 * they know no other time.
 */
export class Deadline {
  /** Fires when the time is up, and with the caller's own signal. */
  readonly signal: AbortSignal;
  private readonly over = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = performance.now();
  private either: { readonly other: AbortSignal; readonly signal: AbortSignal } | undefined;

  constructor(
    private readonly ms: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.timer = setTimeout(() => this.over.abort(), ms);
    this.signal = caller ? AbortSignal.any([caller, this.over.signal]) : this.over.signal;
  }

  /** The time is up; not where the caller had given up before. */
  get isOver(): boolean {
    return this.over.signal.aborted && this.caller?.aborted !== true;
  }

  get leftMs(): number {
    return Math.max(0, this.ms - (performance.now() - this.startedAt));
  }

  /** Fires at the end, or with another signal before. */
  or(other: AbortSignal): AbortSignal {
    // One for all the waiting of an operation: each would stay with the other signal for as long as that one lives.
    if (this.either?.other !== other) {
      this.either = { other, signal: AbortSignal.any([this.signal, other]) };
    }
    return this.either.signal;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}
