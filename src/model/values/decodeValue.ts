import { parseJson } from '../../base/json.js';
import { jsonText } from '../../base/boundedJson.js';
import type { DataPoint } from '../../tuya/results.js';
import { base64Bytes } from './base64.js';
import type { DecodedValue } from './decodedValue.js';
import { meaningOf } from './meaning.js';
import { typeOf, type PointModel } from './pointModel.js';
import { isRaw } from './usualPoints.js';

const maxJsonLength = 256 * 1024;

/**
 * The value as it reads: by its product's model where there is one, or else by what is usual for its code. A model that
 * contradicts the value leaves it as it came, and outside.
 */
export function decodeValue(point: DataPoint, model?: PointModel): DecodedValue {
  const plain = plainValue(point, model);
  const meaning = meaningOf(plain, point.code, model);
  return meaning ? { ...plain, ...meaning } : plain;
}

/** The value as text, the way it is copied: a string as it is, everything else as JSON. */
export function rawText(value: unknown): string {
  if (typeof value === 'string') return value;
  // Logs are full of these, and JSON writes them so, too.
  return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : jsonText(value);
}

function plainValue({ code, value, type }: DataPoint, model: PointModel | undefined): DecodedValue {
  const raw = rawText(value);
  if (value === null || value === undefined || value === '') return { kind: 'empty', raw: '' };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', raw, value };
    case 'number':
      return { kind: 'number', raw, value };
    case 'object':
      return { kind: 'json', raw, value };
    case 'string': {
      const json = parseContainer(value);
      if (json) return { kind: 'json', raw, value: json };
      const known = typeOf(model) ?? type;
      const isBinary = isRaw(code, known);
      const bytes = base64Bytes(value, isBinary ? 'raw' : known);
      if (bytes && isBinary) return { kind: 'binary', raw, bytes };
      return { kind: 'text', raw, ...(bytes && { bytes }) };
    }
    default:
      return { kind: 'text', raw };
  }
}

/** Objects and lists only: `"12"` and `"true"` are strings that stay strings. */
function parseContainer(text: string): object | undefined {
  if (text.length > maxJsonLength || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return parseJson(text) as object;
  } catch {
    return undefined;
  }
}
