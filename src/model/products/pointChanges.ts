import * as z from 'zod';
import { isBlank } from '../../base/invisible.js';
import { pointsAtMost } from './normalise.js';
import { bitsAtMost, longestText, longestUnit } from './pointFacts.js';

const productsAtMost = 2_000;
/** UTF-16 units of a file; a larger one is no file of ours. */
export const changesTextAtMost = 2_000_000;

const words = z
  .string()
  .trim()
  .max(longestText)
  .refine((text) => !isBlank(text));

/** What a person says of a data point; what is absent stays as the product has it. */
const pointChange = z.object({
  name: words.optional(),
  /** '' for none. */
  unit: z.string().trim().max(longestUnit).optional(),
  /** Digits after the point. */
  scale: z.number().int().min(0).max(10).optional(),
  /** Words for the members of an enum, or for the bits of a mask by their number: `{ "0": "Overheated" }`. */
  labels: z
    .record(z.string().max(longestText), words)
    .refine((labels) => Object.keys(labels).length <= 500)
    .optional(),
});
export type PointChange = Readonly<z.infer<typeof pointChange>>;

/**
 * The file of changes, `tuya-products.json`: a person's own, and the one that a team commits.
 * `{ "version": 1, "products": { "<product id>": { "points": { "<code>": { "name", "unit", "scale", "labels" } } } } }`
 */
const changesFile = z.object({
  version: z.literal(1),
  products: z.record(
    z.string().min(1).max(128),
    z.object({ name: words.optional(), points: z.record(z.string().min(1).max(128), z.unknown()) }),
  ),
});

/** By product id, then by code. */
export type Changes = ReadonlyMap<string, ReadonlyMap<string, PointChange>>;

/** Texts that are no file of changes. */
export class ChangesFileError extends Error {
  override readonly name = 'ChangesFileError';

  constructor(readonly reason: 'notJson' | 'otherShape' | 'tooLarge') {
    super('This is no file of changes to products.');
  }
}

/**
 * Reads a file of changes. An entry that can't be read is left out, and the others stand.
 * @throws ChangesFileError
 */
export function readChanges(text: string): { readonly changes: Changes; readonly unread: number } {
  if (text.length > changesTextAtMost) throw new ChangesFileError('tooLarge');
  const { data } = changesFile.safeParse(parsed(text));
  if (!data) throw new ChangesFileError('otherShape');
  const changes = new Map<string, ReadonlyMap<string, PointChange>>();
  let unread = 0;
  for (const [productId, { points }] of Object.entries(data.products).slice(0, productsAtMost)) {
    const own = new Map<string, PointChange>();
    for (const [code, given] of Object.entries(points).slice(0, pointsAtMost)) {
      const change = pointChange.safeParse(given);
      if (change.success && !isEmpty(change.data)) own.set(code, change.data);
      else if (!change.success) unread++;
    }
    if (own.size > 0) changes.set(productId, own);
  }
  return { changes, unread };
}

/** Whether a text is meant to be a file of changes, readable or not. */
export function isChangesFile(text: string): boolean {
  if (text.length > changesTextAtMost) return false;
  try {
    return changesFile.safeParse(parsed(text)).success;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new ChangesFileError('notJson');
  }
}

/** The file as people read it and version control compares it: in order, a fact a line. */
export function changesText(changes: Changes): string {
  return withChanges(written({ version: 1, products: {} }), changes);
}

/** By product id; undefined takes back what was changed of a data point. */
export type ChangedPoints = Iterable<
  readonly [productId: string, points: Iterable<readonly [code: string, change: PointChange | undefined]>]
>;

/**
 * The file with other changes of some products. What else stands in the file stays, also what can't be read: a person
 * may have written it by hand.
 * @throws ChangesFileError
 */
export function withChanges(text: string, changed: ChangedPoints): string {
  readChanges(text);
  const file = parsed(text) as { readonly products: Record<string, Record<string, unknown>> };
  const products = new Map(Object.entries(file.products));
  for (const [productId, changes] of changed) {
    const product = products.get(productId);
    const points = new Map(Object.entries((product?.['points'] ?? {}) as Record<string, unknown>));
    for (const [code, change] of changes) {
      if (change && !isEmpty(change)) points.set(code, pointChange.parse(change));
      else points.delete(code);
    }
    const { points: _points, ...own } = product ?? {};
    if (points.size > 0 || Object.keys(own).length > 0)
      products.set(productId, { ...own, points: inOrder(points) });
    else products.delete(productId);
  }
  const next = written({ ...file, products: inOrder(products) });
  if (next.length > changesTextAtMost) throw new ChangesFileError('tooLarge');
  return next;
}

function written(file: unknown): string {
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function inOrder<V>(map: ReadonlyMap<string, V>): Record<string, V> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Both files: where both change the same data point, the one of `over` is taken, fact by fact. */
export function mergedChanges(under: Changes, over: Changes): Changes {
  const merged = new Map(under);
  for (const [productId, points] of over) {
    const own = new Map(merged.get(productId));
    for (const [code, change] of points) own.set(code, { ...own.get(code), ...change });
    merged.set(productId, own);
  }
  return merged;
}

function isEmpty(change: PointChange): boolean {
  return Object.values(change).every((value) => value === undefined);
}

/** Numbers of bits that labels may have, as a bit is looked for: `1`, not `01`. */
export function isBit(key: string): boolean {
  return /^(?:0|[1-9]\d?)$/.test(key) && Number(key) < bitsAtMost;
}
