import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { callbackify } from 'node:util';
import buildConnector from 'undici/lib/core/connect.js';
import type { Connector, ConnectTarget } from 'undici/lib/core/connect.js';
import type { ExchangeError } from '../../base/http.js';
import { toError } from '../../base/errors.js';
import { codeOf, exchangeFailureOf, unknownAuthorityCodes } from './exchangeFailure.js';
import type { Proxy, Route } from './proxyFor.js';
import { openSocket, timedOut } from './openSocket.js';
import { openTunnel, proxyError } from './tunnel.js';

export interface ConnectorOptions {
  /** Until a connection stands, its name, its proxy and its TLS included. */
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

  const straight = async (target: ConnectTarget): Promise<Socket> => {
    const leftMs = countdown(timeoutMs);
    const { hostname, port, protocol } = target;
    const secure = protocol === 'https:';
    const usual = secure ? 443 : 80;
    const socket = await openSocket(hostname, Number(port || usual), { timeoutMs, closing });
    return secure ? secured(verified, target, socket, leftMs(), closing) : socket;
  };

  const through = async (target: ConnectTarget, proxy: Proxy): Promise<Socket> => {
    const leftMs = countdown(timeoutMs);
    const { hostname, port, host, secure } = proxy;
    const toProxy = async (): Promise<Socket> => {
      const socket = await openSocket(hostname, port, { timeoutMs, closing });
      if (!secure) return socket;
      const speaker = proxy.verify ? verified : unverified;
      const own = { hostname, host, port: String(port), protocol: 'https:' };
      return secured(speaker, own, socket, leftMs(), closing);
    };
    const socket = await toProxy().catch((error: unknown) => {
      throw unreachable(error, proxy);
    });
    const authority = `${bracketed(target.hostname)}:${target.port || '443'}`;
    await openTunnel(socket, proxy, authority, { timeoutMs: leftMs(), closing });
    return secured(verified, target, socket, leftMs(), closing).catch((error: unknown) => {
      throw behind(error, proxy);
    });
  };

  const open = (target: ConnectTarget): Promise<Socket> => {
    const way = route(`${target.protocol}//${target.host}`);
    if (way.kind === 'direct') return straight(target);
    if (way.kind === 'proxy') return through(target, way.proxy);
    return Promise.reject(proxyError('proxyUnsupported', way, `The proxy ${way.host} can't be used.`));
  };
  // Not from within a promise: what undici throws there would be lost.
  return callbackify(open);
}

/** How much of a time is left, ms. */
function countdown(ms: number): () => number {
  const endsAt = performance.now() + ms;
  return () => Math.max(1, endsAt - performance.now());
}

/** Speaks TLS on a connection that stands. The connection ends where that fails or takes too long. */
function secured(
  connector: Connector,
  target: ConnectTarget,
  httpSocket: Socket,
  leftMs: number,
  closing: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | undefined): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', onEnd);
      if (!error) return;
      httpSocket.destroy();
      reject(error);
    };
    const onEnd = (): void => settle(timedOut());
    const timer = setTimeout(onEnd, leftMs);
    closing.addEventListener('abort', onEnd, { once: true });
    connector({ ...target, httpSocket }, (error, socket) => {
      settle(socket ? undefined : toError(error));
      if (socket) resolve(socket);
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
