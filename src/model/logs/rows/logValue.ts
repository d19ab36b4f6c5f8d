import type { DecodedValue } from '../../values/decodedValue.js';
import { decodeValue } from '../../values/decodeValue.js';
import { typeOf, type PointModel } from '../../values/pointModel.js';
import { isRaw } from '../../values/usualPoints.js';

/** What else is known of a data point. */
export interface KnownPoint {
  /** The JavaScript type of its present value in the device's status. */
  readonly jsType?: 'boolean' | 'number' | 'string' | 'object';
  /** The data point's type, where the device's status tells it (`Raw`, `Integer` …). */
  readonly type?: string;
  /** What the product says of it. */
  readonly model?: PointModel;
}

const numberText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A log's value as it reads: logs write everything as text. `raw` is that text. */
export function decodeLogValue(
  value: string | undefined,
  code: string,
  known: KnownPoint = {},
): DecodedValue {
  if (value === undefined || value === '') return { kind: 'empty', raw: '' };
  const { type, model } = known;
  if (canBe('boolean', code, known) && (value === 'true' || value === 'false')) {
    return { ...decodeValue({ code, value: value === 'true' }, model), raw: value };
  }
  const number = canBe('number', code, known) ? numberIn(value) : undefined;
  if (number !== undefined) return { ...decodeValue({ code, value: number }, model), raw: value };
  return decodeValue({ code, value, ...(type !== undefined && { type }) }, model);
}

/**
 * By what else is known: what the device shows at present, then what its product says. `1234` and `true` are base64,
 * too: of a raw data point they are its bytes.
 */
export function canBe(jsType: 'boolean' | 'number', code: string, known: KnownPoint): boolean {
  if (known.jsType !== undefined) return known.jsType === jsType;
  const type = typeOf(known.model);
  if (type === undefined) return !isRaw(code, known.type);
  return jsType === 'boolean' ? type === 'boolean' : numeric.has(type);
}

const numeric: ReadonlySet<string> = new Set(['integer', 'float', 'bitmap', 'date']);

/** The number that a text is; undefined for every other text, and for a number that a double would change. */
export function numberIn(text: string): number | undefined {
  return wholeNumberIn(text) ?? anyNumberIn(text);
}

const [nought, nine] = [48, 57];
/** Digits that a double holds, whatever they are. */
const digitsAtMost = 15;

/** Most numbers are short runs of digits: these are read without a regex. */
function wholeNumberIn(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > digitsAtMost) return undefined;
  let number = 0;
  for (let at = 0; at < length; at++) {
    const letter = text.charCodeAt(at);
    if (letter < nought || letter > nine || (at === 0 && letter === nought && length > 1)) return undefined;
    number = number * 10 + letter - nought;
  }
  return number;
}

function anyNumberIn(text: string): number | undefined {
  if (!numberText.test(text)) return undefined;
  const number = Number(text);
  const isKept = Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
  return isKept ? number : undefined;
}
