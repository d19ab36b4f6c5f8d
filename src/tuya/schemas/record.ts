import { z } from 'zod';
import type { BadRecord, Extra } from '../results.js';

/** An answer that isn't what the page promises; names the field, never its value. */
export class FieldProblem extends Error {
  constructor(
    readonly field: string,
    readonly problem: string,
  ) {
    super(`${field}: ${problem}`);
  }
}

/** How one field of the wire becomes one of ours. */
export interface Field<Name extends string> {
  readonly to: Name;
  readonly schema: z.ZodType;
  /** Gets what the schema let through, null and missing aside; undefined means "not given". */
  read(value: unknown): unknown;
}

/** Reads records of one kind. */
export interface RecordReader<T> {
  /** @param at where it stands in the answer: `result.devices[3]` */
  read(raw: unknown, at: string): T;
}

type Names<T> = Exclude<keyof T & string, 'extra'>;

/**
 * A reader made of fields by their wire names. A null is as good as a missing one; what no field claims goes
 * into `extra`, where `defaults` has one.
 * @param defaults what a record holds before its fields are read
 */
export function record<T extends object>(
  fields: Readonly<Record<string, Field<Names<T>>>>,
  defaults: Partial<T> = {},
): RecordReader<T> {
  const known = new Map(Object.entries(fields));
  const schema = z.compile(
    z.object(Object.fromEntries([...known].map(([name, field]) => [name, field.schema]))),
  );
  return {
    read(raw, at) {
      const checked = schema.safeParse(raw);
      if (!checked.success) throw problemOf(checked.error, raw, at);
      const result: Record<string, unknown> = { ...defaults };
      let extra: Record<string, unknown> | undefined;
      const source = raw as Readonly<Record<string, unknown>>;
      for (const name of Object.keys(source)) {
        const value = source[name];
        const field = known.get(name);
        if (field) {
          const ours = value === null || value === undefined ? undefined : field.read(value);
          if (ours !== undefined) result[field.to] = ours;
        } else if (name !== '__proto__') {
          (extra ??= {})[name] = value;
        }
      }
      if (extra && 'extra' in defaults) result['extra'] = extra;
      // The schema has seen every field and `fields` is typed by T: the one place where that's asserted.
      return result as T;
    },
  };
}

/** The `extra` of a record without unknown fields. */
export const noExtra: Extra = Object.freeze({});

/** A list of records. One that can't be read is set aside; a null or missing list is an empty one. */
export function readList<T>(
  raw: unknown,
  at: string,
  reader: RecordReader<T>,
): { readonly items: T[]; readonly badRecords: BadRecord[] } {
  const items: T[] = [];
  const badRecords: BadRecord[] = [];
  if (raw === null || raw === undefined) return { items, badRecords };
  if (!Array.isArray(raw)) throw new FieldProblem(at, `expected a list, found ${kindOf(raw)}`);
  raw.forEach((entry: unknown, index) => {
    try {
      items.push(reader.read(entry, `${at}[${index}]`));
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      const id = idOf(entry);
      badRecords.push({
        index,
        field: error.field,
        problem: error.problem,
        ...(id === undefined ? {} : { id }),
      });
    }
  });
  return { items, badRecords };
}

/** The first problem zod found, told without the value. */
export function problemOf(error: z.ZodError, raw: unknown, at: string): FieldProblem {
  const path = error.issues[0]?.path ?? [];
  let value = raw;
  let field = at;
  for (const step of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
    field += typeof step === 'number' ? `[${step}]` : `.${String(step)}`;
  }
  return new FieldProblem(field, value === undefined ? 'is missing' : `can't be ${kindOf(value)}`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty text';
  return (
    { object: 'an object', string: 'this text', number: 'this number', boolean: 'a boolean' }[
      typeof value as string
    ] ?? 'of this kind'
  );
}

function idOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, uid } = entry as { id?: unknown; uid?: unknown };
  const found = typeof id === 'string' && id !== '' ? id : uid;
  return typeof found === 'string' && found !== '' ? found.slice(0, 100) : undefined;
}
