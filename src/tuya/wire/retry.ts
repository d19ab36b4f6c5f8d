/** What went wrong with one try, as far as trying again is concerned. */
export type FailureKind =
  | 'transient' // the network, a 5xx, an answer that can't be read
  | 'timeout' // as above, but it has already cost a long wait
  | 'unreachable' // no connection: refused, an unknown name, a proxy that isn't there
  | 'throttled' // the cloud asks for fewer calls
  | 'final';

export interface Failure {
  /** Writes are never repeated by this rule: neither after a doubt nor, for one measure, without one. */
  readonly access: 'read' | 'write';
  readonly kind: FailureKind;
  /** Tries made so far, this one included. */
  readonly attempt: number;
  /** Until the operation's deadline. */
  readonly leftMs: number;
  /** What the cloud's Retry-After asked for. */
  readonly retryAfterMs?: number | undefined;
}

export type RetryDecision = { readonly again: false } | { readonly again: true; readonly afterMs: number };

interface Rule {
  readonly maxAttempts: number;
  readonly baseMs: number;
  readonly cost: number;
}

// Delays and costs as the AWS SDKs have them. A time-out is worth one more try only: it has cost its wait. So is what
// refuses connections: it may be starting, or another network is just being joined.
const rules: Readonly<Record<Exclude<FailureKind, 'final'>, Rule>> = {
  transient: { maxAttempts: 6, baseMs: 50, cost: 14 },
  timeout: { maxAttempts: 2, baseMs: 50, cost: 14 },
  unreachable: { maxAttempts: 2, baseMs: 500, cost: 14 },
  throttled: { maxAttempts: 6, baseMs: 1_000, cost: 5 },
};

const maxDelayMs = 20_000;

/** Again, and after how long? Takes the cost of a repeat out of the budget when it says yes. */
export function decideRetry(failure: Failure, budget: RetryBudget, random: () => number): RetryDecision {
  if (failure.access === 'write' || failure.kind === 'final') return { again: false };
  const rule = rules[failure.kind];
  if (failure.attempt >= rule.maxAttempts) return { again: false };
  const ceiling = Math.min(maxDelayMs, rule.baseMs * 2 ** (failure.attempt - 1));
  const afterMs = Math.max(random() * ceiling, failure.retryAfterMs ?? 0);
  if (afterMs > failure.leftMs) return { again: false };
  if (!budget.take(rule.cost)) return { again: false };
  return { again: true, afterMs };
}

/** What a call has taken from the budget, given back when it succeeds after all. */
export function costOf(kind: FailureKind): number {
  return kind === 'final' ? 0 : rules[kind].cost;
}

/**
 * Repeats are paid for from here, so that a cloud that's down isn't hit several times by every call. What
 * a call took comes back when it succeeds in the end; a call that succeeds at once adds one.
 */
export class RetryBudget {
  private tokens: number;

  constructor(private readonly capacity = 500) {
    this.tokens = capacity;
  }

  get left(): number {
    return this.tokens;
  }

  take(cost: number): boolean {
    if (cost > this.tokens) return false;
    this.tokens -= cost;
    return true;
  }

  succeeded(taken: number): void {
    this.tokens = Math.min(this.capacity, this.tokens + Math.max(taken, 1));
  }
}

/** A Retry-After binds for so long at most: nobody should have to restart a window for a header. */
export const longestHoldMs = 3_600_000;

/** Whether an answer says how long the cloud wants to be left alone: hardly any does. */
export function hasRetryAfter(headers: Readonly<Record<string, string>>): boolean {
  return headers['retry-after'] !== undefined || headers['retry-after-ms'] !== undefined;
}

/**
 * How long the cloud wants to be left alone, ms: `retry-after-ms`, which some gateways send besides, else `Retry-After`.
 * @param now the cloud's time: a date in the header is one of its clock
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const text = headers['retry-after-ms']?.trim() ?? '';
  const isMs = /^\d{1,12}(\.\d+)?$/.test(text);
  const asked = isMs ? Number(text) : parseRetryAfter(headers['retry-after'], now);
  return asked === undefined ? undefined : Math.min(asked, longestHoldMs);
}

/** `Retry-After`: seconds or an HTTP date. Where two on the way have put theirs there, the longer wait does for both. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every((part) => /^\d{1,30}(\.\d+)?$/.test(part))) return Math.max(...parts.map(Number)) * 1000;
  // The engine takes nearly any number for a date of some year: `-5` too.
  const date = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
