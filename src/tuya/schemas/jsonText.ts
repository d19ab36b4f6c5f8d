import { isDeeperThan, jsonText } from '../../base/boundedJson.js';
import { parseJson } from '../../base/json.js';

/** What belongs to a type fits on a page. */
const longestText = 200_000;
/** No type is nested so deep: a struct of structs of enums has six levels. */
const deepestValue = 20;

/**
 * JSON that an answer holds as a text, read; undefined where there is none. Text that isn't JSON, or is longer or deeper
 * than anybody means it to be, stays text.
 */
export function parsedText(raw: unknown): unknown {
  if (raw === null || raw === undefined) return undefined;
  if (typeof raw !== 'string') return isDeeperThan(raw, deepestValue) ? jsonText(raw) : raw;
  if (raw.trim() === '') return undefined;
  if (raw.length > longestText) return raw;
  const parsed = jsonOf(raw);
  return parsed === undefined || isDeeperThan(parsed, deepestValue) ? raw : (parsed ?? undefined);
}

/** Undefined for text that isn't JSON. */
export function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
