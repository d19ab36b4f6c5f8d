import type { PointModel } from '../values/pointModel.js';

/** The unit of what counts half degrees. */
export const halfDegrees = '× 0.5 ℃';
/** What such models say is one of them; some say nothing. */
const degrees: ReadonlySet<string> = new Set(['', '℃', '°C']);

/**
 * Radiator valves that several brands sell say of their set temperatures: 1 to 59, in steps of 5, one digit after the
 * point. By that they would heat to 5.9 ℃ at most, and no step would lead there. What they send counts half degrees, up to
 * 29.5 ℃ (`findings/schema-valves-count-half-degrees.sh`), while the temperature they measure counts tenths as its model
 * says. A scale is a power of ten, so the unit says what one of them is.
 */
export function inHalfDegrees(point: PointModel): PointModel {
  const { type, min, max, step, scale, unit = '' } = point;
  const isMeant = type === 'integer' && (min === 0 || min === 1) && max === 59 && step === 5 && scale === 1;
  return isMeant && degrees.has(unit) ? { ...point, step: 1, scale: 0, unit: halfDegrees } : point;
}
