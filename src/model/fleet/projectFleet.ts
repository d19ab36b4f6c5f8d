import { setMaxListeners } from 'node:events';
import { NotAdmittedError, type Asking } from '../../base/asking.js';
import { eachInSlices } from '../../base/timeSlicing.js';
import { AbortError, assertNever } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { Limiter } from '../../tuya/wire/limiter.js';
import type { Device } from '../../tuya/results.js';
import {
  sourceNotes,
  type AllCost,
  type AllProgress,
  type FleetRest,
  type GatewayView,
  type More,
  type Note,
  type OwnerView,
  type Place,
  type UsersView,
} from './fleetViews.js';
import { GatewayLists } from './gatewayLists.js';
import { accountOf } from './account.js';
import type { KeptFleet } from './keptFleet.js';
import { restoredFleet, type RestoredGateway } from './restoredFleet.js';
import { saveFleet } from './saveFleet.js';
import { findGateways, type SearchEnd } from './gatewaySearch.js';
import { noDevicesCode } from '../projects/projectCheck.js';
import { cloudPageSize } from './listReading.js';
import { isWholeList, PagedList } from './pagedList.js';
import { Placement, type OwnerList } from './placement.js';
import { isRefusal } from '../projects/refusals.js';
import { UserSources, type ListDeps } from './projectUsers.js';

export interface ProjectFleetDeps extends ListDeps {
  /** How many devices one search may ask for the sub-devices of others. */
  readonly searchLimit: () => number;
  /** Something was read that the next window may want to begin with. */
  readonly wasRead: () => void;
  /** What stands at this place may be another now. */
  readonly changed: (place: Place) => void;
}

/** Owners whose devices are read side by side: a call that waits behind hundreds of others would run out of time. */
const ownersAtOnce = 8;
/** Pages of all lists that are read side by side. */
const pagesAtOnce = 8;

interface Owner {
  readonly uid: string | undefined;
  /** Absent for the devices that belong to nobody: the project's list is all there is. */
  readonly list: PagedList<Device> | undefined;
  search: SearchEnd | undefined;
  /** Somebody has looked at it, and what was to be read for that was read. */
  isLookedAt: boolean;
  /** Owners from whom the last pages of the list took a device. */
  readonly touched: Set<string | undefined>;
}

/**
 * Users, devices and sub-devices of one project: what was read of them, and reading them. A load never rejects;
 * what went wrong is in the view. What was read stays until somebody refreshes it.
 */
export class ProjectFleet {
  private readonly projectId: string;
  private readonly sources: UserSources;
  private readonly owners = new Map<string | undefined, Owner>();
  private readonly gateways: GatewayLists;
  private readonly placement: Placement;
  private readonly reading = new Limiter({ start: ownersAtOnce, max: ownersAtOnce });
  private readonly lanes = new Limiter({ start: pagesAtOnce, max: pagesAtOnce });
  /** Hear of each page that comes. */
  private readonly watchers = new Set<() => void>();
  private readonly listDeps: ListDeps;

  constructor(private readonly deps: ProjectFleetDeps) {
    this.projectId = deps.project().id;
    this.listDeps = { ...deps, call: (asking, run) => this.inLane(asking, run) };
    this.sources = new UserSources(this.listDeps, {
      add: (ids, put) => this.placement.add(ids, put),
      hasNewUsers: () => this.placement.hasNewUsers(),
      replaced: () => this.placement.replaced(),
    });
    this.gateways = new GatewayLists({
      ...deps,
      projectId: this.projectId,
      isFresh: deps.isFresh,
      onRead: (gatewayId, touched) => this.onGatewayRead(gatewayId, touched),
    });
    this.placement = new Placement({
      projectId: this.projectId,
      store: deps.devices,
      hasUser: (uid) => this.sources.has(uid),
      readLists: () => this.readLists(),
      isInProject: (id) => this.sources.deviceList.keys.has(id),
      listOf: (uid) => this.listOf(this.ownerIfAny(uid)),
      usersKey: () => this.sources.key,
    });
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
        return this.ownerNeedsLoad(place.uid);
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
        const list = this.decidingList(place.uid);
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
      owners: [...this.owners.values()].flatMap(({ uid, list }) =>
        uid !== undefined && list ? [{ uid, list }] : [],
      ),
      lookedAt: [...this.owners.values()].flatMap(({ uid, isLookedAt }) => (isLookedAt ? [uid ?? ''] : [])),
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
    this.sources.restore(lists.deviceList, lists.users);
    await eachInSlices(lists.owners, ([uid, owner]) => this.ownerOf(uid).list?.restore(owner), signal);
    for (const uid of lists.lookedAt) this.ownerOf(uid || undefined).isLookedAt = true;
    const restoreGateway = ([id, { at, subDevices }]: readonly [string, RestoredGateway]): void => {
      const ref = { projectId, deviceId: id };
      if (!this.gateways.needsLoad(id)) return;
      if (deps.devices.subDevicesOf(ref) === undefined) deps.devices.putSubDevices(ref, subDevices);
      this.gateways.restore(id, at);
    };
    await eachInSlices(lists.gateways, restoreGateway, signal);
  }

  async load(place: Place, asking: Asking): Promise<void> {
    if (!this.needsLoad(place)) return;
    if (place.kind === 'users') await this.sources.load(asking);
    else if (place.kind === 'owner') await this.loadOwner(place.uid, asking);
    else if (place.kind === 'gateway') await this.gateways.load(place.deviceId, asking);
    this.deps.wasRead();
  }

  /** Reads again what the place shows. What stands below it is read again when somebody looks at it. */
  async refresh(place: Place, asking: Asking): Promise<void> {
    switch (place.kind) {
      case 'users':
        this.sources.markStale();
        for (const owner of this.owners.values()) {
          owner.list?.markStale();
          owner.isLookedAt = false;
        }
        // Nobody's devices have no list of their own: what was looked for among them is looked for again.
        this.owners.delete(undefined);
        this.gateways.markAllStale();
        await this.sources.load(asking);
        break;
      case 'owner':
        if (place.uid === undefined) this.sources.deviceList.markStale();
        this.ownerOf(place.uid).list?.markStale();
        for (const id of this.listOf(this.ownerOf(place.uid)).ids) this.gateways.markStale(id);
        await this.inTurn(asking, () => this.readOwner(this.ownerOf(place.uid), asking, true));
        break;
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
    if (place.kind === 'owner') {
      const owner = this.ownerOf(place.uid);
      await this.tellingOthers(owner, async () => {
        if (of === 'devices') await owner.list?.loadMore(asking);
      });
      if (of === 'gateways' || this.goesOn(owner, asking)) await this.search(owner, asking);
    }
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
    if (place.kind === 'users')
      return this.sources.isWhole && this.deciding().every((uid) => this.isOwnerWhole(uid));
    return this.isOwnerWhole(place.uid);
  }

  /** What of the fleet nobody has read yet: users, and lists that go on. */
  rest(): FleetRest {
    const users = this.deciding().filter((uid) => this.isUnread(uid));
    const lists: More[] = [];
    const ofUsers = this.sources.view(false).more;
    if (ofUsers) lists.push(ofUsers);
    for (const { uid, list } of this.owners.values()) {
      const place = { kind: 'owner', projectId: this.projectId, uid } as const;
      if (list?.hasMore && !this.isOwnerWhole(uid))
        lists.push({ place, of: 'devices', read: list.keys.size });
    }
    return { users, lists };
  }

  /** Reads what nobody has read yet: every such user, and the next part of each list that goes on. */
  async readRest(asking: Asking): Promise<void> {
    if (asking.signal) setMaxListeners(0, asking.signal);
    const { users, lists } = this.rest();
    for (const uid of users) this.ownerOf(uid).list?.markStale();
    await Promise.all([
      ...users.map((uid) => this.load({ kind: 'owner', projectId: this.projectId, uid }, asking)),
      ...lists.map((more) => this.loadMore(more, asking)),
    ]);
    this.deps.changed({ kind: 'users', projectId: this.projectId });
  }

  get isReadingAll(): boolean {
    return this.watchers.size > 0;
  }

  /** Why nobody knows how long the project's list is though it was asked for; undefined where it is refused for good. */
  get whyUnread(): unknown {
    const { at, failure } = this.sources.deviceList;
    return at === undefined && !isRefusal(failure) ? failure : undefined;
  }

  /** What {@link readAll} costs from here on, as far as it can be told. Undefined where nobody has read anything yet. */
  allCost(): AllCost | undefined {
    const { deviceList } = this.sources;
    if ((this.sources.needsLoad && !this.sources.isOld) || this.whyUnread !== undefined) return undefined;
    // Once the project's list is whole it will name the devices of most.
    const willBeWhole = deviceList.hasMore && !isRefusal(deviceList.failure);
    const unread = willBeWhole
      ? this.deps
          .project()
          .uids.filter((uid) => !this.isOwnerWhole(uid) && this.sources.idsOf(uid).size === 0)
      : this.usersToRead();
    const pages = unread.reduce(
      (sum, uid) => sum + Math.max(1, this.owners.get(uid)?.list?.pagesLeft ?? 1),
      0,
    );
    const { total } = deviceList;
    const isCounted = unread.length === 0 && (!deviceList.hasMore || total !== undefined);
    return {
      calls: this.sources.pagesLeft + pages,
      isCounted,
      known: this.deps.devices.knownOf(this.projectId).size,
      ...(total !== undefined && { total }),
    };
  }

  /**
   * Reads the whole fleet: the project's list and the app's users to their ends, and the lists of users whose devices
   * those don't name. What was read stays read where it is given up or fails, and the next time it goes on from there. Asks
   * no device for its sub-devices.
   * @param tell hears of each page that comes
   * @returns why it didn't come to its end; undefined where it did
   */
  async readAll(asking: Asking, tell?: (progress: AllProgress) => void): Promise<unknown> {
    if (asking.signal) setMaxListeners(0, asking.signal);
    let calls = 0;
    const watcher = (): void => tell?.({ calls: ++calls, ...this.progress() });
    this.watchers.add(watcher);
    try {
      await this.sources.loadAll(asking);
      const short = this.whyShort(asking);
      if (short !== undefined) return short;
      const owners = this.usersToRead().map((uid) => this.ownerOf(uid));
      await Promise.all(owners.map((owner) => this.inTurn(asking, () => this.readWhole(owner, asking))));
      for (const owner of this.owners.values()) this.leaveSearch(owner);
      const failures = [...this.sources.failures, ...owners.flatMap(({ list }) => list?.failure ?? [])];
      return this.whyShort(asking) ?? failures.find((error) => !isRefusal(error) || owners.length === 0);
    } finally {
      await this.prepare(asking.signal, undefined).catch(() => undefined);
      this.watchers.delete(watcher);
      this.deps.wasRead();
      this.deps.changed({ kind: 'users', projectId: this.projectId });
    }
  }

  /** Why the project's lists didn't come to their ends. Where one is refused as a whole, others may tell all there is. */
  private whyShort({ signal }: Asking): unknown {
    const { failures, hasMore } = this.sources;
    const failure = failures.find((error) => hasMore || !isRefusal(error));
    // Given up; or refreshed meanwhile, so that it begins anew.
    return failure ?? (signal?.aborted === true || hasMore ? new AbortError() : undefined);
  }

  /** Calls that {@link readStates} makes. */
  stateCalls(): number {
    return this.stateLists().reduce((sum, list) => sum + list.pages, 0);
  }

  /**
   * Reads again what the lists that were read say of their devices, online or offline above all.
   * @throws where one of them can't be read
   */
  async readStates(asking: Asking): Promise<void> {
    for (const list of this.stateLists()) await list.readAgain(asking);
  }

  /** The project's own list names most devices; users' lists are read where they name others. */
  private stateLists(): readonly PagedList<Device>[] {
    const { deviceList } = this.sources;
    const isNamed = (id: string): boolean => deviceList.keys.has(id);
    const others = [...this.owners.values()].flatMap(({ list }) =>
      list && list.keys.size > 0 && ![...list.keys].every(isNamed) ? [list] : [],
    );
    return deviceList.keys.size > 0 ? [deviceList, ...others] : others;
  }

  users(): UsersView {
    return this.sources.view(this.placement.count(undefined) > 0);
  }

  devicesOf(uid: string | undefined): OwnerView {
    const owner = this.ownerIfAny(uid);
    const { devices, unplaced } = this.placement.of(uid);
    const list = owner.list ?? this.sources.deviceList;
    const usable = devices.length + unplaced.length > 0;
    const notes = owner.list ? [...sourceNotes('userDevices', list, usable && isRefusal(list.failure))] : [];
    if (!usable && list.failure === undefined)
      notes.push({ kind: 'empty', of: this.namesDevices(owner) ? 'sharedDevices' : 'userDevices' });
    const place = { kind: 'owner', projectId: this.projectId, uid } as const;
    const total = list.total === undefined ? {} : { total: list.total };
    const more: More = { place, of: 'devices', read: list.keys.size, ...total };
    return {
      devices,
      unplaced,
      notes,
      ...(owner.list?.hasMore && !this.isOwnerWhole(uid) ? { more } : {}),
      ...unplacedState(owner.search, place, unplaced.length),
    };
  }

  subDevicesOf(gatewayId: string): GatewayView {
    const ids = this.deps.devices.subDevicesOf({ projectId: this.projectId, deviceId: gatewayId }) ?? [];
    const devices = ids.filter((id) => this.placement.gatewayOf(id) === gatewayId);
    const state = this.gateways.state(gatewayId) ?? { failure: undefined, badRecords: [] };
    const notes = [...sourceNotes('subDevices', state, devices.length > 0 && isRefusal(state.failure))];
    if (devices.length === 0 && state.failure === undefined) notes.push({ kind: 'empty', of: 'subDevices' });
    return { devices, notes };
  }

  /** Nobody has read the user's list, or it failed in a way that may pass. */
  private isUnread(uid: string): boolean {
    if (this.sources.covers(uid)) return false;
    const list = this.owners.get(uid)?.list;
    return list === undefined || list.needsLoad || (list.at === undefined && !isRefusal(list.failure));
  }

  private ownerNeedsLoad(uid: string | undefined): boolean {
    const owner = this.owners.get(uid);
    if (uid === undefined || this.sources.covers(uid)) return owner?.isLookedAt !== true;
    return owner?.list?.needsLoad ?? true;
  }

  /** The list that says which devices an owner has. */
  private decidingList(uid: string | undefined): PagedList<Device> | undefined {
    const own = uid === undefined ? undefined : this.owners.get(uid)?.list;
    return own?.at === undefined && (uid === undefined || this.sources.covers(uid))
      ? this.sources.deviceList
      : own;
  }

  private isOwnerWhole(uid: string | undefined): boolean {
    if (uid === undefined) return isWholeList(this.sources.deviceList);
    return isWholeList(this.owners.get(uid)?.list) || this.sources.covers(uid);
  }

  /** Users who may have devices that the project's list doesn't name: where it names all, those somebody has added. */
  private deciding(): readonly string[] {
    return this.sources.coversAll ? this.deps.project().uids : this.sources.uids();
  }

  /** Users whose own lists {@link readAll} reads: where the project's list is all there is, those somebody has added. */
  private usersToRead(): readonly string[] {
    const { sources } = this;
    const uids = sources.isDeviceListWhole ? this.deps.project().uids : sources.uids();
    return uids.filter((uid) => !this.isOwnerWhole(uid) && !isRefusal(this.owners.get(uid)?.list?.failure));
  }

  private async loadOwner(uid: string | undefined, asking: Asking): Promise<void> {
    await this.inTurn(asking, () => this.readOwner(this.ownerOf(uid), asking));
  }

  private async inTurn(asking: Asking, run: () => Promise<void>): Promise<void> {
    // Who gave up while it waited is told so by the list, as if it had come to its turn.
    const slot = await this.reading.acquire(asking.signal).catch(() => undefined);
    try {
      await run();
    } finally {
      slot?.release(undefined);
    }
  }

  private async inLane<T>(asking: Asking, run: Parameters<typeof this.deps.call<T>>[1]): Promise<T> {
    const slot = await this.lanes.acquire(asking.signal);
    try {
      const answer = await this.deps.call(asking, run);
      for (const watcher of this.watchers) watcher();
      return answer;
    } finally {
      slot.release(undefined);
    }
  }

  private progress(): Omit<AllProgress, 'calls'> {
    const { total } = this.sources.deviceList;
    const known = this.deps.devices.knownOf(this.projectId).size;
    return { known, ...(total !== undefined && { total }) };
  }

  /** @param isWanted the user's own list is, though the project's list names the user's devices */
  private async readOwner(owner: Owner, asking: Asking, isWanted = false): Promise<void> {
    const { list, uid } = owner;
    await this.tellingOthers(owner, async () => {
      if (!list || uid === undefined) await this.sources.deviceList.load(asking);
      else if (isWanted || !this.sources.covers(uid)) await list.load(asking);
    });
    if (!this.goesOn(owner, asking)) return;
    await this.search(owner, asking);
    owner.isLookedAt = true;
  }

  private async readWhole(owner: Owner, asking: Asking): Promise<void> {
    await this.tellingOthers(owner, async () => owner.list?.loadAll(asking));
  }

  /** Whoever looks for gateways is told what that costs. */
  private leaveSearch(owner: Owner): void {
    if (!owner.isLookedAt || owner.search !== undefined || this.placement.count(owner.uid) === 0) return;
    if (this.placement.of(owner.uid).unplaced.length > 0) owner.search = { reason: 'limited', asked: 0 };
  }

  /** Whether the reading of the owner's list was neither given up nor refused: then more may be asked for. */
  private goesOn({ list }: Owner, { signal }: Asking): boolean {
    const { failure } = list ?? this.sources.deviceList;
    return signal?.aborted !== true && !(failure instanceof NotAdmittedError);
  }

  /** Where two lists name a device, the one just read may have taken it from the other, or from nobody's devices. */
  private async tellingOthers(owner: Owner, read: () => Promise<void>): Promise<void> {
    const { projectId } = this;
    const unownedBefore = await this.unowned();
    owner.touched.clear();
    await read();
    for (const uid of owner.touched)
      if (uid !== undefined && uid !== owner.uid) this.deps.changed({ kind: 'owner', projectId, uid });
    if ((await this.unowned()) !== unownedBefore) this.deps.changed({ kind: 'users', projectId });
  }

  /** How many devices belong to nobody. */
  private async unowned(): Promise<number> {
    await this.placement.prepare(undefined);
    return this.placement.count(undefined);
  }

  private async search(owner: Owner, asking: Asking): Promise<void> {
    const known = (ids: Iterable<string>): Device[] =>
      [...ids].flatMap(
        (deviceId) => this.deps.devices.device({ projectId: this.projectId, deviceId })?.value ?? [],
      );
    if (this.placement.of(owner.uid).unplaced.length === 0) {
      owner.search = undefined;
      return;
    }
    owner.search = await findGateways({
      devices: known(this.listOf(owner).ids),
      isHub: (deviceId) => this.deps.devices.isGateway({ projectId: this.projectId, deviceId }),
      unplaced: () => known(this.placement.of(owner.uid).unplaced),
      wasAsked: (id) => !this.gateways.needsLoad(id),
      ask: async (id) => (await this.gateways.load(id, asking)).failure,
      limit: this.deps.searchLimit(),
    });
  }

  private onGatewayRead(gatewayId: string, touched: readonly string[]): void {
    this.deps.changed({ kind: 'gateway', projectId: this.projectId, deviceId: gatewayId });
    const uids = new Set(touched.map((id) => this.placement.home(id)));
    for (const uid of uids) this.deps.changed({ kind: 'owner', projectId: this.projectId, uid });
  }

  private ownerOf(uid: string | undefined): Owner {
    let owner = this.owners.get(uid);
    if (!owner) {
      const list = uid === undefined ? undefined : this.userDevices(uid);
      owner = { uid, list, search: undefined, isLookedAt: false, touched: new Set() };
      this.owners.set(uid, owner);
    }
    return owner;
  }

  /** The owner as it is known, without starting to know it. */
  private ownerIfAny(uid: string | undefined): Owner {
    return (
      this.owners.get(uid) ?? {
        ...{ uid, list: undefined, search: undefined, isLookedAt: false },
        touched: new Set(),
      }
    );
  }

  private userDevices(uid: string): PagedList<Device> {
    return new PagedList<Device>({
      now: this.deps.now,
      isFresh: this.deps.isFresh,
      keyOf: ({ id }) => id,
      read: (cursor, asking) => {
        const pageNo = cursor && 'pageNo' in cursor ? cursor.pageNo : 1;
        return this.listDeps.call(asking, async (client, ending) => {
          try {
            return await client.devices.listOfUser(uid, { pageNo, pageSize: cloudPageSize }, ending);
          } catch (error) {
            // A refusal by its form; by its meaning an empty list.
            if (TuyaError.is(error) && error.code === noDevicesCode) return { items: [], badRecords: [] };
            throw error;
          }
        });
      },
      onPage: (items, at, fresh) => this.takeOfUser(uid, items, at, fresh),
      onReplaced: () => this.placement.replaced(),
    });
  }

  private takeOfUser(uid: string, items: readonly Device[], at: number, fresh: readonly string[] = []): void {
    const { placement } = this;
    const before = items.map(({ id }) => placement.home(id));
    placement.named(uid, fresh);
    placement.add(fresh, () => this.deps.devices.put(this.projectId, items, at));
    const touched = this.owners.get(uid)?.touched;
    for (const [index, { id }] of items.entries()) {
      const after = placement.home(id);
      if (after === before[index]) continue;
      touched?.add(before[index]);
      touched?.add(after);
    }
  }

  /** What an owner's list names: the user's own list, or what the project's list says where that one tells more. */
  private listOf({ uid, list }: Owner): OwnerList {
    const inProject = this.sources.idsOf(uid);
    if (list?.at === undefined) return { uid, ids: inProject, has: (id) => inProject.has(id) };
    const own = list.keys;
    const isLater = (this.sources.deviceList.endedAt ?? 0) >= list.at || list.hasMore;
    if (!isLater || uid === undefined || !this.sources.covers(uid))
      return { uid, ids: own, has: (id) => own.has(id) };
    return { uid, ids: both(inProject, own), has: (id) => inProject.has(id) || own.has(id) };
  }

  /** Whether a user's list names devices that are still there, wherever they stand. */
  private namesDevices(owner: Owner): boolean {
    if (owner.uid === undefined) return false;
    for (const deviceId of this.listOf(owner).ids)
      if (this.deps.devices.device({ projectId: this.projectId, deviceId })) return true;
    return false;
  }

  private *readLists(): Iterable<OwnerList> {
    for (const { uid, list } of this.owners.values()) {
      const keys = list?.keys;
      if (keys && keys.size > 0) yield { uid, ids: keys, has: (id) => keys.has(id) };
    }
  }
}

function* both(first: ReadonlySet<string>, second: ReadonlySet<string>): Iterable<string> {
  yield* first;
  for (const id of second) if (!first.has(id)) yield id;
}

function unplacedState(
  search: SearchEnd | undefined,
  place: Place,
  count: number,
): { readonly unplacedNotes: readonly Note[]; readonly unplacedMore?: More } {
  if (!search || count === 0) return { unplacedNotes: [] };
  switch (search.reason) {
    case 'exhausted':
      return { unplacedNotes: [] };
    case 'failed':
      return {
        unplacedNotes: [{ kind: 'failed', reading: 'gatewaySearch', error: search.error, hint: false }],
      };
    case 'limited':
      return { unplacedNotes: [], unplacedMore: { place, of: 'gateways', read: search.asked } };
  }
}
