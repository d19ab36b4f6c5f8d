import type { Asking } from '../../base/asking.js';
import { passes } from '../../tuya/errors/recovery.js';
import type { Device, ShadowProperty } from '../../tuya/results.js';
import type { KnownModel, ProductModelReader } from '../products/productModel.js';
import type { DeviceRef } from '../projects/project.js';
import type { OnDemandRead } from './onDemandRead.js';

/**
 * What one device's data points mean: its product's model, and its shadow, which has their ids, ages and the names that
 * somebody gave them. Where the project may not read models, the shadow isn't asked for either.
 */
export class DeviceMeaning {
  constructor(
    private readonly ref: DeviceRef,
    private readonly models: Pick<ProductModelReader, 'known' | 'load' | 'renew'>,
    private readonly shadow: OnDemandRead<readonly ShadowProperty[]>,
  ) {}

  /** Absent where the cloud doesn't say which product it is. Costs no call. */
  known(device: Device | undefined): KnownModel | undefined {
    const { projectId } = this.ref;
    return device?.productId ? this.models.known({ projectId, productId: device.productId }) : undefined;
  }

  /** After the device was read with all that belongs to it. Never rejects. */
  async read(device: Device, asking: Asking): Promise<void> {
    const { status } = device;
    await this.load(device, codesOf(status), asking);
    const { state } = this.shadow;
    const isDue = state.state !== 'unsupported' && (state.state !== 'failed' || passes(state.problem));
    if (!isDue || !this.isAnswered(device)) return;
    await this.readShadow(device, asking);
  }

  /** The model and what the shadow adds are read anew, whatever is kept. Never rejects. */
  async renew(device: Device, asking: Asking): Promise<void> {
    if (!device.productId) return;
    await this.models.renew({ ...this.ref, productId: device.productId }, asking);
    if (this.isAnswered(device)) await this.shadow.load(asking.asker);
  }

  /** Ids, ages and given names alone. Never rejects. */
  async readShadow(device: Device, asking: Asking): Promise<void> {
    await this.shadow.load(asking.asker);
    const { state } = this.shadow;
    if (state.state !== 'read' || asking.signal?.aborted) return;
    // A thing model has the custom data points too, a specification never: asking that one again would be in vain.
    const { reading } = this.known(device) ?? {};
    if (reading?.state !== 'read' || reading.model.source !== 'thingModel') return;
    await this.load(device, codesOf(state.value), asking);
  }

  private async load(device: Device, codes: readonly string[], asking: Asking): Promise<void> {
    if (device.productId) await this.models.load({ ...this.ref, productId: device.productId }, codes, asking);
  }

  /** An imported model says nothing of what the project may ask. */
  private isAnswered(device: Device): boolean {
    const { reading } = this.known(device) ?? {};
    return reading?.state === 'read' && reading.model.source !== 'import';
  }
}

function codesOf(points: readonly { readonly code: string }[]): readonly string[] {
  return points.map(({ code }) => code);
}
