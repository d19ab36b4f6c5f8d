import type { PointModel } from '../values/pointModel.js';
import { boundedPoints, withoutGaps } from './normalise.js';

/**
 * A product's own data points, and those of the standard set that bear another code there. The cloud reports DP 22 of a
 * lamp as `bright_value_v2` where firmware and thing model say `bright_value`: both are the same data point, and what
 * the standard set says of its code holds for the values that are reported under it.
 */
export function withStandardCodes(
  own: readonly PointModel[],
  standard: readonly PointModel[],
): readonly PointModel[] {
  const codes = new Set(own.map(({ code }) => code));
  const byId = new Map(
    own.flatMap((point) => (point.dpId === undefined ? [] : [[point.dpId, point] as const])),
  );
  const renamed = standard.filter(({ code }) => !codes.has(code));
  const joined = renamed.map((point) => {
    const same = point.dpId === undefined ? undefined : byId.get(point.dpId);
    return same ? withoutGaps({ ...point, name: point.name ?? same.name }) : point;
  });
  return boundedPoints([...own, ...joined]).points;
}
