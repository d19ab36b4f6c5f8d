import type { PointModel } from '../values/pointModel.js';

/**
 * Where the steps of a whole number begin, as the wire has it: at the smallest value or, where only steps from 0 lead to
 * the largest (5 to 25,000 W in tens), at the first of those. The smallest value can be sent all the same.
 */
export function firstStep({ min = 0, max = Infinity, step = 1 }: PointModel): number {
  const isFromZero = (max - min) % step !== 0 && max % step === 0;
  return isFromZero ? Math.ceil(min / step) * step : min;
}
