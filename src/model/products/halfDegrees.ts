import type { PointModel } from '../values/pointModel.js';

/**
 * Radiator valves that several brands sell say of their set temperatures: 1 to 59, in steps of 5, one digit after the
 * point. By that they would heat to 5.9 ℃ at most, and no step would lead to either end. What they send counts half
 * degrees, 0.5 to 29.5 ℃ (`findings/schema-valves-count-half-degrees.sh`), while the temperature they measure counts
 * tenths as its model says. A scale is a power of ten, so the unit says what one of them is.
 */
export function inHalfDegrees(point: PointModel): PointModel {
  const { type, min = 0, max, step, scale, ...rest } = point;
  if (type !== 'integer' || scale !== 1 || step !== 5 || max !== 59 || (min !== 0 && min !== 1)) return point;
  return { ...rest, type, min, max, unit: '× 0.5 ℃' };
}
