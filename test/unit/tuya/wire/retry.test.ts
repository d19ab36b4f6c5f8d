import { describe, expect, it } from 'vitest';
import {
  decideRetry,
  parseRetryAfter,
  retryAfterOf,
  RetryBudget,
  type Failure,
} from '../../../../src/tuya/wire/retry.js';

const failure = (overrides: Partial<Failure> = {}): Failure => ({
  access: 'read',
  kind: 'transient',
  attempt: 1,
  leftMs: 15_000,
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
    ['what refused the connection twice', { kind: 'unreachable', attempt: 2 }],
    ['what has no time left', { leftMs: 0, retryAfterMs: 1 }],
    ['what is to wait for longer than it may', { kind: 'throttled', leftMs: 15_000, retryAfterMs: 15_001 }],
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

  it.each([3_000, 14_999])('never waits less than the %i ms it was told to', (retryAfterMs) => {
    const given = failure({ kind: 'throttled', retryAfterMs });
    expect(decideRetry(given, new RetryBudget(), () => 0)).toEqual({ again: true, afterMs: retryAfterMs });
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
    ['Thursday, 01-Jan-26 00:00:10 GMT', 10_000],
    ['Thu Jan 01 2026 00:00:10 GMT', 10_000],
    ['5, 6', 6_000],
    ['30,2', 30_000],
    ['-5', undefined],
    ['5; 6', undefined],
    ['5, soon', undefined],
    ['99999999999', 99_999_999_999_000],
  ])('%j is %s', (header, ms) => {
    expect(parseRetryAfter(header, now)).toBe(ms);
  });
});

describe('retryAfterOf', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    [{}, undefined],
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '2' }, 2_000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:30 GMT' }, 30_000],
    [{ 'retry-after': '99999999999' }, 3_600_000],
  ])('%j is %s', (headers, ms) => {
    expect(retryAfterOf(headers, now)).toBe(ms);
  });
});
