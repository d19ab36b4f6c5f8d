import { throwIfAborted } from '../../src/base/errors.js';
import { TuyaError, type TuyaErrorReason } from '../../src/tuya/errors/errors.js';
import type { TuyaClient } from '../../src/tuya/client.js';
import { nextPageNo } from '../../src/tuya/paging/pageIterator.js';
import type { AppUser, Device, Page } from '../../src/tuya/results.js';

/** Builds a device with what a test cares about. */
export function aDevice(id: string, fields: Partial<Device> = {}): Device {
  return { id, name: `Name ${id}`, status: [{ code: 'switch', value: true }], extra: {}, ...fields };
}

export function refusal(reason: TuyaErrorReason, code?: number): TuyaError {
  return new TuyaError(reason, { operation: 'devices.list', message: '', remedy: 'tryAgain', code });
}

/**
 * A cloud at the client's face: lists and sub-devices as the test says, every call written down, and any call
 * made to fail by its name (`list`, `user u1`, `sub gw`, `users`).
 */
export class FakeFleetCloud {
  readonly calls: string[] = [];
  readonly failures = new Map<string, unknown>();
  project: Device[] = [];
  readonly users = new Map<string, Device[]>();
  readonly subDevices = new Map<string, Device[]>();
  appUsers: AppUser[] = [];
  /** Numbers of pages that are answered without a list. */
  missingPages: ReadonlySet<number> = new Set();
  /** Rows of a page, whatever is asked for. */
  pageSize: number | undefined;
  /** How many there are, where that isn't true. */
  total: number | undefined;
  /** Answers wait for it, so that a test can look at what is under way. */
  gate: Promise<void> | undefined;

  readonly client = {
    devices: {
      list: (query: { pageNo?: number; pageSize: number }, signal?: AbortSignal) =>
        this.page('list', this.project, query, signal),
      listOfUser: (uid: string, query: { pageNo?: number; pageSize?: number }, signal?: AbortSignal) =>
        this.page(`user ${uid}`, this.users.get(uid) ?? [], { pageSize: 100, ...query }, signal),
      iterateOfUser: (uid: string, _query: unknown, signal?: AbortSignal) => this.onePage(uid, signal),
      subDevices: (id: string, signal?: AbortSignal) =>
        this.answer(`sub ${id}`, { items: this.subDevices.get(id) ?? [], badRecords: [] }, signal),
      get: (id: string, signal?: AbortSignal) =>
        this.answer(
          `get ${id}`,
          this.project.find((one) => one.id === id),
          signal,
        ),
    },
    appUsers: {
      list: (_schema: string, query: { pageNo: number; pageSize: number }, signal?: AbortSignal) =>
        this.page('users', this.appUsers, query, signal),
    },
    test: (signal?: AbortSignal) => this.answer('test', undefined, signal),
    close: () => Promise.resolve(),
  } as unknown as TuyaClient;

  /** The calls since the last look. */
  taken(): string[] {
    return this.calls.splice(0);
  }

  private async *onePage(uid: string, signal?: AbortSignal): AsyncGenerator<Page<Device>> {
    yield await this.page(`user ${uid}`, this.users.get(uid) ?? [], { pageSize: 100 }, signal);
  }

  private page<T>(
    name: string,
    all: readonly T[],
    { pageNo = 1, pageSize }: { pageNo?: number; pageSize: number },
    signal?: AbortSignal,
  ): Promise<Page<T>> {
    const size = this.pageSize ?? pageSize;
    const isMissing = this.missingPages.has(pageNo);
    const page = {
      items: isMissing ? [] : all.slice((pageNo - 1) * size, pageNo * size),
      badRecords: [],
      ...(isMissing && { isMissing: true as const }),
      // A user's own list has no count.
      ...(!name.startsWith('user ') && { total: this.total ?? all.length }),
    };
    const call = pageNo === 1 ? name : `${name} #${pageNo}`;
    return this.answer(call, { ...page, ...nextPageNo(page, pageNo, pageSize) }, signal);
  }

  private async answer<T>(name: string, value: T, signal?: AbortSignal): Promise<T> {
    this.calls.push(name);
    await this.gate;
    throwIfAborted(signal);
    const failure = this.failures.get(name);
    if (failure !== undefined) throw failure;
    return value;
  }
}
