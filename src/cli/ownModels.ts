import type { Asking } from '../base/asking.js';
import type { Clock } from '../base/clock.js';
import { isAbortError } from '../base/errors.js';
import { layeredPoints } from '../model/products/layers.js';
import { askForModel } from '../model/products/productCalls.js';
import type { KnownModel, ProductModelReader, ProductRef } from '../model/products/productModel.js';
import type { DeviceRef } from '../model/projects/project.js';
import type { TuyaClient } from '../tuya/client.js';
import { passes } from '../tuya/errors/recovery.js';

/** A failure that passes is tried again after so long, ms. */
const againMs = 60_000;

/** The models of a run's products, each read once. One that can't be read checks nothing, and keeps nothing from being sent. */
export class OwnModels implements Pick<ProductModelReader, 'known' | 'load'> {
  private readonly read = new Map<string, KnownModel>();
  /** Until when what failed holds, epoch ms. */
  private readonly againAt = new Map<string, number>();

  constructor(
    private readonly client: Pick<TuyaClient, 'products'>,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  known({ productId }: ProductRef): KnownModel {
    return this.read.get(productId) ?? unread;
  }

  async load(
    { deviceId, productId }: DeviceRef & { readonly productId: string },
    codes: Iterable<string>,
    { signal = new AbortController().signal }: Asking,
  ): Promise<void> {
    if (this.read.has(productId) && this.clock.now() < (this.againAt.get(productId) ?? Infinity)) return;
    this.againAt.delete(productId);
    try {
      const question = { deviceId, codes: new Set(codes), closedBy: () => undefined };
      const { outcome } = await askForModel(this.client.products, question, signal);
      const points = outcome.kind === 'read' ? outcome.answer.points : [];
      this.read.set(productId, {
        ...unread,
        ...(outcome.kind === 'refused' && { reading: { state: 'refused', problem: outcome.problem } }),
        points: layeredPoints(points, [], new Map()),
      });
    } catch (error) {
      if (isAbortError(error)) return;
      this.read.set(productId, { ...unread, reading: { state: 'failed', problem: error } });
      if (passes(error)) this.againAt.set(productId, this.clock.now() + againMs);
    }
  }
}

const unread: KnownModel = { reading: { state: 'unread' }, points: new Map(), changedByHand: new Set() };
