import type { PointType } from './pointModel.js';

/** Types of data points as Tuya's specifications spell them. */
export const typeNames: Readonly<Record<Exclude<PointType, 'other'>, string>> = {
  boolean: 'Boolean',
  integer: 'Integer',
  float: 'Float',
  enum: 'Enum',
  string: 'String',
  json: 'Json',
  raw: 'Raw',
  bitmap: 'Bitmap',
  date: 'Date',
  array: 'Array',
  struct: 'Struct',
};
