import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority, createSelfSigned, type Authority } from '../../../support/certificates.js';
import { FaultServer } from '../../../support/faultServer.js';
import { connect } from '../../../support/faultServerClient.js';
import { neverAccepts, neverAnswers } from '../../../support/silentServer.js';

let authority: Authority;
/** A good cloud, for the token. Nothing of what the tests do arrives there. */
let cloud: FaultServer;
const ends: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  authority = createAuthority('Authority of the test cloud');
  cloud = await FaultServer.start(authority.issue('127.0.0.1'));
  ends.push(() => cloud.close());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** What was told of HTTP to a host that must not hear any. */
let heard: string;

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ends.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const speaking = (options: () => TlsOptions) => (): Promise<number> =>
  listening(
    createTlsServer(options(), (socket) => {
      socket.on('error', () => undefined).on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    }).on('tlsClientError', () => undefined),
  );

const answering = (onConnection: (socket: Socket) => void) => (): Promise<number> =>
  listening(createServer(onConnection));

const silent = (start: typeof neverAnswers) => async (): Promise<number> => {
  const server = await start();
  ends.push(() => server.close());
  return server.port;
};

const untrusted = { reason: 'tls', remedy: 'checkCertificate' };
const unreachable = { reason: 'network', remedy: 'checkNetwork' };
const timedOut = { reason: 'timeout', remedy: 'checkNetwork' };

/** How TLS with the cloud can fail, what is told of it, and how often a read is tried. */
const rows: [name: string, start: () => Promise<number>, expected: object, tries: number][] = [
  ['a certificate that vouches for itself', speaking(() => createSelfSigned('127.0.0.1')), untrusted, 1],
  [
    'an authority that nobody knows',
    speaking(() => createAuthority('Nobody').issue('127.0.0.1')),
    untrusted,
    1,
  ],
  ['an expired certificate', speaking(() => authority.issueUntimely('expired', '127.0.0.1')), untrusted, 1],
  ['one that is not yet valid', speaking(() => authority.issueUntimely('notYet', '127.0.0.1')), untrusted, 1],
  ['one for another name', speaking(() => authority.issue('other.test')), untrusted, 1],
  ['one for another address', speaking(() => authority.issue('127.0.0.9')), untrusted, 1],
  [
    'a protocol that is too old',
    speaking(() => ({
      ...authority.issue('127.0.0.1'),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })),
    untrusted,
    1,
  ],
  [
    'no cipher in common',
    speaking(() => ({
      ...authority.issue('127.0.0.1'),
      maxVersion: 'TLSv1.2',
      // For certificates of another kind than the one it has.
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
    })),
    untrusted,
    1,
  ],
  [
    'plain HTTP',
    answering((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')),
    untrusted,
    1,
  ],
  [
    'a reset in the handshake',
    answering((socket) => void socket.once('data', () => socket.resetAndDestroy())),
    unreachable,
    2,
  ],
  [
    'an end in the handshake',
    answering((socket) => void socket.once('data', () => socket.end())),
    unreachable,
    2,
  ],
  ['silence in the handshake', silent(neverAnswers), timedOut, 2],
  ['connections that are not taken', silent(neverAccepts), timedOut, 2],
];

describe('TLS that fails', () => {
  it.each(rows)('by %s', async (_, start, expected, tries) => {
    heard = '';
    const port = await start();
    const endpoint = `https://127.0.0.1:${port}`;
    const setup = connect(
      cloud,
      { endpoint },
      {
        secureContext: createSecureContext({ ca: authority.cert }),
        // Only where nothing comes does it matter; a busy machine needs longer for a handshake.
        connectTimeoutMs: 'reason' in expected && expected.reason === 'timeout' ? 200 : 60_000,
      },
    );
    ends.push(() => setup.client.close());
    setup.store.token = {
      version: 1,
      endpoint,
      accessId: 'test-access-id',
      accessToken: 'TOKEN-CANARY',
      obtainedAt: setup.clock.now(),
      expiresAt: setup.clock.now() + 7_200_000,
    };

    const read: unknown = await setup.client.devices.get('dev1').catch((error: unknown) => error);
    expect(read).toMatchObject({ name: 'TuyaError', ...expected });
    expect(setup.calls.map(({ sent, ok }) => [sent, ok])).toEqual(
      Array.from({ length: tries }, () => [false, false]),
    );

    setup.calls.length = 0;
    const write: unknown = await setup.client.devices.rename('dev1', 'x').catch((error: unknown) => error);
    // Certain: nobody has to look whether it was done.
    expect(write).toMatchObject({ name: 'TuyaError', ...expected });
    expect(setup.calls.map(({ sent }) => sent)).toEqual([false]);
    expect([heard, cloud.arrived]).toEqual(['', []]);
  });
});
