import type { DecodedValue } from '../../values/decodeValue.js';
import { decodeValue } from '../../values/decodeValue.js';
import type { NumberScale } from '../../values/numberScale.js';

/** What else is known of a data point. */
export interface KnownPoint {
  /** The JavaScript type of its present value in the device's status. */
  readonly jsType?: 'boolean' | 'number' | 'string' | 'object';
  /** The data point's type, where the product tells it (`Raw`, `Integer` …). */
  readonly type?: string;
  readonly scale?: NumberScale;
}

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A log's value as it reads: logs write everything as text. `raw` is that text. */
export function decodeLogValue(
  value: string | undefined,
  code: string,
  known: KnownPoint = {},
): DecodedValue {
  if (value === undefined || value === '') return { kind: 'empty', raw: '' };
  const isOpen = known.jsType === undefined;
  if ((isOpen || known.jsType === 'boolean') && (value === 'true' || value === 'false')) {
    return { kind: 'boolean', raw: value, value: value === 'true' };
  }
  const number = isOpen || known.jsType === 'number' ? numberIn(value) : undefined;
  if (number !== undefined) return { ...decodeValue({ code, value: number }, known.scale), raw: value };
  return decodeValue({ code, value, ...(known.type === undefined ? {} : { type: known.type }) }, known.scale);
}

/** The number that a text is; undefined for every other text, and for a number that a double would change. */
export function numberIn(text: string): number | undefined {
  if (!numberText.test(text)) return undefined;
  const number = Number(text);
  const isKept = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isKept ? number : undefined;
}
