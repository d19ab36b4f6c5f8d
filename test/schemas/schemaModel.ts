import { normalPoints } from '../../src/model/products/normalise.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import type { SchemaPoint } from './schemas.js';

/** What one call for the product's model would tell of a data point, as it is normalised. */
export function schemaModel({ code, type, scale, said, min, max }: SchemaPoint): PointModel {
  const { unit, range, label, maxlen } = said;
  const values = { scale, unit, min, max, range, label, maxlen };
  const [point = { code }] = normalPoints({ points: [{ code, type, values }], badRecords: [] }).points;
  return point;
}
