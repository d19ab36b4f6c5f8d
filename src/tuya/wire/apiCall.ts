import type { HttpMethod } from '../../base/http.js';
import { TuyaError } from '../errors/errors.js';
import type { CallInfo, OperationName } from '../operations.js';
import type { QueryPair } from './signer.js';

/** One operation with its arguments, ready to be signed and sent as often as it takes. */
export interface ApiCall<T> {
  readonly operation: OperationName;
  readonly method: HttpMethod;
  /** Path segments as they are meant, not encoded. */
  readonly path: readonly string[];
  readonly query?: readonly QueryPair[];
  /** Plain JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Reads the envelope's `result`; throws `FieldProblem`. */
  read(result: unknown): T;
  /** Asked when its turn has come: what it throws is thrown, and nothing leaves. */
  mayLeave?(): void;
  /** Hears of every HTTP call made for this one, as the client's own observer does. */
  onCall?(info: CallInfo): void;
}

/** Runs calls: signs, heals, repeats where that's allowed. */
export interface ApiRunner {
  run<T>(call: ApiCall<T>, signal?: AbortSignal): Promise<T>;
}

const maxSegmentLength = 256;

/** The path as sent and signed. No segment can change the route: none is empty, `.` or `..`, all are encoded. */
export function encodePath({ operation, path }: Pick<ApiCall<unknown>, 'operation' | 'path'>): string {
  let encoded = '';
  for (const segment of path) {
    encoded += `/${isPlain(segment) ? segment : encodeSegment(operation, segment)}`;
  }
  return encoded;
}

function encodeSegment(operation: OperationName, segment: string): string {
  const problem = segmentProblem(segment);
  if (problem !== undefined) throw TuyaError.invalid(operation, 'path', problem);
  return encodeURIComponent(segment);
}

/** An id that will stand in a path, checked under the name its caller knows. */
export function pathId(operation: OperationName, field: string, value: string): string {
  const problem = segmentProblem(value);
  if (problem !== undefined) throw TuyaError.invalid(operation, field, problem);
  return value;
}

/**
 * Pairs without those that have no value.
 * @throws TuyaError `invalid` for text that has no encoding, under the argument's name: `lastId` for `last_id`
 */
export function queryOf(
  operation: OperationName,
  pairs: Readonly<Record<string, string | number | undefined>>,
): QueryPair[] {
  const query: QueryPair[] = [];
  for (const name of Object.keys(pairs)) {
    const value = pairs[name];
    if (value === undefined) continue;
    if (typeof value === 'string' && !canBeEncoded(value)) {
      const argument = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      throw TuyaError.invalid(operation, argument, 'is not valid text');
    }
    query.push([name, String(value)]);
  }
  return query;
}

/** A body without the fields that have no value. */
export function bodyOf(
  fields: Readonly<Record<string, string | number | undefined>>,
): Record<string, string | number> {
  const body: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) body[name] = value;
  return body;
}

/** Nearly every id: nothing of it is ever encoded, and it can't be `.` or `..`. */
function isPlain(segment: string): boolean {
  return typeof segment === 'string' && /^[\w-][\w.-]{0,255}$/.test(segment);
}

function segmentProblem(segment: string): string | undefined {
  if (isPlain(segment)) return undefined;
  if (typeof segment !== 'string' || segment.trim() === '') return 'must not be empty';
  if (segment === '.' || segment === '..') return 'is not an id';
  if (segment.length > maxSegmentLength) return 'is too long';
  return canBeEncoded(segment) ? undefined : 'is not valid text';
}

/** Half a surrogate pair has no encoding. */
function canBeEncoded(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
