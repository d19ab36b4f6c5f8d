import * as z from 'zod';
import type { BadRecord, Extra, UnreadField } from '../results.js';
import { respelled } from './fields.js';

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
  /** The record, where it is of the usual shape: what `read` gives, in a fraction of its time. Undefined says nothing. */
  usual(raw: unknown): T | undefined;
  /** What `read` gives of any other shape. The two say the same of what both can read. */
  bySchema(raw: unknown, at: string): T;
}

/**
 * No page has so many records, and no device so many data points. An answer can hold a million that can't be read, and
 * each of these takes as long as a page of good ones.
 */
const mostRecords = 50_000;
const mostEntries = 100_000;

export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** How `record` reads, beyond the schema. */
export interface RecordOptions<Shape extends z.ZodRawShape> {
  /** Without these there is no record. All other fields are left out where they can't be read. */
  readonly required: readonly (keyof Shape & string)[];
  /** Lists within the record: their entries are read one by one. */
  readonly lists?: { readonly [Name in keyof Shape]?: (raw: unknown) => ListPart | undefined };
  /** Whether the schema takes it as it stands, and builders find in it what they would find in the schema's copy. */
  readonly isUsual?: (raw: RawRecord) => boolean;
}

type RawRecord = Readonly<Record<string, unknown>>;

/** A list within a record: its entries that can be read, and where the others stand (`[3].code`). */
export interface ListPart {
  readonly entries: readonly unknown[];
  readonly unread: readonly (UnreadField & { readonly at: string; readonly raw: unknown })[];
}

/**
 * A reader made of the wire's schema and of what builds our record from it. `extra` holds the fields that the
 * schema doesn't name, and the raw value of each that couldn't be read; `unread` says which these are. Builders
 * assign fields by name and not in a loop: that's twenty times as fast, and a page has thousands of fields.
 */
export function record<Shape extends z.ZodRawShape, T extends { readonly unread?: readonly UnreadField[] }>(
  schema: z.ZodObject<Shape>,
  options: RecordOptions<Shape>,
  build: (wire: z.infer<z.ZodObject<Shape>>, extra: Extra) => T,
): RecordReader<T> {
  const extraOf = extraReader(new Set(Object.keys(schema.shape)));
  const compiled = z.compile(schema);
  const listNames = Object.keys(options.lists ?? {});
  const hasLongList = (raw: RawRecord): boolean => listNames.some((name) => isLong(raw[name]));
  const usual = (raw: unknown): T | undefined => {
    if (!options.isUsual || !isRecord(raw) || hasLongList(raw) || !options.isUsual(raw)) return undefined;
    return build(raw as z.infer<typeof schema>, extraOf(raw));
  };
  const read = (raw: unknown, at: string): T => {
    if (!isRecord(raw)) throw new FieldProblem(at, whatIsWrong(raw));
    const checked = compiled.safeParse(raw);
    if (checked.success) return build(checked.data, extraOf(raw));
    const { wire, kept, unread } = readable(schema, options, raw, checked.error, at);
    const again = compiled.safeParse(wire);
    if (!again.success) throw problemOf(again.error, wire, at);
    const built = build(again.data, { ...extraOf(raw), ...kept });
    return unread.length === 0 ? built : { ...built, unread };
  };
  const bySchema = (raw: unknown, at: string): T => {
    const long = isRecord(raw) ? listNames.filter((name) => isLong(raw[name])) : [];
    if (!isRecord(raw) || long.length === 0) return read(raw, at);
    const cut = read({ ...raw, ...Object.fromEntries(long.map((name) => [name, startOf(raw[name])])) }, at);
    const problem = `has more than ${mostEntries} entries`;
    return { ...cut, unread: [...(cut.unread ?? []), ...long.map((field) => ({ field, problem }))] };
  };
  return { usual, bySchema, read: (raw, at) => usual(raw) ?? bySchema(raw, at) };
}

/**
 * The record without what can't be read: respelled where the meaning is beyond doubt, left out where it isn't.
 * @throws FieldProblem where a required field can't be read
 */
function readable<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  { required, lists }: RecordOptions<Shape>,
  raw: Readonly<Record<string, unknown>>,
  error: z.ZodError,
  at: string,
): { wire: Record<string, unknown>; kept: Record<string, unknown>; unread: UnreadField[] } {
  const wire: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) if (Object.hasOwn(raw, name)) wire[name] = raw[name];
  const kept: Record<string, unknown> = {};
  const unread: UnreadField[] = [];
  const refused = error.issues.find(({ path }) => required.includes(String(path[0])));
  if (refused) throw problemOf(new z.ZodError([refused]), raw, at);
  // A list of many bad entries has an issue for each: the field is read once.
  for (const name of new Set(error.issues.map(({ path }) => String(path[0])))) {
    if (!(name in wire)) continue;
    const value = wire[name];
    const part = lists?.[name]?.(value);
    if (part) {
      wire[name] = part.entries;
      for (const { at: place, raw: entry, problem } of part.unread) {
        kept[`${name}${place}`] = entry;
        unread.push({ field: `${name}${place}`, problem });
      }
      continue;
    }
    wire[name] = respelled(schema.shape[name], value);
    if (wire[name] !== undefined) continue;
    kept[name] = value;
    unread.push({ field: name, problem: `can't be ${kindOf(value)}` });
  }
  return { wire, kept, unread };
}

const noExtra: Extra = Object.freeze({});

/** More names than any record of ours has; what has more isn't worth remembering. */
const mostNames = 100;

/** Reads what a record has beyond the known fields. One has mostly the fields of the one before, in the same order. */
function extraReader(known: ReadonlySet<string>): (raw: RawRecord) => Extra {
  let names: readonly string[] = [];
  let unknown: readonly string[] = [];
  return (raw) => {
    if (!hasNames(raw, names)) {
      const own = Object.keys(raw);
      const others = own.filter((name) => !known.has(name) && name !== '__proto__');
      if (own.length > mostNames) return extraOf(raw, others);
      [names, unknown] = [own, others];
    }
    return extraOf(raw, unknown);
  };
}

function hasNames(raw: RawRecord, names: readonly string[]): boolean {
  let at = 0;
  for (const name in raw) if (name !== names[at++]) return false;
  return at === names.length;
}

function extraOf(raw: RawRecord, names: readonly string[]): Extra {
  if (names.length === 0) return noExtra;
  const extra: Record<string, unknown> = {};
  for (const name of names) extra[name] = raw[name];
  return extra;
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function isLong(list: unknown): boolean {
  if (typeof list !== 'object' || list === null) return false;
  return (Array.isArray(list) ? list : Object.keys(list)).length > mostEntries;
}

function startOf(list: unknown): unknown {
  if (Array.isArray(list)) return list.slice(0, mostEntries);
  return Object.fromEntries(Object.entries(list as object).slice(0, mostEntries));
}

/** A list of records. One that can't be read is set aside; a null or missing list is an empty one. */
export function readList<T>(
  raw: unknown,
  at: string,
  reader: RecordReader<T>,
): { readonly items: T[]; readonly badRecords: BadRecord[]; readonly isMissing?: true } {
  const items: T[] = [];
  const badRecords: BadRecord[] = [];
  if (raw === null || raw === undefined) return { items, badRecords, isMissing: true };
  if (!Array.isArray(raw)) throw new FieldProblem(at, `expected a list, found ${kindOf(raw)}`);
  if (raw.length > mostRecords) throw new FieldProblem(at, `has more than ${mostRecords} entries`);
  for (const [index, entry] of (raw as readonly unknown[]).entries()) {
    const usual = reader.usual(entry);
    if (usual !== undefined) {
      items.push(usual);
      continue;
    }
    try {
      items.push(reader.bySchema(entry, `${at}[${index}]`));
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
  }
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
  return new FieldProblem(field, whatIsWrong(value));
}

function whatIsWrong(value: unknown): string {
  return value === undefined ? 'is missing' : `can't be ${kindOf(value)}`;
}

export function kindOf(value: unknown): string {
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
