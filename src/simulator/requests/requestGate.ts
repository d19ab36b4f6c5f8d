import type { HttpRequest } from '../../base/http.js';
import { ApiError } from './apiError.js';
import type { Credentials } from './credentials.js';
import { isTokenCall, type Route } from './operations.js';
import { expectedSignature } from './signature.js';
import type { TokenDesk } from './tokens.js';
import type { WirePath } from './wirePath.js';

const clockToleranceMs = 5 * 60_000;
const rememberedNoncesAtMost = 20_000;

/** Lets a request in or says what's wrong with it, in the order Tuya's gateway seems to look. */
export class RequestGate {
  /** Nonces with the moment they may be forgotten: after that their `t` is too old anyway. */
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly credentials: Credentials,
    private readonly tokens: TokenDesk,
  ) {}

  /**
   * @param cloudTime what the cloud's own clock says, which may be wrong on purpose
   * @throws ApiError 1105, 1005, 1013, 1002, 1010, 1004, 1113 in this order
   */
  admit(request: HttpRequest, wire: WirePath, route: Route, now: number, cloudTime: number): void {
    const { headers } = request;
    for (const name of ['client_id', 'sign', 't', 'sign_method']) {
      if (!headers[name]) throw new ApiError(1105, `miss header: ${name}`);
    }
    if (headers['client_id'] !== this.credentials.accessId) throw new ApiError(1005);
    if (headers['sign_method'] !== 'HMAC-SHA256') throw new ApiError(1109, 'param is illegal: sign_method');
    const t = headers['t'] ?? '';
    if (!/^\d{13}$/.test(t) || Math.abs(Number(t) - cloudTime) > clockToleranceMs) throw new ApiError(1013);
    const forToken = isTokenCall(route.operation);
    if (!forToken) this.tokens.check(headers['access_token'], now);
    this.checkSignature(request, wire, forToken);
    this.checkNonce(headers['nonce'] ?? '', t, cloudTime);
  }

  private checkSignature(request: HttpRequest, wire: WirePath, forToken: boolean): void {
    const { method, headers, body } = request;
    const accessToken = headers['access_token'];
    const parts = {
      clientId: this.credentials.accessId,
      secret: this.credentials.accessSecret,
      ...(forToken || accessToken === undefined ? {} : { accessToken }),
      t: headers['t'] ?? '',
      nonce: headers['nonce'] ?? '',
      method,
      query: wire.query,
      headers,
      ...(body ? { body } : {}),
    };
    // Tuya's SDKs disagree on whether an encoded path is signed decoded (Go) or as sent (Java): both are taken.
    const paths = new Set([wire.path, `/${wire.segments.join('/')}`]);
    const isRight = [...paths].some((path) => expectedSignature({ ...parts, path }) === headers['sign']);
    if (!isRight) throw new ApiError(1004);
  }

  /** A recorded request doesn't work a second time. Tuya documents no code for it; 1113 says "repeated". */
  private checkNonce(nonce: string, t: string, cloudTime: number): void {
    if (nonce === '') return;
    const key = `${t} ${nonce}`;
    if (this.nonces.has(key)) throw new ApiError(1113);
    this.nonces.set(key, cloudTime + 2 * clockToleranceMs);
    if (this.nonces.size <= rememberedNoncesAtMost) return;
    for (const [known, end] of this.nonces)
      if (end < cloudTime || this.nonces.size > rememberedNoncesAtMost) this.nonces.delete(known);
  }
}
