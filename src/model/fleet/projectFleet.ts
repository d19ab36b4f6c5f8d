import { setMaxListeners } from 'node:events';
import type { Asking } from '../../base/asking.js';
import { eachInSlices, filterInSlices, takeBreak } from '../../base/timeSlicing.js';
import { assertNever } from '../../base/errors.js';
import { Limiter } from '../../tuya/wire/limiter.js';
import { isRefusal } from '../projects/refusals.js';
import {
  sourceNotes,
  type AllCost,
  type AllProgress,
  type FleetRest,
  type GatewayView,
  type More,
  type OwnerView,
  type Place,
  type UsersView,
} from './fleetViews.js';
import { accountOf } from './account.js';
import { FleetOwners } from './fleetOwners.js';
import { GatewayLists } from './gatewayLists.js';
import type { KeptFleet } from './keptFleet.js';
import { OwnerReading } from './ownerReading.js';
import { ownerView } from './ownerView.js';
import { Placement } from './placement.js';
import { UserSources, type ListDeps } from './projectUsers.js';
import { restoredFleet, type RestoredGateway } from './restoredFleet.js';
import { saveFleet } from './saveFleet.js';
import { WholeFleet } from './wholeFleet.js';

export interface ProjectFleetDeps extends ListDeps {
  /** How many devices one search may ask for the sub-devices of others. */
  readonly searchLimit: () => number;
  /** Something was read that the next window may want to begin with. */
  readonly wasRead: () => void;
  /** What stands at this place may be another now. */
  readonly changed: (place: Place) => void;
  /** These devices are gone. */
  readonly forget: (ids: readonly string[]) => void;
}

/** Pages of all lists that are read side by side. */
const pagesAtOnce = 8;
/** Everybody hears of devices that are forgotten: a millisecond or two of work. */
const forgottenAtOnce = 200;

/**
 * Users, devices and sub-devices of one project: what was read of them, and reading them. A load never rejects;
 * what went wrong is in the view. What was read stays until somebody refreshes it.
 */
export class ProjectFleet {
  private readonly projectId: string;
  private readonly sources: UserSources;
  private readonly gateways: GatewayLists;
  private readonly placement: Placement;
  private readonly owners: FleetOwners;
  private readonly reading: OwnerReading;
  private readonly whole: WholeFleet;
  private readonly lanes = new Limiter({ start: pagesAtOnce, max: pagesAtOnce });

  constructor(private readonly deps: ProjectFleetDeps) {
    const projectId = (this.projectId = deps.project().id);
    const listDeps: ListDeps = { ...deps, call: (asking, run) => this.inLane(asking, run) };
    this.sources = new UserSources(listDeps, {
      add: (ids, put) => this.placement.add(ids, put),
      hasNewUsers: () => this.placement.hasNewUsers(),
      replaced: () => this.placement.replaced(),
      renewed: (former) => this.forgetGone(former),
    });
    this.gateways = new GatewayLists({
      ...deps,
      projectId,
      onRead: (gatewayId, touched) => this.onGatewayRead(gatewayId, touched),
      onLeft: (ids) => this.forgetGone(ids),
    });
    this.placement = new Placement({
      projectId,
      store: deps.devices,
      hasUser: (uid) => this.sources.has(uid),
      readLists: () => this.owners.readLists(),
      isInProject: (id) => this.sources.deviceList.keys.has(id),
      listOf: (uid) => this.owners.listOf(this.owners.ifAny(uid)),
      usersKey: () => this.sources.key,
    });
    const { sources, gateways, placement } = this;
    const renewed = (former: Iterable<string>): Promise<void> => this.forgetGone(former);
    this.owners = new FleetOwners({ ...listDeps, sources, placement, renewed });
    this.reading = new OwnerReading({
      ...deps,
      projectId,
      sources,
      owners: this.owners,
      gateways,
      placement,
    });
    const { owners, reading } = this;
    const settle = (signal?: AbortSignal): Promise<void> => this.prepare(signal, undefined);
    this.whole = new WholeFleet({ ...deps, sources, owners, reading, settle });
  }

  /** Another number where devices may stand elsewhere though nothing was told of themselves. */
  get placesVersion(): number {
    return this.placement.version;
  }

  /** Something is known of these devices that wasn't. */
  devicesChanged(ids: Iterable<string>): void {
    this.sources.heed(ids);
    this.placement.changed(ids);
  }

  /** Finds out in slices where devices stand: of all, and under one owner. What is asked for afterwards takes no time. */
  async prepare(signal?: AbortSignal, ...owners: readonly (string | undefined)[]): Promise<void> {
    await this.sources.prepare(signal);
    for (const uid of owners) await this.placement.prepare(uid, signal);
  }

  needsLoad(place: Place): boolean {
    switch (place.kind) {
      case 'users':
        return this.sources.needsLoad;
      case 'owner':
        return this.owners.needsLoad(place.uid);
      case 'gateway':
        return this.gateways.needsLoad(place.deviceId);
      case 'device':
        return false;
    }
  }

  /**
   * When what the place shows was read, where that was in an earlier window and it hasn't been read again yet: it can
   * be shown while that is done. Epoch ms.
   */
  oldSince(place: Place): number | undefined {
    switch (place.kind) {
      case 'users':
        return this.sources.isOld ? this.sources.oldestAt : undefined;
      case 'owner': {
        const list = this.owners.decidingList(place.uid);
        return list?.isOld ? list.at : undefined;
      }
      case 'gateway':
        return this.gateways.isOld(place.deviceId) ? this.gateways.state(place.deviceId)?.at : undefined;
      case 'device':
        return undefined;
    }
  }

  /** What of this is worth keeping for the next window, in pieces; undefined where nothing was read. */
  kept(): Iterable<string> | undefined {
    const { projectId } = this;
    return saveFleet({
      account: accountOf(this.deps.project()),
      deviceList: this.sources.deviceList,
      users: this.sources.keptUsers(),
      nameOf: (uid) => this.sources.nameOf(uid),
      owners: [...this.owners.all()].flatMap(({ uid, list }) =>
        uid !== undefined && list ? [{ uid, list }] : [],
      ),
      lookedAt: [...this.owners.all()].flatMap(({ uid, isLookedAt }) => (isLookedAt ? [uid ?? ''] : [])),
      gateways: [...this.gateways.read()],
      device: (deviceId) => this.deps.devices.device({ projectId, deviceId }),
      subDevicesOf: (deviceId) => this.deps.devices.subDevicesOf({ projectId, deviceId }) ?? [],
    });
  }

  /**
   * Takes what an earlier window kept, where nothing was read in this one. A fleet that can't be read whole is none.
   * @throws an abort error
   */
  async restore(kept: KeptFleet, signal: AbortSignal): Promise<void> {
    const { projectId, deps } = this;
    if (kept.head.account !== accountOf(deps.project())) return;
    const lists = await restoredFleet(kept, deps.devices.taker(projectId), signal);
    if (!lists) return;
    await eachInSlices(lists.owners, ([uid, owner]) => this.owners.of(uid).list?.restore(owner), signal);
    for (const uid of lists.lookedAt) this.owners.of(uid || undefined).isLookedAt = true;
    const restoreGateway = ([id, { at, subDevices }]: readonly [string, RestoredGateway]): void => {
      const ref = { projectId, deviceId: id };
      if (!this.gateways.needsLoad(id)) return;
      if (deps.devices.subDevicesOf(ref) === undefined) deps.devices.putSubDevices(ref, subDevices);
      this.gateways.restore(id, at, subDevices);
    };
    await eachInSlices(lists.gateways, restoreGateway, signal);
    // Last: where the project's list was read meanwhile, its next reading says of these devices whether they are gone.
    this.sources.restore(lists.deviceList, lists.users);
  }

  async load(place: Place, asking: Asking): Promise<void> {
    if (!this.needsLoad(place)) return;
    if (place.kind === 'users') await this.sources.load(asking);
    else if (place.kind === 'owner') await this.reading.read(this.owners.of(place.uid), asking);
    else if (place.kind === 'gateway') await this.gateways.load(place.deviceId, asking);
    this.deps.wasRead();
  }

  /** Reads again what the place shows. What stands below it is read again when somebody looks at it. */
  async refresh(place: Place, asking: Asking): Promise<void> {
    switch (place.kind) {
      case 'users':
        this.sources.markStale();
        this.owners.markStale();
        this.gateways.markAllStale();
        await this.sources.load(asking);
        // Users may have gone, with what only their lists named.
        await this.forgetGone([]);
        break;
      case 'owner': {
        const owner = this.owners.of(place.uid);
        if (place.uid === undefined) this.sources.deviceList.markStale();
        owner.list?.markStale();
        for (const id of this.owners.listOf(owner).ids) this.gateways.markStale(id);
        await this.reading.read(owner, asking, true);
        break;
      }
      case 'gateway':
        this.gateways.markStale(place.deviceId);
        await this.gateways.load(place.deviceId, asking);
        break;
      case 'device': {
        const { deviceId } = place;
        const device = await this.deps.call(asking, (client, ending) => client.devices.get(deviceId, ending));
        this.deps.devices.put(this.projectId, [device], this.deps.now());
        break;
      }
      default:
        assertNever(place);
    }
    this.deps.wasRead();
    this.deps.changed(place);
  }

  /** Reads on where the place's list goes on, or asks more devices whether they are the gateways looked for. */
  async loadMore({ place, of }: More, asking: Asking): Promise<void> {
    if (place.kind === 'users') await this.sources.loadMore(asking);
    if (place.kind === 'owner') await this.reading.readMore(this.owners.of(place.uid), of, asking);
    this.deps.wasRead();
    this.deps.changed(place);
  }

  /** The owner under whom a device stands, behind gateways or not; undefined where it is nobody. */
  homeOf(deviceId: string): string | undefined {
    return this.placement.homeAbove(deviceId);
  }

  /** Whether the device stands in the tree: others were looked up, or no list names them any more. */
  isPlaced(deviceId: string): boolean {
    return this.placement.isPlaced(deviceId);
  }

  /** Whether all there is at a place was read: what is counted there is then the number, and else at least that. */
  isWhole(place: Extract<Place, { readonly kind: 'users' | 'owner' }>): boolean {
    return this.whole.isWhole(place);
  }

  /** What of the fleet nobody has read yet: users, and lists that go on. */
  rest(): FleetRest {
    return this.whole.rest();
  }

  /** Reads what nobody has read yet: every such user, and the next part of each list that goes on. */
  async readRest(asking: Asking): Promise<void> {
    if (asking.signal) setMaxListeners(0, asking.signal);
    const { users, lists } = this.rest();
    for (const uid of users) this.owners.of(uid).list?.markStale();
    await Promise.all([
      ...users.map((uid) => this.load({ kind: 'owner', projectId: this.projectId, uid }, asking)),
      ...lists.map((more) => this.loadMore(more, asking)),
    ]);
    this.deps.changed({ kind: 'users', projectId: this.projectId });
  }

  get isReadingAll(): boolean {
    return this.whole.isBeingRead;
  }

  /** Why nobody knows how long the project's list is though it was asked for; undefined where it is refused for good. */
  get whyUnread(): unknown {
    return this.whole.whyUnread;
  }

  /** What {@link readAll} costs from here on, as far as it can be told. Undefined where nobody has read anything yet. */
  allCost(): AllCost | undefined {
    return this.whole.cost();
  }

  /**
   * Reads the whole fleet: the project's list and the app's users to their ends, and the lists of users whose devices
   * those don't name. What was read stays read where it is given up or fails, and the next time it goes on from there. Asks
   * no device for its sub-devices.
   * @param tell hears of each page that comes
   * @returns why it didn't come to its end; undefined where it did
   */
  async readAll(asking: Asking, tell?: (progress: AllProgress) => void): Promise<unknown> {
    try {
      return await this.whole.read(asking, tell);
    } finally {
      this.deps.wasRead();
      this.deps.changed({ kind: 'users', projectId: this.projectId });
    }
  }

  /** Calls that {@link readStates} makes. */
  stateCalls(): number {
    return this.owners.namingLists().reduce((sum, list) => sum + list.pages, 0);
  }

  /**
   * Reads again what the lists that were read say of their devices, online or offline above all.
   * @throws where one of them can't be read
   */
  async readStates(asking: Asking): Promise<void> {
    for (const list of this.owners.namingLists()) await list.readAgain(asking);
  }

  users(): UsersView {
    return this.sources.view(this.placement.count(undefined) > 0);
  }

  devicesOf(uid: string | undefined): OwnerView {
    const { projectId, sources, owners, placement } = this;
    return ownerView({ projectId, devices: this.deps.devices, sources, owners, placement }, uid);
  }

  subDevicesOf(gatewayId: string): GatewayView {
    const ids = this.deps.devices.subDevicesOf({ projectId: this.projectId, deviceId: gatewayId }) ?? [];
    const devices = ids.filter((id) => this.placement.gatewayOf(id) === gatewayId);
    const state = this.gateways.state(gatewayId) ?? { failure: undefined, badRecords: [] };
    const notes = [...sourceNotes('subDevices', state, devices.length > 0 && isRefusal(state.failure))];
    if (devices.length === 0 && state.failure === undefined) notes.push({ kind: 'empty', of: 'subDevices' });
    return { devices, notes };
  }

  private async inLane<T>(asking: Asking, run: Parameters<typeof this.deps.call<T>>[1]): Promise<T> {
    const slot = await this.lanes.acquire(asking.signal);
    try {
      const answer = await this.deps.call(asking, run);
      this.whole.pageCame();
      return answer;
    } finally {
      slot.release(undefined);
    }
  }

  /**
   * Of these devices, those that no list names are gone: a search or an export is not to have them. With a user, or with
   * a gateway, goes what only their own lists named.
   */
  private async forgetGone(ids: Iterable<string>): Promise<void> {
    await this.sources.prepare();
    const ofUsers = this.sources.isEveryUserKnown ? this.owners.withoutUser() : [];
    await this.forgetUnnamed(ids);
    for (const keys of ofUsers) await this.forgetUnnamed(keys);
    const { projectId, deps, gateways } = this;
    const isKnown = (deviceId: string): boolean => deps.devices.device({ projectId, deviceId }) !== undefined;
    for (;;) {
      // A gateway may stand behind another one.
      const behind = await filterInSlices(gateways.withoutGateway(isKnown), isKnown);
      if (behind.length === 0) return;
      await this.forgetUnnamed(behind);
    }
  }

  private async forgetUnnamed(ids: Iterable<string>): Promise<void> {
    const isGone = (id: string): boolean => !this.isNamed(id);
    const gone = await filterInSlices(ids, isGone);
    for (let at = 0; at < gone.length; at += forgottenAtOnce) {
      if (at > 0) await takeBreak();
      // A list may have come to name one of them meanwhile.
      this.deps.forget(gone.slice(at, at + forgottenAtOnce).filter(isGone));
    }
  }

  /** Whether a list names the device, or the list of a gateway that is named so itself. */
  private isNamed(id: string): boolean {
    const { projectId, placement, gateways, deps } = this;
    const seen = new Set<string>();
    for (let at = id; !placement.isListed(at);) {
      const gateway = deps.devices.gatewayOf({ projectId, deviceId: at });
      // What a device says of itself is as old as the list that brought it.
      if (gateway === undefined || seen.has(at) || !gateways.names(gateway, at)) return false;
      seen.add(at);
      at = gateway;
    }
    return true;
  }

  private onGatewayRead(gatewayId: string, touched: readonly string[]): void {
    this.deps.changed({ kind: 'gateway', projectId: this.projectId, deviceId: gatewayId });
    const uids = new Set(touched.map((id) => this.placement.home(id)));
    for (const uid of uids) this.deps.changed({ kind: 'owner', projectId: this.projectId, uid });
  }
}
