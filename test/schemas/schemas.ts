import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** A data point as one product defines it. */
export interface SchemaPoint {
  readonly code: string;
  /** `value`, `bool`, `enum`, `string`, `raw` or `bitmap`. */
  readonly type: string;
  /** Of a number. */
  readonly scale: number;
  /** Of a number, in one spelling; empty where the product names none. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** As the product spells it. */
  readonly said: SaidOfPoint;
}

export interface SaidOfPoint {
  readonly unit?: string;
  /** Of an enum. */
  readonly range?: readonly string[];
  /** Of a bitmap. */
  readonly label?: readonly string[];
  readonly maxlen?: string | number;
}

const number = z.number().catch(Number.NaN);
const texts = z.array(z.string()).optional().catch(undefined);
const point = z.object({
  code: z.string(),
  type: z.string(),
  property: z
    .object({
      type: z.string().optional(),
      scale: z.number().optional(),
      unit: z.string().optional(),
      min: number,
      max: number,
      range: texts,
      label: texts,
      maxlen: z.union([z.string(), z.number()]).optional().catch(undefined),
    })
    .optional(),
});
const products = z.record(z.string(), z.object({ schema: z.string() }));

/** @throws what isn't `{ "<product>": { "schema": "<JSON: a list of data points>" } }` */
export async function readSchemas(path: string): Promise<readonly (readonly SchemaPoint[])[]> {
  const all = products.parse(JSON.parse(await readFile(path, 'utf8')));
  return Object.values(all).map(({ schema }) => z.array(point).parse(JSON.parse(schema)).map(schemaPoint));
}

/** The type stands in one of two places (findings/schema-types-in-three-places.sh). */
function schemaPoint({ code, type, property }: z.infer<typeof point>): SchemaPoint {
  const { range, label, maxlen } = property ?? {};
  const unit = property && (property.unit ?? '').trim();
  return {
    code,
    type: property?.type ?? type,
    scale: property?.scale ?? 0,
    unit: oneSpelling(property?.unit ?? ''),
    min: property?.min ?? Number.NaN,
    max: property?.max ?? Number.NaN,
    said: {
      ...(unit !== undefined && { unit }),
      ...(range && { range }),
      ...(label && { label }),
      ...(maxlen !== undefined && { maxlen }),
    },
  };
}

/**
 * Units are what somebody typed (findings/schema-units-are-free-text.sh). Only spellings that can't mean anything else
 * become one: `M` stays, which is minutes here and metres there, and so does `度`, a degree or a kilowatt-hour.
 */
export function oneSpelling(unit: string): string {
  const text = unit.trim();
  return spellings.get(text.toLowerCase().replaceAll(/[\s.·•*]/g, '')) ?? text;
}

const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    kWh: ['kwh', '千瓦时'],
    '°C': ['℃', '°c', '˚c', 'ºc', '摄氏度'],
    '°F': ['℉', '°f', '˚f', 'ºf'],
    min: ['min', 'mins', 'minute', 'minutes', '分', '分钟'],
    s: ['s', 'sec', 'second', 'seconds', '秒', '秒钟'],
    d: ['d', 'day', 'days', '天'],
    h: ['h', 'hour', 'hours', '小时'],
    '%': ['%', '％'],
    V: ['v'],
    W: ['w'],
    kW: ['kw'],
    Hz: ['hz'],
    ppm: ['ppm'],
    lux: ['lux'],
    'µg/m³': ['ug/m3', 'ug/m³', 'μg/m³', 'µg/m³'],
    'm²': ['㎡', 'm²', 'm2'],
  }).flatMap(([unit, spelled]) => spelled.map((one) => [one, unit])),
);
