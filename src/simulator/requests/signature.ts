import { createHash, createHmac } from 'node:crypto';

/** What a signature covers, as it came over the wire. */
export interface SignedParts {
  readonly clientId: string;
  readonly secret: string;
  /** Left out for the token calls, which are signed without one even if the caller sent it. */
  readonly accessToken?: string;
  readonly t: string;
  readonly nonce: string;
  readonly method: string;
  /** The path exactly as it is to be signed. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/**
 * The signature Tuya's gateway expects: HMAC-SHA256 over client id, token, time, nonce and the string to sign
 * (method, hash of the body, signed headers, URL with its query sorted by key and not percent-encoded).
 */
export function expectedSignature(parts: SignedParts): string {
  const subject = parts.clientId + (parts.accessToken ?? '') + parts.t + parts.nonce + stringToSign(parts);
  return createHmac('sha256', parts.secret).update(subject, 'utf8').digest('hex').toUpperCase();
}

export function stringToSign(
  parts: Pick<SignedParts, 'method' | 'path' | 'query' | 'headers' | 'body'>,
): string {
  const lines = [parts.method.toUpperCase(), bodyHash(parts), signedHeaders(parts.headers), url(parts)];
  return lines.join('\n');
}

function bodyHash({ headers, body }: Pick<SignedParts, 'headers' | 'body'>): string {
  // A form is the one body that isn't hashed.
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return createHash('sha256')
    .update(isForm || !body ? new Uint8Array() : body)
    .digest('hex');
}

function signedHeaders(headers: Readonly<Record<string, string>>): string {
  const names = (headers['signature-headers'] ?? '').split(':').filter((name) => name !== '');
  // The last line ends in a line feed too: that's what reproduces the published vector.
  return names.map((name) => `${name}:${headers[name.toLowerCase()] ?? ''}\n`).join('');
}

function url({ path, query }: Pick<SignedParts, 'path' | 'query'>): string {
  if (query.size === 0) return path;
  const pairs = [...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `${path}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
