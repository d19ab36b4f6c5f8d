import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { callbackify } from 'node:util';
import buildConnector from 'undici/lib/core/connect.js';
import type { Connector, ConnectTarget } from 'undici/lib/core/connect.js';
import type { ExchangeError } from '../../base/http.js';
import { toError } from '../../base/errors.js';
import { codeOf, exchangeFailureOf, unknownAuthorityCodes } from './exchangeFailure.js';
import type { Proxy, Route } from './proxyFor.js';
import { openTunnel, proxyError } from './tunnel.js';

export interface ConnectorOptions {
  readonly timeoutMs: number;
  /** Whom to trust; absent for Node's own choice. */
  readonly secureContext?: SecureContext;
  /** The way to an origin. */
  readonly route: (origin: string) => Route;
  /** Ends what is on its way to being opened. */
  readonly closing: AbortSignal;
}

/**
 * Opens the connections of a transport, straight or through a proxy. To the cloud TLS is spoken and verified end
 * to end, whoever carries it and whatever the environment or a setting says about certificates.
 */
export function createConnector({ timeoutMs, secureContext, route, closing }: ConnectorOptions): Connector {
  const plain = { timeout: timeoutMs, allowH2: false };
  const trust = secureContext === undefined ? {} : { secureContext };
  const verified = buildConnector({ ...plain, ...trust, rejectUnauthorized: true });
  const unverified = buildConnector({ ...plain, rejectUnauthorized: false });

  const through = async (target: ConnectTarget, proxy: Proxy): Promise<Socket> => {
    const toProxy = proxy.verify ? verified : unverified;
    const { hostname, port, host, secure } = proxy;
    const socket = await connected(toProxy, {
      hostname,
      host,
      port: String(port),
      protocol: secure ? 'https:' : 'http:',
    }).catch((error: unknown) => {
      throw unreachable(error, proxy);
    });
    const authority = `${bracketed(target.hostname)}:${target.port || '443'}`;
    await openTunnel(socket, proxy, authority, { timeoutMs, closing });
    return connected(verified, { ...target, httpSocket: socket }).catch((error: unknown) => {
      socket.destroy();
      throw behind(error, proxy);
    });
  };

  return (target, callback) => {
    const way = route(`${target.protocol}//${target.host}`);
    if (way.kind === 'direct') return verified(target, callback);
    if (way.kind === 'unsupported') {
      return callback(proxyError('proxyUnsupported', way, `The proxy ${way.host} can't be used.`), null);
    }
    // Not from within a promise: what undici throws there would be lost.
    callbackify(through)(target, way.proxy, callback);
  };
}

function connected(connector: Connector, target: ConnectTarget): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connector(target, (error, socket) => {
      if (socket) resolve(socket);
      else reject(toError(error));
    });
  });
}

function unreachable(error: unknown, proxy: Proxy): ExchangeError {
  const { failure } = exchangeFailureOf(error, false);
  const code = codeOf(error);
  if (failure === 'timeout')
    return proxyError('timeout', proxy, `The proxy ${proxy.host} didn't answer in time (${code}).`);
  if (failure === 'tls') {
    return proxyError(
      'proxyTls',
      proxy,
      `The certificate or handshake of the proxy ${proxy.host} was refused (${code}).`,
    );
  }
  return proxyError('proxyUnreachable', proxy, `The proxy ${proxy.host} can't be reached (${code}).`);
}

/** The tunnel stands, and the cloud's own TLS failed in it. */
function behind(error: unknown, proxy: Proxy): ExchangeError {
  const code = codeOf(error);
  if (!unknownAuthorityCodes.has(code)) return exchangeFailureOf(error, false);
  const message = `Behind the proxy ${proxy.host} stands a certificate of an unknown authority (${code}).`;
  return proxyError('proxyIntercepts', proxy, message);
}

function bracketed(hostname: string): string {
  return hostname.includes(':') ? `[${hostname}]` : hostname;
}
