import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { ErrorReply } from '../../protocol/channel.js';

/** The page asked for something that isn't there or that it may not have. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';

  constructor(readonly reason: 'notThere' | 'notLinked') {
    super(`Refused: ${reason}`);
  }
}

/** Why a request failed, as the page that made it gets it. */
export function errorReply(error: unknown): ErrorReply {
  if (error instanceof RequestRefused) return { reason: error.reason, message: '' };
  return { reason: 'failed', message: describeProblem(error).what };
}
