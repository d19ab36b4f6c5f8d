import type { ApiCall } from './apiCall.js';
import { codeTable, meaningOf } from '../errors/codeTable.js';
import { TuyaError, type TuyaErrorReason } from '../errors/errors.js';
import type { RemedyKey } from '../errors/remedies.js';
import { passes, recoveryOf } from '../errors/recovery.js';
import type { FailureKind } from './retry.js';
import type { FieldProblem } from '../schemas/record.js';
import type { Outcome } from './signedExchange.js';

type FailedOutcome = Exclude<Outcome, { kind: 'result' }>;

export interface FailedCall {
  readonly kind: FailureKind;
  readonly error: TuyaError;
  /** When the cloud wants to be asked again, epoch ms. */
  readonly retryAt?: number | undefined;
}

const tooManyCodes: ReadonlySet<number> = new Set([429, 1110, 1111, 1199, 40000309]);

/**
 * Whether the cloud asks this client for fewer calls; it may also be busy with something else. Undefined where no answer
 * came, which says nothing of it.
 */
export function isThrottled(outcome: Outcome): boolean | undefined {
  if (outcome.kind === 'noAnswer') return undefined;
  if (outcome.kind === 'refused' && outcome.code !== undefined) return tooManyCodes.has(outcome.code);
  return (outcome.kind === 'refused' || outcome.kind === 'unreadable') && outcome.status === 429;
}

/**
 * Until when the cloud wants no calls at all, epoch ms: where it has too many, or is out of order. A Retry-After beside
 * another refusal is about that one thing.
 */
export function heldUntil(outcome: Outcome): number | undefined {
  if (outcome.kind !== 'refused' && outcome.kind !== 'unreadable') return undefined;
  const isOut = outcome.kind === 'refused' ? isServerFault(outcome) : outcome.status >= 500;
  return isOut || isThrottled(outcome) ? outcome.retryAt : undefined;
}

/** A failed try as an error for the caller, and as a kind of failure for the retry rule. */
export function failedCall(call: ApiCall<unknown>, outcome: FailedOutcome): FailedCall {
  const plain = plainFailure(call, outcome);
  const { retryAt } = plain;
  const error = isInDoubt(call, outcome) ? inDoubt(call, plain) : plain;
  return { kind: kindOf(plain, outcome), error, retryAt };
}

function kindOf(error: TuyaError, outcome: FailedOutcome): FailureKind {
  if (!passes(error)) return 'final';
  if (recoveryOf(error) === 'wait') return 'throttled';
  if (outcome.kind !== 'noAnswer') return 'transient';
  if (outcome.failure === 'timeout') return 'timeout';
  return outcome.sent ? 'transient' : 'unreachable';
}

/**
 * An operation whose time was up, or whose cloud had fallen silent, before its call could leave: nothing was sent.
 * @param silence how the calls before it ended
 */
export function timedOut(
  call: ApiCall<unknown>,
  silence: Extract<Outcome, { kind: 'noAnswer' }> | undefined,
): TuyaError {
  const unknown = { kind: 'noAnswer', failure: 'timeout', message: 'The cloud took too long.' } as const;
  return noAnswer(call, { ...(silence ?? unknown), sent: false });
}

/** An operation that the cloud doesn't want before its time is up: nothing was sent. */
export function heldBack(call: ApiCall<unknown>, retryAt: number): TuyaError {
  return new TuyaError('busy', {
    operation: call.operation,
    message: 'The cloud wants no calls for a while.',
    remedy: 'waitAndRetry',
    retryAt,
  });
}

/** A write that the cloud reported done in words that can't be read, or a read's answer that can't. */
export function unreadableResult(
  call: ApiCall<unknown>,
  { field, problem }: FieldProblem,
  tid: string | undefined,
): TuyaError {
  const error = new TuyaError('malformed', {
    operation: call.operation,
    message: `${field} ${problem}.`,
    remedy: 'reportProblem',
    field,
    problem,
    tid,
  });
  return call.method === 'GET' ? error : inDoubt(call, error);
}

/**
 * May a write have been done? Yes wherever it left and no clear "no" came back: a broken connection, a
 * time-out, an error of the server's own, an answer nobody can read.
 */
function isInDoubt(call: ApiCall<unknown>, outcome: FailedOutcome): boolean {
  if (call.method === 'GET') return false;
  switch (outcome.kind) {
    case 'noAnswer':
      return outcome.sent;
    case 'refused':
      return isServerFault(outcome);
    case 'unreadable':
      // A plain HTTP refusal comes from in front of the API, which then saw nothing.
      return outcome.status < 400 || outcome.status >= 500 || outcome.status === 408;
  }
}

/**
 * An envelope that says no more than "something broke", where the work may have been done: 500 stands for
 * time-outs too, and a gateway puts its own 502 or 504 there, or a number nobody knows. 501 is a refusal of the cloud's:
 * no right to the device.
 */
function isServerFault({ code, status }: Extract<Outcome, { kind: 'refused' }>): boolean {
  if (code === 501) return false;
  if (code !== undefined && code >= 500 && code < 600) return true;
  return status >= 500 && (code === undefined || !codeTable.has(code));
}

function inDoubt(call: ApiCall<unknown>, error: TuyaError): TuyaError {
  return new TuyaError('outcomeUnknown', {
    operation: call.operation,
    message: `It isn't known whether the change was made. ${error.message}`,
    remedy: 'lookAtDevice',
    code: error.code,
    tid: error.tid,
    httpStatus: error.httpStatus,
    field: error.field,
    problem: error.problem,
    underlying: error.reason,
  });
}

function plainFailure(call: ApiCall<unknown>, outcome: FailedOutcome): TuyaError {
  switch (outcome.kind) {
    case 'refused':
      return refusal(call, outcome);
    case 'unreadable':
      return unreadable(call, outcome);
    case 'noAnswer':
      return noAnswer(call, outcome);
  }
}

function refusal(call: ApiCall<unknown>, outcome: Extract<Outcome, { kind: 'refused' }>): TuyaError {
  const { code, msg, status, tid, retryAt } = outcome;
  const known = code !== undefined && codeTable.has(code);
  const told = known ? code : isServerFault(outcome) ? 500 : status === 429 ? 429 : code;
  const { reason, remedy } = meaningOf(told, msg, call.operation);
  const words = msg === '' ? 'The cloud refused it.' : `The cloud refused it: “${msg}”`;
  return new TuyaError(reason, {
    operation: call.operation,
    message: code === undefined ? words : `${words} (${code})`,
    remedy,
    code,
    tid,
    httpStatus: status === 200 ? undefined : status,
    retryAt: reason === 'busy' || reason === 'server' ? retryAt : undefined,
  });
}

function unreadable(
  call: ApiCall<unknown>,
  { status, problem, retryAt }: Extract<Outcome, { kind: 'unreadable' }>,
): TuyaError {
  const failed = (reason: TuyaErrorReason, remedy: RemedyKey, message: string): TuyaError =>
    new TuyaError(reason, {
      operation: call.operation,
      message,
      remedy,
      httpStatus: status === 200 ? undefined : status,
      problem: reason === 'malformed' ? problem : undefined,
      retryAt: reason === 'busy' || reason === 'server' ? retryAt : undefined,
    });
  if (status === 429) return failed('busy', 'waitAndRetry', 'Too many requests (HTTP 429).');
  if (status === 503) return failed('busy', 'waitAndRetry', 'The service is unavailable (HTTP 503).');
  if (status >= 500) return failed('server', 'tryAgain', `The server failed (HTTP ${status}).`);
  if (status === 408) return failed('timeout', 'tryAgain', 'The server gave up waiting (HTTP 408).');
  if (status === 407 || status === 401 || status === 403) {
    return failed('permission', 'checkNetwork', `Something on the way refused the request (HTTP ${status}).`);
  }
  if (status >= 400) return failed('malformed', 'checkEndpoint', `Not a Tuya answer (HTTP ${status}).`);
  if (status >= 300) {
    return failed('malformed', 'checkEndpoint', `A redirect, which is never followed (HTTP ${status}).`);
  }
  return failed('malformed', 'checkEndpoint', "The answer can't be read.");
}

function noAnswer(call: ApiCall<unknown>, outcome: Extract<Outcome, { kind: 'noAnswer' }>): TuyaError {
  const { failure, message, proxy } = outcome;
  const failed = (reason: TuyaErrorReason, remedy: RemedyKey, field?: string): TuyaError =>
    new TuyaError(reason, {
      operation: call.operation,
      message,
      remedy,
      field,
      proxy: proxy?.host,
      httpStatus: proxy?.status,
    });
  switch (failure) {
    case 'unreachable':
    case 'broken':
      return failed('network', 'checkNetwork');
    case 'timeout':
      return proxy ? failed('proxyUnreachable', 'checkProxy') : failed('timeout', 'checkNetwork');
    case 'tls':
      return failed('tls', 'checkCertificate');
    case 'tooLarge':
      return failed('malformed', 'checkEndpoint', 'body');
    case 'malformed':
      return failed('malformed', 'checkEndpoint');
    case 'proxyUnreachable':
      return failed(failure, 'checkProxy');
    case 'proxyTls':
      return failed(failure, 'checkProxyCertificate');
    case 'proxyAuth':
      return failed(failure, proxy?.authorized ? 'proxySignInAgain' : 'proxySignIn');
    case 'proxyRefused':
      return failed(failure, 'askProxyOwner');
    case 'proxyIntercepts':
      return failed(failure, 'trustProxyAuthority');
    case 'proxyUnsupported':
      return failed(failure, 'useHttpProxy');
  }
}
