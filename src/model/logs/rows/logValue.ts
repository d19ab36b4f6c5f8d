import type { DecodedValue } from '../../values/decodeValue.js';
import { decodeValue } from '../../values/decodeValue.js';
import type { NumberScale } from '../../values/numberScale.js';
import { isRaw } from '../../values/usualPoints.js';

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
  if (canBe('boolean', code, known) && (value === 'true' || value === 'false')) {
    return { kind: 'boolean', raw: value, value: value === 'true' };
  }
  const number = canBe('number', code, known) ? numberIn(value) : undefined;
  if (number !== undefined) return { ...decodeValue({ code, value: number }, known.scale), raw: value };
  return decodeValue({ code, value, ...(known.type === undefined ? {} : { type: known.type }) }, known.scale);
}

/** By what else is known. `1234` and `true` are base64, too: of a raw data point they are its bytes. */
export function canBe(jsType: 'boolean' | 'number', code: string, known: KnownPoint): boolean {
  return known.jsType === undefined ? !isRaw(code, known.type) : known.jsType === jsType;
}

/** The number that a text is; undefined for every other text, and for a number that a double would change. */
export function numberIn(text: string): number | undefined {
  if (!numberText.test(text)) return undefined;
  const number = Number(text);
  const isKept = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isKept ? number : undefined;
}
