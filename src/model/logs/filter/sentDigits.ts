import { numberIn } from '../rows/logValue.js';

/** No whole number. */
export const noDigits = 0;
/** A whole number that isn't written as such: `1e3`, `12.0`, `-0`. */
export const oddDigits = 63;

/** What is remembered of a value: the verdict of what was sent in the low bits, its digits above them. */
export const verdictBits = 3;
export const digitsAt = 2;

const [nought, nine, minus] = [48, 57, 45];
/** Of all whole numbers that a double holds. */
const digitsAtMost = 16;

/** How many digits a whole number was sent with, one to 16; `noDigits` or `oddDigits` for what is none, or isn't written so. */
export function digitsOf(sent: string): number {
  const from = sent.charCodeAt(0) === minus ? 1 : 0;
  const digits = sent.length - from;
  if (digits < 1) return noDigits;
  for (let at = from; at < sent.length; at++) {
    const letter = sent.charCodeAt(at);
    if (letter < nought || letter > nine) return oddlySent(sent);
    if (at > digitsAtMost) break;
  }
  const isUsual = digits < digitsAtMost && sent.charCodeAt(from) !== nought;
  return isUsual || sent === '0' ? digits : oddlySent(sent);
}

function oddlySent(sent: string): number {
  const number = numberIn(sent);
  if (number === undefined || !Number.isInteger(number)) return noDigits;
  return String(number) === sent ? sent.replace('-', '').length : oddDigits;
}
