import { canBe, numberIn, type KnownPoint } from '../rows/logValue.js';
import { numberReading, type Agreement } from '../../values/usualPoints.js';

/** One data point of one device. */
export interface ChartLane {
  /** Index among the log's devices. */
  readonly device: number;
  readonly code: string;
}

/** An enum is drawn in steps, by the order in which its product lists the members. */
export type LaneKind = 'number' | 'boolean' | 'enum';

/** How the numbers of a lane are read. */
export interface LaneScale {
  readonly divisor: number;
  readonly unit?: string;
  /** Set where that is only what is usual for the code. */
  readonly assumed?: Agreement;
}

/** What this data point is, by one of its values; undefined where it isn't one that can be drawn. */
export function laneKind(code: string, value: string, known: KnownPoint = {}): LaneKind | undefined {
  if (laneMembers(known)) return 'enum';
  if (value === 'true' || value === 'false') return canBe('boolean', code, known) ? 'boolean' : undefined;
  return canBe('number', code, known) && numberIn(value) !== undefined ? 'number' : undefined;
}

/** The members of an enum, where the product tells them. */
export function laneMembers({ model }: KnownPoint): readonly string[] | undefined {
  return model?.type === 'enum' && model.range && model.range.length > 0 ? model.range : undefined;
}

/** As it is on the wire, a boolean as 0 or 1; undefined for a value of another kind than its lane's. */
export function laneValue(kind: Exclude<LaneKind, 'enum'>, value: string): number | undefined {
  if (kind === 'boolean') return value === 'true' ? 1 : value === 'false' ? 0 : undefined;
  return numberIn(value);
}

/**
 * One scale for a whole lane: that of its value farthest from zero, and none where the lowest or the highest can't be
 * read at all.
 */
export function laneScale(code: string, min: number, max: number, known: KnownPoint = {}): LaneScale {
  if (isFloat(known))
    return { divisor: 1, ...(known.model?.unit !== undefined && { unit: known.model.unit }) };
  const [low, high] = [min, max].map((value) => numberReading(code, value, known.model));
  if (!low || !high) return { divisor: 1 };
  const { scale, unit, assumed } = -min > max ? low : high;
  return { divisor: 10 ** scale, ...(unit !== undefined && { unit }), ...(assumed && { assumed }) };
}

/** A number that has its point on the wire, and so no scale. */
export function isFloat({ model }: KnownPoint): boolean {
  return model?.type === 'float';
}
