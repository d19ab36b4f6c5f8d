import type { Ending } from '../../base/ending.js';
import { throwIfAborted } from '../../base/errors.js';

/** How long an operation takes at most, everything included: its wait in the queue, a token, a repeat. */
export const operationMs = 25_000;

/**
 * The ends of a client's operations. They come by the system's timer and not by the client's clock: what they end are
 * sockets, and they know no other time.
 */
export class Deadlines {
  private readonly underWay: Deadline[] = [];
  private closed: Error | undefined;

  /** @param ms for a whole operation */
  constructor(private readonly ms: number) {}

  get isClosed(): boolean {
    return this.closed !== undefined;
  }

  /** An operation begins; `finish` has to follow. */
  begin(caller: AbortSignal | undefined): Deadline {
    const deadline = new Deadline(this.ms, caller, this.underWay.length);
    this.underWay.push(deadline);
    if (caller) follow(caller, deadline);
    if (this.closed) deadline.end(this.closed);
    return deadline;
  }

  finish(deadline: Deadline): void {
    deadline.dispose();
    // The last one takes its place: a set would take longer than the timer does.
    const last = this.underWay.pop();
    if (!last || last === deadline) return;
    last.place = deadline.place;
    this.underWay[last.place] = last;
  }

  /** Ends the operations that have no call under way. */
  endWaiting(): void {
    for (const deadline of this.underWay) if (deadline.isWaiting) deadline.end();
  }

  /** Ends all, and whatever begins from now on. */
  close(reason: Error): void {
    this.closed = reason;
    for (const deadline of this.underWay) deadline.end(reason);
  }
}

/** The end of one operation: when its time is up, when the caller's own signal fires, and with `end`. */
export class Deadline implements Ending {
  aborted = false;
  reason: unknown;
  /** For its turn, a token or a repeat: it has no call under way. */
  isWaiting = true;
  private isTimeUp = false;
  private controller: AbortController | undefined;
  private readonly listeners: (() => void)[] = [];
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;

  /** @param place among those that are under way */
  constructor(
    private readonly ms: number,
    private readonly caller: AbortSignal | undefined,
    public place: number,
  ) {
    this.timer = setTimeout(timeIsUp, ms, this);
  }

  /** The same end as a signal, for those who take nothing else: making one costs more than signing a call. */
  get signal(): AbortSignal {
    if (!this.controller) {
      this.controller = new AbortController();
      if (this.aborted) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  /** The time is up; not where the caller had given up before. */
  get isOver(): boolean {
    return this.isTimeUp && this.caller?.aborted !== true;
  }

  get leftMs(): number {
    return Math.max(0, this.ms - (performance.now() - this.startedAt));
  }

  end(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.controller?.abort(reason);
    for (const listener of this.listeners.splice(0)) listener();
  }

  dispose(): void {
    clearTimeout(this.timer);
    if (this.caller) unfollow(this.caller, this);
  }

  timeIsUp(): void {
    this.isTimeUp = !this.aborted;
    this.end();
  }

  throwIfAborted(): void {
    throwIfAborted(this);
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.listeners.indexOf(listener);
    if (at >= 0) this.listeners.splice(at, 1);
  }
}

function timeIsUp(deadline: Deadline): void {
  deadline.timeIsUp();
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
