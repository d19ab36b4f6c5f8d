import { quoted } from './filterScanner.js';

/** The text of the filter that shows the rows of one data point, whatever its code is made of. */
export function pointFilter(code: string): string {
  // The box is one line; a code that has a break in it can't be told from one with a space there.
  const line = code.replace(/[\r\n]+/g, ' ');
  // Bare digits are the number in the firmware as well.
  const isBare = /^[\w.+-]+$/.test(line) && !/^\d+$/.test(line);
  return `dp:${isBare ? line : quoted(line)}`;
}
