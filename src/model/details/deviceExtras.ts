import type { Asker, Asking } from '../../base/asking.js';
import type { TuyaClient } from '../../tuya/client.js';
import type {
  Device,
  DeviceUser,
  FactoryInfo,
  OutletName,
  Page,
  ShadowProperty,
} from '../../tuya/results.js';
import { keepsUsers, outletChance } from './kindsOfDevices.js';
import { OnDemandRead } from './onDemandRead.js';
import type { OutletMemory } from './outletMemory.js';
import type { PointNames } from './pointNames.js';
import type { DeviceRef } from '../projects/project.js';

/** What a device has beyond its record. Each costs a call, so it is read where it's likely, or on demand. */
export class DeviceExtras {
  readonly factory: OnDemandRead<FactoryInfo | undefined>;
  readonly outlets: OnDemandRead<readonly OutletName[]>;
  readonly users: OnDemandRead<Page<DeviceUser>>;
  readonly shadow: OnDemandRead<readonly ShadowProperty[]>;

  constructor(
    ref: DeviceRef,
    client: (asking: Asking) => Promise<TuyaClient>,
    changed: () => void,
    ended: AbortSignal,
    names: Pick<PointNames, 'moment' | 'learn'>,
    private readonly outletMemory: OutletMemory,
  ) {
    const { deviceId } = ref;
    this.factory = new OnDemandRead(
      async (asking) => {
        const { items } = await (await client(asking)).devices.factoryInfos([deviceId], asking.signal);
        return items.find(({ id }) => id === deviceId);
      },
      changed,
      ended,
    );
    this.outlets = new OnDemandRead(
      async (asking) => (await client(asking)).outlets.names(deviceId, asking.signal),
      changed,
      ended,
    );
    this.users = new OnDemandRead(
      async (asking) => (await client(asking)).deviceUsers.list(deviceId, asking.signal),
      changed,
      ended,
    );
    this.shadow = new OnDemandRead(
      async (asking) => {
        const { moment } = names;
        const properties = await (await client(asking)).products.shadow(deviceId, asking.signal);
        names.learn(ref, givenNames(properties), moment);
        return properties;
      },
      changed,
      ended,
    );
  }

  /** After the device was read: what is shown already is read again, what it likely has for the first time. */
  deviceRead(device: Device, asker: Asker): void {
    const isLikely = outletChance(device) === 'likely' && !this.outletMemory.lacks(device.productId);
    if (isDue(this.outlets.state.state, isLikely)) void this.readOutlets(device, asker);
    if (isDue(this.users.state.state, keepsUsers(device))) void this.users.load(asker);
  }

  /** Whether a device has outlets with names holds for its product. Never rejects; the failure is in the state. */
  async readOutlets(device: Pick<Device, 'productId'> | undefined, asker: Asker): Promise<void> {
    await this.outlets.load(asker);
    const { state } = this.outlets;
    if (state.state === 'unsupported') this.outletMemory.note(device?.productId, true);
    if (state.state === 'read') this.outletMemory.note(device?.productId, state.value.length === 0);
  }

  forget(): void {
    this.factory.forget();
    this.outlets.forget();
    this.users.forget();
    this.shadow.forget();
  }
}

function givenNames(properties: readonly ShadowProperty[]): ReadonlyMap<string, string> {
  return new Map(
    properties.flatMap(({ code, customName }) => (customName ? [[code, customName] as const] : [])),
  );
}

function isDue(state: OnDemandRead<unknown>['state']['state'], likely: boolean): boolean {
  return state === 'read' || (likely && (state === 'unread' || state === 'failed'));
}
