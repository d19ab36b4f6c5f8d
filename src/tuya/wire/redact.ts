import type { LogFields } from '../../base/logger.js';
import type { CallInfo } from '../operations.js';

const maxTextLength = 300;

/**
 * Text of the cloud as it may stand in a message: one line, no control or direction characters, bounded, and
 * without the secrets of the call, should the other side have sent them back.
 */
export function cleanText(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length > 3) clean = clean.replaceAll(secret, '***');
  clean = clean.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean.length > maxTextLength ? `${clean.slice(0, maxTextLength)}…` : clean;
}

/**
 * What may be logged of a call: this list and nothing else. The path is the one without its query; headers
 * and bodies hold secrets.
 */
export function loggableCall(info: CallInfo, method: string, path: string): LogFields {
  return {
    method,
    path: path.split('?', 1)[0],
    ms: Math.round(info.ms),
    status: info.httpStatus,
    code: info.code,
    tid: info.tid,
    attempt: info.attempt > 1 ? info.attempt : undefined,
    problem: info.problem,
    detail: info.detail,
  };
}
