import type { HttpRequest } from '../../base/http.js';
import { ApiError } from './apiError.js';

/** Reads the JSON object a write carries. One without a content type is read as JSON, as clients leave it out. */
export class JsonBody {
  private readonly fields: Readonly<Record<string, unknown>>;

  /** @throws ApiError 1006 for another content type, 1100 for no body, 1109 for another shape or an unknown field. */
  constructor(request: HttpRequest, known: readonly string[]) {
    const type = (request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw new ApiError(1006);
    if (!request.body || request.body.byteLength === 0) throw new ApiError(1100, 'param is empty: body');
    this.fields = parse(request.body);
    for (const name of Object.keys(this.fields)) {
      if (!known.includes(name)) throw new ApiError(1109, `param is illegal: ${name}`);
    }
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined && this.fields[name] !== null;
  }

  /** Text that must be there and may be at most `max` characters long. */
  requiredText(name: string, max: number): string {
    const value = this.text(name, max);
    if (value === undefined || value.trim() === '') throw new ApiError(1100, `param is empty: ${name}`);
    return value;
  }

  text(name: string, max: number): string | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw new ApiError(1109, `param is illegal: ${name}`);
    if (value.length > max) throw new ApiError(1101, `param range error: ${name}`);
    return value;
  }

  /** A list that must be there and hold something. */
  requiredList(name: string): readonly unknown[] {
    const value = this.fields[name];
    if (!Array.isArray(value))
      throw new ApiError(value === undefined ? 1100 : 1109, `param is illegal: ${name}`);
    if (value.length === 0) throw new ApiError(1100, `param is empty: ${name}`);
    return value;
  }

  requiredInteger(name: string, min: number, max: number): number {
    const value = this.integer(name, min, max);
    if (value === undefined) throw new ApiError(1100, `param is empty: ${name}`);
    return value;
  }

  integer(name: string, min: number, max: number): number | undefined {
    const value = this.fields[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw new ApiError(1109, `param is illegal: ${name}`);
    }
    if (value < min || value > max) throw new ApiError(1101, `param range error: ${name}`);
    return value;
  }
}

function parse(body: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ApiError(1109, 'param is illegal: the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(1109, 'param is illegal: the body is not an object');
  }
  return value as Record<string, unknown>;
}
