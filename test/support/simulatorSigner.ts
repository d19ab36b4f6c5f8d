import type { Ending } from '../../src/base/ending.js';
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Clock } from '../../src/base/clock.js';
import type { HttpMethod, HttpRequest, HttpResponse } from '../../src/base/http.js';
import type { Cloud } from '../../src/simulator/cloud/cloud.js';

/** A clock that stands still until it's told to go on; sleeping takes no time. */
export class ManualClock implements Clock {
  constructor(private time = Date.UTC(2026, 10, 23, 12, 0, 0)) {}

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }

  sleep(ms: number, signal?: Ending): Promise<void> {
    signal?.throwIfAborted();
    this.time += ms;
    return Promise.resolve();
  }
}

export interface SentCall {
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  /** Overrides or, as undefined, leaves out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly nonce?: string;
  readonly t?: number;
  readonly secret?: string;
  readonly withToken?: boolean;
  readonly signedUrl?: string;
  /** Sent and hashed as it is. */
  readonly rawBody?: string;
}

export interface Envelope<T = unknown> {
  success: boolean;
  result: T;
  code?: number;
  msg?: string;
  t: number;
  tid: string;
}

export type Exchange = (request: HttpRequest, signal?: AbortSignal) => Promise<HttpResponse>;

/** Signs and sends by a reading of the rule of its own, so that the simulator isn't checked against itself. */
export class SimulatorCaller {
  private token = '';

  constructor(
    private readonly cloud: Cloud,
    private readonly clock: Clock,
    private readonly exchange: Exchange = (request, signal) => cloud.handle(request, signal),
  ) {}

  async signIn(): Promise<void> {
    const answer = await this.call<{ access_token: string }>('GET', '/v1.0/token', {
      query: { grant_type: 1 },
      withToken: false,
    });
    this.token = answer.result.access_token;
  }

  async call<T = never>(method: HttpMethod, path: string, options: SentCall = {}): Promise<Envelope<T>> {
    const response = await this.send(method, path, options);
    return JSON.parse(Buffer.from(response.body).toString()) as Envelope<T>;
  }

  /** @throws when the answer is a refusal */
  async result<T = never>(method: HttpMethod, path: string, options: SentCall = {}): Promise<T> {
    const answer = await this.call<T>(method, path, options);
    if (!answer.success) throw new Error(`${method} ${path}: ${answer.code} ${answer.msg}`);
    return answer.result;
  }

  /** The code of a refusal; 0 for success. */
  async code(method: HttpMethod, path: string, options: SentCall = {}): Promise<number> {
    const answer = await this.call(method, path, options);
    return answer.success ? 0 : (answer.code ?? -1);
  }

  async send(
    method: HttpMethod,
    path: string,
    options: SentCall = {},
    signal?: AbortSignal,
  ): Promise<HttpResponse> {
    if (options.withToken !== false && this.token === '') await this.signIn();
    return this.exchange(this.request(method, path, options), signal);
  }

  request(method: HttpMethod, path: string, options: SentCall = {}): HttpRequest {
    const names = Object.keys(options.query ?? {}).sort();
    const value = (name: string): string => String(options.query?.[name]);
    const sent = names.map((name) => `${name}=${encodeURIComponent(value(name))}`).join('&');
    const signed = names.map((name) => `${name}=${value(name)}`).join('&');
    const text = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const { accessId, accessSecret } = this.cloud.credentials;
    const token = options.withToken === false ? '' : this.token;
    const t = String(options.t ?? this.clock.now());
    const nonce = options.nonce ?? randomUUID();
    const hash = createHash('sha256')
      .update(text ?? '', 'utf8')
      .digest('hex');
    const url = options.signedUrl ?? (signed === '' ? path : `${path}?${signed}`);
    const subject = `${accessId}${token}${t}${nonce}${method}\n${hash}\n\n${url}`;
    const sign = createHmac('sha256', options.secret ?? accessSecret)
      .update(subject)
      .digest('hex')
      .toUpperCase();
    const headers: Record<string, string | undefined> = {
      client_id: accessId,
      sign,
      sign_method: 'HMAC-SHA256',
      t,
      nonce,
      ...(token === '' ? {} : { access_token: token }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    };
    const present = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return {
      method,
      origin: 'https://openapi.tuyaeu.com',
      path: sent === '' ? path : `${path}?${sent}`,
      headers: Object.fromEntries(present),
      ...(text === undefined ? {} : { body: Buffer.from(text, 'utf8') }),
    };
  }
}
