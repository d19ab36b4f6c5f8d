import type { Clock } from '../base/clock.js';
import { isAbortError, throwIfAborted } from '../base/errors.js';
import { Emitter } from '../base/event.js';
import { Disposable, toDisposable } from '../base/lifecycle.js';
import { TuyaError } from '../tuya/errors.js';
import type { Device, FactoryInfo } from '../tuya/results.js';
import type { Connections } from './connections.js';
import {
  changesBetween,
  type Change,
  type DetailsState,
  type OnDemand,
  type RefreshOutcome,
} from './detailsState.js';
import type { DeviceStore } from './deviceStore.js';
import type { Fleet } from './fleet.js';
import { isHubCategory } from './hubs.js';
import type { DeviceRef, Known } from './project.js';
import type { ProjectsChange, ProjectStore } from './projectStore.js';

export interface DeviceDetailsDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly devices: DeviceStore;
  /** Knows which devices are gateways, and reads their sub-devices for tree and panels alike. */
  readonly fleet: Pick<Fleet, 'of' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly clock: Pick<Clock, 'now'>;
}

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
  private readingSubDevices = false;
  private refreshing: { readonly abort: AbortController; readonly done: Promise<RefreshOutcome> } | undefined;
  private readonly ended = new AbortController();

  constructor(
    readonly ref: DeviceRef,
    private readonly deps: DeviceDetailsDeps,
  ) {
    super();
    const known = deps.devices.device(ref);
    // What a long list leaves out isn't there to be shown as missing.
    this.shown = known?.slim ? undefined : known;
    this._register(toDisposable(() => this.ended.abort()));
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(deps.projects.onDidChange((change) => this.projectsChanged(change)));
    this._register(
      deps.fleet.onDidChange((place) => place.projectId === ref.projectId && this.changed.fire()),
    );
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
    if (this.readingSubDevices || !this.deps.projects.get(this.ref.projectId)) return;
    this.readingSubDevices = true;
    this.changed.fire();
    try {
      await this.deps.fleet.of(this.ref.projectId).refresh({ kind: 'gateway', ...this.ref }, signal);
    } finally {
      this.readingSubDevices = false;
      this.changed.fire();
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

  /** Whether reading the device again means asking for its sub-devices too: that's one more call. */
  private isGateway({ category, sub }: Device): boolean {
    return (
      (this.deps.devices.subDevicesOf(this.ref)?.length ?? 0) > 0 || (sub !== true && isHubCategory(category))
    );
  }

  private subDevices(): OnDemand<readonly string[]> | undefined {
    const { projectId, deviceId } = this.ref;
    const fleet = this.deps.fleet.of(projectId);
    if (!fleet.isGateway(deviceId)) return undefined;
    // The gateway's own list, not the tree's view of it: that one waits for the lists the tree has read.
    const devices = this.deps.devices.subDevicesOf(this.ref) ?? [];
    if (devices.length > 0) return { state: 'read', value: devices };
    if (this.readingSubDevices) return { state: 'loading' };
    if (fleet.needsLoad({ kind: 'gateway', ...this.ref })) return { state: 'unread' };
    const failure = fleet.subDevicesOf(deviceId).notes.find((note) => note.kind === 'failed');
    if (!failure) return { state: 'read', value: [] };
    return isAbortError(failure.error) ? { state: 'unread' } : { state: 'failed', problem: failure.error };
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
    if (known.slim) {
      if (!before) return;
      // A long list is kept without data points and the like: what was read of them before stays, with its time.
      const named = Object.fromEntries(
        Object.entries(known.value).filter(([, value]) => value !== undefined),
      );
      this.shown = {
        at: before.at,
        value: { ...before.value, ...named, status: before.value.status, extra: before.value.extra },
      };
      return;
    }
    this.changes =
      before && before.value.status.length > 0
        ? changesBetween(before.value.status, known.value.status)
        : new Map();
    this.shown = known;
  }

  private projectsChanged({ rekeyed }: ProjectsChange): void {
    const isRekeyed = rekeyed.includes(this.ref.projectId);
    if (isRekeyed || !this.deps.projects.get(this.ref.projectId)) {
      // What was read through other keys, or of a project that is gone, isn't shown any longer.
      this.cancelRefresh();
      this.shown = undefined;
      this.changes = new Map();
      this.problem = undefined;
      this.gone = false;
      this.factory = { state: 'unread' };
    }
    this.changed.fire();
  }

  private setFactory(state: typeof this.factory): void {
    this.factory = state;
    this.changed.fire();
  }
}
