import type { HttpTransport } from '../base/http.js';

export interface UndiciTransportOptions {
  readonly connectTimeoutMs?: number;
  readonly headersTimeoutMs?: number;
  /** Between two pieces of the body. */
  readonly bodyTimeoutMs?: number;
  /** For the whole exchange, whatever trickles in. */
  readonly deadlineMs?: number;
  /** Of the decoded body. */
  readonly maxBodyBytes?: number;
  readonly maxConnections?: number;
  /** Certificates to trust besides the built-in ones, PEM. */
  readonly ca?: readonly string[];
}

export function createUndiciTransport(_options: UndiciTransportOptions = {}): HttpTransport {
  throw new Error('Not there yet.');
}
