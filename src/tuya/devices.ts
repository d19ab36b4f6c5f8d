import type { Device, DeviceListPage, FactoryInfo, Page } from './results.js';

export interface UserDevicesQuery {
  /** `home`: devices of the user's own homes; `sharing`: devices shared with the user. Both when absent. */
  readonly from?: 'home' | 'sharing';
  /** Counts from 1. */
  readonly pageNo?: number;
  readonly pageSize?: number;
}

export interface DevicesFilter {
  readonly schema?: string;
  readonly productId?: string;
  /** At most 20. */
  readonly deviceIds?: readonly string[];
  /** Epoch ms; the wire has seconds. At most 30 days before `endTime`. */
  readonly startTime?: number;
  /** Epoch ms; the wire has seconds. */
  readonly endTime?: number;
}

export interface DevicesQuery extends DevicesFilter {
  /** Counts from 1; not used together with `lastId`. */
  readonly pageNo?: number;
  readonly pageSize: number;
  /** From the page before: Tuya's advice for long lists. */
  readonly lastId?: string;
}

/** All of these reject with `TuyaError`, or with an abort error once the signal fires. */
export interface DevicesApi {
  get(id: string, signal?: AbortSignal): Promise<Device>;
  listOfUser(uid: string, query?: UserDevicesQuery, signal?: AbortSignal): Promise<Page<Device>>;
  /** Every page of a user's devices, each device once; ends where a page is short or repeats. */
  iterateOfUser(
    uid: string,
    query?: { readonly from?: 'home' | 'sharing'; readonly pageSize?: number },
    signal?: AbortSignal,
  ): AsyncIterable<Page<Device>>;
  list(query: DevicesQuery, signal?: AbortSignal): Promise<DeviceListPage>;
  /** Every page of the project's devices, each device once. */
  iterate(
    query?: DevicesFilter & { readonly pageSize?: number; readonly paging?: 'pageNo' | 'lastId' },
    signal?: AbortSignal,
  ): AsyncIterable<DeviceListPage>;
  subDevices(gatewayId: string, signal?: AbortSignal): Promise<Page<Device>>;
  /** Any number of ids: asked for by twenties. Ids the project can't see are simply missing. */
  factoryInfos(ids: readonly string[], signal?: AbortSignal): Promise<Page<FactoryInfo>>;
  rename(id: string, name: string, signal?: AbortSignal): Promise<void>;
  resetFactory(id: string, signal?: AbortSignal): Promise<void>;
  remove(id: string, signal?: AbortSignal): Promise<void>;
}
