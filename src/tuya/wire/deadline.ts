/** How long an operation takes at most, everything included: its wait in the queue, a token, a repeat. */
export const operationMs = 25_000;

/**
 * The end of one operation. It comes by the system's timer and not by the client's clock: what it ends are sockets, and
 * they know no other time.
 */
export class Deadline {
  /** Fires when the time is up, with the caller's own signal, and with `end`. */
  readonly signal: AbortSignal;
  private readonly ending = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = performance.now();
  private isTimeUp = false;

  constructor(
    private readonly ms: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.signal = this.ending.signal;
    this.timer = setTimeout(() => {
      this.isTimeUp = true;
      this.ending.abort();
    }, ms);
    if (caller) follow(caller, this);
  }

  /** The time is up; not where the caller had given up before. */
  get isOver(): boolean {
    return this.isTimeUp && this.caller?.aborted !== true;
  }

  get leftMs(): number {
    return Math.max(0, this.ms - (performance.now() - this.startedAt));
  }

  end(reason?: unknown): void {
    this.ending.abort(reason);
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.caller) unfollow(this.caller, this);
  }
}

interface Followers {
  readonly all: Set<Deadline>;
  readonly onAbort: () => void;
}

/**
 * What is under way for a caller, by its signal. One listener serves them all: a fleet is read with one signal, of which
 * Node would take the eleventh listener for a leak; and `AbortSignal.any` costs as much as half a call.
 */
const followed = new WeakMap<AbortSignal, Followers>();

function follow(signal: AbortSignal, deadline: Deadline): void {
  if (signal.aborted) return deadline.end(signal.reason);
  const known = followed.get(signal);
  if (known) {
    known.all.add(deadline);
    return;
  }
  const all = new Set([deadline]);
  const onAbort = (): void => {
    for (const each of all) each.end(signal.reason);
  };
  followed.set(signal, { all, onAbort });
  signal.addEventListener('abort', onAbort, { once: true });
}

function unfollow(signal: AbortSignal, deadline: Deadline): void {
  const followers = followed.get(signal);
  if (!followers?.all.delete(deadline) || followers.all.size > 0) return;
  followed.delete(signal);
  signal.removeEventListener('abort', followers.onAbort);
}
