import { Emitter } from '../../src/base/event.js';
import type {
  KnownModel,
  ModelState,
  ProductModelReader,
  ProductRef,
} from '../../src/model/products/productModel.js';
import type { PointModel } from '../../src/model/values/pointModel.js';

/** Nothing is known of any product, and nothing is read. */
export const noModels: ProductModelReader = {
  onDidChange: new Emitter<ProductRef>().event,
  known: () => unreadModel,
  load: () => Promise.resolve(),
  renew: () => Promise.resolve(),
};

export const unreadModel: KnownModel = {
  reading: { state: 'unread' },
  points: new Map(),
  changedByHand: new Set(),
};

/** A model with these data points, read at this time. */
export function modelOf(
  points: readonly PointModel[],
  {
    readAt = 0,
    source = 'thingModel',
    changedByHand = [],
    reading,
    file,
    problem,
  }: {
    readonly readAt?: number;
    readonly source?: 'thingModel' | 'specification' | 'import';
    readonly changedByHand?: readonly string[];
    readonly reading?: ModelState;
    readonly file?: string;
    /** Why reading it anew failed. */
    readonly problem?: unknown;
  } = {},
): KnownModel {
  return {
    reading: reading ?? {
      state: 'read',
      model: { productId: 'x', source, readAt, points, ...(file !== undefined && { file }) },
      ...(problem !== undefined && { problem }),
    },
    points: new Map(points.map((point) => [point.code, point])),
    changedByHand: new Set(changedByHand),
  };
}
