import { describe, expect, it } from 'vitest';
import { codeTable } from '../../../../src/tuya/errors/codeTable.js';
import {
  TuyaError,
  type TuyaErrorDetails,
  type TuyaErrorReason,
} from '../../../../src/tuya/errors/errors.js';
import { passes, recoveryOf } from '../../../../src/tuya/errors/recovery.js';
import { BudgetError } from '../../../../src/model/meter/budgetError.js';
import { AbortError } from '../../../../src/base/errors.js';

const failure = (reason: TuyaErrorReason, details: Partial<TuyaErrorDetails> = {}): TuyaError =>
  new TuyaError(reason, { operation: 'devices.get', message: 'x', remedy: 'tryAgain', ...details });

describe('a failure', () => {
  it.each<[TuyaErrorReason, Partial<TuyaErrorDetails>]>([
    ['busy', {}],
    ['server', { httpStatus: 502 }],
    ['network', {}],
    ['timeout', {}],
    ['proxyUnreachable', {}],
    ['proxyRefused', { httpStatus: 503 }],
    ['malformed', {}],
  ])('passes by itself: %s %j', (reason, details) => {
    expect(passes(failure(reason, details))).toBe(true);
  });

  it.each<[TuyaErrorReason, Partial<TuyaErrorDetails>, string]>([
    ['credentials', { code: 1004 }, 'keys'],
    ['dataCenter', { code: 28841107 }, 'keys'],
    ['quota', { code: 28841004 }, 'period'],
    ['subscription', { code: 28841002 }, 'person'],
    ['token', { code: 1010 }, 'person'],
    ['token', { code: 2007 }, 'person'],
    ['permission', { code: 1114 }, 'person'],
    ['clock', { code: 1013 }, 'person'],
    ['offline', { code: 2001 }, 'person'],
    ['tls', {}, 'person'],
    ['proxyRefused', { httpStatus: 403 }, 'person'],
    ['proxyRefused', {}, 'person'],
    ['proxyAuth', { httpStatus: 407 }, 'person'],
    ['malformed', { httpStatus: 404 }, 'person'],
    ['malformed', { field: 'result.id' }, 'never'],
    ['notFound', { code: 2010 }, 'never'],
    ['unknown', { code: 77 }, 'never'],
    ['outcomeUnknown', { underlying: 'network' }, 'never'],
  ])('does not pass by itself: %s %j', (reason, details, recovery) => {
    expect(passes(failure(reason, details))).toBe(false);
    expect(recoveryOf(failure(reason, details))).toBe(recovery);
  });

  it('of no call does not pass', () => {
    for (const error of [new Error('x'), new AbortError(), new BudgetError('background'), undefined]) {
      expect(passes(error)).toBe(false);
    }
  });

  it('passes by code where the cloud is busy or broken, and nowhere else', () => {
    const passing = [...codeTable].filter(([code, { reason }]) => passes(failure(reason, { code })));
    expect(passing.map(([code]) => code)).toEqual([429, 500, 503, 1110, 1111, 1112, 1113, 1199, 40000309]);
  });
});
