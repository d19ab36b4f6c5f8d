import dns from 'node:dns';
import { connect, isIP, type Socket } from 'node:net';
import { abortable } from '../../base/async.js';
import { AbortError, isAbortError } from '../../base/errors.js';
import { codeOf } from './exchangeFailure.js';

export interface OpenSocketOptions {
  readonly timeoutMs: number;
  /** Ends what is on its way to being opened. */
  readonly closing: AbortSignal;
}

/** So long an address has for itself before the next one is tried besides (RFC 8305, section 5). */
const headStartMs = 250;
const keepAliveMs = 60_000;

/**
 * Opens a connection to whichever of a host's addresses answers first. Each keeps trying until the time is up: Node
 * itself gives each address a quarter of a second and then drops it, which is less than a far data center takes.
 * @param hostname without brackets
 * @throws Error with a `code`: `ETIMEDOUT` where the time was up, else that of the first address that failed
 */
export async function openSocket(
  hostname: string,
  port: number,
  { timeoutMs, closing }: OpenSocketOptions,
): Promise<Socket> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  const ended = AbortSignal.any([over.signal, closing]);
  try {
    const addresses = await abortable(addressesOf(hostname), ended);
    return await firstOf(addresses, port, ended);
  } catch (error) {
    throw isAbortError(error) ? timedOut() : error;
  } finally {
    clearTimeout(timer);
  }
}

async function addressesOf(hostname: string): Promise<readonly string[]> {
  if (isIP(hostname) > 0) return [hostname];
  const found = await new Promise<readonly dns.LookupAddress[]>((resolve, reject) => {
    dns.lookup(hostname, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
  return alternating(found);
}

/** One of each family in turn, the resolver's favourite first: a family that leads nowhere costs one attempt. */
function alternating(found: readonly dns.LookupAddress[]): readonly string[] {
  const first = found.filter(({ family }) => family === found[0]?.family);
  const second = found.filter(({ family }) => family !== found[0]?.family);
  return found
    .flatMap((_, index) => [first[index], second[index]])
    .flatMap((each) => (each ? [each.address] : []));
}

function firstOf(addresses: readonly string[], port: number, ended: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const attempts = new Set<Socket>();
    let next = 0;
    let failure: Error | undefined;
    let headStart: NodeJS.Timeout | undefined;
    const settle = (): void => {
      clearTimeout(headStart);
      ended.removeEventListener('abort', onEnd);
      for (const socket of attempts) socket.destroy();
    };
    const onEnd = (): void => {
      settle();
      reject(new AbortError());
    };
    const tryNext = (): void => {
      clearTimeout(headStart);
      const address = addresses[next++];
      if (address === undefined) {
        if (attempts.size > 0) return;
        settle();
        reject(failure ?? withCode('ENOTFOUND'));
        return;
      }
      const socket = connect({ host: address, port });
      attempts.add(socket);
      socket.once('connect', () => {
        attempts.delete(socket);
        settle();
        resolve(socket.setNoDelay(true).setKeepAlive(true, keepAliveMs));
      });
      // It stays: a socket that is closed for another one's sake may still fail, and nobody else listens.
      socket.on('error', (error) => {
        if (!attempts.delete(socket)) return;
        // What took too long says more than what isn't there at all, as IPv6 in many places.
        if (failure === undefined || codeOf(error) === 'ETIMEDOUT') failure = error;
        tryNext();
      });
      headStart = setTimeout(tryNext, headStartMs);
    };
    if (ended.aborted) return onEnd();
    ended.addEventListener('abort', onEnd, { once: true });
    tryNext();
  });
}

/** The time was up, or the transport was closed, which its requests hear of otherwise. */
export function timedOut(): Error {
  return withCode('ETIMEDOUT');
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
