import type { BadRecord, PointDefinition, ProductDefinition, ShadowProperty } from '../results.js';
import { optionalId, textOf } from './fields.js';
import { isObject, jsonOf } from './jsonText.js';
import { mergedPoints, withoutDoubles, type PointList } from './pointLists.js';
import { modelPropertyReader, shadowPropertyReader, specifiedPointReader } from './product.js';
import { FieldProblem, kindOf, readList, type RecordReader } from './record.js';

/** A data point's number is one byte in the firmware; a foreign answer may have as many as it likes. */
const mostPoints = 5_000;

/** What every form of specification answers: what can be set, and what is reported. */
export function readSpecificationResult(raw: unknown): ProductDefinition {
  const result = objectAt('result', raw);
  const functions = readSide(result['functions'], 'result.functions');
  const status = readSide(result['status'], 'result.status');
  const category = textOf(optionalId.catch(undefined).parse(result['category']));
  if (functions.isMissing && status.isMissing && category === undefined)
    throw new FieldProblem('result.status', 'is missing');
  return {
    source: 'specification',
    ...(category === undefined ? {} : { category }),
    points: mergedPoints(functions, status),
    badRecords: [...functions.badRecords, ...status.badRecords],
  };
}

/** What the thing model answers: JSON as a text, with services that have properties. No points where it is empty. */
export function readThingModelResult(raw: unknown): ProductDefinition {
  const { model } = objectAt('result', raw);
  const isEmpty = model === null || (typeof model === 'string' && model.trim() === '');
  const services = isEmpty ? [] : servicesOf(model);
  const properties: PointDefinition[] = [];
  const badRecords: BadRecord[] = [];
  for (const [index, service] of services.entries()) {
    const at = `result.model.services[${index}]`;
    const left = mostPoints - properties.length - badRecords.length;
    if (left <= 0) {
      badRecords.push({ index, field: at, problem: `is behind ${mostPoints} data points` });
      break;
    }
    if (!isObject(service)) {
      badRecords.push({ index, field: at, problem: `can't be ${kindOf(service)}` });
      continue;
    }
    const list = readPoints(service['properties'], `${at}.properties`, modelPropertyReader, left);
    for (const point of list.points) properties.push(point);
    for (const record of list.badRecords) badRecords.push(record);
  }
  const { points, doubles } = withoutDoubles(properties, 'result.model.services');
  return { source: 'thingModel', points, badRecords: [...badRecords, ...doubles] };
}

export function readShadowResult(raw: unknown): readonly ShadowProperty[] {
  const { properties } = objectAt('result', raw);
  if (properties === undefined) throw new FieldProblem('result.properties', 'is missing');
  return readList(properties, 'result.properties', shadowPropertyReader).items;
}

function objectAt(at: string, raw: unknown): Readonly<Record<string, unknown>> {
  if (isObject(raw)) return raw;
  throw new FieldProblem(at, raw === undefined ? 'is missing' : `can't be ${kindOf(raw)}`);
}

function servicesOf(model: unknown): readonly unknown[] {
  const parsed = typeof model === 'string' ? jsonOf(model) : model;
  if (typeof model === 'string' && parsed === undefined) throw new FieldProblem('result.model', "isn't JSON");
  const { services } = objectAt('result.model', parsed);
  if (services === null) return [];
  if (Array.isArray(services)) return services;
  const problem = services === undefined ? 'is missing' : `expected a list, found ${kindOf(services)}`;
  throw new FieldProblem('result.model.services', problem);
}

/** One of a specification's two lists, each code once. */
function readSide(raw: unknown, at: string): PointList {
  const list = readPoints(raw, at, specifiedPointReader);
  const { points, doubles } = withoutDoubles(list.points, at);
  return { ...list, points, badRecords: [...list.badRecords, ...doubles] };
}

/** A list that can't be read hides no other list: it is one bad record. */
function readPoints(
  raw: unknown,
  at: string,
  reader: RecordReader<PointDefinition>,
  most = mostPoints,
): PointList {
  if (raw !== null && raw !== undefined && !Array.isArray(raw)) {
    const problem = `expected a list, found ${kindOf(raw)}`;
    return { points: [], badRecords: [{ index: 0, field: at, problem }], isMissing: false, isWhole: false };
  }
  const list = raw?.slice(0, most);
  const { items, badRecords, isMissing = false } = readList(list, at, reader);
  const isCut = (raw?.length ?? 0) > most;
  if (isCut) badRecords.push({ index: most, field: at, problem: `has more than ${most} entries` });
  return { points: items, badRecords, isMissing, isWhole: badRecords.length === 0 };
}
