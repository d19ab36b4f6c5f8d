import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpRequest, HttpTransport } from '../../../../src/base/http.js';
import { exchangeFailureOf } from '../../../../src/tuya/http/exchangeFailure.js';
import {
  createUndiciTransport,
  type UndiciTransportOptions,
} from '../../../../src/tuya/http/undiciTransport.js';

const gzipBomb = gzipSync(Buffer.alloc(50_000_000));
const servers: (Server | TcpServer)[] = [];
const transports: HttpTransport[] = [];

afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  }
});

async function listen<S extends Server | TcpServer>(server: S): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function serve(handler: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(handler))}`;
}

function transport(options: UndiciTransportOptions = {}): HttpTransport {
  const made = createUndiciTransport({ deadlineMs: 2_000, ...options });
  transports.push(made);
  return made;
}

const get = (origin: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  origin,
  path: '/x',
  headers: { access_token: 'TOKEN-CANARY' },
  ...more,
});

describe('the transport', () => {
  it('sends body, headers and path as they are', async () => {
    const seen: unknown[] = [];
    const origin = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers, Buffer.concat(chunks).toString()]);
        response.setHeader('X-Answer', 'yes').end('done');
      });
    });
    const response = await transport().send(
      get(origin, { method: 'PUT', path: '/a%2fb?c=%20d', body: Buffer.from('{"ä":1}') }),
    );
    expect(seen).toMatchObject([
      [
        'PUT',
        '/a%2fb?c=%20d',
        { access_token: 'TOKEN-CANARY', 'accept-encoding': 'identity', 'content-length': '8' },
        '{"ä":1}',
      ],
    ]);
    expect(response).toMatchObject({ status: 200, headers: { 'x-answer': 'yes' } });
    expect(Buffer.from(response.body).toString()).toBe('done');
  });

  it.each(['GET', 'DELETE', 'PUT'] as const)('sends no body with a %s that has none', async (method) => {
    let bytes = -1;
    const origin = await serve((request, response) => {
      bytes = 0;
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      request.on('end', () => response.end());
    });
    await transport().send(get(origin, { method }));
    expect(bytes).toBe(0);
  });

  it('leaves the process as it was', async () => {
    const symbols = [Symbol.for('undici.globalDispatcher.1'), Symbol.for('undici.globalDispatcher.2')];
    const before = symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown);
    const fetchBefore = globalThis.fetch;
    const origin = await serve((_request, response) => void response.end());
    const made = transport();
    await made.send(get(origin));
    await made.close();
    expect(symbols.map((symbol) => Reflect.get(globalThis, symbol) as unknown)).toEqual(before);
    expect(globalThis.fetch).toBe(fetchBefore);
  });

  it('keeps connections alive', async () => {
    const ports = new Set<number | undefined>();
    const origin = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const made = transport();
    for (let index = 0; index < 5; index++) await made.send(get(origin));
    // A second one may open before the first is known to be free again.
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it.each([
    ['early hints', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n'],
    ['an offer of HTTP/2', 'HTTP/1.1 200 OK\r\nupgrade: h2,h2c\r\nconnection: upgrade\r\n'],
    ['nothing else', 'HTTP/1.1 200 OK\r\n'],
  ])('reads an answer with %s, in chunks and with trailers', async (_name, head) => {
    const rest = 'transfer-encoding: chunked\r\ntrailer: x-sum\r\n\r\n2\r\n{}\r\n0\r\nx-sum: 1\r\n\r\n';
    const origin = await serve(({ socket }) => void socket.end(head + rest));
    const { status, body } = await transport().send(get(origin));
    expect([status, Buffer.from(body).toString()]).toEqual([200, '{}']);
  });

  it('unpacks gzip that came unasked', async () => {
    const origin = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync('packed'));
    });
    expect(Buffer.from((await transport().send(get(origin))).body).toString()).toBe('packed');
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])(
    '%i is an answer, and nothing goes to the other host',
    async (status) => {
      let arrived = 0;
      const sink = await serve((_request, response) => {
        arrived++;
        response.end();
      });
      const origin = await serve(
        (_request, response) => void response.writeHead(status, { location: sink }).end(),
      );
      expect((await transport().send(get(origin))).status).toBe(status);
      expect(arrived).toBe(0);
    },
  );
});

describe('an endpoint keys may not be sent to', () => {
  it.each([
    'http://example.com',
    'http://10.0.0.1',
    'http://127.0.0.1.example.com',
    'ftp://127.0.0.1',
    'https://user@127.0.0.1',
    'https://127.0.0.1/path',
    'nonsense',
    '',
  ])('%s', async (origin) => {
    await expect(transport().send(get(origin))).rejects.toMatchObject({ name: 'ExchangeError', sent: false });
  });
});

describe('a failure', () => {
  it.each<[string, RequestListener, object]>([
    [
      'a reset before the answer',
      (request) => void request.socket.resetAndDestroy(),
      { failure: 'broken', sent: true },
    ],
    ['an end before the answer', (request) => void request.socket.end(), { failure: 'broken', sent: true }],
    [
      'a body shorter than announced',
      (request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('x', () => request.socket.end());
      },
      { failure: 'broken', sent: true },
    ],
    [
      'another protocol that nobody asked for',
      ({ socket }) =>
        void socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
      { failure: 'broken', sent: true },
    ],
    [
      'an encoding that nobody asked for',
      (_request, response) => void response.setHeader('content-encoding', 'zstd').end('x'),
      { failure: 'malformed', sent: true },
    ],
    ['no answer', () => undefined, { failure: 'timeout', sent: true }],
    [
      'one byte now and then',
      (request, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(' '), 20);
        request.socket.on('close', () => clearInterval(timer));
      },
      { failure: 'timeout', sent: true },
    ],
    [
      'a body announced too large',
      (_request, response) => void response.writeHead(200, { 'content-length': '2000000' }).flushHeaders(),
      { failure: 'tooLarge', sent: true },
    ],
    [
      'a body that grows too large',
      (_request, response) => {
        for (let index = 0; index < 20; index++) response.write('x'.repeat(100_000));
        response.end();
      },
      { failure: 'tooLarge', sent: true },
    ],
    [
      'a gzip bomb',
      (_request, response) => void response.setHeader('content-encoding', 'gzip').end(gzipBomb),
      { failure: 'tooLarge', sent: true },
    ],
    [
      'a broken gzip',
      (_request, response) => void response.setHeader('content-encoding', 'gzip').end('x'),
      { failure: 'malformed', sent: true },
    ],
  ])('%s', async (_name, handler, expected) => {
    const origin = await serve(handler);
    // A busy machine may need longer than that for an answer that comes.
    const deadline = 'failure' in expected && expected.failure === 'timeout' ? { deadlineMs: 300 } : {};
    const made = transport({ ...deadline, maxBodyBytes: 1_000_000 });
    await expect(made.send(get(origin))).rejects.toMatchObject(expected);
  });

  it('by the time-outs for headers and body', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200, { 'content-length': '9' }).write('x');
    });
    // The deadline is later than this test's.
    const made = transport({ headersTimeoutMs: 50, bodyTimeoutMs: 50, deadlineMs: 600_000 });
    await expect(made.send(get(origin))).rejects.toMatchObject({ failure: 'timeout' });
    await expect(made.send(get(origin, { path: '/body' }))).rejects.toMatchObject({ failure: 'timeout' });
  });

  it('is certain to have sent nothing where nobody listens', async () => {
    const port = await listen(createTcpServer());
    const server = servers.pop();
    await new Promise((resolve) => server?.close(resolve));
    const promise = transport().send(
      get(`http://127.0.0.1:${port}`, { method: 'PUT', body: Buffer.from('{}') }),
    );
    await expect(promise).rejects.toMatchObject({ failure: 'unreachable', sent: false });
  });

  it('is certain to have sent nothing to a name nobody knows', async () => {
    const promise = transport().send(get('https://nowhere.invalid'));
    await expect(promise).rejects.toMatchObject({ failure: 'unreachable', sent: false });
  });

  it('is certain to have sent nothing where the handshake failed', async () => {
    const port = await listen(
      createTcpServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const promise = transport().send(get(`https://127.0.0.1:${port}`));
    await expect(promise).rejects.toMatchObject({ failure: 'tls', sent: false });
  });

  it('is certain to have sent nothing where the connection never came up', async () => {
    const port = await listen(createTcpServer(() => undefined));
    const made = transport({ connectTimeoutMs: 100 });
    await expect(made.send(get(`https://127.0.0.1:${port}`))).rejects.toMatchObject({
      failure: 'timeout',
      sent: false,
    });
  });

  it('is one of form where the answer is not HTTP', async () => {
    const port = await listen(
      createTcpServer((socket) => void socket.on('data', () => socket.write('SSH-2.0 SECRET-IN-BODY\r\n'))),
    );
    const error: unknown = await transport()
      .send(get(`http://127.0.0.1:${port}`))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: 'malformed', sent: true });
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('SECRET');
  });

  it.each([
    'Content-Length: 2\r\nContent-Length: 2',
    'Content-Length: 0\r\nContent-Length: 0',
    'Content-Length: 2, 2',
    'Content-Length: 2\r\nContent-Length: 3',
    'Content-Length: 2\r\nTransfer-Encoding: chunked',
    'Content-Length: -1',
    'Content-Length: two',
    'Content-Length:',
  ])('is one of form where the length is not stated as HTTP does: %j', async (head) => {
    const port = await listen(
      createTcpServer(
        (socket) =>
          void socket
            .on('error', () => undefined)
            .once('data', () => {
              socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n\r\n{}`);
            }),
      ),
    );
    await expect(transport().send(get(`http://127.0.0.1:${port}`))).rejects.toMatchObject({
      failure: 'malformed',
      sent: true,
    });
  });

  it.each(['a\r\nx-injected: 1', 'a\u0000b'])(
    'is its own for a header that would break the line: %j',
    async (value) => {
      let arrived = 0;
      const origin = await serve((_request, response) => {
        arrived++;
        response.end();
      });
      const promise = transport().send(get(origin, { headers: { client_id: value } }));
      await expect(promise).rejects.toMatchObject({ failure: 'malformed', sent: false });
      expect(arrived).toBe(0);
    },
  );

  it('on a stale connection is not repeated', async () => {
    let arrived = 0;
    const origin = await serve((request, response) => {
      arrived++;
      if (arrived > 1) request.socket.resetAndDestroy();
      else response.end();
    });
    const made = transport();
    await made.send(get(origin));
    const promise = made.send(get(origin, { method: 'PUT', body: Buffer.from('{}') }));
    await expect(promise).rejects.toMatchObject({ failure: 'broken', sent: true });
    expect(arrived).toBe(2);
  });

  it.each([
    ['ECONNREFUSED', false, 'unreachable'],
    ['ENOTFOUND', false, 'unreachable'],
    ['EAI_AGAIN', false, 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', false, 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', true, 'timeout'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false, 'tls'],
    ['CERT_HAS_EXPIRED', false, 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', false, 'tls'],
    ['UND_ERR_SOCKET', true, 'broken'],
    ['ECONNRESET', true, 'broken'],
    ['EPIPE', true, 'broken'],
    ['HPE_INVALID_CONSTANT', true, 'malformed'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', true, 'malformed'],
    ['ETIMEDOUT', false, 'timeout'],
    ['CERT_NOT_YET_VALID', false, 'tls'],
    ['INVALID_PURPOSE', false, 'tls'],
    ['UND_ERR_HEADERS_OVERFLOW', true, 'tooLarge'],
  ])('%s (sent: %s) is %s', (code, sent, failure) => {
    const error = Object.assign(new Error('SECRET'), { code });
    expect(exchangeFailureOf(error, sent)).toMatchObject({ failure, sent });
    expect(exchangeFailureOf(new AggregateError([error]), sent)).toMatchObject({ failure, sent });
    expect(exchangeFailureOf(error, sent).message).not.toContain('SECRET');
  });
});

describe('cancelling', () => {
  it('stops at once, before and during', async () => {
    const origin = await serve(() => undefined);
    const made = transport();
    await expect(made.send(get(origin), AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    const controller = new AbortController();
    const promise = made.send(get(origin), controller.signal);
    setImmediate(() => controller.abort());
    await expect(promise).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('in the queue sends nothing', async () => {
    let arrived = 0;
    const origin = await serve((_request, response) => {
      arrived++;
      setTimeout(() => response.end(), 50);
    });
    const made = transport({ maxConnections: 1 });
    const first = made.send(get(origin));
    const controller = new AbortController();
    const second = made.send(get(origin), controller.signal);
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    await first;
    await made.send(get(origin));
    expect(arrived).toBe(2);
  });

  it('by closing ends what is under way, and what comes after', async () => {
    const origin = await serve(() => undefined);
    const made = transport();
    const ended = expect(made.send(get(origin))).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise(setImmediate);
    await made.close();
    await ended;
    await expect(made.send(get(origin))).rejects.toMatchObject({ name: 'AbortError' });
  });
});
