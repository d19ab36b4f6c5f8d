import dns from 'node:dns';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openSocket } from '../../../../src/tuya/http/openSocket.js';
import { createUndiciTransport } from '../../../../src/tuya/http/undiciTransport.js';
import { neverAccepts, type DeafServer } from '../../../support/silentServer.js';

const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  for (const end of ends.splice(0).reverse()) await end();
});

type LookupDone = (error: null, addresses: { address: string; family: number }[]) => void;

/** As if the host had these addresses, in this order. */
function hasAddresses(...addresses: readonly string[]): void {
  vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: unknown, done: LookupDone) => {
    // Of two families, as a dual-stack host: which one an address belongs to is for the resolver to say.
    done(
      null,
      addresses.map((address, index) => ({ address, family: index % 2 === 0 ? 6 : 4 })),
    );
  }) as typeof dns.lookup);
}

async function deaf(host: string, port = 0): Promise<DeafServer> {
  const server = await neverAccepts(host, port);
  ends.push(() => server.close());
  return server;
}

async function listening(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => void socket.on('error', () => undefined).end());
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  ends.push(() => new Promise((resolve) => server.close(resolve)));
  return server;
}

const never = new AbortController().signal;

describe('openSocket', () => {
  it('takes the address that answers, whatever the others do', async () => {
    const { port } = await deaf('127.0.0.2');
    await listening('127.0.0.1', port);
    // One that takes nothing, one where nobody listens, one that answers.
    hasAddresses('127.0.0.2', '127.0.0.3', '127.0.0.1');
    const socket = await openSocket('two.test', port, { timeoutMs: 600_000, closing: never });
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('gives each address all the time there is', async () => {
    const first = await deaf('127.0.0.2');
    const { port } = first;
    const second = await deaf('127.0.0.1', port);
    hasAddresses('127.0.0.2', '127.0.0.1');
    const opening = openSocket('slow.test', port, { timeoutMs: 600_000, closing: never });
    // The system knocks again after a second, and then there is somebody.
    second.wake();
    const socket = await opening;
    expect(socket.remoteAddress).toBe('127.0.0.1');
    socket.destroy();
  });

  it('is out of time where none of them answers', async () => {
    const { port } = await deaf('127.0.0.2');
    hasAddresses('127.0.0.2', '127.0.0.3');
    const opening = openSocket('silent.test', port, { timeoutMs: 400, closing: never });
    await expect(opening).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  it('says why where all of them refuse', async () => {
    const server = await listening('127.0.0.1', 0);
    const { port } = server.address() as AddressInfo;
    await ends.pop()?.();
    hasAddresses('127.0.0.2', '127.0.0.1');
    const opening = openSocket('closed.test', port, { timeoutMs: 600_000, closing: never });
    await expect(opening).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('lets a transport reach a slow host, one of whose addresses leads nowhere', async () => {
    const server = await deaf('127.0.0.1');
    const { port } = server;
    hasAddresses('127.0.0.1', '127.0.0.3');
    const transport = createUndiciTransport();
    ends.push(() => transport.close());
    const sending = transport.send({
      method: 'GET',
      origin: `http://localhost:${port}`,
      path: '/',
      headers: {},
    });
    server.wake();
    // What it says isn't HTTP, but it has been heard.
    await expect(sending).rejects.toMatchObject({ failure: 'malformed', sent: true });
  });

  it('ends with its transport', async () => {
    const { port } = await deaf('127.0.0.1');
    const transport = createUndiciTransport({ connectTimeoutMs: 600_000 });
    const origin = `https://127.0.0.1:${port}`;
    const sending = transport.send({ method: 'GET', origin, path: '/', headers: {} });
    const ended = expect(sending).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise(setImmediate);
    await transport.close();
    await ended;
  });
});
