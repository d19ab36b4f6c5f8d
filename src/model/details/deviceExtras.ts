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

/** What a device has beyond its record. Each costs a call, so it is read where it's likely, or on demand. */
export class DeviceExtras {
  readonly factory: OnDemandRead<FactoryInfo | undefined>;
  readonly outlets: OnDemandRead<readonly OutletName[]>;
  readonly users: OnDemandRead<Page<DeviceUser>>;
  readonly shadow: OnDemandRead<readonly ShadowProperty[]>;

  constructor(
    deviceId: string,
    client: (asking: Asking) => Promise<TuyaClient>,
    changed: () => void,
    ended: AbortSignal,
  ) {
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
      async (asking) => (await client(asking)).products.shadow(deviceId, asking.signal),
      changed,
      ended,
    );
  }

  /** After the device was read: what is shown already is read again, what it likely has for the first time. */
  deviceRead(device: Device, asker: Asker): void {
    if (isDue(this.outlets.state.state, outletChance(device) === 'likely')) void this.outlets.load(asker);
    if (isDue(this.users.state.state, keepsUsers(device))) void this.users.load(asker);
  }

  forget(): void {
    this.factory.forget();
    this.outlets.forget();
    this.users.forget();
    this.shadow.forget();
  }
}

function isDue(state: OnDemandRead<unknown>['state']['state'], likely: boolean): boolean {
  return state === 'read' || (likely && (state === 'unread' || state === 'failed'));
}
