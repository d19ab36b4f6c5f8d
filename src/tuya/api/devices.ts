import { bodyOf, pathId, queryOf, type ApiCall, type ApiRunner } from '../wire/apiCall.js';
import { checkPaging, filterQuery, joinedIds, maxIdsPerCall } from './devicesQuery.js';
import type { DevicesFilter, DevicesQuery, UserDevicesQuery } from './devicesQuery.js';
import { TuyaError } from '../errors/errors.js';
import { iterateByLastId } from '../paging/lastIdIterator.js';
import type { CallInfo, OperationName } from '../operations.js';
import { iteratePages, nextPageNo, type Step } from '../paging/pageIterator.js';
import type { Device, DeviceListPage, FactoryInfo, FirmwareModule, Page } from '../results.js';
import { deviceReader, factoryInfoReader } from '../schemas/device.js';
import { readFirmwareResult } from '../schemas/firmware.js';
import { readDevicesResult, readDone } from '../schemas/lists.js';
import { readList } from '../schemas/record.js';

const defaultPageSize = 100;

export class Devices {
  constructor(private readonly api: ApiRunner) {}

  async get(id: string, signal?: AbortSignal, onCall?: (info: CallInfo) => void): Promise<Device> {
    return this.api.run(
      {
        operation: 'devices.get',
        method: 'GET',
        path: devicePath('devices.get', id),
        read: (result) => deviceReader.read(result, 'result'),
        ...(onCall && { onCall }),
      },
      signal,
    );
  }

  async listOfUser(uid: string, query: UserDevicesQuery = {}, signal?: AbortSignal): Promise<Page<Device>> {
    const operation = 'devices.listOfUser';
    const { from, pageNo, pageSize } = query;
    checkPaging(operation, pageNo, pageSize);
    const page = await this.api.run(
      {
        operation,
        method: 'GET',
        path: ['v1.0', 'users', pathId(operation, 'uid', uid), 'devices'],
        query: queryOf(operation, { from, page_no: pageNo, page_size: pageSize }),
        read: (result) => readList(result, 'result', deviceReader),
      },
      signal,
    );
    return pageSize === undefined ? page : { ...page, ...nextPageNo(page, pageNo ?? 1, pageSize) };
  }

  /** Every page of a user's devices, each device once; ends where a page is short or repeats. */
  async *iterateOfUser(
    uid: string,
    query: { readonly from?: 'home' | 'sharing'; readonly pageSize?: number } = {},
    signal?: AbortSignal,
  ): AsyncIterable<Page<Device>> {
    const pageSize = query.pageSize ?? defaultPageSize;
    const fetch = (pageNo: number): Promise<Page<Device>> =>
      this.listOfUser(uid, { ...query, pageNo, pageSize }, signal);
    yield* pagesOf(iteratePages(fetch, idOf, pageSize));
  }

  async list(query: DevicesQuery, signal?: AbortSignal): Promise<DeviceListPage> {
    const operation = 'devices.list';
    const { pageSize, lastId } = query;
    const pageNo = lastId === undefined ? (query.pageNo ?? 1) : undefined;
    checkPaging(operation, pageNo, pageSize);
    if (lastId === '') throw TuyaError.invalid(operation, 'lastId', 'must not be empty');
    const page = await this.api.run(
      {
        operation,
        method: 'GET',
        path: ['v1.0', 'devices'],
        query: queryOf(operation, {
          ...filterQuery(query),
          page_no: pageNo,
          page_size: pageSize,
          last_id: lastId,
        }),
        read: (result) => {
          const { list, ...rest } = readDevicesResult(result);
          return { ...readList(list, 'result.devices', deviceReader), ...rest };
        },
      },
      signal,
    );
    if (pageNo !== undefined) return { ...page, ...nextPageNo(page, pageNo, pageSize) };
    const more = page.items.length + page.badRecords.length >= pageSize && page.lastId !== lastId;
    return more && page.lastId !== undefined ? { ...page, next: { lastId: page.lastId } } : page;
  }

  /**
   * Every page of the project's devices, each device once.
   * @param readOn asked before each page but the first; where it rejects, so does the page
   */
  async *iterate(
    query: DevicesFilter & { readonly pageSize?: number; readonly paging?: 'pageNo' | 'lastId' } = {},
    signal?: AbortSignal,
    readOn?: () => Promise<unknown>,
  ): AsyncIterable<DeviceListPage> {
    const { paging = 'pageNo', pageSize = defaultPageSize, ...filter } = query;
    const page = async (at: { readonly pageNo: number } | { readonly lastId?: string }) => {
      const isFirst = 'pageNo' in at ? at.pageNo === 1 : at.lastId === undefined;
      if (!isFirst) await readOn?.();
      return this.list({ ...filter, pageSize, ...at }, signal);
    };
    const steps =
      paging === 'pageNo'
        ? iteratePages((pageNo) => page({ pageNo }), idOf, pageSize)
        : iterateByLastId((lastId) => page(lastId === undefined ? {} : { lastId }), idOf, pageSize);
    yield* pagesOf(steps);
  }

  async subDevices(gatewayId: string, signal?: AbortSignal): Promise<Page<Device>> {
    return this.api.run(
      {
        operation: 'devices.subDevices',
        method: 'GET',
        path: [...devicePath('devices.subDevices', gatewayId), 'sub-devices'],
        read: (result) => readList(result, 'result', deviceReader),
      },
      signal,
    );
  }

  /** Any number of ids: asked for by twenties. Ids the project can't see are simply missing. */
  async factoryInfos(ids: readonly string[], signal?: AbortSignal): Promise<Page<FactoryInfo>> {
    const operation = 'devices.factoryInfos';
    const unique = [...new Set(ids)];
    const deviceIds = joinedIds(operation, unique);
    const items: FactoryInfo[] = [];
    const badRecords: Page<FactoryInfo>['badRecords'][number][] = [];
    for (let start = 0; start < deviceIds.length; start += maxIdsPerCall) {
      const page = await this.api.run(
        {
          operation,
          method: 'GET',
          path: ['v1.0', 'devices', 'factory-infos'],
          query: queryOf(operation, { device_ids: deviceIds.slice(start, start + maxIdsPerCall).join(',') }),
          read: (result) => readList(result, 'result', factoryInfoReader),
        },
        signal,
      );
      for (const item of page.items) items.push(item);
      for (const record of page.badRecords) badRecords.push(record);
    }
    return { items, badRecords };
  }

  /** The versions of all its modules (page K9h9je48y9h06), as it told the cloud when it last connected. */
  async firmware(
    id: string,
    signal?: AbortSignal,
    onCall?: (info: CallInfo) => void,
  ): Promise<readonly FirmwareModule[]> {
    const operation = 'devices.firmware';
    const path = [...devicePath(operation, id), 'upgrade-infos'];
    const call = { operation, method: 'GET', path, read: readFirmwareResult } as const;
    return this.api.run({ ...call, ...(onCall && { onCall }) }, signal);
  }

  async rename(id: string, name: string, signal?: AbortSignal): Promise<void> {
    const operation = 'devices.rename';
    const path = devicePath(operation, id);
    if (name.trim() === '') throw TuyaError.invalid(operation, 'name', 'must not be empty');
    await this.api.run({ operation, method: 'PUT', path, body: bodyOf({ name }), read: readDone }, signal);
  }

  async resetFactory(id: string, signal?: AbortSignal): Promise<void> {
    const operation = 'devices.resetFactory';
    const path = [...devicePath(operation, id), 'reset-factory'];
    await this.api.run({ operation, method: 'PUT', path, read: readDone }, signal);
  }

  async remove(id: string, signal?: AbortSignal): Promise<void> {
    const operation = 'devices.remove';
    const call: ApiCall<void> = {
      operation,
      method: 'DELETE',
      path: devicePath(operation, id),
      read: readDone,
    };
    await this.api.run(call, signal);
  }
}

async function* pagesOf<P extends Page<Device>>(
  steps: AsyncIterable<Step<Device, P>>,
): AsyncGenerator<Omit<P, 'next'>> {
  for await (const { page, items, badRecords, incomplete } of steps) {
    const { next: _next, ...rest } = page;
    yield { ...rest, items, badRecords, ...(incomplete === undefined ? {} : { incomplete }) };
  }
}

function devicePath(operation: OperationName, id: string): string[] {
  return ['v1.0', 'devices', pathId(operation, 'id', id)];
}

const idOf = (device: Device): string => device.id;
