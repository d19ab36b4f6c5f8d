import { systemClock, type Clock } from '../../base/clock.js';
import { throwIfAborted } from '../../base/errors.js';
import { ExchangeError, type HttpTransport } from '../../base/http.js';
import type { Cloud } from '../cloud/cloud.js';

export interface InProcessOptions {
  /** How long every exchange takes; none unless said otherwise. */
  readonly latencyMs?: number;
  readonly clock?: Clock;
}

/** Carries requests to a cloud in this process: no socket, no port. */
export function createInProcessTransport(
  cloud: Cloud,
  { latencyMs = 0, clock = systemClock }: InProcessOptions = {},
): HttpTransport {
  const closing = new AbortController();
  return {
    takesAnyNumber: true,
    send: async (request, signal, onSent) => {
      if (closing.signal.aborted) throw new ExchangeError('unreachable', false, 'The transport was closed.');
      const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      if (latencyMs > 0) await clock.sleep(latencyMs / 2, either);
      throwIfAborted(either);
      onSent?.();
      const response = await cloud.handle(request, either);
      if (latencyMs > 0) await clock.sleep(latencyMs / 2, either);
      return response;
    },
    close: () => {
      closing.abort();
      return Promise.resolve();
    },
  };
}
