import type { PointModel } from '../values/pointModel.js';
import { typeNames } from '../values/typeNames.js';

/** By the data point's number, or by its code where that isn't known. */
export type TinytuyaMapping = Readonly<Record<string, TinytuyaPoint>>;

interface TinytuyaPoint {
  readonly code: string;
  readonly type: string;
  /** As text for a string, as the wizard has it. */
  readonly values: Readonly<Record<string, unknown>> | string;
  /** Of a `Json`: `values` as text. */
  readonly raw_values?: string;
}

/** A product's model as tinytuya's wizard makes it of a specification. What has no type can't be one of its entries. */
export function tinytuyaMapping(points: Iterable<PointModel>): TinytuyaMapping {
  const entries = new Map<string, TinytuyaPoint>();
  for (const point of points) {
    const { code, dpId, type } = point;
    const key = String(dpId ?? code);
    if (type === undefined || type === 'other' || entries.has(key)) continue;
    const values = valuesOf(point);
    const text = JSON.stringify(values);
    entries.set(key, {
      code,
      type: typeNames[type],
      ...(type === 'json' && { raw_values: text }),
      values: type === 'string' ? text : values,
    });
  }
  return Object.fromEntries(entries);
}

function valuesOf({ type, min, max, step, scale, unit, range, labels, maxLength }: PointModel) {
  return given({
    // As the wizard writes signs that a terminal may lack.
    unit: unit?.replaceAll('℃', '°C').replaceAll('℉', '°F'),
    min,
    max,
    scale,
    step,
    range,
    label: type === 'bitmap' ? labels : undefined,
    maxlen: maxLength,
  });
}

function given(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
