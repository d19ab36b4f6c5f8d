import { numberIn, type KnownPoint } from '../rows/logValue.js';
import { usualScales } from '../../values/numberScale.js';

/** One data point of one device. */
export interface ChartLane {
  /** Index among the log's devices. */
  readonly device: number;
  readonly code: string;
}

export type LaneKind = 'number' | 'boolean';

/** How the texts of a data point become numbers. Its kind is that of its first value that can be drawn. */
export interface LaneScale {
  readonly kind: LaneKind;
  readonly divisor: number;
  readonly unit?: string;
  readonly assumed?: true;
}

/** How to read this data point, by one of its values; undefined where it isn't one that can be drawn. */
export function laneScale(code: string, value: string, known: KnownPoint = {}): LaneScale | undefined {
  const { jsType, scale = usualScales.get(code) } = known;
  if (value === 'true' || value === 'false') {
    return jsType === undefined || jsType === 'boolean' ? { kind: 'boolean', divisor: 1 } : undefined;
  }
  if ((jsType !== undefined && jsType !== 'number') || numberIn(value) === undefined) return undefined;
  if (!scale) return { kind: 'number', divisor: 1 };
  return {
    kind: 'number',
    divisor: 10 ** scale.scale,
    ...(scale.unit !== undefined && { unit: scale.unit }),
    ...(!known.scale && { assumed: true }),
  };
}

/** Undefined for a value of another kind than its lane's. */
export function laneValue({ kind, divisor }: LaneScale, value: string): number | undefined {
  if (kind === 'boolean') return value === 'true' ? 1 : value === 'false' ? 0 : undefined;
  const number = numberIn(value);
  return number === undefined ? undefined : number / divisor;
}
