import { laidOutJson } from '../../base/boundedJson.js';
import { parseJson } from '../../base/json.js';

/** More is no text that anybody reads. */
const bytesAtMost = 200_000;

/**
 * Bytes that are text beyond doubt: UTF-8 or UTF-16BE, and nothing but characters that show. JSON is laid out. Any two
 * bytes are some Chinese character, so UTF-16BE counts only where half of its characters are Latin ones.
 */
export function bytesText(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length > bytesAtMost) return undefined;
  const text = utf8(bytes) ?? utf16(bytes);
  return text === undefined ? undefined : laidOut(text);
}

function utf8(bytes: Uint8Array): string | undefined {
  return readable('utf-8', bytes);
}

function utf16(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const latin = bytes.filter((byte, index) => index % 2 === 0 && byte === 0).length;
  return latin * 4 >= bytes.length ? readable('utf-16be', bytes) : undefined;
}

function readable(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\r\n\t]+$/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return laidOutJson(parseJson(text), { longest: bytesAtMost });
  } catch {
    return text;
  }
}
