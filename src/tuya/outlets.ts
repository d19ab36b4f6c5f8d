import type { OutletName } from './results.js';

export interface OutletsApi {
  /** The channels of a multi-outlet device. Code 2009 (`unsupported`) for devices that have none. */
  names(deviceId: string, signal?: AbortSignal): Promise<readonly OutletName[]>;
  /** `main` renames the device, a code such as `switch_1` its channel. */
  rename(deviceId: string, identifier: string, name: string, signal?: AbortSignal): Promise<void>;
}
