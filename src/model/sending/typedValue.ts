import { isDeeperThan, isSameJson } from '../../base/boundedJson.js';
import { parseJson } from '../../base/json.js';
import { typeOf, type PointModel } from '../values/pointModel.js';
import { rawOf } from '../values/rawOf.js';
import { isBase64 } from './base64Text.js';
import { stepStarts } from './stepStarts.js';

/** Why a value can't be sent. Limits are as the wire has them, before scaling. */
export type ValueProblem =
  | {
      readonly kind:
        | 'empty'
        | 'notBoolean'
        | 'notAText'
        | 'notANumber'
        | 'notAMember'
        | 'notJson'
        | 'notBytes'
        | 'notATime';
    }
  /** A data point that only reports. */
  | { readonly kind: 'reportOnly' }
  | { readonly kind: 'notWhole'; readonly scale: number }
  | { readonly kind: 'tooSmall' | 'tooLarge'; readonly limit: number }
  | { readonly kind: 'offStep'; readonly step: number; readonly below: number; readonly above: number }
  | { readonly kind: 'unknownBits' }
  /** Characters of a text, bytes of a raw value. */
  | { readonly kind: 'tooLong'; readonly most: number };

export type TypedValue =
  | { readonly ok: true; readonly value: unknown; /** By its product's model. */ readonly isChecked: boolean }
  | { readonly ok: false; readonly problem: ValueProblem };

/** No value of a data point is longer, in characters of what is typed or of JSON. */
export const longestValue = 32 * 1024;
export const deepestValue = 20;
/** Of a number; what is larger can't be sent as it was typed. */
const inexact: ValueProblem = { kind: 'tooLarge', limit: Number.MAX_SAFE_INTEGER };

/**
 * What a person typed, as it is sent: by the model's type and scale, and within its limits. Without a type it is JSON,
 * and nobody has checked it.
 */
export function readTyped(text: string, model: PointModel | undefined): TypedValue {
  if (text.length > longestValue) return refused({ kind: 'tooLong', most: longestValue });
  const type = typeOf(model);
  if (!model || type === undefined) return readJson(text);
  if (text === '' && type !== 'string') return refused({ kind: 'empty' });
  const value = type === 'raw' ? bytesOf(text, model) : rawOf(numberAsShown(text.trim(), type), model);
  const isParsed = type === 'array' || type === 'struct';
  const parsed = type === 'string' ? text : isParsed ? jsonOf(text) : value;
  if (parsed === undefined) return refused(unreadable(model));
  if (isParsed && isRounded(text, parsed)) return refused(inexact);
  const problem = valueProblem(parsed, model);
  return problem ? refused(problem) : { ok: true, value: parsed, isChecked: true };
}

/** What is wrong with a value, as it would be sent; undefined where nothing is, or no model says so. */
export function valueProblem(value: unknown, model: PointModel | undefined): ValueProblem | undefined {
  if (value === null || value === undefined) return { kind: 'empty' };
  if (isDeeperThan(value, deepestValue)) return { kind: 'notJson' };
  const type = typeOf(model);
  if (!model || type === undefined) return undefined;
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { kind: 'notBoolean' };
    case 'integer':
      if (typeof value !== 'number') return { kind: 'notANumber' };
      if (!Number.isSafeInteger(value)) return { kind: 'notWhole', scale: model.scale ?? 0 };
      return limitProblem(value, model) ?? stepProblem(value, model);
    case 'float':
      return typeof value === 'number' && Number.isFinite(value)
        ? limitProblem(value, model)
        : { kind: 'notANumber' };
    case 'enum':
      return typeof value === 'string' && (model.range?.includes(value) ?? true)
        ? undefined
        : { kind: 'notAMember' };
    case 'bitmap':
      return maskProblem(value, model);
    case 'string':
      return typeof value === 'string' ? lengthProblem(value.length, model) : { kind: 'notAText' };
    case 'json':
      return typeof value === 'string' && jsonOf(value) !== undefined ? undefined : { kind: 'notJson' };
    case 'raw':
      if (typeof value !== 'string' || !isBase64(value)) return { kind: 'notBytes' };
      return lengthProblem(Buffer.from(value, 'base64').length, model);
    case 'date':
      return typeof value === 'number' && Number.isSafeInteger(value) ? undefined : { kind: 'notATime' };
    case 'array':
    case 'struct':
      return typeof value === 'object' ? undefined : { kind: 'notJson' };
  }
}

function readJson(text: string): TypedValue {
  const value = jsonOf(text);
  if (value === undefined || value === null)
    return refused({ kind: text.trim() === '' ? 'empty' : 'notJson' });
  if (isRounded(text, value)) return refused(inexact);
  const problem = valueProblem(value, undefined);
  return problem ? refused(problem) : { ok: true, value, isChecked: false };
}

/** `.5`, `5.` and `+5`, which fields for numbers let pass, as numbers are shown. */
function numberAsShown(text: string, type: PointModel['type']): string {
  if (type !== 'integer' && type !== 'float') return text;
  return text
    .replace(/^\+(?=[\d.])/, '')
    .replace(/^(-?)(?=\.\d)/, '$10')
    .replace(/(?<=^-?\d{1,16})\.(?=$| )/, '');
}

/** Hex as a person reads bytes, or base64 behind its name, as the cloud has them: `00 ff`, `base64:AP8=`. */
function bytesOf(text: string, model: PointModel): unknown {
  const [, base64] = /^base64:\s*(.*)$/su.exec(text.trim()) ?? [];
  if (base64 === undefined) return rawOf(text.trim(), model);
  return isBase64(base64.trim()) ? base64.trim() : undefined;
}

function unreadable(model: PointModel): ValueProblem {
  switch (typeOf(model)) {
    case 'boolean':
      return { kind: 'notBoolean' };
    case 'enum':
      return { kind: 'notAMember' };
    case 'bitmap':
      return { kind: 'unknownBits' };
    case 'raw':
      return { kind: 'notBytes' };
    case 'date':
      return { kind: 'notATime' };
    case 'integer':
      return { kind: 'notWhole', scale: model.scale ?? 0 };
    case 'float':
      return { kind: 'notANumber' };
    default:
      return { kind: 'notJson' };
  }
}

/** Limits that exclude everything say nothing. */
function limitProblem(
  value: number,
  { min = -Infinity, max = Infinity }: PointModel,
): ValueProblem | undefined {
  if (min > max) return undefined;
  if (value < min) return { kind: 'tooSmall', limit: min };
  return value > max ? { kind: 'tooLarge', limit: max } : undefined;
}

/** The smallest and the largest value can be sent, wherever steps lead. */
function stepProblem(value: number, model: PointModel): ValueProblem | undefined {
  const { min, max = Infinity, step = 1 } = model;
  const starts = stepStarts(model);
  const [likeliest] = starts;
  if (likeliest === undefined || value === min || value === max) return undefined;
  const beyond = (start: number): number => (((value - start) % step) + step) % step;
  if (starts.some((start) => beyond(start) === 0)) return undefined;
  const below = value - beyond(likeliest);
  return {
    kind: 'offStep',
    step,
    below: Math.max(below, min ?? below),
    above: Math.min(below + step, max),
  };
}

function maskProblem(value: unknown, { labels = [], maxLength = 0 }: PointModel): ValueProblem | undefined {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return { kind: 'unknownBits' };
  const bits = Math.max(labels.length, maxLength);
  return bits > 0 && bits < 53 && value >= 2 ** bits ? { kind: 'unknownBits' } : undefined;
}

/** A length of none is one that nobody filled in. */
function lengthProblem(length: number, { maxLength = 0 }: PointModel): ValueProblem | undefined {
  return maxLength > 0 && length > maxLength ? { kind: 'tooLong', most: maxLength } : undefined;
}

/** Undefined for text that isn't JSON. */
function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Numbers that a double doesn't hold: the cloud would be sent another number, or a text in the place of one. */
function isRounded(text: string, exact: unknown): boolean {
  return !isSameJson(JSON.parse(text), exact);
}

function refused(problem: ValueProblem): TypedValue {
  return { ok: false, problem };
}
