import * as z from 'zod';
import { jsonText } from '../../base/boundedJson.js';

/*
 * The kinds of field the cloud sends, and what we make of them. It swaps numbers and numeric strings in times
 * and ids, leaves fields out, and sends null for them. A field of another type is respelled where its meaning is
 * beyond doubt (`respelled`), and otherwise left out of the record.
 */

export const text = z.string().nullish();
export const flag = z.boolean().nullish();

/** An id that may be missing. */
export const optionalId = z.union([z.string(), z.number()]).nullish();

/** The id of the record itself. */
export const requiredId = z.union([z.string().min(1), z.number()]);

/** A number or a time that may be missing, or empty. Of more digits than a number holds it can't be read. */
export const optionalNumber = z
  .union([z.number(), z.string().regex(/^\s*(?:-?\d{1,15}(?:\.\d+)?\s*)?$/)])
  .nullish();

export const requiredNumber = z.union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?\s*$/)]);

/** A number of records. */
export const count = z.union([z.number(), z.string().regex(/^\d+$/)]).nullish();

/** A value the page calls a string and the cloud may send as number or boolean. */
export const plainValue = z.union([z.string(), z.number(), z.boolean()]).nullish();

/*
 * The same kinds, as they nearly always come. What these say yes to the schema takes as it stands; what they say no to it
 * looks at. They are fifty times as fast, and a fleet has millions of fields.
 */

export function isUsualText(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || value === undefined || value === null;
}

export function isUsualFlag(value: unknown): value is boolean | null | undefined {
  return typeof value === 'boolean' || value === undefined || value === null;
}

/** Of a record's own id, and of any other. */
export function isUsualId(value: unknown): value is string | number {
  return (typeof value === 'string' && value !== '') || isUsualNumber(value);
}

export function isUsualOptionalId(value: unknown): value is string | number | null | undefined {
  return isUsualText(value) || isUsualNumber(value);
}

export function isUsualPlainValue(value: unknown): value is string | number | boolean | null | undefined {
  return isUsualOptionalId(value) || typeof value === 'boolean';
}

export function isUsualNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

export function isUsualOptionalNumber(value: unknown): value is number | null | undefined {
  return value === undefined || value === null || isUsualNumber(value);
}

// Seconds stay below this until the year 33658; milliseconds have been above it since 2001.
const firstMilliseconds = 1e12;

/** Text or id as text; an empty one counts as not given. */
export function textOf(value: string | number | null | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value);
}

export function numberOf(value: string | number | null | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
  // Digits can be written that no number holds.
  return Number.isFinite(number) ? number : undefined;
}

/** Wire: seconds since the epoch; 13 digits are taken for milliseconds. Ours: milliseconds. 0 is "never". */
export function msOfSeconds(value: string | number | null | undefined): number | undefined {
  const time = numberOf(value);
  if (time === undefined || time === 0) return undefined;
  return Math.abs(time) >= firstMilliseconds ? time : time * 1000;
}

/**
 * The same meaning in the type a field should have: `"true"` and `1` for a flag, `42` for a text. Undefined where the
 * meaning is in doubt, as with a date in words or a list.
 */
export function respelled(kind: unknown, value: unknown): unknown {
  switch (kind) {
    case flag:
      return flags.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
    case text:
      return typeof value === 'number' ? String(value) : undefined;
    case plainValue:
      return jsonOf(value);
    case count:
      return typeof value === 'string' && /^\s*\d+(\.0*)?\s*$/.test(value) ? Number(value) : undefined;
    default:
      return undefined;
  }
}

const flags: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['1', true],
  [1, true],
  ['false', false],
  ['0', false],
  [0, false],
]);

/** The page promises text; a cloud that sends the object instead means its JSON. */
function jsonOf(value: unknown): string | undefined {
  return typeof value === 'object' ? jsonText(value) : undefined;
}
