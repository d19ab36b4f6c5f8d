import type { ValueDto } from '../protocol/details.js';
import { visible } from '../protocol/text.js';

/** How much of a value goes to the page before it is asked for the rest, in UTF-16 units. */
export const previewLength = 400;
/** The most that goes there at all; more is for the clipboard. */
export const fullLength = 200_000;
const maxDecodedLength = 256 * 1024;
const jsonIndent = 2;

/**
 * A data point's value as it reads. The cloud sends booleans, numbers and strings; strings may hold JSON or,
 * for raw data points, base64. Nothing is coerced: `text` is always what was sent.
 */
export function valueDto(value: unknown, type?: string, limit: number = previewLength): ValueDto {
  if (value === null || value === undefined || value === '') {
    return { kind: 'empty', text: '', length: 0, truncated: false };
  }
  const raw = rawText(value);
  const whole = { text: cut(raw, limit), length: raw.length, truncated: raw.length > limit };
  if (typeof value === 'boolean') return { kind: 'boolean', ...whole };
  if (typeof value === 'number') return { kind: 'number', ...whole };
  const json = typeof value === 'string' ? parseContainer(value) : value;
  if (typeof json === 'object' && json !== null) {
    const laidOut = JSON.stringify(json, undefined, jsonIndent);
    const size = Object.keys(json).length;
    return { kind: 'json', ...whole, decoded: { as: 'json', text: cut(laidOut, limit * 2), size } };
  }
  const bytes = typeof value === 'string' ? base64Bytes(value, type) : undefined;
  if (bytes) {
    return { kind: 'binary', ...whole, decoded: { as: 'hex', text: hex(bytes, limit), size: bytes.length } };
  }
  return { kind: 'text', ...whole };
}

/** The value as text, the way it is copied: a string as it is, everything else as JSON. */
export function rawText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function cut(text: string, limit: number): string {
  return visible(text.slice(0, limit));
}

/** Objects and arrays only: `"12"` and `"true"` are strings that stay strings. */
function parseContainer(text: string): unknown {
  if (text.length > maxDecodedLength || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The bytes of a raw data point. Without a type, only what can hardly be anything else counts: padded, or
 * long with upper case, lower case and digits mixed.
 */
function base64Bytes(text: string, type: string | undefined): Uint8Array | undefined {
  if (text.length < 4 || text.length % 4 !== 0 || text.length > maxDecodedLength) return undefined;
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const isRaw = type?.toLowerCase() === 'raw';
  const looksRaw =
    text.length >= 8 &&
    (text.endsWith('=') ||
      (text.length >= 16 && /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text)));
  return isRaw || looksRaw ? Uint8Array.from(Buffer.from(text, 'base64')) : undefined;
}

function hex(bytes: Uint8Array, limit: number): string {
  return Array.from(bytes.subarray(0, Math.floor(limit / 3)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join(' ');
}
