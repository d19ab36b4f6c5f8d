import { describe, expect, it } from 'vitest';
import { decideRetry, parseRetryAfter, RetryBudget, type Failure } from '../../../../src/tuya/wire/retry.js';

const failure = (overrides: Partial<Failure> = {}): Failure => ({
  access: 'read',
  kind: 'transient',
  attempt: 1,
  elapsedMs: 0,
  ...overrides,
});

describe('decideRetry', () => {
  it.each<[string, Partial<Failure>]>([
    ['a write', { access: 'write' }],
    ['a throttled write', { access: 'write', kind: 'throttled' }],
    ['a final failure', { kind: 'final' }],
    ['the sixth try', { attempt: 6 }],
    ['a second time-out', { kind: 'timeout', attempt: 2 }],
    ['the sixth throttled try', { kind: 'throttled', attempt: 6 }],
    ['a minute gone', { elapsedMs: 60_000, retryAfterMs: 1 }],
  ])('does not repeat %s', (_name, overrides) => {
    const budget = new RetryBudget();
    expect(decideRetry(failure(overrides), budget, () => 0.5)).toEqual({ again: false });
    expect(budget.left).toBe(500);
  });

  it.each<[Partial<Failure>, number]>([
    [{}, 50],
    [{ attempt: 2 }, 100],
    [{ attempt: 3 }, 200],
    [{ kind: 'throttled' }, 1_000],
    [{ kind: 'throttled', attempt: 3 }, 4_000],
  ])('waits anything from nothing up to its ceiling: %j', (overrides, ceiling) => {
    const wait = (random: number): unknown =>
      decideRetry(failure(overrides), new RetryBudget(), () => random);
    expect(wait(0)).toEqual({ again: true, afterMs: 0 });
    expect(wait(0.5)).toEqual({ again: true, afterMs: ceiling / 2 });
    expect(wait(0.999)).toMatchObject({ again: true, afterMs: expect.closeTo(ceiling * 0.999) as number });
  });

  it('never waits less than it was told to, nor longer than its cap', () => {
    const wait = (retryAfterMs: number): unknown =>
      decideRetry(failure({ kind: 'throttled', retryAfterMs }), new RetryBudget(), () => 0);
    expect(wait(3_000)).toEqual({ again: true, afterMs: 3_000 });
    expect(wait(3_600_000)).toEqual({ again: true, afterMs: 20_000 });
  });

  it('pays from the budget until it is empty', () => {
    const budget = new RetryBudget();
    let repeats = 0;
    while (decideRetry(failure(), budget, () => 0).again) repeats++;
    expect(repeats).toBe(35);
    budget.succeeded(14);
    expect(decideRetry(failure(), budget, () => 0).again).toBe(true);
  });

  it('fills the budget by one per success, never above its size', () => {
    const budget = new RetryBudget(10);
    budget.succeeded(0);
    expect(budget.left).toBe(10);
    budget.take(5);
    budget.succeeded(0);
    expect(budget.left).toBe(6);
  });
});

describe('parseRetryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['2', 2_000],
    [' 1.5 ', 1_500],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Wed, 31 Dec 2025 00:00:10 GMT', 0],
  ])('%j is %s', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});
