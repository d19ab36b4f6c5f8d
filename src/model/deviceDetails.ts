import type { Clock } from '../base/clock.js';
import { isAbortError, throwIfAborted } from '../base/errors.js';
import { Emitter } from '../base/event.js';
import { Disposable, toDisposable } from '../base/lifecycle.js';
import type { Logger } from '../base/logger.js';
import { TuyaError } from '../tuya/errors.js';
import type { DataPoint, Device, FactoryInfo } from '../tuya/results.js';
import type { Connections } from './connections.js';
import type { DeviceStore } from './deviceStore.js';
import type { DeviceRef, Known, Project } from './project.js';
import type { ProjectStore } from './projectStore.js';

export interface DeviceDetailsDeps {
  readonly connections: Connections;
  readonly devices: DeviceStore;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
}

/** Something that is read only when a person asks for it. */
export type OnDemand<T> =
  | { readonly state: 'unread' | 'loading' }
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: unknown };

/** A data point's value before the last read that changed it; `wasThere` is false where it is a new data point. */
export interface Change {
  readonly wasThere: boolean;
  readonly previous: unknown;
}

/** All that is known about one device, at one moment. */
export interface DetailsState {
  readonly ref: DeviceRef;
  /** Absent where the project was removed. */
  readonly project?: Project;
  readonly device?: Device;
  /** When `device` was read, epoch milliseconds. */
  readonly readAt?: number;
  /** The cloud said that the device isn't there. */
  readonly gone: boolean;
  readonly refreshing: boolean;
  /** Why the last attempt to read the device failed. */
  readonly problem?: unknown;
  /** What the last read changed, by data point code. */
  readonly changes: ReadonlyMap<string, Change>;
  readonly gatewayId?: string;
  /** Absent for a device that has none and isn't known to be a gateway. */
  readonly subDevices?: OnDemand<readonly string[]>;
  readonly factory: OnDemand<FactoryInfo | undefined>;
}

export type RefreshOutcome =
  | { readonly outcome: 'updated'; readonly changed: number }
  | { readonly outcome: 'failed'; readonly problem: unknown }
  | { readonly outcome: 'cancelled' };

/** Hands out the details of one device at a time; the truth about devices stays in the store. */
export class DeviceDetailsModel {
  constructor(private readonly deps: DeviceDetailsDeps) {}

  /** The caller owns the answer. */
  open(ref: DeviceRef): DeviceDetails {
    return new DeviceDetails(ref, this.deps);
  }

  device(ref: DeviceRef): Known<Device> | undefined {
    return this.deps.devices.device(ref);
  }
}

/** The details of one device for as long as somebody looks at them. Reads in single flight. */
export class DeviceDetails extends Disposable {
  private readonly changed = this._register(new Emitter<void>());
  /** Fires on every change of what `state()` answers. */
  readonly onDidChange = this.changed.event;

  private shown: Known<Device> | undefined;
  private changes: ReadonlyMap<string, Change> = new Map();
  private problem: unknown;
  private gone = false;
  private factory: OnDemand<FactoryInfo | undefined> = { state: 'unread' };
  /** The state of reading the sub-devices, as far as the store doesn't know them. */
  private subDevicesRead: { readonly state: 'unread' | 'loading' | 'failed'; readonly problem?: unknown } = {
    state: 'unread',
  };
  private refreshing: { readonly abort: AbortController; readonly done: Promise<RefreshOutcome> } | undefined;
  private readonly ended = new AbortController();

  constructor(
    readonly ref: DeviceRef,
    private readonly deps: DeviceDetailsDeps,
  ) {
    super();
    this.shown = deps.devices.device(ref);
    this._register(toDisposable(() => this.ended.abort()));
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(deps.projects.onDidChange(() => this.projectsChanged()));
  }

  state(): DetailsState {
    const { ref, deps, shown, gone, changes, problem, factory } = this;
    const project = deps.projects.get(ref.projectId);
    if (!project)
      return { ref, gone: false, refreshing: false, changes: new Map(), factory: { state: 'unread' } };
    const gatewayId = deps.devices.gatewayOf(ref) ?? shown?.value.gatewayId;
    const subDevices = this.subDevices();
    return {
      ref,
      project,
      gone,
      refreshing: this.refreshing !== undefined,
      changes,
      factory,
      ...(shown && { device: shown.value, readAt: shown.at }),
      ...(problem !== undefined && { problem }),
      ...(gatewayId !== undefined && gatewayId !== '' && { gatewayId }),
      ...(subDevices && { subDevices }),
    };
  }

  /**
   * Reads the device again, and its sub-devices where it has any. Callers share one run. Never rejects: what
   * went wrong is in the answer and in `state().problem`, and the last good state stays.
   */
  refresh(): Promise<RefreshOutcome> {
    if (this.isDisposed || !this.deps.projects.get(this.ref.projectId))
      return Promise.resolve({ outcome: 'cancelled' });
    if (this.refreshing) return this.refreshing.done;
    const abort = new AbortController();
    const done = this.read(AbortSignal.any([abort.signal, this.ended.signal])).finally(() => {
      this.refreshing = undefined;
      this.changed.fire();
    });
    this.refreshing = { abort, done };
    this.changed.fire();
    return done;
  }

  /** Ends a refresh for everybody who waits for it. */
  cancelRefresh(): void {
    this.refreshing?.abort.abort();
  }

  /** Asks the gateway for its sub-devices. Never rejects; the failure is in `state().subDevices`. */
  async loadSubDevices(signal: AbortSignal = this.ended.signal): Promise<void> {
    if (this.subDevicesRead.state === 'loading') return;
    this.setSubDevicesRead({ state: 'loading' });
    try {
      const { projectId, deviceId } = this.ref;
      const client = await this.deps.connections.client(projectId, signal);
      const { items } = await client.devices.subDevices(deviceId, signal);
      throwIfAborted(signal);
      this.deps.devices.merge(projectId, items, this.deps.clock.now());
      this.deps.devices.putSubDevices(
        this.ref,
        items.map(({ id }) => id),
      );
      this.setSubDevicesRead({ state: 'unread' });
    } catch (problem) {
      this.setSubDevicesRead(isAbortError(problem) ? { state: 'unread' } : { state: 'failed', problem });
    }
  }

  /** Asks for uuid, serial number and MAC. Never rejects; the failure is in `state().factory`. */
  async loadFactory(): Promise<void> {
    if (this.factory.state === 'loading') return;
    const signal = this.ended.signal;
    this.setFactory({ state: 'loading' });
    try {
      const client = await this.deps.connections.client(this.ref.projectId, signal);
      const { items } = await client.devices.factoryInfos([this.ref.deviceId], signal);
      this.setFactory({ state: 'read', value: items.find(({ id }) => id === this.ref.deviceId) });
    } catch (problem) {
      this.setFactory(isAbortError(problem) ? { state: 'unread' } : { state: 'failed', problem });
    }
  }

  private async read(signal: AbortSignal): Promise<RefreshOutcome> {
    const { projectId, deviceId } = this.ref;
    try {
      const client = await this.deps.connections.client(projectId, signal);
      const device = await client.devices.get(deviceId, signal);
      throwIfAborted(signal);
      this.gone = false;
      this.problem = undefined;
      this.deps.devices.put(projectId, [device], this.deps.clock.now());
      if (this.isGateway(device)) await this.loadSubDevices(signal);
      return { outcome: 'updated', changed: this.changes.size };
    } catch (problem) {
      if (isAbortError(problem)) return { outcome: 'cancelled' };
      this.problem = problem;
      this.gone = TuyaError.is(problem) && problem.reason === 'notFound';
      this.deps.devices.fail(this.ref, problem);
      return { outcome: 'failed', problem };
    }
  }

  private isGateway(device: Device): boolean {
    const known = this.deps.devices.subDevicesOf(this.ref);
    return known ? known.length > 0 : mayBeGateway(device);
  }

  private subDevices(): OnDemand<readonly string[]> | undefined {
    const known = this.deps.devices.subDevicesOf(this.ref);
    const { state, problem } = this.subDevicesRead;
    if (known && (known.length > 0 || (this.shown && mayBeGateway(this.shown.value))))
      return { state: 'read', value: known };
    if (known || !this.shown || !mayBeGateway(this.shown.value)) return undefined;
    return state === 'failed' ? { state, problem } : { state };
  }

  private devicesChanged(refs: readonly DeviceRef[]): void {
    const { projectId, deviceId } = this.ref;
    const related = new Set([
      deviceId,
      this.deps.devices.gatewayOf(this.ref),
      ...(this.deps.devices.subDevicesOf(this.ref) ?? []),
    ]);
    if (!refs.some((ref) => ref.projectId === projectId && related.has(ref.deviceId))) return;
    this.take(this.deps.devices.device(this.ref));
    this.changed.fire();
  }

  private take(known: Known<Device> | undefined): void {
    const before = this.shown;
    if (!known || known.value === before?.value) return;
    if (before && known.value.status.length === 0 && before.value.status.length > 0 && !this.refreshing) {
      // A list that names no data points says nothing about them: what was read before stays, with its time.
      const named = Object.fromEntries(
        Object.entries(known.value).filter(([, value]) => value !== undefined),
      );
      this.shown = { at: before.at, value: { ...before.value, ...named, status: before.value.status } };
      return;
    }
    this.changes =
      before && before.value.status.length > 0
        ? changesBetween(before.value.status, known.value.status)
        : new Map();
    this.shown = known;
  }

  private projectsChanged(): void {
    if (!this.deps.projects.get(this.ref.projectId)) {
      this.cancelRefresh();
      this.shown = undefined;
      this.changes = new Map();
      this.problem = undefined;
      this.factory = { state: 'unread' };
    }
    this.changed.fire();
  }

  private setSubDevicesRead(state: typeof this.subDevicesRead): void {
    this.subDevicesRead = state;
    this.changed.fire();
  }

  private setFactory(state: typeof this.factory): void {
    this.factory = state;
    this.changed.fire();
  }
}

/**
 * Categories of hubs, gathered from community projects; a device of one is asked for its sub-devices.
 * Every other device counts as a gateway only once it is known to have some.
 */
const hubCategories: ReadonlySet<string> = new Set(
  'wgsxj lyqwg bywg zigbee wg2 dgnzk videohub xnwg qtyycp alexa_yywg gywg cnwg wnykq wfcon wg hwktwkq wsdykq'.split(
    ' ',
  ),
);

function mayBeGateway({ category, sub }: Device): boolean {
  return sub !== true && category !== undefined && hubCategories.has(category);
}

/** What differs, by code. Values are compared by their JSON: the cloud sends JSON, also inside strings. */
export function changesBetween(
  before: readonly DataPoint[],
  after: readonly DataPoint[],
): ReadonlyMap<string, Change> {
  const old = new Map(before.map(({ code, value }) => [code, value]));
  const changes = new Map<string, Change>();
  for (const { code, value } of after) {
    const wasThere = old.has(code);
    const previous = old.get(code);
    if (!wasThere || JSON.stringify(previous) !== JSON.stringify(value))
      changes.set(code, { wasThere, previous });
  }
  return changes;
}
