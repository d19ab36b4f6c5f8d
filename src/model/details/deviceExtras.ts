import type { TuyaClient } from '../../tuya/client.js';
import type { Device, DeviceUser, FactoryInfo, OutletName, Page } from '../../tuya/results.js';
import { keepsUsers, outletChance } from './kindsOfDevices.js';
import { OnDemandRead } from './onDemandRead.js';

/** What a device has beyond its record. Each costs a call, so it is read where it's likely, or on demand. */
export class DeviceExtras {
  readonly factory: OnDemandRead<FactoryInfo | undefined>;
  readonly outlets: OnDemandRead<readonly OutletName[]>;
  readonly users: OnDemandRead<Page<DeviceUser>>;

  constructor(
    deviceId: string,
    client: (signal: AbortSignal) => Promise<TuyaClient>,
    changed: () => void,
    ended: AbortSignal,
  ) {
    this.factory = new OnDemandRead(
      async (signal) => {
        const { items } = await (await client(signal)).devices.factoryInfos([deviceId], signal);
        return items.find(({ id }) => id === deviceId);
      },
      changed,
      ended,
    );
    this.outlets = new OnDemandRead(
      async (signal) => (await client(signal)).outlets.names(deviceId, signal),
      changed,
      ended,
    );
    this.users = new OnDemandRead(
      async (signal) => (await client(signal)).deviceUsers.list(deviceId, signal),
      changed,
      ended,
    );
  }

  /** After a person had the device read: what is shown already is read again, what it likely has for the first time. */
  deviceRead(device: Device): void {
    if (isDue(this.outlets.state.state, outletChance(device) === 'likely')) void this.outlets.load();
    if (isDue(this.users.state.state, keepsUsers(device))) void this.users.load();
  }

  forget(): void {
    this.factory.forget();
    this.outlets.forget();
    this.users.forget();
  }
}

function isDue(state: OnDemandRead<unknown>['state']['state'], likely: boolean): boolean {
  return state === 'read' || (likely && (state === 'unread' || state === 'failed'));
}
