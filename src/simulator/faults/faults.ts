import type { HttpMethod } from '../../base/http.js';
import type { OperationName } from '../requests/operations.js';
import { fraction } from '../requests/random.js';

/** What can go wrong. Where both make sense, `executed` says whether the operation took place all the same. */
export type Fault =
  | { readonly kind: 'delay'; readonly ms: number }
  /** An HTTP status with an HTML page, as proxies and load balancers answer. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: number | string;
      readonly executed?: boolean;
    }
  /** A refusal in the envelope. */
  | { readonly kind: 'code'; readonly code: number; readonly msg?: string; readonly executed?: boolean }
  /**
   * The operation takes place so much later. Another fault says what comes instead of an answer; code 500 where none
   * does.
   */
  | { readonly kind: 'late'; readonly ms: number }
  /** The access token dies early, now. */
  | { readonly kind: 'deadToken' }
  /** For this call the cloud's clock is this far ahead of the true time. */
  | { readonly kind: 'clockSkew'; readonly ms: number }
  /** The connection breaks before, during or after the operation; in the last two cases it was executed. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'during' | 'after' }
  | { readonly kind: 'unreachable' }
  /** Nothing, or nothing more, ever comes. */
  | { readonly kind: 'stall'; readonly what: 'headers' | 'body'; readonly executed?: boolean }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'html' }
  | { readonly kind: 'garbledEncoding' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** One record of a list (or the only one) has values of the wrong type. */
  | { readonly kind: 'wrongTypes'; readonly index?: number }
  /** The result as somebody rewrote it: a cursor that repeats, a total that lies. Only in-process. */
  | { readonly kind: 'rewrite'; readonly rewrite: (result: unknown) => unknown };

export interface FaultRule {
  readonly fault: Fault;
  readonly operation?: OperationName | readonly OperationName[];
  /** Part of the path and query as on the wire, or a pattern. */
  readonly path?: string | RegExp;
  readonly method?: HttpMethod;
  /** Only the nth matching call, counted from 1. */
  readonly nth?: number;
  /** So many matching calls go well first. */
  readonly skip?: number;
  /** At most so many faults. */
  readonly times?: number;
  /** The chance of each matching call, 0 to 1; drawn from the cloud's seed. */
  readonly probability?: number;
}

export interface ActiveFault {
  readonly rule: FaultRule;
  /** Calls the rule was about. */
  readonly matched: number;
  /** Calls that got the fault. */
  readonly hits: number;
  remove(): void;
}

export interface FaultSubject {
  readonly operation: OperationName | undefined;
  readonly method: string;
  readonly path: string;
}

/** The faults that are planned. */
export class FaultPlan {
  private readonly active: { rule: FaultRule; matched: number; hits: number; number: number }[] = [];
  private added = 0;

  constructor(private readonly seed: number) {}

  add(rule: FaultRule): ActiveFault {
    const entry = { rule, matched: 0, hits: 0, number: ++this.added };
    this.active.push(entry);
    return {
      rule,
      get matched() {
        return entry.matched;
      },
      get hits() {
        return entry.hits;
      },
      remove: () => {
        const at = this.active.indexOf(entry);
        if (at >= 0) this.active.splice(at, 1);
      },
    };
  }

  clear(): void {
    this.active.length = 0;
  }

  /** The faults of this call, in the order they were planned. Counts it. */
  take(subject: FaultSubject): Fault[] {
    const faults: Fault[] = [];
    for (const entry of this.active) {
      const { rule } = entry;
      if (!isAbout(rule, subject)) continue;
      entry.matched++;
      if (rule.nth !== undefined && entry.matched !== rule.nth) continue;
      if (entry.matched <= (rule.skip ?? 0) || entry.hits >= (rule.times ?? Infinity)) continue;
      if (
        rule.probability !== undefined &&
        fraction(this.seed, entry.number, entry.matched) >= rule.probability
      )
        continue;
      entry.hits++;
      faults.push(rule.fault);
    }
    return faults;
  }
}

function isAbout({ operation, path, method }: FaultRule, subject: FaultSubject): boolean {
  if (method !== undefined && method !== subject.method) return false;
  if (operation !== undefined) {
    const names: readonly (string | undefined)[] = typeof operation === 'string' ? [operation] : operation;
    if (!names.includes(subject.operation)) return false;
  }
  if (path === undefined) return true;
  return typeof path === 'string'
    ? subject.path.includes(path)
    : new RegExp(path.source, path.flags.replace('g', '')).test(subject.path);
}
