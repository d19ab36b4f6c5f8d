import { createHash } from 'node:crypto';
import type { HttpMethod } from '../../base/http.js';
import { hmacSha256 } from './hmac.js';

/** What is to be signed. Query values are decoded here and percent-encoded on the wire. */
export interface SignableRequest {
  readonly method: HttpMethod;
  /** Path as it stands on the wire: segments percent-encoded, no query. */
  readonly path: string;
  readonly query: readonly QueryPair[];
  /** The very bytes that are sent. */
  readonly body?: Uint8Array;
}

export type QueryPair = readonly [name: string, value: string];

export interface SigningInputs {
  readonly accessId: string;
  readonly accessSecret: string;
  /** Absent for token calls: they are signed without a token even where one is held. */
  readonly accessToken?: string;
  /** Epoch ms. */
  readonly time: number;
  readonly nonce: string;
  /** Headers that take part in the signature, in this order. */
  readonly signedHeaders?: readonly (readonly [name: string, value: string])[];
}

export interface Signature {
  /** METHOD, body hash, signed headers and URL, line by line. */
  readonly stringToSign: string;
  /** Upper-case hex. */
  readonly sign: string;
  /** The headers that carry it, names in lower case. */
  readonly headers: Record<string, string>;
}

const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Tuya's request signature: HMAC-SHA256 over client id, token, time, nonce and the string to sign.
 * @param hmac that of the Access Secret, for whoever signs more than once
 */
export function sign(
  request: SignableRequest,
  inputs: SigningInputs,
  hmac = hmacSha256(inputs.accessSecret),
): Signature {
  const { accessId, accessToken = '', nonce, signedHeaders = [] } = inputs;
  const time = String(inputs.time);
  // Every signed header ends its own line, so without any there are two line ends between hash and URL.
  let headerLines = '';
  for (const [name, value] of signedHeaders) headerLines += `${name}:${value}\n`;
  const stringToSign = `${request.method}\n${hash(request.body)}\n${headerLines}\n${signedUrl(request)}`;
  const signature = hmac(accessId + accessToken + time + nonce + stringToSign);
  const headers: Record<string, string> = {
    client_id: accessId,
    sign: signature,
    sign_method: 'HMAC-SHA256',
    t: time,
    nonce,
  };
  if (accessToken !== '') headers['access_token'] = accessToken;
  if (signedHeaders.length > 0) {
    headers['signature-headers'] = signedHeaders.map(([name]) => name).join(':');
    for (const [name, value] of signedHeaders) headers[name] = value;
  }
  return { stringToSign, sign: signature, headers };
}

/** Path and query as sent: the order of the signature, values percent-encoded. */
export function wirePath(request: SignableRequest): string {
  if (request.query.length === 0) return request.path;
  const pairs = inOrder(request.query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  return `${request.path}?${pairs.join('&')}`;
}

function signedUrl(request: SignableRequest): string {
  if (request.query.length === 0) return request.path;
  return `${request.path}?${inOrder(request.query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')}`;
}

/** In the order of the signature; the same list where it is in order. */
export function inOrder(query: readonly QueryPair[]): readonly QueryPair[] {
  const isInOrder = query.every(([name], at) => at === 0 || (query[at - 1]?.[0] ?? '') <= name);
  return isInOrder ? query : query.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function hash(body: Uint8Array | undefined): string {
  return body === undefined || body.length === 0
    ? hashOfNothing
    : createHash('sha256').update(body).digest('hex');
}
