import type { ApiCall } from './apiCall.js';
import { codeTable, meaningOf } from '../errors/codeTable.js';
import { TuyaError, type TuyaErrorReason } from '../errors/errors.js';
import type { RemedyKey } from '../errors/remedies.js';
import type { FailureKind } from './retry.js';
import type { Outcome } from './signedExchange.js';

type FailedOutcome = Exclude<Outcome, { kind: 'result' }>;

export interface FailedCall {
  readonly kind: FailureKind;
  readonly error: TuyaError;
  readonly retryAfterMs?: number | undefined;
}

/** Codes by which the cloud asks for fewer calls. */
const throttleCodes = new Set([429, 503, 1110, 1111, 1112, 1199]);

/** Codes of an access token that's of no use any more; a new one helps. */
export const tokenCodes: ReadonlySet<number> = new Set([1002, 1010, 1011, 1012, 1400]);

export function isThrottled(outcome: Outcome): boolean {
  if (outcome.kind === 'refused' && outcome.code !== undefined) {
    return outcome.code === 1110 || outcome.code === 1111 || outcome.code === 1199 || outcome.code === 429;
  }
  return (outcome.kind === 'refused' || outcome.kind === 'unreadable') && outcome.status === 429;
}

/** A failed try as an error for the caller, and as a kind of failure for the retry rule. */
export function failedCall(call: ApiCall<unknown>, outcome: FailedOutcome): FailedCall {
  const plain = plainFailure(call, outcome);
  return isInDoubt(call, outcome) ? { ...plain, error: inDoubt(call, plain.error) } : plain;
}

/** A write that the cloud reported done in words that can't be read. */
export function unreadableResult(call: ApiCall<unknown>, field: string, problem: string): TuyaError {
  const error = new TuyaError('malformed', {
    operation: call.operation,
    message: `${field} ${problem}.`,
    remedy: 'reportProblem',
    field,
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
 * time-outs too, and a gateway puts its own 502 or 504 there, or a number nobody knows.
 */
function isServerFault({ code, status }: Extract<Outcome, { kind: 'refused' }>): boolean {
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
    underlying: error.reason,
  });
}

function plainFailure(call: ApiCall<unknown>, outcome: FailedOutcome): FailedCall {
  switch (outcome.kind) {
    case 'refused':
      return refusal(call, outcome);
    case 'unreadable':
      return unreadable(call, outcome);
    case 'noAnswer':
      return noAnswer(call, outcome);
  }
}

function refusal(call: ApiCall<unknown>, outcome: Extract<Outcome, { kind: 'refused' }>): FailedCall {
  const { code, msg, status, tid, retryAfterMs } = outcome;
  const serverFault = isServerFault(outcome);
  const known = code !== undefined && codeTable.has(code);
  const { reason, meaning, remedy } = meaningOf(serverFault && !known ? 500 : code, msg, call.operation);
  const words = msg === '' ? meaning : `${meaning} The cloud says: “${msg}”`;
  const error = new TuyaError(reason, {
    operation: call.operation,
    message: code === undefined ? words : `${words} (${code})`,
    remedy,
    code,
    tid,
    httpStatus: status === 200 ? undefined : status,
  });
  const throttled = (code !== undefined && throttleCodes.has(code)) || isThrottled(outcome);
  const kind = throttled ? 'throttled' : serverFault ? 'transient' : 'final';
  return { kind, error, retryAfterMs };
}

function unreadable(call: ApiCall<unknown>, outcome: Extract<Outcome, { kind: 'unreadable' }>): FailedCall {
  const { status, retryAfterMs } = outcome;
  const failed = (
    kind: FailureKind,
    reason: TuyaErrorReason,
    remedy: RemedyKey,
    message: string,
  ): FailedCall => ({
    kind,
    error: new TuyaError(reason, {
      operation: call.operation,
      message,
      remedy,
      httpStatus: status === 200 ? undefined : status,
    }),
    retryAfterMs,
  });
  if (status === 429) return failed('throttled', 'busy', 'waitAndRetry', 'Too many requests (HTTP 429).');
  if (status === 503)
    return failed('transient', 'busy', 'waitAndRetry', 'The service is unavailable (HTTP 503).');
  if (status >= 500) return failed('transient', 'server', 'tryAgain', `The server failed (HTTP ${status}).`);
  if (status === 408)
    return failed('transient', 'timeout', 'tryAgain', 'The server gave up waiting (HTTP 408).');
  if (status === 407 || status === 401 || status === 403) {
    return failed(
      'final',
      'permission',
      'checkNetwork',
      `Something on the way refused the request (HTTP ${status}).`,
    );
  }
  if (status >= 400)
    return failed('final', 'malformed', 'checkEndpoint', `Not a Tuya answer (HTTP ${status}).`);
  if (status >= 300) {
    return failed(
      'final',
      'malformed',
      'checkEndpoint',
      `A redirect, which is never followed (HTTP ${status}).`,
    );
  }
  return failed('transient', 'malformed', 'checkEndpoint', "The answer can't be read.");
}

function noAnswer(call: ApiCall<unknown>, outcome: Extract<Outcome, { kind: 'noAnswer' }>): FailedCall {
  const { failure, message, proxy } = outcome;
  const failed = (kind: FailureKind, reason: TuyaErrorReason, remedy: RemedyKey): FailedCall => ({
    kind,
    error: new TuyaError(reason, { operation: call.operation, message, remedy, proxy: proxy?.host }),
  });
  switch (failure) {
    case 'unreachable':
    case 'broken':
      return failed('transient', 'network', 'checkNetwork');
    case 'timeout':
      return proxy
        ? failed('timeout', 'proxyUnreachable', 'checkProxy')
        : failed('timeout', 'timeout', 'checkNetwork');
    case 'tls':
      return failed('final', 'tls', 'checkCertificate');
    case 'tooLarge':
      return failed('final', 'malformed', 'checkEndpoint');
    case 'malformed':
      return failed('transient', 'malformed', 'checkEndpoint');
    case 'proxyUnreachable':
      return failed('transient', failure, 'checkProxy');
    case 'proxyTls':
      return failed('final', failure, 'checkProxyCertificate');
    case 'proxyAuth':
      return failed('final', failure, proxy?.authorized ? 'proxySignInAgain' : 'proxySignIn');
    case 'proxyRefused':
      // 502 and its like: the proxy tried. Anything below is a "no" that asking again doesn't change.
      return failed((proxy?.status ?? 0) >= 500 ? 'transient' : 'final', failure, 'askProxyOwner');
    case 'proxyIntercepts':
      return failed('final', failure, 'trustProxyAuthority');
    case 'proxyUnsupported':
      return failed('final', failure, 'useHttpProxy');
  }
}
