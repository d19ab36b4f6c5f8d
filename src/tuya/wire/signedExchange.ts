import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import type { HttpRequest, HttpResponse, HttpTransport, ProxyInfo } from '../../base/http.js';
import { ExchangeError, type ExchangeFailure } from '../../base/http.js';
import type { Logger } from '../../base/logger.js';
import { encodePath, type ApiCall } from './apiCall.js';
import { envelopeProblem, readEnvelope } from './envelope.js';
import type { CallInfo, SentCall } from '../operations.js';
import { cleanText, loggableCall } from './redact.js';
import type { Deadline } from './deadline.js';
import type { FieldProblem } from '../schemas/record.js';
import { retryAfterOf } from './retry.js';
import { sign, wirePath } from './signer.js';

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

export interface ExchangeOptions {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly nonce: () => string;
  readonly log: Logger;
  readonly onSend: (call: SentCall) => void;
  readonly onCall: (info: CallInfo) => void;
  readonly lang: string;
}

/** Signs a request with a time and a nonce of its own, sends it once, and says what came back. */
export class SignedExchange {
  // Private to the language, so that neither inspection nor JSON shows the secret.
  readonly #options: ExchangeOptions;
  /** What the cloud's clock is ahead of ours. */
  private clockOffsetMs = 0;

  constructor(options: ExchangeOptions) {
    this.#options = options;
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
    const { transport, clock } = this.#options;
    const { signal } = deadline;
    // Nothing leaves and nothing is counted where somebody gave up while the token was being fetched.
    throwIfAborted(signal);
    const request = this.signed(call, accessToken);
    const at = clock.now();
    let outcome: Outcome | undefined;
    const sending = new Sending(() => this.#options.onSend({ operation: call.operation, at }));
    try {
      outcome = this.outcomeOf(await transport.send(request, signal, () => sending.begun()), request);
      return outcome;
    } catch (error) {
      if (!(error instanceof ExchangeError)) {
        if (deadline.isOver) {
          const sent = sending.hasBegun;
          outcome = { kind: 'noAnswer', failure: 'timeout', sent, message: 'The answer took too long.' };
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
      if (outcome && (outcome.kind !== 'noAnswer' || outcome.sent)) sending.begun();
      const sent = outcome?.kind === 'noAnswer' ? outcome.sent : sending.hasBegun;
      this.report(call, request, { at, ms: clock.now() - at, attempt, sent }, outcome);
    }
  }

  private signed(call: ApiCall<unknown>, accessToken: string | undefined): HttpRequest {
    const { endpoint, accessId, accessSecret, clock, nonce, lang } = this.#options;
    const body = call.body === undefined ? undefined : Buffer.from(JSON.stringify(call.body), 'utf8');
    const signable = {
      method: call.method,
      path: encodePath(call),
      query: call.query ?? [],
      ...(body === undefined ? {} : { body }),
    };
    const { headers } = sign(signable, {
      accessId,
      accessSecret,
      ...(accessToken === undefined ? {} : { accessToken }),
      time: Math.trunc(clock.now() + this.clockOffsetMs),
      nonce: nonce(),
    });
    headers['lang'] = lang;
    if (call.method === 'POST' || call.method === 'PUT') headers['content-type'] = 'application/json';
    return {
      method: call.method,
      origin: endpoint,
      path: wirePath(signable),
      headers,
      ...(body === undefined ? {} : { body }),
    };
  }

  private outcomeOf(response: HttpResponse, request: HttpRequest): Outcome {
    const { status } = response;
    const { clock, accessSecret } = this.#options;
    const now = clock.now();
    const retryAfterMs = retryAfterOf(
      response.headers,
      dateOf(response.headers['date']) ?? now + this.clockOffsetMs,
    );
    const retryAt = retryAfterMs === undefined ? undefined : now + retryAfterMs;
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

  private report(
    call: ApiCall<unknown>,
    request: HttpRequest,
    facts: Pick<CallInfo, 'at' | 'ms' | 'attempt' | 'sent'>,
    outcome: Outcome | undefined,
  ): void {
    const { log, onCall } = this.#options;
    const problem = problemOf(outcome);
    const info: CallInfo = {
      operation: call.operation,
      ...facts,
      ok: outcome?.kind === 'result',
      ...(outcome && 'status' in outcome ? { httpStatus: outcome.status } : {}),
      ...(outcome?.kind === 'refused' && outcome.code !== undefined ? { code: outcome.code } : {}),
      ...(outcome && 'tid' in outcome && outcome.tid !== undefined ? { tid: outcome.tid } : {}),
      ...(outcome && 'serverTime' in outcome && outcome.serverTime !== undefined
        ? { cloudTime: outcome.serverTime }
        : {}),
      ...(problem === undefined ? {} : { problem }),
      ...(outcome?.kind === 'unreadable' ? { detail: outcome.problem } : {}),
    };
    log.log('debug', call.operation, loggableCall(info, request.method, request.path));
    onCall(info);
    call.onCall?.(info);
  }
}

/** Tells once that a request leaves, whether the transport said so or its answer did. */
class Sending {
  hasBegun = false;

  constructor(private readonly tell: () => void) {}

  begun(): void {
    if (this.hasBegun) return;
    this.hasBegun = true;
    this.tell();
  }
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
