import type { Clock } from '../../base/clock.js';
import { ExchangeError, type HttpResponse, type HttpTransport } from '../../base/http.js';
import type { ApiCall } from './apiCall.js';
import { readEnvelope } from './envelope.js';
import { failedCall } from './failures.js';

/** What came back to a request without keys. */
export interface ProbeAnswer {
  /** The answer is one of Tuya's. */
  readonly isTuya: boolean;
  readonly httpStatus: number;
  readonly tid?: string;
  /** The other side's clock against this one's, in ms, by the middle of the exchange; absent where it told no time. */
  readonly clockOffsetMs?: number;
  /** How exact that is: half the exchange, and a second where only the `date` header told the time. */
  readonly clockErrorMs?: number;
}

/**
 * One request without keys and without a signature: the cloud refuses it, and the refusal tells that the way is
 * open and what time it is there. Rejects with `TuyaError` where no answer came, or with an abort error once the
 * signal fires.
 */
export async function probeUnsigned(
  transport: HttpTransport,
  origin: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const before = clock.now();
  const { status, headers, body } = await send(transport, origin, signal);
  const half = (clock.now() - before) / 2;
  const read = readEnvelope(body);
  const told = read?.envelope.success === false ? read.envelope.time : undefined;
  const date = Date.parse(headers['date'] ?? '');
  const time = told ?? (Number.isNaN(date) ? undefined : date);
  return {
    isTuya: read !== undefined,
    httpStatus: status,
    ...(read?.tid === undefined ? {} : { tid: read.tid }),
    ...(time === undefined
      ? {}
      : {
          clockOffsetMs: Math.round(time - before - half),
          clockErrorMs: Math.round(half) + (told === undefined ? 1_000 : 0),
        }),
  };
}

async function send(transport: HttpTransport, origin: string, signal: AbortSignal): Promise<HttpResponse> {
  try {
    return await transport.send(
      { method: 'GET', origin, path: '/v1.0/token?grant_type=1', headers: {} },
      signal,
    );
  } catch (error) {
    if (!(error instanceof ExchangeError)) throw error;
    const { failure, sent, message, proxy } = error;
    throw failedCall(greeting, { kind: 'noAnswer', failure, sent, message, proxy }).error;
  }
}

const greeting: ApiCall<void> = {
  operation: 'token',
  method: 'GET',
  path: ['v1.0', 'token'],
  read: () => undefined,
};
