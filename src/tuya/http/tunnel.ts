import type { Socket } from 'node:net';
import { ExchangeError } from '../../base/http.js';
import type { Proxy } from './proxyFor.js';

const maxHeadBytes = 16 * 1024;

/**
 * Asks a proxy, on a connection that was just made, to connect it with a host. Of the request that will go through
 * nothing is written: whatever fails here, nothing was sent to the cloud.
 * @param target `host:port`, an IPv6 host in brackets
 * @throws ExchangeError; the socket is then destroyed
 */
export function openTunnel(
  socket: Socket,
  proxy: Proxy,
  target: string,
  { timeoutMs, closing }: { readonly timeoutMs: number; readonly closing: AbortSignal },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const timer = setTimeout(
      () => fail(proxyError('timeout', proxy, `The proxy ${proxy.host} didn't answer in time.`)),
      timeoutMs,
    );
    const settle = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', onEnd);
      socket.off('readable', onReadable).off('end', onEnd).off('close', onEnd);
    };
    const fail = (error: ExchangeError): void => {
      settle();
      socket.destroy();
      reject(error);
    };
    // undici's connector listens to 'error' already; the 'close' that follows tells it here.
    const onEnd = (): void =>
      fail(proxyError('proxyUnreachable', proxy, `The proxy ${proxy.host} ended the connection.`));
    const onReadable = (): void => {
      for (let chunk = readFrom(socket); chunk !== undefined; chunk = readFrom(socket)) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0 && head.length <= maxHeadBytes) continue;
        const refusal = refusalOf(head.toString('latin1'), end + 4 === head.length, proxy);
        if (refusal) return fail(refusal);
        settle();
        return resolve(socket);
      }
    };
    if (closing.aborted) return onEnd();
    closing.addEventListener('abort', onEnd, { once: true });
    socket.on('readable', onReadable).on('end', onEnd).on('close', onEnd);
    socket.write(
      [
        `CONNECT ${target} HTTP/1.1`,
        `Host: ${target}`,
        ...(proxy.authorization === undefined ? [] : [`Proxy-Authorization: ${proxy.authorization}`]),
        '\r\n',
      ].join('\r\n'),
    );
  });
}

/** A failure at the proxy, before anything went to the cloud. */
export function proxyError(
  failure: 'timeout' | (`proxy${string}` & ExchangeError['failure']),
  proxy: Pick<Proxy, 'host' | 'authorization'>,
  message: string,
  status?: number,
): ExchangeError {
  const { host, authorization } = proxy;
  return new ExchangeError(failure, false, message, {
    proxy: { host, authorized: authorization !== undefined, ...(status === undefined ? {} : { status }) },
  });
}

/** @param isWhole false where there is no end of the head, or where something follows it: the cloud speaks second. */
function refusalOf(head: string, isWhole: boolean, proxy: Proxy): ExchangeError | undefined {
  const status = Number(/^HTTP\/1\.[01] (\d{3})(?:[ \r])/.exec(head)?.[1] ?? NaN);
  if (status >= 200 && status < 300 && isWhole) return undefined;
  if (status === 407)
    return proxyError('proxyAuth', proxy, `The proxy ${proxy.host} asks for credentials (HTTP 407).`, status);
  if (Number.isNaN(status) || status < 300)
    return proxyError('proxyUnsupported', proxy, `What listens at ${proxy.host} doesn't speak as a proxy.`);
  return proxyError(
    'proxyRefused',
    proxy,
    `The proxy ${proxy.host} made no connection (HTTP ${status}).`,
    status,
  );
}

function readFrom(socket: Socket): Buffer | undefined {
  const chunk: unknown = socket.read();
  return Buffer.isBuffer(chunk) ? chunk : undefined;
}
