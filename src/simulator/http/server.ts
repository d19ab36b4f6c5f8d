import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '../../base/clock.js';
import type { HttpMethod, HttpRequest } from '../../base/http.js';
import type { Cloud, SavedText } from '../cloud/cloud.js';
import { controlAnswer, isControlPath } from './control.js';
import { answer } from '../requests/envelope.js';

const maxBodyBytes = 1_048_576;
const idleConnectionMs = 5000;

export interface ServerOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  /** How long every exchange takes besides its work. */
  readonly latencyMs?: number;
  /** Answers under `/__control` as well; for tests from outside, on loopback only. */
  readonly control?: boolean;
  readonly clock?: Clock;
}

export interface RunningServer {
  readonly origin: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Puts a cloud behind a port of this machine.
 * @throws the error of `listen`, with its `code` (`EADDRINUSE` …)
 */
export async function startServer(cloud: Cloud, options: ServerOptions): Promise<RunningServer> {
  const { port, host = '127.0.0.1', clock = systemClock } = options;
  const closing = new AbortController();
  const server = createServer({ keepAliveTimeout: idleConnectionMs }, (incoming, outgoing) => {
    serve(cloud, incoming, outgoing, options, clock, closing.signal).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    origin: `http://${shownHost}:${address.port}`,
    close: () => {
      closing.abort();
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function serve(
  cloud: Cloud,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { latencyMs = 0, control = false }: ServerOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const body = await readBody(incoming);
  if (!body) {
    // The rest of the body is still on its way: the connection can't be used again.
    send(outgoing, { response: answer(413, 'text/plain', 'too large', { connection: 'close' }) });
    return;
  }
  const request = requestOf(incoming, body);
  if (control && isControlPath(request.path)) {
    send(outgoing, { response: controlAnswer(cloud, request) });
    return;
  }
  if (latencyMs > 0) await clock.sleep(latencyMs, signal);
  send(outgoing, await cloud.exchange(request, signal));
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function requestOf(incoming: IncomingMessage, body: Buffer): HttpRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    // Other methods come through as they are and find no operation.
    method: (incoming.method ?? 'GET') as HttpMethod,
    origin: `http://${headers['host'] ?? 'localhost'}`,
    path: incoming.url ?? '/',
    headers,
    ...(body.byteLength > 0 ? { body } : {}),
  };
}

function send(outgoing: ServerResponse, { response, mishap }: SavedText): void {
  const { status, headers, body } = response;
  if (mishap === 'stallHeaders') return;
  if (mishap === 'unreachable' || mishap === 'resetBefore' || mishap === 'resetAfter') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  outgoing.writeHead(status, { ...headers, 'content-length': body.byteLength });
  if (!mishap) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => {
    if (mishap === 'resetDuring') outgoing.socket?.destroy();
  });
}
