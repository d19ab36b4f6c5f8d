import type { OperationName } from '../operations.js';
import type { RemedyKey } from './remedies.js';

export type TuyaErrorReason =
  | 'credentials' // Access ID or secret refused
  | 'signature' // the request's headers or form refused
  | 'token' // the access token refused, also after a new one
  | 'clock'
  | 'permission'
  | 'subscription' // the API or the plan isn't subscribed, or has run out
  | 'quota'
  | 'busy'
  | 'notFound'
  | 'offline'
  | 'unsupported'
  | 'invalid' // a parameter, refused here or by the cloud
  | 'conflict'
  | 'dataCenter'
  | 'server'
  | 'network'
  | 'timeout'
  | 'tls'
  | 'proxyUnreachable'
  | 'proxyTls' // the proxy's own certificate or handshake was refused
  | 'proxyAuth' // the proxy wants credentials, or others than it got
  | 'proxyRefused' // the proxy answered, and made no connection
  | 'proxyIntercepts' // the certificate that came through the proxy is of an unknown authority
  | 'proxyUnsupported' // SOCKS, or an address that can't be read
  | 'malformed' // an answer that can't be read
  | 'outcomeUnknown' // a write was sent and no clear answer came: it may have been done
  | 'unknown';

export interface TuyaErrorDetails {
  readonly operation: OperationName;
  readonly message: string;
  readonly remedy: RemedyKey;
  readonly code?: number | undefined;
  readonly tid?: string | undefined;
  readonly httpStatus?: number | undefined;
  readonly field?: string | undefined;
  readonly problem?: string | undefined;
  readonly retryAt?: number | undefined;
  readonly underlying?: TuyaErrorReason | undefined;
  readonly proxy?: string | undefined;
  readonly cause?: unknown;
}

/** What every operation of the client rejects with, aborts aside. Holds no secret. */
export class TuyaError extends Error {
  override readonly name = 'TuyaError';
  readonly operation: OperationName;
  /** What to do about it. */
  readonly remedy: RemedyKey;
  // Declared only: a field that isn't given isn't there at all.
  /** The cloud's own code; absent where it gave none. */
  declare readonly code?: number;
  /** Tuya's trace id of the call: what its support asks for. */
  declare readonly tid?: string;
  /** Of an answer that wasn't 200; for `proxyRefused` and the like, the proxy's own. */
  declare readonly httpStatus?: number;
  /** The argument or the field of the answer that is wrong: `endTime`, `result.devices[3].id`. */
  declare readonly field?: string;
  /** What is wrong with the answer, never a value of it: `can't be a list`, `is missing`. */
  declare readonly problem?: string;
  /** When the cloud wants to be asked again, epoch ms by the local clock: by its Retry-After. */
  declare readonly retryAt?: number;
  /** For `outcomeUnknown`: what went wrong after the request was sent. */
  declare readonly underlying?: TuyaErrorReason;
  /** For the reasons that begin with `proxy`: its host and port, never credentials. */
  declare readonly proxy?: string;

  constructor(
    readonly reason: TuyaErrorReason,
    details: TuyaErrorDetails,
  ) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.operation = details.operation;
    this.remedy = details.remedy;
    if (details.code !== undefined) this.code = details.code;
    if (details.tid !== undefined) this.tid = details.tid;
    if (details.httpStatus !== undefined) this.httpStatus = details.httpStatus;
    if (details.field !== undefined) this.field = details.field;
    if (details.problem !== undefined) this.problem = details.problem;
    if (details.retryAt !== undefined) this.retryAt = details.retryAt;
    if (details.underlying !== undefined) this.underlying = details.underlying;
    if (details.proxy !== undefined) this.proxy = details.proxy;
  }

  static is(error: unknown): error is TuyaError {
    return error instanceof TuyaError;
  }

  /** An argument that is refused here, before anything is sent. */
  static invalid(operation: OperationName, field: string, problem: string): TuyaError {
    return new TuyaError('invalid', {
      operation,
      field,
      message: `${field}: ${problem}`,
      remedy: 'checkInput',
    });
  }
}
