import { jsonText } from '../../base/boundedJson.js';
import type { DataPoint } from '../../tuya/results.js';
import { base64Bytes } from './base64.js';
import { scaledText, usualScales, type NumberScale } from './numberScale.js';

/** A data point's value as it reads. Nothing is coerced: `raw` is what the cloud sent. */
export type DecodedValue =
  | { readonly kind: 'empty'; readonly raw: string }
  | { readonly kind: 'boolean'; readonly raw: string; readonly value: boolean }
  | {
      readonly kind: 'number';
      readonly raw: string;
      readonly value: number;
      /** With its scale and unit, where they are known. */
      readonly scaled?: { readonly text: string; readonly assumed: boolean };
    }
  | { readonly kind: 'text'; readonly raw: string }
  /** An object or a list, also where it came as text. */
  | { readonly kind: 'json'; readonly raw: string; readonly value: object }
  | { readonly kind: 'binary'; readonly raw: string; readonly bytes: Uint8Array };

const maxJsonLength = 256 * 1024;

/** @param scale as the product defines it; without one, that of well-known codes is assumed */
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
      const bytes = base64Bytes(value, type);
      return bytes ? { kind: 'binary', raw, bytes } : { kind: 'text', raw };
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
): { readonly scaled?: { readonly text: string; readonly assumed: boolean } } {
  const scale = known ?? usualScales.get(code);
  const text = scale && scaledText(value, scale);
  return text === undefined ? {} : { scaled: { text, assumed: known === undefined } };
}

/** Objects and lists only: `"12"` and `"true"` are strings that stay strings. */
function parseContainer(text: string): object | undefined {
  if (text.length > maxJsonLength || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
