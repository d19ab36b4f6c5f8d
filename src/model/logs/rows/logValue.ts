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
  // A double would change the longest ones: those stay as they are.
  if ((isOpen || known.jsType === 'number') && numberText.test(value) && isKept(value)) {
    return { ...decodeValue({ code, value: Number(value) }, known.scale), raw: value };
  }
  return decodeValue({ code, value, ...(known.type === undefined ? {} : { type: known.type }) }, known.scale);
}

function isKept(value: string): boolean {
  const number = Number(value);
  return Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
}
