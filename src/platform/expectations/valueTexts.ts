import { jsonText } from '../../base/boundedJson.js';
import { displayText } from '../../base/displayText.js';

/** In characters. */
const longest = 60;

/** A value as a file has it: text, or JSON, cut where it is long. */
export function valueText(value: unknown): string {
  return displayText(typeof value === 'string' ? value : jsonText(value), longest);
}
