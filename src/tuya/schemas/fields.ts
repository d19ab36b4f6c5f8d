import { z } from 'zod';
import type { Field } from './record.js';

/*
 * The kinds of field the cloud sends. It swaps numbers and numeric strings in times and ids, leaves fields
 * out, and sends null for them; anything else that doesn't fit is refused.
 */

const textSchema = z.string().nullish();
const idSchema = z.union([z.string(), z.number()]);
const numberSchema = z.union([z.number(), z.string().regex(/^\s*(-?\d+(\.\d+)?)?\s*$/)]);

// Seconds stay below this until the year 33658; milliseconds have been above it since 2001.
const firstMilliseconds = 1e12;

/** Text; an empty one counts as not given. */
export function text<Name extends string>(to: Name): Field<Name> {
  return { to, schema: textSchema, read: (value) => (value === '' ? undefined : value) };
}

/** Text that may be empty. */
export function anyText<Name extends string>(to: Name): Field<Name> {
  return { to, schema: textSchema, read: (value) => value };
}

/** Text that must be there, empty or not. */
export function requiredText<Name extends string>(to: Name): Field<Name> {
  return { to, schema: z.string(), read: (value) => value };
}

/** An id that may be missing. */
export function optionalId<Name extends string>(to: Name): Field<Name> {
  return { to, schema: idSchema.nullish(), read: (value) => (value === '' ? undefined : String(value)) };
}

/** The id of the record itself. */
export function requiredId<Name extends string>(to: Name): Field<Name> {
  return { to, schema: z.union([z.string().min(1), z.number()]), read: String };
}

/** A value the page calls a string and the cloud may send as number or boolean. */
export function plainValue<Name extends string>(to: Name): Field<Name> {
  return { to, schema: z.union([z.string(), z.number(), z.boolean()]).nullish(), read: String };
}

export function flag<Name extends string>(to: Name): Field<Name> {
  return { to, schema: z.boolean().nullish(), read: (value) => value };
}

export function number<Name extends string>(to: Name): Field<Name> {
  return { to, schema: numberSchema.nullish(), read: toNumber };
}

export function requiredNumber<Name extends string>(to: Name): Field<Name> {
  return { to, schema: z.union([z.number(), z.string().regex(/^\s*-?\d+(\.\d+)?\s*$/)]), read: toNumber };
}

/** Wire: seconds since the epoch; 13 digits are taken for milliseconds. Ours: milliseconds. 0 is "never". */
export function seconds<Name extends string>(to: Name): Field<Name> {
  return {
    to,
    schema: numberSchema.nullish(),
    read: (value) => {
      const time = toNumber(value);
      if (time === undefined || time === 0) return undefined;
      return Math.abs(time) >= firstMilliseconds ? time : time * 1000;
    },
  };
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : undefined;
}
