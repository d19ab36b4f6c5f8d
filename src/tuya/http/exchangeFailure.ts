import type { ExchangeFailure } from '../../base/http.js';
import { ExchangeError } from '../../base/http.js';

/**
 * Sorts what undici and node:net, node:tls throw by error code. The original isn't kept as the cause: a
 * parser's error carries the bytes it couldn't read.
 * @param sent whether the request had begun to be written
 */
export function exchangeFailureOf(error: unknown, sent: boolean): ExchangeError {
  const code = codeOf(error);
  const failure = failureOf(code, sent);
  return new ExchangeError(failure, sent, `${sentences[failure]} (${code})`);
}

/** The error's code, or that of the first one inside an AggregateError (several addresses tried). */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code.slice(0, 64);
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return codeOf(error.errors[0]);
  // undici's parser doesn't always say which rule was broken.
  return error instanceof Error && error.name === 'HTTPParserError' ? 'HPE_UNKNOWN' : 'unknown';
}

const timeoutCodes = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

/** An answer whose length is stated twice, or otherwise than it came; a request that undici refuses to write. */
const formCodes = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** A certificate that's in order, of an authority that isn't trusted here. */
export const unknownAuthorityCodes: ReadonlySet<string> = new Set([
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What node:tls says of a certificate by itself; codes of OpenSSL begin with `ERR_SSL_`. */
const tlsCodes = new Set([
  ...unknownAuthorityCodes,
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'EPROTO',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
]);

type PlainFailure = Exclude<ExchangeFailure, `proxy${string}`>;

const sentences: Record<PlainFailure, string> = {
  unreachable: "The endpoint can't be reached.",
  tls: "The server's certificate or handshake was refused.",
  timeout: 'The answer took too long.',
  broken: 'The connection ended before the answer did.',
  tooLarge: 'The answer is too large.',
  malformed: "What came back, or was to be sent, isn't HTTP.",
};

function failureOf(code: string, sent: boolean): PlainFailure {
  if (timeoutCodes.has(code)) return 'timeout';
  if (tlsCodes.has(code) || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_')) return 'tls';
  // Besides what isn't HTTP: a request that undici refuses to write, for its headers or path.
  if (code.startsWith('HPE_') || formCodes.has(code)) return 'malformed';
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'tooLarge';
  return sent ? 'broken' : 'unreachable';
}
