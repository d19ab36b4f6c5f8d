import type { HttpResponse } from '../../base/http.js';
import type { ApiError } from './apiError.js';

/** What every answer carries beside its result. */
export interface Stamp {
  /** The cloud's clock, epoch milliseconds. */
  readonly t: number;
  readonly tid: string;
}

export function successAnswer(result: unknown, { t, tid }: Stamp): HttpResponse {
  return jsonAnswer({ result, success: true, t, tid });
}

/** A refusal is HTTP 200 as well: the code in the body tells. */
export function failureAnswer(error: ApiError, { t, tid }: Stamp): HttpResponse {
  return jsonAnswer({ code: error.code, msg: error.message, success: false, t, tid });
}

export function jsonAnswer(value: unknown): HttpResponse {
  return answer(200, 'application/json;charset=UTF-8', JSON.stringify(value));
}

export function htmlAnswer(
  status: number,
  title: string,
  extra: Readonly<Record<string, string>> = {},
): HttpResponse {
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
  return answer(status, 'text/html', page, extra);
}

export function answer(
  status: number,
  contentType: string,
  body: string,
  extra: Readonly<Record<string, string>> = {},
): HttpResponse {
  return { status, headers: { 'content-type': contentType, ...extra }, body: Buffer.from(body, 'utf8') };
}
