import type { DataPoint } from '../../tuya/results.js';
import { decodeValue } from '../values/decodeValue.js';
import { scaledText } from '../values/numberScale.js';
import type { PointModel } from '../values/pointModel.js';
import { typeNames } from '../values/typeNames.js';
import { numberReading, type NumberReading } from '../values/usualPoints.js';

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
  const { scale = 0, unit } = (typeof value === 'number' && readingOf(code, value, model)) || {};
  const scaled = typeof value === 'number' && scale > 0 ? scaledText(value, { scale }) : undefined;
  const { shown } = decodeValue(point, model);
  const isCertain = shown && !shown.assumed && !shown.isAssumed;
  const isWords = scaled === undefined && unit === undefined && isCertain;
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

/** Scale and unit as the model has them, for a number that it can mean: of 23.5 where it has whole numbers nobody knows. */
function readingOf(
  code: string,
  value: number,
  model: PointModel | undefined,
): Partial<NumberReading> | undefined {
  if (model?.type === 'float') return model.unit === undefined ? undefined : { unit: model.unit };
  const reading = numberReading(code, value, model);
  return reading?.assumed ? undefined : reading;
}
