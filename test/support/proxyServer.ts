import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, Socket, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect, TLSSocket } from 'node:tls';
import type { Authority, Identity } from './certificates.js';

/** A request that reached the proxy. */
export interface ProxyRequest {
  readonly method: string;
  /** `host:port` of a CONNECT, the whole URL of anything else. */
  readonly target: string;
  readonly authorization: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface ProxyOptions {
  /** `user:password` that it asks for. */
  readonly credentials?: string;
  /** TLS towards its clients. */
  readonly identity?: Identity;
  /** Reads the traffic: shows its clients certificates of this authority, for whatever host they asked. */
  readonly intercept?: Authority;
  /** What the world looks like from here: ports on loopback by `host:port`. */
  readonly world?: Readonly<Record<string, number>>;
}

/** What it does to a CONNECT instead of its work. */
export type ProxyFault =
  | { readonly kind: 'answer'; readonly head: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'end' }
  | { readonly kind: 'hang' }
  /** The head of an answer begins, and nothing more comes. */
  | { readonly kind: 'hangInHead'; readonly head: string }
  /** The tunnel stands, and leads nowhere. */
  | { readonly kind: 'hangTunnel' }
  | { readonly kind: 'resetTunnel' };

type TunnelFault = Extract<ProxyFault, { readonly kind: `${string}Tunnel` }>;

/** A proxy on loopback as companies have them: CONNECT and absolute addresses, Basic credentials, TLS, interception. */
export class ProxyServer {
  readonly requests: ProxyRequest[] = [];
  /** What went through the tunnels towards the cloud, where it reads the traffic. */
  read = '';
  /** For the next CONNECTs, in order. */
  readonly faults: ProxyFault[] = [];
  credentials: string | undefined;
  private readonly sockets = new Set<Duplex>();

  private constructor(
    private readonly server: Server,
    private readonly options: ProxyOptions,
  ) {
    this.credentials = options.credentials;
    server.on('connection', (socket: Socket) => this.keep(socket));
    server.on('connect', (request: IncomingMessage, socket: Duplex) => this.onConnect(request, socket));
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.onRequest(request, response),
    );
  }

  static async start(options: ProxyOptions = {}): Promise<ProxyServer> {
    const server = options.identity ? createHttpsServer(options.identity) : createHttpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ProxyServer(server, options);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** @param userInfo percent-encoded `user:password` */
  url(userInfo = ''): string {
    const at = userInfo === '' ? '' : `${userInfo}@`;
    return `${this.options.identity ? 'https' : 'http'}://${at}${this.host}`;
  }

  /** The hosts that tunnels were asked for. */
  get tunnels(): string[] {
    return this.requests.filter(({ method }) => method === 'CONNECT').map(({ target }) => target);
  }

  /** Connections that stand. */
  get open(): number {
    return this.sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private note(request: IncomingMessage): void {
    const { method = '', url = '', headers } = request;
    this.requests.push({ method, target: url, authorization: headers['proxy-authorization'], headers });
  }

  private isLetIn(request: IncomingMessage): boolean {
    const expected = `Basic ${Buffer.from(this.credentials ?? '').toString('base64')}`;
    return this.credentials === undefined || request.headers['proxy-authorization'] === expected;
  }

  private onConnect(request: IncomingMessage, socket: Duplex): void {
    this.note(request);
    socket.on('error', () => undefined);
    const fault = this.faults.shift();
    if (fault && !isOfTunnel(fault)) return misbehave(fault, socket);
    if (!this.isLetIn(request)) {
      return void socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="company"\r\n\r\nno',
      );
    }
    const port = this.options.world?.[request.url ?? ''];
    if (port === undefined) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    socket.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 company\r\n\r\n');
    if (fault) return fault.kind === 'resetTunnel' ? reset(socket) : beSilent(socket);
    if (this.options.intercept) this.intercept(socket, request.url ?? '', port);
    else join(socket, this.keep(connect(port, '127.0.0.1')));
  }

  private intercept(socket: Duplex, target: string, port: number): void {
    const host = target.replace(/:\d+$/, '');
    const identity = this.options.intercept?.issue(host);
    const inner = this.keep(new TLSSocket(socket, { isServer: true, ...identity }));
    inner.on('data', (chunk: Buffer) => (this.read += chunk.toString('latin1')));
    // A real one would check the cloud's certificate; nobody asks it here.
    join(inner, this.keep(tlsConnect({ port, host: '127.0.0.1', rejectUnauthorized: false })));
  }

  private onRequest(request: IncomingMessage, response: ServerResponse): void {
    this.note(request);
    if (!this.isLetIn(request)) return void response.writeHead(407).end();
    const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : undefined;
    const port = url && this.options.world?.[`${url.hostname}:${url.port || '80'}`];
    if (!url || port === undefined) return void response.writeHead(502).end();
    const { method, headers } = request;
    const onward = httpRequest(
      { host: '127.0.0.1', port, method, path: url.pathname + url.search, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  }

  private keep<S extends Duplex>(socket: S): S {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    return socket;
  }
}

function isOfTunnel(fault: ProxyFault): fault is TunnelFault {
  return fault.kind.endsWith('Tunnel');
}

function misbehave(fault: Exclude<ProxyFault, TunnelFault>, socket: Duplex): void {
  if (fault.kind === 'answer') socket.end(fault.head);
  if (fault.kind === 'reset') reset(socket);
  if (fault.kind === 'end') socket.end();
  if (fault.kind === 'hangInHead') socket.write(fault.head);
  if (fault.kind === 'hang' || fault.kind === 'hangInHead') beSilent(socket);
}

/** Says nothing more, but notices when the other side has had enough. */
function beSilent(socket: Duplex): void {
  socket.on('end', () => socket.end()).resume();
}

function reset(socket: Duplex): void {
  if (socket instanceof Socket && !(socket instanceof TLSSocket)) socket.resetAndDestroy();
  else socket.destroy();
}

function join(one: Duplex, other: Duplex): void {
  one.pipe(other).pipe(one);
  one.on('close', () => other.destroy());
  other.on('close', () => one.destroy());
}
