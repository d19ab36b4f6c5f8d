import type { DecodedValue } from './decodedValue.js';
import { hexText } from './hex.js';

/** Bytes that a line of a view has room for. */
const bytesAtMost = 64;

/** The value in one line, as every view shows it: with its scale and unit, by its labels, bytes as hex. */
export function shownText(decoded: DecodedValue): string {
  if (decoded.shown) return decoded.shown.text;
  return decoded.kind === 'binary' ? hexText(decoded.bytes, bytesAtMost) : decoded.raw;
}
