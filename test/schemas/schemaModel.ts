import type { PointModel, PointType } from '../../src/model/values/pointModel.js';
import type { SchemaPoint } from './schemas.js';

const types: Readonly<Record<string, PointType>> = {
  value: 'integer',
  bool: 'boolean',
  enum: 'enum',
  string: 'string',
  raw: 'raw',
  bitmap: 'bitmap',
};

/** What one call for the product's model would tell of a data point; whatever can't be is left out. */
export function schemaModel({ code, type, scale, said, min, max }: SchemaPoint): PointModel {
  const { unit, range, label } = said;
  const length = Number(said.maxlen);
  return {
    code,
    type: types[type] ?? 'other',
    ...(Number.isInteger(scale) && scale >= 0 && scale <= 10 && { scale }),
    ...(unit !== undefined && unit !== '' && { unit }),
    ...(min <= max && { min, max }),
    ...(range && range.length > 0 && { range }),
    ...(label && label.length > 0 && { labels: label }),
    ...(length > 0 && { maxLength: length }),
  };
}
