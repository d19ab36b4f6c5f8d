import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import type { Identity } from './certificates.js';

/**
 * A strict cloud for the client's tests, with a reading of the signature rule of its own and faults by plan.
 * Its records are what tests believe: what arrived, and which writes were really executed.
 */

export interface Arrived {
  readonly method: string;
  readonly path: string;
  /** Decoded. */
  readonly query: Readonly<Record<string, string>>;
  /** As on the wire. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly isToken: boolean;
}

export type Fault =
  | {
      readonly kind: 'code';
      readonly code: number;
      readonly msg?: string | ((arrived: Arrived) => string);
      readonly status?: number;
      readonly noTime?: boolean;
      /** The operation took place all the same. */
      readonly executed?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      readonly executed?: boolean;
    }
  | { readonly kind: 'reset'; readonly when: 'before' | 'midBody' | 'after' }
  | {
      readonly kind: 'body';
      readonly body: string;
      readonly status?: number;
      readonly headers?: Record<string, string>;
    }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'stall' }
  | { readonly kind: 'drip' }
  /** The whole answer but for one byte, a share of it from 0 to 1 in. */
  | { readonly kind: 'corruptGzip'; readonly at: number }
  /** A connection that served calls before turns out to have been closed meanwhile; a new one serves this one too. */
  | { readonly kind: 'staleSocket' };

export const keys = { accessId: 'test-access-id', accessSecret: 'SECRET-CANARY-4f1c9a' } as const;

export class FaultServer {
  readonly arrived: Arrived[] = [];
  /** `PUT /v1.0/devices/x`, once per execution. */
  readonly executed: string[] = [];
  readonly signatureFaults: string[] = [];
  /** Token texts that are good now. */
  readonly liveTokens = new Set<string>();
  tokenLifetimeS = 7200;
  tokenName: 'expire_time' | 'expire' = 'expire_time';
  now: () => number = () => Date.now();
  /** What a business call answers. */
  answer: (arrived: Arrived) => unknown = (arrived) => (arrived.method === 'GET' ? { id: 'dev1' } : true);
  /** Faults for the next business calls, in order; undefined lets one through. */
  readonly faults: (Fault | undefined)[] = [];
  readonly tokenFaults: (Fault | undefined)[] = [];
  /** Takes what Tuya's own SDK sends and its cloud accepts: a body with every call, a token with the token call. */
  isLenient = false;
  private readonly usedSockets = new WeakSet<Socket>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly scheme: 'http' | 'https',
  ) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => this.handle(request, response, Buffer.concat(chunks)));
    });
  }

  /** @param identity for https */
  static async start(identity?: Identity): Promise<FaultServer> {
    const options = { keepAliveTimeout: 60_000, ...identity };
    const server = identity ? createTlsServer(options) : createServer(options);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultServer(server, identity ? 'https' : 'http');
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  get tokenCalls(): number {
    return this.arrived.filter(({ isToken }) => isToken).length;
  }

  get businessCalls(): Arrived[] {
    return this.arrived.filter(({ isToken }) => !isToken);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private handle(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const arrived = arrivedOf(request, body);
    this.arrived.push(arrived);
    const isReused = this.usedSockets.has(request.socket);
    this.usedSockets.add(request.socket);
    const fault = (arrived.isToken ? this.tokenFaults : this.faults).shift();
    if (fault?.kind === 'staleSocket' && isReused) return sever(request.socket);
    const refusal = fault?.kind === 'code' ? undefined : this.refusal(arrived, body);
    if (refusal) return this.send(response, 200, refusal);
    if (fault) return this.misbehave(fault, arrived, response);
    this.send(response, 200, this.execute(arrived));
  }

  private execute(arrived: Arrived): unknown {
    if (arrived.isToken) {
      const token = randomUUID().replaceAll('-', '');
      this.liveTokens.add(token);
      const lifetime = { [this.tokenName]: this.tokenLifetimeS };
      return this.success({ access_token: token, refresh_token: `r${token}`, uid: 'project', ...lifetime });
    }
    if (arrived.method !== 'GET') this.executed.push(`${arrived.method} ${arrived.path}`);
    return this.success(this.answer(arrived));
  }

  private success(result: unknown): unknown {
    return { success: true, result, t: this.now(), tid: 'tid-ok' };
  }

  private failure(code: number, msg: string): unknown {
    return { success: false, code, msg, t: this.now(), tid: 'tid-refused' };
  }

  private misbehave(fault: Fault, arrived: Arrived, response: ServerResponse): void {
    const { socket } = response;
    switch (fault.kind) {
      case 'code': {
        if (fault.executed) this.execute(arrived);
        const msg = typeof fault.msg === 'function' ? fault.msg(arrived) : fault.msg;
        const failure = this.failure(fault.code, msg ?? `code ${fault.code}`) as Record<string, unknown>;
        if (fault.noTime) delete failure['t'];
        return this.send(response, fault.status ?? 200, failure);
      }
      case 'status':
        if (fault.executed) this.execute(arrived);
        response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers });
        response.end(fault.body ?? '<html>not a cloud</html>');
        return;
      case 'reset': {
        if (fault.when === 'before') return sever(socket);
        const text = JSON.stringify(this.execute(arrived));
        if (fault.when === 'after') return sever(socket);
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': String(text.length),
        });
        response.write(text.slice(0, text.length / 2), () => sever(socket));
        return;
      }
      case 'body':
        this.execute(arrived);
        response.writeHead(fault.status ?? 200, { 'content-type': 'application/json', ...fault.headers });
        response.end(fault.body);
        return;
      case 'truncated': {
        const text = JSON.stringify(this.execute(arrived));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(text.slice(0, text.length - 4));
        return;
      }
      case 'hang':
        this.execute(arrived);
        return;
      case 'stall':
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"success":');
        this.execute(arrived);
        return;
      case 'drip': {
        response.writeHead(200, { 'content-length': '100000' });
        const timer = setInterval(() => response.write(' '), 20);
        socket?.on('close', () => clearInterval(timer));
        return;
      }
      case 'corruptGzip':
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
        response.end(corrupted(gzipSync(JSON.stringify(this.execute(arrived))), fault.at));
        return;
      case 'staleSocket':
        return this.send(response, 200, this.execute(arrived));
    }
  }

  private send(response: ServerResponse, status: number, json: unknown): void {
    const body = JSON.stringify(json);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  }

  /** What this cloud has against a request: its signature, its time, its token, its form. */
  private refusal(arrived: Arrived, body: Buffer): unknown {
    const header = (name: string): string => String(arrived.headers[name] ?? '');
    const token = header('access_token');
    const fault = (text: string): unknown => {
      this.signatureFaults.push(`${arrived.method} ${arrived.url}: ${text}`);
      return this.failure(1004, 'sign invalid');
    };
    if (header('client_id') !== keys.accessId) return this.failure(1005, 'clientId invalid');
    if (header('sign_method') !== 'HMAC-SHA256') return fault('sign_method');
    if (Math.abs(Number(header('t')) - this.now()) > 300_000)
      return this.failure(1013, 'request time is invalid');
    if (!this.isLenient) {
      const hasNone = arrived.method === 'GET' || arrived.method === 'DELETE';
      if (hasNone && body.length > 0) return fault('a body where there is none');
      if (arrived.isToken && token !== '') return fault('a token call with a token');
    }
    if (arrived.url.endsWith('?')) return fault('an empty query');
    const lines = [
      arrived.method,
      createHash('sha256').update(body).digest('hex'),
      '',
      arrived.path + decodedQuery(arrived.url),
    ];
    const text =
      keys.accessId + (arrived.isToken ? '' : token) + header('t') + header('nonce') + lines.join('\n');
    const expected = createHmac('sha256', keys.accessSecret).update(text, 'utf8').digest('hex').toUpperCase();
    if (header('sign') !== expected) return fault('signature');
    if (!arrived.isToken && !this.liveTokens.has(token)) return this.failure(1010, 'token invalid');
    return undefined;
  }
}

/** Between the ten bytes of the header and the four of the length, which not all readers look at. */
function corrupted(gzip: Buffer, at: number): Buffer {
  const place = 10 + Math.floor(at * (gzip.length - 14));
  gzip.writeUInt8(gzip.readUInt8(place) ^ 0xff, place);
  return gzip;
}

/** A TLS socket can't be reset; its sudden end comes to the same. */
function sever(socket: Socket | null): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function arrivedOf(request: IncomingMessage, body: Buffer): Arrived {
  const url = request.url ?? '';
  const path = url.split('?', 1)[0] ?? '';
  return {
    method: request.method ?? '',
    path,
    query: Object.fromEntries(new URLSearchParams(url.slice(path.length))),
    url,
    headers: request.headers,
    body: body.toString('utf8'),
    isToken: path.startsWith('/v1.0/token'),
  };
}

/** By name, values as they were meant. */
function decodedQuery(url: string): string {
  const at = url.indexOf('?');
  if (at < 0) return '';
  const pairs = url
    .slice(at + 1)
    .split('&')
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=');
      return { name: decodeURIComponent(name), value: decodeURIComponent(rest.join('=')) };
    });
  pairs.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return `?${pairs.map(({ name, value }) => `${name}=${value}`).join('&')}`;
}
