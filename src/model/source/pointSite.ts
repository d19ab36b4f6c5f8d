import type { Span } from './span.js';
import type { DeclaredType } from './typeWords.js';

/** A value as source writes it. */
export interface WrittenValue extends Span {
  readonly value: number | string | boolean;
}

/** A place in source that names a data point: by its number, by its macro, or by its code. */
export interface PointSite extends Span {
  /** `definition` where source says which number a name has, or which code a number. */
  readonly role: 'definition' | 'use';
  /** 1 to 499; absent where only a macro or a code says which. */
  readonly dpId?: number;
  /** Where the number stands. */
  readonly number?: Span;
  readonly macro?: string;
  readonly code?: string;
  readonly type?: DeclaredType;
  /** The same for all sites of one table, in which a data point may stand once. */
  readonly list?: number;
  readonly value?: WrittenValue;
}

/** A product's id that stands in source. */
export interface ProductMention extends Span {
  readonly productId: string;
}

/** Which firmware, or whose notes on it. */
export type FirmwareKind =
  | 'c'
  | 'tuyaOpenModel'
  | 'tuyaOpenProject'
  | 'esphome'
  | 'openBeken'
  | 'tuyaLocal'
  | 'tinytuya';

/** A site with its place as editors count: both from 0, in UTF-16 units. */
export type PlacedSite = PointSite & { readonly line: number; readonly column: number };

/** What of one file has to do with data points. */
export interface SourceFacts {
  readonly kind: FirmwareKind;
  /** By their start. */
  readonly sites: readonly PlacedSite[];
  readonly products: readonly ProductMention[];
  /** Whether no build has both places, as with `#if` and its `#else`; absent where every place counts. */
  readonly areApart?: (one: Span, other: Span) => boolean;
}

/** Of one file. */
export const sitesAtMost = 5_000;

/** {@link SourceFacts}, before anybody has counted lines. */
export type FoundFacts = Omit<SourceFacts, 'sites'> & { readonly sites: readonly PointSite[] };

/** Data points have one byte on a module's wire; the cloud numbers up to 499. */
const highestDpId = 499;

/** @param text decimal, or `0x` and hex digits */
export function dpIdOf(text: string): number | undefined {
  const value = /^(?:0x[\da-f]{1,4}|\d{1,4})$/iu.test(text) ? Number(text) : 0;
  return value >= 1 && value <= highestDpId ? value : undefined;
}

/** Product ids are 8 to 32 letters and digits. */
export function isProductId(text: string): boolean {
  return /^[a-z\d]{8,32}$/iu.test(text);
}
