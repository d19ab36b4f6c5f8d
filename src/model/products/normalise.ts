import type { ProductDefinition } from '../../tuya/results.js';
import type { PointAccess, PointModel, PointType } from '../values/pointModel.js';
import { boundsOf, labelsOf, longestUnit, rangeOf, stepOf, typeOf, wholeOf, wordsOf } from './pointFacts.js';

/** Nobody makes a product with more; beyond it data points are counted and left out. */
export const pointsAtMost = 2_000;
/** UTF-16 units of a whole model: names and members that are each within their bounds may be many. */
const textAtMost = 1_000_000;
/** A code has to be the reported one to the letter: a longer one is left out and not cut. */
export const longestCode = 128;

export interface NormalPoints {
  readonly points: readonly PointModel[];
  /** How many couldn't be read, or were too many. */
  readonly unread: number;
}

/** What a product says of its data points, in one form for all sources. Never throws, whatever it says. */
export function normalPoints(definition: Pick<ProductDefinition, 'points' | 'badRecords'>): NormalPoints {
  const given: readonly unknown[] = Array.isArray(definition.points) ? definition.points : [];
  const { points, unread } = boundedPoints(given.map(normalPoint));
  return {
    points,
    unread: unread + (Array.isArray(definition.badRecords) ? definition.badRecords.length : 0),
  };
}

/** As many as fit into a model, each code once; what isn't there is one that couldn't be read. */
export function boundedPoints(given: readonly (PointModel | undefined)[]): NormalPoints {
  const points = new Map<string, PointModel>();
  let unread = 0;
  let text = 0;
  for (const point of given) {
    const size = point ? textOf(point) : 0;
    if (!point || points.size >= pointsAtMost || text + size > textAtMost) unread++;
    // Said twice: the first one stands.
    else if (!points.has(point.code)) {
      points.set(point.code, point);
      text += size;
    }
  }
  return { points: [...points.values()], unread };
}

function normalPoint(given: unknown): PointModel | undefined {
  const { code, dpId, name, access, type: wireType, values } = fieldsOf(given);
  if (typeof code !== 'string' || code === '' || code.length > longestCode) return undefined;
  const type = typeOf(wireType);
  return withoutGaps({
    code,
    dpId: wholeOf(dpId, 1, 65_535),
    name: wordsOf(name),
    access: isAccess(access) ? access : undefined,
    type,
    ...typeFacts(type, fieldsOf(values)),
  });
}

type Values = Readonly<Record<string, unknown>>;
type Facts = { readonly [Name in Exclude<keyof PointModel, 'code'>]?: PointModel[Name] | undefined };

/** What belongs to the type; the bounds of a text say nothing, and an enum has no unit. */
function typeFacts(type: PointType | undefined, values: Values): Facts {
  const { min, max, step, scale, unit, range, maxlen } = values;
  switch (type) {
    case 'integer':
    case 'float':
      return {
        ...boundsOf(min, max),
        step: stepOf(step),
        scale: type === 'integer' ? wholeOf(scale, 0, 10) : undefined,
        unit: wordsOf(unit, longestUnit),
      };
    case 'enum':
      return { range: rangeOf(range) };
    case 'bitmap':
      return { labels: labelsOf(values['label'] ?? values['labels']), maxLength: lengthOf(maxlen) };
    case 'string':
    case 'raw':
      return { maxLength: lengthOf(maxlen) };
    case 'json':
      return { maxLength: lengthOf(maxlen), full: fullOf(fieldsOf(values['s']), fieldsOf(values['v'])) };
    default:
      return {};
  }
}

/** A specification says the range of each part of a colour. */
function fullOf(saturation: Values, brightness: Values): number | undefined {
  const full = wholeOf(saturation['max'], 1, 65_535);
  return full === wholeOf(brightness['max'], 1, 65_535) ? full : undefined;
}

function lengthOf(given: unknown): number | undefined {
  return wholeOf(given, 1, Number.MAX_SAFE_INTEGER);
}

function isAccess(given: unknown): given is PointAccess {
  return given === 'ro' || given === 'wr' || given === 'rw';
}

function fieldsOf(given: unknown): Values {
  const isRecord = typeof given === 'object' && given !== null && !Array.isArray(given);
  return isRecord ? (given as Record<string, unknown>) : {};
}

/** Absent and undefined are the same to nobody who compares. */
export function withoutGaps(facts: Facts & { readonly code: string }): PointModel {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  ) as unknown as PointModel;
}

function textOf({ code, name = '', range = [], labels = [] }: PointModel): number {
  return [code, name, ...range, ...labels].reduce((sum, each) => sum + each.length, 0);
}
