import { isAbortError } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';

/**
 * Whether a failure speaks of what was asked for, and not of the connection, the keys or the plan: then other
 * questions may still be answered.
 */
export function isRefusal(error: unknown): boolean {
  if (!TuyaError.is(error) || isAbortError(error)) return false;
  switch (error.reason) {
    case 'permission':
    case 'notFound':
    case 'unsupported':
    case 'invalid':
    case 'conflict':
    case 'offline':
    case 'malformed':
    case 'unknown':
      return true;
    default:
      return false;
  }
}
