import { isSameValue, typedLike } from '../sending/reports.js';
import { rawText } from '../values/decodeValue.js';
import type { Comparison } from './expectationFile.js';

/** Whether a report fits. Logs have every value as text. */
export function fits(comparison: Comparison, reported: unknown, sent: unknown): boolean {
  const { isSent, is, not, above, below, atLeast, atMost, oneOf, contains } = comparison;
  if (isSent && !isSameValue(sent, reported)) return false;
  if (is !== undefined && !isSameValue(is, reported)) return false;
  if (not !== undefined && isSameValue(not, reported)) return false;
  if (oneOf && !oneOf.some((each) => isSameValue(each, reported))) return false;
  if (contains !== undefined && !rawText(reported).includes(contains)) return false;
  const number = typedLike(0, reported);
  const isWithin = (isSo: (value: number) => boolean): boolean => typeof number === 'number' && isSo(number);
  if (above !== undefined && !isWithin((value) => value > above)) return false;
  if (below !== undefined && !isWithin((value) => value < below)) return false;
  if (atLeast !== undefined && !isWithin((value) => value >= atLeast)) return false;
  return atMost === undefined || isWithin((value) => value <= atMost);
}
