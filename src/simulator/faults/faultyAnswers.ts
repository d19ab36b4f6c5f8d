import type { HttpResponse } from '../../base/http.js';
import { ApiError } from '../requests/apiError.js';
import { answer, failureAnswer, htmlAnswer, jsonAnswer, type Stamp } from '../requests/envelope.js';
import type { Fault } from './faults.js';

/** How an answer fails to arrive; a front turns it into an error or into what a socket does. */
export type Mishap =
  | 'unreachable'
  | 'resetBefore'
  | 'resetDuring'
  | 'resetAfter'
  | 'stallHeaders'
  | 'stallBody';

/** Whether the operation takes place under this fault. */
export function isExecutedUnder(fault: Fault): boolean {
  switch (fault.kind) {
    case 'unreachable':
    case 'redirect':
    case 'late':
      return false;
    case 'reset':
      return fault.when !== 'before';
    case 'status':
    case 'code':
      return fault.executed ?? false;
    case 'stall':
      return fault.executed ?? fault.what === 'body';
    default:
      return true;
  }
}

export function mishapOf(fault: Fault): Mishap | undefined {
  switch (fault.kind) {
    case 'unreachable':
      return 'unreachable';
    case 'reset':
      return fault.when === 'before' ? 'resetBefore' : fault.when === 'during' ? 'resetDuring' : 'resetAfter';
    case 'stall':
      return fault.what === 'headers' ? 'stallHeaders' : 'stallBody';
    default:
      return undefined;
  }
}

/** What the fault makes of the answer. */
export function spoil(response: HttpResponse, fault: Fault, stamp: Stamp): HttpResponse {
  switch (fault.kind) {
    case 'status': {
      const retry = fault.retryAfter === undefined ? undefined : { 'retry-after': String(fault.retryAfter) };
      return htmlAnswer(fault.status, `${fault.status} ${reasonPhrase(fault.status)}`, retry);
    }
    case 'code':
      return failureAnswer(new ApiError(fault.code, fault.msg), stamp);
    case 'truncated':
      return { ...response, body: response.body.slice(0, Math.floor(response.body.byteLength / 2)) };
    case 'malformed':
      return answer(200, 'application/json;charset=UTF-8', '{"success":true,"result":[{"id":"bf00",,]}');
    case 'empty':
      return answer(200, 'application/json;charset=UTF-8', '');
    case 'html':
      return htmlAnswer(200, 'Sign in to the network');
    case 'garbledEncoding':
      return {
        ...response,
        headers: { ...response.headers, 'content-encoding': 'gzip' },
        body: Buffer.from('this is not gzip'),
      };
    case 'redirect':
      return htmlAnswer(302, '302 Found', { location: fault.location });
    case 'wrongTypes':
      return rewriteResult(response, (result) => corrupt(result, fault.index ?? 0));
    case 'rewrite':
      return rewriteResult(response, fault.rewrite);
    default:
      return response;
  }
}

function rewriteResult(response: HttpResponse, rewrite: (result: unknown) => unknown): HttpResponse {
  const envelope = envelopeIn(response);
  return envelope && 'result' in envelope
    ? jsonAnswer({ ...envelope, result: rewrite(envelope['result']) })
    : response;
}

/** Nothing where another fault has made something else of the answer already. */
function envelopeIn({ body }: HttpResponse): Record<string, unknown> | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Finds the list in a result and makes one of its records nonsense. */
function corrupt(result: unknown, index: number): unknown {
  if (Array.isArray(result))
    return result.map((record: unknown, at) => (at === index ? corruptRecord(record) : record));
  if (typeof result !== 'object' || result === null) return { unexpected: result };
  const list = Object.entries(result).find(
    ([, value]) => Array.isArray(value) && typeof value[0] === 'object',
  );
  // A device's status is no page of records.
  if (!list || list[0] === 'status') return corruptRecord(result);
  return { ...result, [list[0]]: corrupt(list[1], index) };
}

function corruptRecord(record: unknown): unknown {
  if (typeof record !== 'object' || record === null) return { unexpected: record };
  const nonsense: [string, unknown][] = Object.entries(record).map(([key, value]) => {
    if (typeof value === 'boolean') return [key, 'perhaps'];
    if (typeof value === 'number') return [key, { unexpected: value }];
    return [key, key === 'status' ? 'none' : typeof value === 'string' ? [value] : value];
  });
  return Object.fromEntries(nonsense);
}

function reasonPhrase(status: number): string {
  const phrases: Readonly<Record<number, string>> = {
    429: 'Too Many Requests',
    500: 'Internal Server Error',
    502: 'Bad Gateway',
    503: 'Service Temporarily Unavailable',
    504: 'Gateway Time-out',
  };
  return phrases[status] ?? 'Error';
}
