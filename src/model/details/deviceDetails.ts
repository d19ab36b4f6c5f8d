import { endingWith, SharedCall, type Asker, type Asking, type EndingAsking } from '../../base/asking.js';
import type { Clock } from '../../base/clock.js';
import { isAbortError, throwIfAborted } from '../../base/errors.js';
import { Emitter } from '../../base/event.js';
import { Disposable, toDisposable } from '../../base/lifecycle.js';
import type { StateStore } from '../../base/storage.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { Device } from '../../tuya/results.js';
import { mainOutlet, type DeviceActions } from '../devices/deviceActions.js';
import type { OpenDoubt } from '../devices/doubts.js';
import type { WriteEvent } from '../devices/writer.js';
import type { Connections } from '../projects/connections.js';
import { DeviceExtras } from './deviceExtras.js';
import { DeviceMeaning } from './deviceMeaning.js';
import { DeviceWrites } from './deviceWrites.js';
import { LiveRefresh } from './liveRefresh.js';
import { OutletMemory } from './outletMemory.js';
import { PointNames } from './pointNames.js';
import {
  changesBetween,
  unreadDetails,
  type Change,
  type DetailsState,
  type OnDemand,
  type PointName,
  type RefreshOutcome,
} from './detailsState.js';
import type { DeviceStore } from '../fleet/deviceStore.js';
import type { Fleet } from '../fleet/fleet.js';
import type { CallBudget } from '../meter/callBudget.js';
import type { ProductModelReader } from '../products/productModel.js';
import type { DeviceRef, Known } from '../projects/project.js';
import type { ProjectsChange, ProjectStore } from '../projects/projectStore.js';

export interface DeviceDetailsDeps {
  readonly connections: Pick<Connections, 'client'>;
  readonly devices: DeviceStore;
  /** Knows which devices are gateways, and reads their sub-devices for tree and panels alike. */
  readonly fleet: Pick<Fleet, 'of' | 'onDidChange'>;
  readonly projects: Pick<ProjectStore, 'get' | 'onDidChange'>;
  readonly actions: Pick<
    DeviceActions,
    'rename' | 'renameDataPoint' | 'renameOutlet' | 'users' | 'onDidWrite' | 'doubts'
  >;
  readonly clock: Clock;
  readonly budget: Pick<CallBudget, 'mayRunAutomatically'>;
  readonly models: ProductModelReader;
  readonly state: StateStore;
}

/** Hands out the details of one device at a time; the truth about devices stays in the store. */
export class DeviceDetailsModel extends Disposable {
  /** What data points are called, for everything that shows them. */
  readonly names = this._register(new PointNames());
  private readonly outletMemory: OutletMemory;

  constructor(private readonly deps: DeviceDetailsDeps) {
    super();
    this.outletMemory = new OutletMemory(deps.state);
  }

  /** The caller owns the answer. */
  open(ref: DeviceRef): DeviceDetails {
    return new DeviceDetails(ref, this.deps, this.names, this.outletMemory);
  }

  device(ref: DeviceRef): Known<Device> | undefined {
    return this.deps.devices.device(ref);
  }
}

/** A value of a data point, and when the device reported it, epoch ms by the cloud's clock. */
interface Reported {
  readonly code: string;
  readonly value: unknown;
  readonly at: number;
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
  private isDeleted = false;
  private readingSubDevices = 0;
  /** Changes in doubt, and what came of those that were. */
  private readonly doubts = new Map<number, OpenDoubt>();
  private readonly whole = new SharedCall((asking) => this.readWhole(asking));
  private readonly alone = new SharedCall((asking) => this.read(asking));
  private cancelling = new AbortController();
  private readonly ended = new AbortController();
  readonly extras: DeviceExtras;
  readonly writes: DeviceWrites;
  private readonly meaning: DeviceMeaning;
  readonly live: LiveRefresh;

  constructor(
    readonly ref: DeviceRef,
    private readonly deps: DeviceDetailsDeps,
    private readonly names: PointNames,
    private readonly outletMemory: OutletMemory,
  ) {
    super();
    const known = deps.devices.device(ref);
    // What a long list leaves out isn't there to be shown as missing.
    this.shown = known?.slim ? undefined : known;
    const changed = (): void => this.changed.fire();
    const client = (asking: Asking) => deps.connections.client(ref.projectId, asking);
    this.extras = new DeviceExtras(ref, client, changed, this.ended.signal, names, outletMemory);
    this.writes = new DeviceWrites(ref, deps.actions, names, this.extras);
    this.meaning = new DeviceMeaning(ref, deps.models, this.extras.shadow);
    const { budget } = deps;
    this.live = this._register(
      new LiveRefresh(
        () => this.refresh('background', 'live'),
        deps.clock,
        changed,
        () => budget.mayRunAutomatically(ref.projectId),
      ),
    );
    this._register(toDisposable(() => this.ended.abort()));
    this._register(names.onDidChange((other) => isSame(other, ref) && changed()));
    this._register(
      deps.models.onDidChange(({ projectId, productId }) => {
        if (projectId === ref.projectId && productId === this.shown?.value.productId) changed();
      }),
    );
    this._register(deps.actions.onDidWrite((event) => this.written(event)));
    const { doubts } = deps.actions;
    for (const doubt of doubts.of(ref)) this.doubts.set(doubt.id, doubt);
    this._register(doubts.onDidChange((doubt) => isSame(doubt.ref, ref) && this.doubtChanged(doubt)));
    this._register(deps.devices.hold(ref));
    this._register(deps.devices.onDidChange((refs) => this.devicesChanged(refs)));
    this._register(deps.projects.onDidChange((change) => this.projectsChanged(change)));
    this._register(
      deps.fleet.onDidChange((place) => place.projectId === ref.projectId && this.changed.fire()),
    );
  }

  state(): DetailsState {
    const { ref, deps, shown, gone, changes, problem, extras } = this;
    const project = deps.projects.get(ref.projectId);
    if (!project) return { ...unreadDetails, ref };
    const gatewayId = deps.devices.gatewayOf(ref) ?? shown?.value.gatewayId;
    const subDevices = this.subDevices();
    const model = this.meaning.known(shown?.value);
    return {
      ref,
      project,
      gone,
      refreshing: this.whole.running !== undefined,
      changes,
      factory: extras.factory.state,
      outlets: extras.outlets.state,
      users: extras.users.state,
      shadow: extras.shadow.state,
      names: this.pointNames(),
      live: this.live.state,
      doubts: [...this.doubts.values()],
      isProtected: project.isProtected === true,
      ...(shown && { device: shown.value, readAt: shown.at }),
      ...(problem !== undefined && { problem }),
      ...(this.isDeleted && { isDeleted: true as const }),
      ...(this.outletMemory.lacks(shown?.value.productId) && { lacksOutlets: true as const }),
      ...(gatewayId !== undefined && gatewayId !== '' && { gatewayId }),
      ...(subDevices && { subDevices }),
      ...(model && { model }),
    };
  }

  /**
   * Reads the device again, and what belongs to it: sub-devices, outlets, users, what its data points mean. `live` reads
   * the device alone, one call, and not so that anybody waits for it. Callers share one run. Never rejects: what went wrong is in the answer
   * and in `state().problem`, and the last good state stays.
   */
  async refresh(asker: Asker, how: 'whole' | 'live' = 'whole'): Promise<RefreshOutcome> {
    if (this.isDisposed || !this.deps.projects.get(this.ref.projectId)) return { outcome: 'cancelled' };
    const reading = how === 'live' && !this.whole.running ? this.alone : this.whole;
    const read = reading.run(endingWith({ asker, signal: this.cancelling.signal }, this.ended.signal));
    this.changed.fire();
    try {
      await read;
      return { outcome: 'updated', changed: this.changes.size };
    } catch (problem) {
      return isAbortError(problem) ? { outcome: 'cancelled' } : { outcome: 'failed', problem };
    } finally {
      this.changed.fire();
    }
  }

  /** Ends a refresh for everybody who waits for it. */
  cancelRefresh(): void {
    this.cancelling.abort();
    this.cancelling = new AbortController();
  }

  /** Asks the gateway for its sub-devices. Never rejects; the failure is in `state().subDevices`. */
  async loadSubDevices(asking: Asking): Promise<void> {
    if (!this.deps.projects.get(this.ref.projectId)) return;
    this.readingSubDevices++;
    this.changed.fire();
    try {
      const place = { kind: 'gateway', ...this.ref } as const;
      await this.deps.fleet.of(this.ref.projectId).refresh(place, endingWith(asking, this.ended.signal));
    } finally {
      this.readingSubDevices--;
      this.changed.fire();
    }
  }

  /** Reads its product's model anew, and the shadow. Never rejects; the failure is in `state().model`. */
  async renewModel(): Promise<void> {
    const device = this.shown?.value;
    if (device) await this.meaning.renew(device, { asker: 'person', signal: this.ended.signal });
  }

  /** Reads the names of its outlets for a person. Never rejects; the failure is in `state().outlets`. */
  async loadOutlets(): Promise<void> {
    await this.extras.readOutlets(this.shown?.value, 'person');
  }

  /** Reads ids, ages and given names of its data points. Never rejects; the failure is in `state().shadow`. */
  async loadShadow(): Promise<void> {
    const device = this.shown?.value;
    if (device) await this.meaning.readShadow(device, { asker: 'person', signal: this.ended.signal });
  }

  /** Looks once more whether a change was made. Never rejects: what is known stays where it's cut off. */
  async lookAgain(doubtId: number): Promise<void> {
    await this.deps.actions.doubts.lookAgain(doubtId, this.ended.signal).catch(() => undefined);
  }

  /** Values that the device is known to have reported, as good as a read of these data points; older ones change nothing. */
  reported(reports: readonly Reported[]): void {
    const newest = new Map<string, Reported>();
    for (const report of reports)
      if (report.at > (newest.get(report.code)?.at ?? 0)) newest.set(report.code, report);
    this.extras.shadow.amend((properties) =>
      properties.map((property) => {
        const { value, at } = newest.get(property.code) ?? {};
        return at !== undefined && at > (property.at ?? 0) ? { ...property, value, at } : property;
      }),
    );
  }

  /** Puts away what is told of a change; nobody looks for it by itself any more. */
  dismissDoubt(doubtId: number): void {
    this.doubts.delete(doubtId);
    this.deps.actions.doubts.dismiss(doubtId);
    this.changed.fire();
  }

  private async readWhole(asking: EndingAsking): Promise<void> {
    // A live read is on its way: what it leaves out is read after it.
    await this.alone.running?.catch(() => undefined);
    const device = await this.read(asking);
    this.extras.deviceRead(device, asking.asker);
    // Nobody waits for it: the device is shown without. Who asked is known now; `asking` ends with this read.
    void this.meaning.read(device, { asker: asking.asker, signal: this.ended.signal });
    // One more call.
    if (this.deps.devices.isGateway(this.ref)) await this.loadSubDevices(asking);
  }

  private async read(asking: EndingAsking): Promise<Device> {
    const { projectId, deviceId } = this.ref;
    try {
      const client = await this.deps.connections.client(projectId, asking);
      const device = await client.devices.get(deviceId, asking.signal);
      throwIfAborted(asking.signal);
      this.gone = false;
      this.isDeleted = false;
      this.problem = undefined;
      this.deps.devices.put(projectId, [device], this.deps.clock.now());
      return device;
    } catch (problem) {
      if (!isAbortError(problem)) {
        this.problem = problem;
        this.gone = this.isDeleted || (TuyaError.is(problem) && problem.reason === 'notFound');
        this.deps.devices.fail(this.ref, problem);
      }
      throw problem;
    }
  }

  private subDevices(): OnDemand<readonly string[]> | undefined {
    const { projectId, deviceId } = this.ref;
    if (!this.deps.devices.isGateway(this.ref)) return undefined;
    const fleet = this.deps.fleet.of(projectId);
    // The gateway's own list, not the tree's view of it: that one waits for the lists the tree has read.
    const devices = this.deps.devices.subDevicesOf(this.ref) ?? [];
    if (devices.length > 0) return { state: 'read', value: devices };
    if (this.readingSubDevices > 0) return { state: 'loading' };
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
    // A name that was given isn't a read: the marks stay.
    if (known.value.status !== before?.value.status)
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
      this.isDeleted = false;
      this.extras.forget();
      this.names.unlearn(this.ref);
      this.live.stop();
    }
    this.changed.fire();
  }

  /** What is read of outlets is newer than a name that was once given; one on its way is newer still. */
  private pointNames(): ReadonlyMap<string, PointName> {
    const { outlets } = this.extras;
    const names = new Map(this.names.of(this.ref));
    const read = (code: string, name: string): void => {
      const given = names.get(code);
      if (!given || given.state === 'known' || (given.state === 'unsure' && given.name === name))
        names.set(code, { name, state: 'known' });
    };
    if (outlets.state.state === 'read')
      for (const { identifier, name } of outlets.state.value) read(identifier, name);
    return names;
  }

  private doubtChanged(doubt: OpenDoubt): void {
    const isOpen = this.deps.actions.doubts.of(this.ref).some(({ id }) => id === doubt.id);
    // One that is settled stays until the person has put it away; a deletion shows by itself.
    const isSettled = doubt.result.outcome === 'done' && doubt.operation !== 'devices.remove';
    if (isOpen || isSettled) this.doubts.set(doubt.id, doubt);
    else this.doubts.delete(doubt.id);
    this.changed.fire();
  }

  private written({ ref, operation, about, result }: WriteEvent): void {
    if (!isSame(ref, this.ref) || result.outcome === 'notDone') return;
    const [identifier, name] = about;
    if (operation === 'outlets.rename' && result.outcome === 'done' && identifier !== mainOutlet)
      this.writes.outletRenamed(identifier ?? '', name ?? '');
    if (operation === 'devices.remove' && result.outcome === 'done') {
      this.gone = true;
      this.isDeleted = true;
      this.live.stop();
      this.changed.fire();
    }
    const changesUsers = operation.startsWith('deviceUsers.');
    if (changesUsers && this.extras.users.state.state !== 'unread') void this.extras.users.loadAgain();
  }
}

function isSame(a: DeviceRef, b: DeviceRef): boolean {
  return a.projectId === b.projectId && a.deviceId === b.deviceId;
}
