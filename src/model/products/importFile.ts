import type { PointModel } from '../values/pointModel.js';

/** Bytes; a wizard's file of a thousand devices has a tenth of it. */
export const importBytesAtMost = 20_000_000;

/** What a file says of a product. */
export interface ImportedProduct {
  readonly productId: string;
  readonly points: readonly PointModel[];
  /** How many data points couldn't be read. */
  readonly unread: number;
}

export type ImportProblem =
  | 'tooLarge'
  | 'notReadable' // neither JSON nor YAML
  | 'otherShape' // nothing that is known here
  | 'noProduct' // data points, but of which product isn't said
  | 'noPoints'; // a product without data points, as where its schema was never fetched

/** A file that no model can be read from. Quotes nothing of it: files of devices hold keys. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';

  constructor(readonly reason: ImportProblem) {
    super('No model can be read from this file.');
  }
}

/** A member of what may be anything. */
export function memberOf(given: unknown, ...names: readonly string[]): unknown {
  if (typeof given !== 'object' || given === null) return undefined;
  const name = names.find((each) => Object.hasOwn(given, each));
  return name === undefined ? undefined : (given as Readonly<Record<string, unknown>>)[name];
}

export function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}

/** An id as ids of products are; anything else would be nobody's. */
export function productIdOf(given: unknown): string | undefined {
  return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : undefined;
}
