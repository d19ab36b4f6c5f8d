import * as z from 'zod';
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

/** Reads records of one kind. */
export interface RecordReader<T> {
  /** @param at where it stands in the answer: `result.devices[3]` */
  read(raw: unknown, at: string): T;
}

export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/**
 * A reader made of the wire's schema and of what builds our record from it. `extra` holds the fields that the
 * schema doesn't name. Builders assign fields by name and not in a loop: that's twenty times as fast, and a
 * page has thousands of fields.
 */
export function record<Shape extends z.ZodRawShape, T>(
  schema: z.ZodObject<Shape>,
  build: (wire: z.infer<z.ZodObject<Shape>>, extra: Extra) => T,
): RecordReader<T> {
  const known = new Set(Object.keys(schema.shape));
  const compiled = z.compile(schema);
  return {
    read(raw, at) {
      const checked = compiled.safeParse(raw);
      if (!checked.success) throw problemOf(checked.error, raw, at);
      return build(checked.data, extraOf(raw, known));
    },
  };
}

const noExtra: Extra = Object.freeze({});

function extraOf(raw: unknown, known: ReadonlySet<string>): Extra {
  let extra: Record<string, unknown> | undefined;
  // The schema has seen that it's an object.
  const source = raw as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(source)) {
    if (!known.has(name) && name !== '__proto__') (extra ??= {})[name] = source[name];
  }
  return extra ?? noExtra;
}

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
