import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { HttpRequest, HttpResponse, HttpTransport, ProxyInfo } from '../../base/http.js';
import { ExchangeError, type ExchangeFailure } from '../../base/http.js';
import type { Logger } from '../../base/logger.js';
import { encodePath, type ApiCall } from './apiCall.js';
import { envelopeProblem, readEnvelope } from './envelope.js';
import type { CallInfo, SentCall } from '../operations.js';
import { hmacSha256 } from './hmac.js';
import { cleanText, loggableCall } from './redact.js';
import type { Deadline } from './deadline.js';
import type { FieldProblem, Writable } from '../schemas/record.js';
import { hasRetryAfter, retryAfterOf } from './retry.js';
import { inOrder, sign, wirePath, type SignableRequest, type SigningInputs } from './signer.js';

/** What became of one request. */
export type Outcome =
  | {
      readonly kind: 'result';
      readonly status: number;
      readonly result: unknown;
      readonly tid?: string | undefined;
      /** The answer's own time, epoch ms by the cloud's clock. */
      readonly serverTime?: number | undefined;
    }
  | {
      /** The cloud said no, in its own words. */
      readonly kind: 'refused';
      readonly status: number;
      readonly code?: number | undefined;
      readonly msg: string;
      readonly tid?: string | undefined;
      readonly serverTime?: number | undefined;
      /** When the cloud wants to be asked again, epoch ms by the local clock. */
      readonly retryAt?: number | undefined;
    }
  | {
      /** An answer, but not one of Tuya's: HTML, nothing, cut off, a redirect. */
      readonly kind: 'unreadable';
      readonly status: number;
      /** What is wrong with it, never a value of it. */
      readonly problem: string;
      readonly retryAt?: number | undefined;
    }
  | {
      readonly kind: 'noAnswer';
      readonly failure: ExchangeFailure;
      readonly sent: boolean;
      readonly message: string;
      readonly proxy?: ProxyInfo | undefined;
    };

type CallFacts = Pick<CallInfo, 'at' | 'ms' | 'attempt' | 'sent'>;

export interface ExchangeOptions {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly nonce: () => string;
  readonly log: Logger;
  readonly onSend?: ((call: SentCall) => void) | undefined;
  readonly onCall?: ((info: CallInfo) => void) | undefined;
  readonly lang: string;
}

/** Signs a request with a time and a nonce of its own, sends it once, and says what came back. */
export class SignedExchange {
  // Private to the language, so that neither inspection nor JSON shows the secret.
  readonly #options: ExchangeOptions;
  readonly #hmac: (text: string) => string;
  /** What the cloud's clock is ahead of ours. */
  private clockOffsetMs = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#hmac = hmacSha256(options.accessSecret);
  }

  /** Learns the cloud's time from an answer; false where there's nothing to learn. */
  learnTime(serverTime: number | undefined): boolean {
    if (serverTime === undefined) return false;
    this.clockOffsetMs = serverTime - this.#options.clock.now();
    this.#options.log.log('warn', "This computer's clock differs from the cloud's", {
      seconds: Math.round(this.clockOffsetMs / 1000),
    });
    return true;
  }

  /** An answer that came whole, and whose result isn't what was asked for: what is reported has to stand in the log. */
  unreadable(call: ApiCall<unknown>, { field, problem }: FieldProblem, tid: string | undefined): void {
    this.#options.log.log('warn', `${call.operation}: the answer can't be read`, { field, problem, tid });
  }

  /** @param attempt counts the calls of an operation, from 1 */
  async send(
    call: ApiCall<unknown>,
    accessToken: string | undefined,
    attempt: number,
    deadline: Deadline,
  ): Promise<Outcome> {
    const { transport, clock, onSend } = this.#options;
    // Nothing leaves and nothing is counted where somebody gave up while the token was being fetched.
    throwIfAborted(deadline);
    const request = this.signed(call, accessToken);
    const at = clock.now();
    let outcome: Outcome | undefined;
    let hasBegun = false;
    const begun = (): void => {
      if (hasBegun) return;
      hasBegun = true;
      onSend?.({ operation: call.operation, at });
    };
    try {
      const response = transport.sendUntil
        ? await transport.sendUntil(request, deadline, begun)
        : await transport.send(request, deadline.signal, begun);
      outcome = this.outcomeOf(response, request);
      return outcome;
    } catch (error) {
      if (!(error instanceof ExchangeError)) {
        if (deadline.isOver) {
          outcome = {
            kind: 'noAnswer',
            failure: 'timeout',
            sent: hasBegun,
            message: 'The answer took too long.',
          };
          return outcome;
        }
        // Whatever a transport throws besides is a fault of the network's: nobody can say what was sent.
        if (isAbortError(error)) throw error;
        outcome = { kind: 'noAnswer', failure: 'broken', sent: true, message: 'The connection failed.' };
      } else {
        const { failure, sent, message, proxy } = error;
        outcome = { kind: 'noAnswer', failure, sent, message, proxy };
      }
      return outcome;
    } finally {
      if (outcome && (outcome.kind !== 'noAnswer' || outcome.sent)) begun();
      const sent = outcome?.kind === 'noAnswer' ? outcome.sent : hasBegun;
      this.report(call, request, { at, ms: clock.now() - at, attempt, sent }, outcome);
    }
  }

  private signed(call: ApiCall<unknown>, accessToken: string | undefined): HttpRequest {
    const { endpoint, accessId, accessSecret, clock, nonce, lang } = this.#options;
    const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body), 'utf8');
    const signable: Writable<SignableRequest> = {
      method: call.method,
      path: encodePath(call),
      query: inOrder(call.query ?? []),
    };
    if (body !== undefined) signable.body = body;
    const inputs: Writable<SigningInputs> = {
      accessId,
      accessSecret,
      time: Math.trunc(clock.now() + this.clockOffsetMs),
      nonce: nonce(),
    };
    if (accessToken !== undefined) inputs.accessToken = accessToken;
    const { headers } = sign(signable, inputs, this.#hmac);
    headers['lang'] = lang;
    if (call.method === 'POST' || call.method === 'PUT') headers['content-type'] = 'application/json';
    const request: Writable<HttpRequest> = {
      method: call.method,
      origin: endpoint,
      path: wirePath(signable),
      headers,
    };
    if (body !== undefined) request.body = body;
    return request;
  }

  private outcomeOf(response: HttpResponse, request: HttpRequest): Outcome {
    const { status } = response;
    const { accessSecret } = this.#options;
    const retryAt = this.retryAtOf(response.headers);
    const read = readEnvelope(response.body);
    if (!read) return { kind: 'unreadable', status, retryAt, problem: envelopeProblem(response.body) };
    const { envelope, tid } = read;
    if (envelope.success) {
      const fine = status >= 200 && status < 300;
      if (!fine) return { kind: 'unreadable', status, retryAt, problem: 'says success and failure' };
      return { kind: 'result', status, result: envelope.result, tid, serverTime: envelope.time };
    }
    return {
      kind: 'refused',
      status,
      code: envelope.code,
      msg: cleanText(envelope.msg, [
        accessSecret,
        request.headers['access_token'] ?? '',
        request.headers['sign'] ?? '',
      ]),
      tid,
      serverTime: envelope.time ?? dateOf(response.headers['date']),
      retryAt,
    };
  }

  private retryAtOf(headers: HttpResponse['headers']): number | undefined {
    if (!hasRetryAfter(headers)) return undefined;
    const now = this.#options.clock.now();
    const retryAfterMs = retryAfterOf(headers, dateOf(headers['date']) ?? now + this.clockOffsetMs);
    return retryAfterMs === undefined ? undefined : now + retryAfterMs;
  }

  private report(
    call: ApiCall<unknown>,
    request: HttpRequest,
    facts: CallFacts,
    outcome: Outcome | undefined,
  ): void {
    const { log, onCall } = this.#options;
    const isLogged = log.takes?.('debug') !== false;
    if (!isLogged && !onCall && !call.onCall) return;
    const info = infoOf(call, facts, outcome);
    if (isLogged) log.log('debug', call.operation, loggableCall(info, request.method, request.path));
    onCall?.(info);
    call.onCall?.(info);
  }
}

function infoOf(call: ApiCall<unknown>, facts: CallFacts, outcome: Outcome | undefined): CallInfo {
  const info: Writable<CallInfo> = { operation: call.operation, ...facts, ok: outcome?.kind === 'result' };
  const problem = problemOf(outcome);
  if (problem !== undefined) info.problem = problem;
  if (outcome === undefined || outcome.kind === 'noAnswer') return info;
  info.httpStatus = outcome.status;
  if (outcome.kind === 'unreadable') {
    info.detail = outcome.problem;
    return info;
  }
  if (outcome.kind === 'refused' && outcome.code !== undefined) info.code = outcome.code;
  if (outcome.tid !== undefined) info.tid = outcome.tid;
  if (outcome.serverTime !== undefined) info.cloudTime = outcome.serverTime;
  return info;
}

function problemOf(outcome: Outcome | undefined): CallInfo['problem'] {
  if (outcome === undefined) return 'cancelled';
  if (outcome.kind === 'noAnswer') return outcome.failure;
  return outcome.kind === 'unreadable' ? 'unreadable' : undefined;
}

function dateOf(header: string | undefined): number | undefined {
  const date = header === undefined ? NaN : Date.parse(header);
  return Number.isNaN(date) ? undefined : date;
}
