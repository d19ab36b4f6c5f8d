import type { DataPoint } from '../../tuya/results.js';
import { decodeValue } from '../values/decodeValue.js';
import { scaledText } from '../values/numberScale.js';
import type { PointModel } from '../values/pointModel.js';
import { typeNames } from '../values/typeNames.js';

/** A data point's value, as it came and as its product's model reads it. What is only assumed isn't here. */
export interface ExportedPoint {
  readonly code: string;
  /** As it came. */
  readonly value: unknown;
  readonly type?: string;
  readonly dp_id?: number;
  /** In the product's model. */
  readonly name?: string;
  readonly access?: string;
  /** A number with its scale. */
  readonly scaled?: number;
  readonly unit?: string;
  /** What is no number: the words of an enum's member, the labels of the bits that are set. */
  readonly shown?: string;
}

export function exportedPoint(point: DataPoint, model: PointModel | undefined): ExportedPoint {
  const { code, value } = point;
  const known = model?.type;
  const type = point.type ?? (known && known !== 'other' ? typeNames[known] : undefined);
  const scale = model?.scale;
  const scaled = typeof value === 'number' && scale ? scaledText(value, { scale }) : undefined;
  const unit = typeof value === 'number' ? model?.unit : undefined;
  const { shown } = decodeValue(point, model);
  const isWords = scaled === undefined && unit === undefined && shown && !shown.assumed;
  return {
    code,
    value,
    ...(type && { type }),
    ...(model?.dpId !== undefined && { dp_id: model.dpId }),
    ...(model?.name !== undefined && { name: model.name }),
    ...(model?.access && { access: model.access }),
    ...(scaled !== undefined && { scaled: Number(scaled) }),
    ...(unit !== undefined && { unit }),
    ...(isWords && { shown: shown.text }),
  };
}
