import { isScalable } from './numberScale.js';
import { typeOf, type PointModel } from './pointModel.js';

/** A number as it is shown: perhaps `≈`, digits, a unit, what a decoder adds in brackets. */
const shownNumber = /^(?:≈ )?(?<sign>-?)(?<whole>\d{1,16})(?:\.(?<fraction>\d{1,16}))?(?: (?<unit>.*))?$/su;
/** As many as a double holds. */
const bitsAtMost = 53;
/** Characters of a text besides its unit. */
const longest = 400;

/**
 * What has to be sent for a text to be shown: the other way of `shownText`. Undefined where the text isn't one of this
 * data point, or has more digits than its scale; limits are not looked at.
 */
export function rawOf(text: string, model: PointModel): boolean | number | string | undefined {
  switch (typeOf(model)) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case 'integer':
      return unscaled(text, model.scale ?? 0, model.unit);
    case 'float':
      return fractional(text, model.unit);
    case 'enum':
      return memberOf(text, model);
    case 'bitmap':
      return maskOf(text, model.labels ?? []);
    case 'raw':
      return base64Of(text);
    case 'date':
      return timeOf(text);
    case undefined:
      return model.scale === undefined && model.unit === undefined
        ? text
        : unscaled(text, model.scale ?? 0, model.unit);
    case 'string':
    case 'json':
    case 'array':
    case 'struct':
      return text;
  }
}

/** `21.50 °C` with scale 2 is 2150; digit by digit, so that every integer comes back as it went. */
function unscaled(text: string, scale: number, unit: string | undefined): number | undefined {
  const { sign, whole = '', fraction = '' } = parts(text, unit) ?? {};
  if (whole === '' || !(scale >= 0 && scale <= 10)) return undefined;
  const more = fraction.slice(scale);
  if (/[1-9]/.test(more)) return undefined;
  const value = Number(`${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  if (!isScalable(value, scale)) return undefined;
  return sign === '-' && value !== 0 ? -value : value;
}

function parts(
  text: string,
  unit: string | undefined,
): { sign?: string; whole?: string; fraction?: string } | undefined {
  if (text.length > longest + (unit?.length ?? 0)) return undefined;
  const groups = shownNumber.exec(text)?.groups;
  if (!groups) return undefined;
  const rest = groups['unit'];
  // The unit may be left out, but not be another one.
  const fits = rest === undefined || rest === unit || rest.startsWith(`${unit ?? ''} (`) || rest === '';
  return fits ? groups : undefined;
}

function fractional(text: string, unit: string | undefined): number | undefined {
  const digits = unit !== undefined && text.endsWith(` ${unit}`) ? text.slice(0, -unit.length - 1) : text;
  const value =
    digits.length > 400 || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(digits) ? NaN : Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

/** The one member that is shown so; of several, the one that is called so itself. */
function memberOf(text: string, { range, isOpen, labels }: PointModel): string | undefined {
  if (!range) return text;
  const shownSo = range.filter((member, index) => (labels?.[index] || member) === text);
  if (shownSo.length === 1) return shownSo[0];
  return range.includes(text) || (isOpen && shownSo.length === 0) ? text : undefined;
}

/** Undefined also where labels could be read in two ways. */
function maskOf(text: string, labels: readonly string[]): number | undefined {
  if (text === 'none set') return labels.includes(text) ? undefined : 0;
  if (/^\d{1,16}$/.test(text) && !labels.includes(text)) return unscaled(text, 0, undefined);
  const bits = new Set<number>();
  const words = text.split(', ', bitsAtMost + 1);
  for (const word of words) {
    const bit = bitOf(word, labels);
    if (bit === undefined) return undefined;
    bits.add(bit);
  }
  const isClear = bits.size === words.length && !labels.some((label) => label.includes(', '));
  return isClear ? [...bits].reduce((mask, bit) => mask + 2 ** bit, 0) : undefined;
}

function bitOf(word: string, labels: readonly string[]): number | undefined {
  const [, digits] = /^bit (\d{1,2})$/.exec(word) ?? [];
  const byNumber = digits === undefined ? undefined : Number(digits);
  const byLabel = word === '' ? -1 : labels.indexOf(word);
  if (byLabel >= 0)
    return byLabel === labels.lastIndexOf(word) && (byNumber ?? byLabel) === byLabel ? byLabel : undefined;
  return byNumber !== undefined && byNumber < bitsAtMost ? byNumber : undefined;
}

function base64Of(text: string): string | undefined {
  if (text.length > 256 * 1024 || !/^[\da-f]{2}(?: ?[\da-f]{2})*$/i.test(text)) return undefined;
  return Buffer.from(text.replaceAll(' ', ''), 'hex').toString('base64');
}

function timeOf(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
