import { isScalable, scaledText, type NumberScale } from './numberScale.js';
import type { PointModel } from './pointModel.js';
import { rawCodes, readings } from './usualTable.js';

/** How many products agree, of all that were seen with the data point's code. */
export interface Agreement {
  readonly agreeing: number;
  readonly products: number;
}

/** How a number is read. */
export interface NumberReading extends NumberScale {
  /** Set where it is only what is usual for the code. */
  readonly assumed?: Agreement;
}

export interface UsualReading extends NumberReading {
  /** Plausible values as they are on the wire, both included. */
  readonly from: number;
  readonly to: number;
}

const raw: ReadonlySet<string> = new Set(rawCodes.trim().split(/\s+/));
const usual = usualReadings();

/** Whether a data point is raw: by its type, or where nothing tells that, by its code alone and never by its value. */
export function isRaw(code: string, type: string | undefined): boolean {
  return type === undefined ? raw.has(code) : type.toLowerCase() === 'raw';
}

/**
 * How this value is read: as the product says, or as is usual for the code where the product says nothing of it. A usual
 * reading that leaves the value implausible isn't assumed: 230 of `cur_voltage` is 230 V and not 23.0 V, 300 of
 * `battery_percentage` no percentage. Undefined where nothing is known, and for what isn't a whole number.
 */
export function numberReading(code: string, value: number, model?: PointModel): NumberReading | undefined {
  const reading = saysNothing(model)
    ? usual.get(code)?.find(({ from, to }) => from <= value && value <= to)
    : modelReading(model);
  return reading && isScalable(value, reading.scale) ? reading : undefined;
}

/** All readings that numbers of this code may have, for who has many of them: the first counts that has the value. */
export function readingsOf(code: string, model?: PointModel): readonly UsualReading[] {
  if (saysNothing(model)) return usual.get(code) ?? [];
  const reading = modelReading(model);
  return reading ? [{ ...reading, from: -Infinity, to: Infinity }] : [];
}

/** A model that is a name alone leaves its numbers to what is usual. */
function saysNothing(model: PointModel | undefined): model is undefined {
  return model === undefined || (!model.type && model.scale === undefined && model.unit === undefined);
}

/** A product that gives an integer no scale has whole numbers. */
function modelReading({ type, scale = 0, unit }: PointModel): NumberReading | undefined {
  if (type !== undefined && type !== 'integer' && type !== 'other') return undefined;
  return { scale, ...(unit !== undefined && { unit }) };
}

/** Whether any number of this code has a reading. */
export function hasReading(code: string, model?: PointModel): boolean {
  return saysNothing(model) ? usual.has(code) : modelReading(model) !== undefined;
}

/** The number as everybody sees it: `219.6 V`, or `≈ 219.6 V` where that is assumed. */
export function readingText(value: number, reading: NumberReading, written?: string): string | undefined {
  const text = scaledText(value, reading, written);
  return text !== undefined && reading.assumed ? `≈ ${text}` : text;
}

function usualReadings(): ReadonlyMap<string, readonly UsualReading[]> {
  const byCode = new Map<string, UsualReading[]>();
  for (const line of readings.trim().split('\n')) {
    const [code = '', scale, unit = '-', seen = '', from, to] = line.split(' ');
    const [agreeing, products] = seen.split('/').map(Number);
    const reading = {
      scale: Number(scale),
      ...(unit !== '-' && { unit }),
      ...(agreeing !== undefined && products !== undefined && { assumed: { agreeing, products } }),
      from: Number(from),
      to: Number(to),
    };
    byCode.set(code, [...(byCode.get(code) ?? []), reading]);
  }
  return byCode;
}
