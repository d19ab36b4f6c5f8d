import { typeOf, type PointModel } from '../values/pointModel.js';

/** A value of a file as the wire has it: JSON that is written as YAML goes as its text. */
export function wireValue(value: unknown, model: PointModel | undefined): unknown {
  return typeOf(model) === 'json' && typeof value === 'object' ? JSON.stringify(value) : value;
}
