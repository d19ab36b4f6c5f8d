import type { Asking } from '../../base/asking.js';
import type { Event } from '../../base/event.js';
import type { DeviceRef } from '../projects/project.js';
import type { PointModel } from '../values/pointModel.js';

/** A product, as one project's cloud knows it. */
export interface ProductRef {
  readonly projectId: string;
  readonly productId: string;
}

/** Where a model is from, the richest first. */
export type ModelSource = 'thingModel' | 'specification' | 'import';

/** What a product says of its data points. */
export interface ProductModel {
  readonly productId: string;
  readonly source: ModelSource;
  /** When it was read or imported, epoch milliseconds. */
  readonly readAt: number;
  /** The file an imported one is from. */
  readonly file?: string;
  readonly category?: string;
  readonly points: readonly PointModel[];
  /** How many more data points there are that couldn't be read; absent where there are none. */
  readonly unread?: number;
}

export type ModelState =
  | { readonly state: 'unread' | 'loading' }
  /** With the problem of reading it anew, where the latest attempt failed: the model is then the last good one. */
  | { readonly state: 'read'; readonly model: ProductModel; readonly problem?: unknown }
  /** The cloud has none for this product. */
  | { readonly state: 'none' }
  /** The project may not use the API group that models are read by. */
  | { readonly state: 'refused'; readonly problem: unknown }
  | { readonly state: 'failed'; readonly problem: unknown };

/** A model as it is used: what was imported for the product and what a person changed are laid over it. */
export interface KnownModel {
  /** Of the cloud's own model, or the imported one that stands for it. */
  readonly reading: ModelState;
  /** By the data point's code. The same object as long as nothing changed. */
  readonly points: ReadonlyMap<string, PointModel>;
  /** Codes of which a person changed something. */
  readonly changedByHand: ReadonlySet<string>;
}

/** The models of products, for whoever shows values. */
export interface ProductModelReader {
  /** Fires on every change of what `known` answers. */
  readonly onDidChange: Event<ProductRef>;
  /** The same object as long as nothing changed. Costs no call. */
  known(product: ProductRef): KnownModel;
  /**
   * Reads the product's model through one of its devices where nobody has, in any window. A kept one is read anew where
   * `codes` holds one that it doesn't know and nobody asked about before. Never rejects: the failure is in `known`.
   */
  load(
    device: DeviceRef & { readonly productId: string },
    codes: Iterable<string>,
    asking: Asking,
  ): Promise<void>;
  /** Reads it anew, whatever is kept. Never rejects. */
  renew(device: DeviceRef & { readonly productId: string }, asking: Asking): Promise<void>;
}
