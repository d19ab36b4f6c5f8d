import type { PointModel } from '../values/pointModel.js';

/**
 * Where the steps of a whole number may begin, as the wire has it, the likeliest first: at the smallest value or, where only
 * steps from 0 lead to the largest (5 to 25,000 W in tens), at the first of those, or at both. Empty where a step says
 * nothing: it is none, or leads neither from the smallest value nor from 0 to the largest, and 0 isn't where it begins.
 */
export function stepStarts({ min = 0, max = Infinity, step = 1 }: PointModel): readonly number[] {
  if (!Number.isSafeInteger(step) || step <= 1 || !Number.isSafeInteger(min) || min > max) return [];
  if (max === Infinity || min % step === 0 || (max - min) % step === 0) return [min];
  return max % step === 0 ? [Math.ceil(min / step) * step, min] : [];
}
