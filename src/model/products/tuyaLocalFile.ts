import type { PointDefinition } from '../../tuya/results.js';
import { ImportFileError, listOf, memberOf, productIdOf, type ImportedProduct } from './importFile.js';
import { normalPoints } from './normalise.js';
import { numberOf, unnamedBit, wordsOf } from './pointFacts.js';

/** Nobody sells one device under more ids. */
const productsAtMost = 200;
/** A YAML may name a part once and use it often: what is walked through has an end. */
const dpsAtMost = 2_000;
const rulesAtMost = 200;
/** UTF-16 units of what is kept of all its products: a part that is used often, for many products, soon fills a disk. */
const keptAtMost = 5_000_000;
/** Names that say which part a data point plays in its entity, and nothing of what it is. */
const roles = new Set(['sensor', 'switch', 'option', 'value', 'button', 'lock', 'position', 'brightness']);

/** What YAML says of a data point, put together from all entities that use it. */
interface Described {
  type: string | undefined;
  name: string | undefined;
  unit: string | undefined;
  scale: number | undefined;
  access: 'ro' | undefined;
  min: unknown;
  max: unknown;
  readonly labels: string[];
}

/**
 * A device of tuya-local: `products` with their ids, and `entities` whose `dps` have `id`, `type`, `name`, `unit`, `range`
 * and rules of mapping. It knows no codes: the number stands for the code until a model says which is whose.
 */
export function readTuyaLocalFile(file: unknown): readonly ImportedProduct[] | undefined {
  const entities = [
    ...listOf(memberOf(file, 'entities')),
    memberOf(file, 'primary_entity'),
    ...listOf(memberOf(file, 'secondary_entities')),
  ];
  if (!entities.some((entity) => memberOf(entity, 'dps') !== undefined)) return undefined;
  const points = new Map<string, Described>();
  let left = dpsAtMost;
  for (const entity of entities) {
    const dps = listOf(memberOf(entity, 'dps')).slice(0, left);
    left -= dps.length;
    for (const dp of dps) describe(points, entity, dp);
  }
  const ids = listOf(memberOf(file, 'products')).flatMap((each) => productIdOf(memberOf(each, 'id')) ?? []);
  if (ids.length === 0) throw new ImportFileError('noProduct');
  const normal = normalPoints({ points: [...points].map(definitionOf), badRecords: [] });
  if (normal.points.length === 0) throw new ImportFileError('noPoints');
  const products = [...new Set(ids)].slice(0, productsAtMost);
  if (JSON.stringify(normal.points).length * products.length > keptAtMost)
    throw new ImportFileError('tooLarge');
  return products.map((productId) => ({ productId, ...normal }));
}

function describe(points: Map<string, Described>, entity: unknown, dp: unknown): void {
  const id = numberOf(memberOf(dp, 'id'));
  if (id === undefined) return;
  const key = String(id);
  const point = points.get(key) ?? {
    ...{ type: undefined, name: undefined, unit: undefined, scale: undefined },
    ...{ access: undefined, min: undefined, max: undefined, labels: [] },
  };
  points.set(key, point);
  const mapping = listOf(memberOf(dp, 'mapping')).slice(0, rulesAtMost);
  const type = wordsOf(memberOf(dp, 'type'));
  const range = memberOf(dp, 'range');
  point.type ??= type;
  point.name ??= nameOf(entity, dp);
  if (memberOf(dp, 'readonly') === true) point.access = 'ro';
  // Of a part of some bytes, unit and scale say nothing of the whole.
  if (type === 'integer' || type === 'float') {
    point.unit ??= unitOf(memberOf(dp, 'unit'));
    point.min ??= memberOf(range, 'min');
    point.max ??= memberOf(range, 'max');
    for (const rule of mapping)
      if (memberOf(rule, 'dps_val') === undefined) point.scale ??= digitsOf(memberOf(rule, 'scale'));
  }
  if (type === 'bitfield') for (const rule of mapping) nameBit(point.labels, rule);
}

/** The entity's own name where the data point is its main one. */
function nameOf(entity: unknown, dp: unknown): string | undefined {
  const own = wordsOf(memberOf(dp, 'name'));
  const ofEntity = wordsOf(memberOf(entity, 'name')) ?? wordsOf(memberOf(entity, 'translation_key', 'class'));
  if (own !== undefined && !roles.has(own)) return own.replaceAll('_', ' ');
  return ofEntity?.replaceAll('_', ' ') ?? own;
}

/** 10 is one digit after the point; what no power of ten is, no number of digits is. */
function digitsOf(scale: unknown): number | undefined {
  const factor = numberOf(scale);
  const digits = factor === undefined || factor <= 0 ? -1 : Math.round(Math.log10(factor));
  return digits >= 1 && digits <= 10 && 10 ** digits === factor ? digits : undefined;
}

function unitOf(unit: unknown): string | undefined {
  return unit === 'C' || unit === 'F' ? `°${unit}` : wordsOf(unit);
}

function nameBit(labels: string[], rule: unknown): void {
  const mask = numberOf(memberOf(rule, 'dps_val'));
  const label = wordsOf(memberOf(rule, 'value'));
  if (mask === undefined || mask < 1 || label === undefined) return;
  const bit = Math.log2(mask);
  if (!Number.isInteger(bit) || bit > 31) return;
  while (labels.length <= bit) labels.push(unnamedBit(labels.length));
  labels[bit] = label;
}

const types: Readonly<Record<string, string>> = {
  boolean: 'bool',
  integer: 'value',
  unixtime: 'value',
  float: 'float',
  bitfield: 'bitmap',
  base64: 'raw',
  json: 'json',
  string: 'string',
  hex: 'string',
};

/** A text may be one of a few: YAML names only those that it turns into something else, so no members are said. */
function definitionOf([id, point]: readonly [string, Described]): PointDefinition {
  const { type = '', name, access, labels, ...values } = point;
  return {
    code: id,
    dpId: Number(id),
    name,
    access,
    type: type === 'string' ? undefined : Object.hasOwn(types, type) ? types[type] : undefined,
    values: { ...values, label: labels },
  } as PointDefinition;
}
