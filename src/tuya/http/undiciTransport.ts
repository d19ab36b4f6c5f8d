import type { SecureContext } from 'node:tls';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import Agent from 'undici/lib/dispatcher/agent.js';
import type { DispatchController, DispatchHandler } from 'undici/lib/dispatcher/agent.js';
import type { Ending } from '../../base/ending.js';
import { AbortError, throwIfAborted } from '../../base/errors.js';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../base/http.js';
import { ExchangeError } from '../../base/http.js';
import { isLoopbackHost } from '../endpoint.js';
import { codeOf, exchangeFailureOf } from './exchangeFailure.js';
import type { Route } from './proxyFor.js';
import { createConnector } from './undiciConnector.js';

export interface UndiciTransportOptions {
  /** Until a connection stands, whatever is on the way there: a name, several addresses, a proxy, TLS. */
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  /** Between two pieces of the body. */
  readonly bodyTimeoutMs?: number;
  /** For the whole exchange, whatever trickles in. */
  readonly deadlineMs?: number;
  /** Of the decoded body. */
  readonly maxBodyBytes?: number;
  readonly maxConnections?: number;
  /** Whom to trust; absent for Node's own choice. */
  readonly secureContext?: SecureContext;
  /** The way to an origin; straight where it's absent. */
  readonly route?: (origin: string) => Route;
}

/** So long nothing may come before a request is given up: two of them end within 20 s. */
const silenceMs = 8_000;

/** HTTP/1.1 on a pool of its own: no redirect, no retry, nothing taken from or left in the process. */
export function createUndiciTransport(options: UndiciTransportOptions = {}): HttpTransport {
  return new UndiciTransport(options);
}

class UndiciTransport implements HttpTransport {
  private readonly agent: Agent;
  private readonly closing = new AbortController();
  private readonly maxBodyBytes: number;
  private readonly deadlineMs: number;
  /** The last one that was found to be safe: a client has no other. */
  private safeOrigin: string | undefined;

  constructor(options: UndiciTransportOptions) {
    this.maxBodyBytes = options.maxBodyBytes ?? 8 * 1024 * 1024;
    this.deadlineMs = options.deadlineMs ?? 15_000;
    const { secureContext, route = () => ({ kind: 'direct' }) } = options;
    this.agent = new Agent({
      connections: options.maxConnections ?? 8,
      pipelining: 1,
      // One stream per connection: how a request failed then says what became of it.
      allowH2: false,
      connect: createConnector({
        timeoutMs: options.connectTimeoutMs ?? silenceMs,
        route,
        closing: this.closing.signal,
        ...(secureContext === undefined ? {} : { secureContext }),
      }),
      headersTimeout: options.headersTimeoutMs ?? silenceMs,
      bodyTimeout: options.bodyTimeoutMs ?? silenceMs,
    });
  }

  send(request: HttpRequest, signal?: AbortSignal, onSent?: () => void): Promise<HttpResponse> {
    return this.sendUntil(request, signal, onSent);
  }

  sendUntil(request: HttpRequest, ending?: Ending, onSent?: () => void): Promise<HttpResponse> {
    // What fails in here rejects; to be awaited once more costs a small call as much as its time-out.
    return new Promise((resolve, reject) => {
      throwIfAborted(ending);
      if (this.closing.signal.aborted) throw new AbortError('The connection was closed.');
      this.checkOrigin(request.origin);
      const exchange = new Exchange(this.maxBodyBytes, onSent, ending, (result) => {
        clearTimeout(timer);
        if (result instanceof Error) reject(result);
        else resolve(isEncoded(result) ? this.decoded(result) : result);
      });
      const timer = setTimeout(stopLate, this.deadlineMs, exchange);
      this.dispatch(request, exchange);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.agent.destroy(new AbortError('The connection was closed.'));
  }

  private dispatch({ origin, path, method, headers, body }: HttpRequest, exchange: Exchange): void {
    try {
      this.agent.dispatch({ origin, path, method, headers: listed(headers), body: body ?? null }, exchange);
    } catch (error) {
      // undici refuses headers and paths that would break the request line.
      exchange.stop(new ExchangeError('malformed', false, `The request can't be sent (${codeOf(error)}).`));
    }
  }

  private checkOrigin(origin: string): void {
    if (origin === this.safeOrigin) return;
    refuseUnsafeOrigin(origin);
    this.safeOrigin = origin;
  }

  private async decoded(response: HttpResponse): Promise<HttpResponse> {
    if (response.headers['content-encoding']?.toLowerCase() !== 'gzip')
      throw new ExchangeError('malformed', true, 'The answer has an unknown encoding.');
    try {
      const body = await promisify(gunzip)(response.body, { maxOutputLength: this.maxBodyBytes });
      return { ...response, body };
    } catch (error) {
      if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw new ExchangeError('malformed', true, `The answer can't be decompressed (${codeOf(error)}).`);
    }
  }
}

function stopLate(exchange: Exchange): void {
  exchange.stop(new ExchangeError('timeout', exchange.sent, 'The answer took too long.'));
}

/** Name, value, name, value: undici takes it so in half the time of a record. No answer is asked for in an encoding. */
function listed(headers: HttpRequest['headers']): readonly string[] {
  const list = ['accept-encoding', 'identity'];
  for (const name of Object.keys(headers)) list.push(name, headers[name] ?? '');
  return list;
}

function isEncoded({ headers, body }: HttpResponse): boolean {
  const encoding = headers['content-encoding'];
  return encoding !== undefined && !/^(?:identity)?$/i.test(encoding) && body.length > 0;
}

/** One request on its way. Ends exactly once, whatever still arrives. */
class Exchange implements DispatchHandler {
  /** Becomes true just before the first byte is written. */
  sent = false;
  private controller: DispatchController | undefined;
  private stopped: Error | undefined;
  private ended = false;
  private status = 0;
  private headers: Record<string, string> = {};
  private readonly chunks: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly maxBodyBytes: number,
    private readonly onSent: (() => void) | undefined,
    private readonly ending: Ending | undefined,
    private readonly onEnd: (result: HttpResponse | Error) => void,
  ) {
    ending?.addEventListener('abort', this.onAbort, { once: true });
  }

  stop(error: Error): void {
    this.stopped = error;
    this.end(error);
    this.controller?.abort(error);
  }

  onRequestStart(controller: DispatchController): void {
    this.controller = controller;
    if (this.stopped) return controller.abort(this.stopped);
    this.sent = true;
    this.onSent?.();
  }

  onResponseStart(
    _controller: DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status < 200) return;
    this.status = status;
    for (const name of Object.keys(headers)) {
      const value = headers[name];
      if (value !== undefined)
        this.headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
    }
    if (Number(this.headers['content-length'] ?? 0) > this.maxBodyBytes) this.stop(tooLarge());
  }

  onResponseData(_controller: DispatchController, chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.size > this.maxBodyBytes) this.stop(tooLarge());
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.chunks;
    const body = first && this.chunks.length === 1 ? first : Buffer.concat(this.chunks, this.size);
    this.end({ status: this.status, headers: this.headers, body });
  }

  onResponseError(_controller: DispatchController | undefined, error: unknown): void {
    // A close of the whole transport reaches its requests as the error it was given; so does what failed at a proxy.
    if (error instanceof AbortError || error instanceof ExchangeError) this.end(error);
    else this.end(exchangeFailureOf(error, this.sent));
  }

  private readonly onAbort = (): void => {
    this.stop(new AbortError(undefined, { cause: this.ending?.reason }));
  };

  private end(result: HttpResponse | Error): void {
    if (this.ended) return;
    this.ended = true;
    this.ending?.removeEventListener('abort', this.onAbort);
    this.onEnd(result);
  }
}

function tooLarge(): ExchangeError {
  return new ExchangeError('tooLarge', true, 'The answer is too large.');
}

/** Keys travel in the headers, so the last door checks again: https, or http to this very machine. */
function refuseUnsafeOrigin(origin: string): void {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackHost(url.hostname));
  if (!safe || url.origin !== origin)
    throw new ExchangeError('unreachable', false, 'The endpoint may not be used.');
}
