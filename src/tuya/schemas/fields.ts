import * as z from 'zod';

/*
 * The kinds of field the cloud sends, and what we make of them. It swaps numbers and numeric strings in times
 * and ids, leaves fields out, and sends null for them; anything else that doesn't fit is refused.
 */

export const text = z.string().nullish();
export const flag = z.boolean().nullish();

/** An id that may be missing. */
export const optionalId = z.union([z.string(), z.number()]).nullish();

/** The id of the record itself. */
export const requiredId = z.union([z.string().min(1), z.number()]);

/** A number or a time that may be missing, or empty. */
export const optionalNumber = z.union([z.number(), z.string().regex(/^\s*(-?\d+(\.\d+)?)?\s*$/)]).nullish();

export const requiredNumber = z.union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?\s*$/)]);

/** A value the page calls a string and the cloud may send as number or boolean. */
export const plainValue = z.union([z.string(), z.number(), z.boolean()]).nullish();

// Seconds stay below this until the year 33658; milliseconds have been above it since 2001.
const firstMilliseconds = 1e12;

/** Text or id as text; an empty one counts as not given. */
export function textOf(value: string | number | null | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value);
}

export function numberOf(value: string | number | null | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
}

/** Wire: seconds since the epoch; 13 digits are taken for milliseconds. Ours: milliseconds. 0 is "never". */
export function msOfSeconds(value: string | number | null | undefined): number | undefined {
  const time = numberOf(value);
  if (time === undefined || time === 0) return undefined;
  return Math.abs(time) >= firstMilliseconds ? time : time * 1000;
}
