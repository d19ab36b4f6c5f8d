import type { BadRecord, PointDefinition } from '../results.js';
import { isObject } from './jsonText.js';

/** Data points as one list of an answer has them. */
export interface PointList {
  readonly points: readonly PointDefinition[];
  readonly badRecords: readonly BadRecord[];
  /** There is no list, not even an empty one. */
  readonly isMissing: boolean;
  /** Everything of it could be read: what isn't in it isn't there. */
  readonly isWhole: boolean;
}

/**
 * Data points by code, each once: the one that says more, or the first of those that say as much. The others come back
 * as records that weren't used, by their place among those that could be read.
 */
export function withoutDoubles(
  list: readonly PointDefinition[],
  at: string,
): { readonly points: readonly PointDefinition[]; readonly doubles: readonly BadRecord[] } {
  const byCode = new Map<string, PointDefinition>();
  const doubles: BadRecord[] = [];
  for (const [index, point] of list.entries()) {
    const known = byCode.get(point.code);
    if (!known || factsOf(point) > factsOf(known)) byCode.set(point.code, point);
    if (known) doubles.push({ index, id: point.code.slice(0, 100), field: at, problem: 'has a code twice' });
  }
  return { points: [...byCode.values()], doubles };
}

/**
 * What a specification says of each code in either list. Who may set it is left open where a list couldn't be read as a
 * whole: the code may stand in the rest of it.
 */
export function mergedPoints(functions: PointList, status: PointList): readonly PointDefinition[] {
  const settable = new Map(functions.points.map((point) => [point.code, point]));
  const reported = new Map(status.points.map((point) => [point.code, point]));
  return [...new Set([...settable.keys(), ...reported.keys()])].flatMap((code) => {
    const [one, other] = [settable.get(code), reported.get(code)];
    if (one && other) return [{ ...filledUp(one, other), access: 'rw' }];
    if (one) return [status.isWhole ? { ...one, access: 'wr' } : one];
    if (other) return [functions.isWhole ? { ...other, access: 'ro' } : other];
    return [];
  });
}

/**
 * What is said twice is taken from the one that says more. A type and what belongs to it stay together. Members and
 * limits are those of both: a vacuum cleaner reports a suction `closed` that nobody can set.
 */
function filledUp(one: PointDefinition, other: PointDefinition): PointDefinition {
  const [rich, poor] = factsOf(other) > factsOf(one) ? [other, one] : [one, other];
  const isTypeless = rich.type === undefined && rich.values === undefined;
  if (isTypeless || rich.type === poor.type) {
    const wider = { ...membersOf(one, other), ...limitsOf(one, other) };
    const isWider = Object.keys(wider).length > 0;
    return { ...poor, ...rich, ...(isWider && { values: { ...fieldsOf(rich.values), ...wider } }) };
  }
  const { type: _type, values: _values, ...naming } = poor;
  return { ...naming, ...rich };
}

/** Undefined where one of them doesn't say any. */
function membersOf(
  one: PointDefinition,
  other: PointDefinition,
): { readonly range: readonly unknown[] } | undefined {
  const [settable, reported] = [fieldsOf(one.values)?.['range'], fieldsOf(other.values)?.['range']];
  if (!Array.isArray(settable) || !Array.isArray(reported)) return undefined;
  return { range: [...new Set<unknown>([...reported, ...settable])] };
}

/** Of numbers with one scale; undefined where one of them doesn't say any. */
function limitsOf(
  one: PointDefinition,
  other: PointDefinition,
): { readonly min: number; readonly max: number } | undefined {
  const [settable, reported] = [fieldsOf(one.values), fieldsOf(other.values)];
  if (!settable || !reported || settable['scale'] !== reported['scale']) return undefined;
  const [lowest, highest] = [
    numbersOf(settable['min'], reported['min']),
    numbersOf(settable['max'], reported['max']),
  ];
  return lowest && highest && { min: Math.min(...lowest), max: Math.max(...highest) };
}

function numbersOf(...given: readonly unknown[]): readonly number[] | undefined {
  return given.every((each) => typeof each === 'number') ? given : undefined;
}

function factsOf({ values, unread: _unread, ...point }: PointDefinition): number {
  return Object.keys(point).length + Object.keys(fieldsOf(values) ?? {}).length;
}

function fieldsOf(values: unknown): Readonly<Record<string, unknown>> | undefined {
  return isObject(values) ? values : undefined;
}
