import { parseJson } from '../../base/json.js';
import { jsonText } from '../../base/boundedJson.js';
import type { DataPoint } from '../../tuya/results.js';
import { base64Bytes } from './base64.js';
import type { NumberScale } from './numberScale.js';
import { isRaw, numberReading, readingText, type Agreement } from './usualPoints.js';

/** A data point's value as it reads. Nothing is coerced: `raw` is what the cloud sent. */
export type DecodedValue =
  | { readonly kind: 'empty'; readonly raw: string }
  | { readonly kind: 'boolean'; readonly raw: string; readonly value: boolean }
  | {
      readonly kind: 'number';
      readonly raw: string;
      readonly value: number;
      /** With its scale and unit, where they are known. */
      readonly scaled?: ScaledNumber;
    }
  /** With bytes: it may be base64, too. Only its data point's type or code makes it binary, not how it looks. */
  | { readonly kind: 'text'; readonly raw: string; readonly bytes?: Uint8Array }
  /** An object or a list, also where it came as text. */
  | { readonly kind: 'json'; readonly raw: string; readonly value: object }
  | { readonly kind: 'binary'; readonly raw: string; readonly bytes: Uint8Array };

/** A number with its scale and unit, as it is shown. */
export interface ScaledNumber {
  /** `219.6 W`, assumed `≈ 219.6 W` */
  readonly text: string;
  /** In which products the code is read so, where scale and unit are assumed. */
  readonly assumed?: Agreement;
}

const maxJsonLength = 256 * 1024;

/** @param scale as the product defines it; without one, what is usual for the code is taken */
export function decodeValue({ code, value, type }: DataPoint, scale?: NumberScale): DecodedValue {
  const raw = rawText(value);
  if (value === null || value === undefined || value === '') return { kind: 'empty', raw: '' };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', raw, value };
    case 'number':
      return { kind: 'number', raw, value, ...scaled(value, code, scale) };
    case 'object':
      return { kind: 'json', raw, value };
    case 'string': {
      const json = parseContainer(value);
      if (json) return { kind: 'json', raw, value: json };
      const isBinary = isRaw(code, type);
      const bytes = base64Bytes(value, isBinary ? 'raw' : type);
      if (bytes && isBinary) return { kind: 'binary', raw, bytes };
      return { kind: 'text', raw, ...(bytes && { bytes }) };
    }
    default:
      return { kind: 'text', raw };
  }
}

/** The value as text, the way it is copied: a string as it is, everything else as JSON. */
export function rawText(value: unknown): string {
  return typeof value === 'string' ? value : jsonText(value);
}

function scaled(
  value: number,
  code: string,
  known: NumberScale | undefined,
): { readonly scaled?: ScaledNumber } {
  const reading = numberReading(code, value, known);
  const text = reading && readingText(value, reading);
  if (!reading || text === undefined) return {};
  return { scaled: { text, ...(reading.assumed && { assumed: reading.assumed }) } };
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
