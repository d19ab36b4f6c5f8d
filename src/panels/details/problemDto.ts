import { displayText } from '../../base/displayText.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { ProblemDto } from '../../protocol/problem.js';

const maxSentenceLength = 400;

/** The trace id, and perhaps more, is the cloud's: shown like every text of others. */
export function problemDto(error: unknown): ProblemDto {
  const { what, remedy, code, tid, field } = describeProblem(error);
  return {
    what: displayText(what, maxSentenceLength),
    ...(remedy !== undefined && { remedy: displayText(remedy, maxSentenceLength) }),
    ...(code !== undefined && { code }),
    ...(tid !== undefined && { tid: displayText(tid) }),
    ...(field !== undefined && { field: displayText(field) }),
  };
}
