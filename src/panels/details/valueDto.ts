import { laidOutJson } from '../../base/boundedJson.js';
import { bytesText } from '../../model/values/bytesText.js';
import type { DecodedValue } from '../../model/values/decodedValue.js';
import { decodeValue } from '../../model/values/decodeValue.js';
import { hexText } from '../../model/values/hex.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { ValueDto } from '../../protocol/details.js';
import { visible } from '../../protocol/text.js';
import type { DataPoint } from '../../tuya/results.js';
import { meaningDto } from './meaningDto.js';

/** How much of a value goes to the page before it is asked for the rest, in UTF-16 units. */
export const previewLength = 400;
/** The most that goes there at all; more is for the clipboard. */
export const fullLength = 200_000;

/** A data point's value as it reads. Nothing is coerced: `text` is always what was sent. */
export function valueDto(point: DataPoint, limit: number = previewLength, model?: PointModel): ValueDto {
  const decoded = decodeValue(point, model);
  const { kind, raw } = decoded;
  const more = decodedDto(decoded, limit);
  return {
    kind,
    text: cut(raw, limit),
    length: raw.length,
    truncated: raw.length > limit,
    ...meaningDto(decoded),
    ...(more && { decoded: more }),
  };
}

/** What a value means beyond its text, or undefined where that is all. */
export function decodedDto(decoded: DecodedValue, limit: number): ValueDto['decoded'] {
  if (decoded.kind === 'json') {
    const longest = limit * 2;
    const text = shortened(laidOutJson(decoded.value, { longest }), longest);
    return { as: 'json', text, size: Object.keys(decoded.value).length };
  }
  const bytes = decoded.kind === 'binary' || decoded.kind === 'text' ? decoded.bytes : undefined;
  if (!bytes) return undefined;
  const words = bytesText(bytes);
  const inWords = words && shortened(words, limit);
  return {
    as: 'hex',
    text: hexText(bytes, Math.floor(limit / 3)),
    size: bytes.length,
    ...(inWords && { inWords }),
  };
}

/** A text as it may be shown, with an ellipsis where it goes on. */
export function shortened(text: string, limit: number): string {
  return text.length > limit ? `${cut(text, limit)}…` : visible(text);
}

function cut(text: string, limit: number): string {
  return visible(text.slice(0, limit));
}
