/**
 * What an HTTP exchange looks like on both sides of the house: the signed client sends it, the embedded
 * cloud answers it. Kept here so that neither has to know the other.
 */

import type { Ending } from './ending.js';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface HttpRequest {
  readonly method: HttpMethod;
  /** Scheme, host and port, no trailing slash: `https://openapi.tuyaeu.com`. */
  readonly origin: string;
  /** Path and query as they stand on the wire, percent-encoded. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The very bytes that were hashed for the signature; absent where there is no body. */
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Sends one request, once: no retry, no redirect. Rejects with {@link ExchangeError} or an abort error. */
export interface HttpTransport {
  /** @param onSent called just before the first byte leaves; not where nothing leaves */
  send(request: HttpRequest, signal?: AbortSignal, onSent?: () => void): Promise<HttpResponse>;
  /** The same, and spares whoever has another kind of ending the signal. Absent where it takes signals only. */
  sendUntil?(request: HttpRequest, ending: Ending, onSent?: () => void): Promise<HttpResponse>;
  close(): Promise<void>;
  /** True where no one limits how many calls come in a second: the cloud is in this process. */
  readonly takesAnyNumber?: boolean;
}

/** Why no whole answer came back. */
export type ExchangeFailure =
  | 'unreachable' // no connection: refused, unknown host, no route
  | 'tls' // the certificate or the handshake was refused
  | 'timeout' // connect, headers or body took too long
  | 'broken' // the connection ended before the answer did
  | 'tooLarge' // the answer passed the body limit
  | 'malformed' // not HTTP, or a body that can't be decoded
  | 'proxyUnreachable' // no connection to the proxy
  | 'proxyTls' // the certificate of the proxy itself, or the handshake with it, was refused
  | 'proxyAuth' // the proxy asks for credentials, or for others
  | 'proxyRefused' // the proxy made no connection, for a reason of its own
  | 'proxyIntercepts' // what came through the proxy shows a certificate of an authority nobody here knows
  | 'proxyUnsupported'; // a kind of proxy that isn't spoken here, or an address that can't be read

/** The proxy that a failure is about. */
export interface ProxyInfo {
  /** `proxy.example.com:8080`: never with credentials. */
  readonly host: string;
  /** Whether credentials were sent to it. */
  readonly authorized: boolean;
  /** What it answered to CONNECT, where it answered. */
  readonly status?: number;
}

export interface ExchangeErrorOptions extends ErrorOptions {
  readonly proxy?: ProxyInfo;
}

export class ExchangeError extends Error {
  override readonly name = 'ExchangeError';
  declare readonly proxy?: ProxyInfo;

  /** @param sent false only where it is certain that the other side saw no part of the request. */
  constructor(
    readonly failure: ExchangeFailure,
    readonly sent: boolean,
    message: string,
    options: ExchangeErrorOptions = {},
  ) {
    super(message, options);
    if (options.proxy) this.proxy = options.proxy;
  }
}
