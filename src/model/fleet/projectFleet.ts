import { NotAdmittedError, type Asking } from '../../base/asking.js';
import { assertNever } from '../../base/errors.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { Limiter } from '../../tuya/wire/limiter.js';
import type { Device } from '../../tuya/results.js';
import {
  sourceNotes,
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
import { saveFleet, snapshotDevices } from './saveFleet.js';
import type { FleetSnapshot } from './fleetSnapshot.js';
import { findGateways, type SearchEnd } from './gatewaySearch.js';
import { noDevicesCode } from '../projects/projectCheck.js';
import { cloudPageSize, isWholeList, PagedList } from './pagedList.js';
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

interface Owner {
  readonly uid: string | undefined;
  /** Absent for the devices that belong to nobody: the project's list is all there is. */
  readonly list: PagedList<Device> | undefined;
  search: SearchEnd | undefined;
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

  constructor(private readonly deps: ProjectFleetDeps) {
    this.projectId = deps.project().id;
    this.sources = new UserSources(deps);
    this.gateways = new GatewayLists({
      ...deps,
      projectId: this.projectId,
      onRead: (gatewayId, touched) => this.onGatewayRead(gatewayId, touched),
    });
    this.placement = new Placement({
      projectId: this.projectId,
      store: deps.devices,
      hasUser: (uid) => this.sources.has(uid),
      owners: () => this.lists(),
      isListed: (id) => this.isListed(id),
    });
  }

  needsLoad(place: Place): boolean {
    switch (place.kind) {
      case 'users':
        return this.sources.needsLoad;
      case 'owner':
        return this.owners.get(place.uid)?.list?.needsLoad ?? !this.owners.has(place.uid);
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
        const list = place.uid === undefined ? this.sources.deviceList : this.owners.get(place.uid)?.list;
        return list?.isOld ? list.at : undefined;
      }
      case 'gateway':
        return this.gateways.isOld(place.deviceId) ? this.gateways.state(place.deviceId)?.at : undefined;
      case 'device':
        return undefined;
    }
  }

  /** What of this is worth keeping for the next window; undefined where nothing was read. */
  kept(): FleetSnapshot | undefined {
    const { projectId } = this;
    return saveFleet({
      account: accountOf(this.deps.project()),
      deviceList: this.sources.deviceList,
      users: this.sources.snapshotUsers(),
      owners: [...this.owners.values()].flatMap(({ uid, list }) =>
        uid !== undefined && list ? [{ uid, list }] : [],
      ),
      gateways: [...this.gateways.read()],
      device: (deviceId) => this.deps.devices.device({ projectId, deviceId }),
      subDevicesOf: (deviceId) => this.deps.devices.subDevicesOf({ projectId, deviceId }) ?? [],
    });
  }

  /** Takes what an earlier window kept, where nothing was read in this one. */
  restore(kept: FleetSnapshot): void {
    const { projectId, deps } = this;
    if (kept.account !== accountOf(deps.project())) return;
    for (const { at, device } of snapshotDevices(kept)) {
      if (!deps.devices.device({ projectId, deviceId: device.id }))
        deps.devices.merge(projectId, [device], at);
    }
    this.sources.restore(kept.deviceList, kept.users);
    for (const owner of kept.owners) this.ownerOf(owner.uid).list?.restore(owner);
    for (const { id, at, subDevices } of kept.gateways) {
      const ref = { projectId, deviceId: id };
      if (!this.gateways.needsLoad(id)) continue;
      if (deps.devices.subDevicesOf(ref) === undefined) deps.devices.putSubDevices(ref, subDevices);
      this.gateways.restore(id, at);
    }
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
        for (const { list } of this.owners.values()) list?.markStale();
        // Nobody's devices have no list of their own: what was looked for among them is looked for again.
        this.owners.delete(undefined);
        this.gateways.markAllStale();
        await this.sources.load(asking);
        break;
      case 'owner':
        if (place.uid === undefined) this.sources.deviceList.markStale();
        this.ownerOf(place.uid).list?.markStale();
        for (const id of this.listOf(this.ownerOf(place.uid)).ids) this.gateways.markStale(id);
        await this.loadOwner(place.uid, asking);
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
      const unownedBefore = this.unowned();
      if (of === 'devices') await owner.list?.loadMore(asking);
      this.tellOthers(owner, unownedBefore);
      if (of === 'gateways' || this.goesOn(owner, asking)) await this.search(owner, asking);
    }
    this.deps.changed(place);
  }

  /** The owner under whom a device stands, behind gateways or not; undefined where it is nobody. */
  homeOf(deviceId: string): string | undefined {
    return this.placement.homeAbove(deviceId);
  }

  /** Whether all there is at a place was read: what is counted there is then the number, and else at least that. */
  isWhole(place: Extract<Place, { readonly kind: 'users' | 'owner' }>): boolean {
    if (place.kind === 'users')
      return (
        this.sources.isWhole && this.sources.uids().every((uid) => isWholeList(this.owners.get(uid)?.list))
      );
    if (place.uid === undefined) return isWholeList(this.sources.deviceList);
    return isWholeList(this.owners.get(place.uid)?.list);
  }

  /** What of the fleet nobody has read yet: users, and lists that go on. */
  rest(): FleetRest {
    const users = this.sources.uids().filter((uid) => this.isUnread(uid));
    const lists: More[] = [];
    const ofUsers = this.sources.view(false).more;
    if (ofUsers) lists.push(ofUsers);
    for (const { uid, list } of this.owners.values()) {
      const place = { kind: 'owner', projectId: this.projectId, uid } as const;
      if (list?.hasMore) lists.push({ place, of: 'devices', read: list.keys.size });
    }
    return { users, lists };
  }

  /** Reads what nobody has read yet: every such user, and the next part of each list that goes on. */
  async readRest(asking: Asking): Promise<void> {
    const { users, lists } = this.rest();
    for (const uid of users) this.ownerOf(uid).list?.markStale();
    await Promise.all([
      ...users.map((uid) => this.load({ kind: 'owner', projectId: this.projectId, uid }, asking)),
      ...lists.map((more) => this.loadMore(more, asking)),
    ]);
    this.deps.changed({ kind: 'users', projectId: this.projectId });
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
    return this.sources.view(this.unowned() > 0);
  }

  devicesOf(uid: string | undefined): OwnerView {
    const owner = this.ownerIfAny(uid);
    const { devices, unplaced } = this.placement.of(this.listOf(owner));
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
      ...(owner.list?.hasMore ? { more } : {}),
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
    const list = this.owners.get(uid)?.list;
    return list === undefined || list.needsLoad || (list.at === undefined && !isRefusal(list.failure));
  }

  private async loadOwner(uid: string | undefined, asking: Asking): Promise<void> {
    // Who gave up while it waited is told so by the list, as if it had come to its turn.
    const slot = await this.reading.acquire(asking.signal).catch(() => undefined);
    try {
      await this.readOwner(this.ownerOf(uid), asking);
    } finally {
      slot?.release(undefined);
    }
  }

  private async readOwner(owner: Owner, asking: Asking): Promise<void> {
    const unownedBefore = this.unowned();
    if (owner.list) await owner.list.load(asking);
    else await this.sources.deviceList.load(asking);
    this.tellOthers(owner, unownedBefore);
    if (this.goesOn(owner, asking)) await this.search(owner, asking);
  }

  /** Whether the reading of the owner's list was neither given up nor refused: then more may be asked for. */
  private goesOn({ list }: Owner, { signal }: Asking): boolean {
    const { failure } = list ?? this.sources.deviceList;
    return signal?.aborted !== true && !(failure instanceof NotAdmittedError);
  }

  /** Where two lists name a device, the one just read may have taken it from the other, or from nobody's devices. */
  private tellOthers(owner: Owner, unownedBefore: number): void {
    const { projectId } = this;
    const ids = [...this.listOf(owner).ids];
    for (const { uid } of this.owners.values()) {
      if (uid === undefined || uid === owner.uid) continue;
      const other = this.listOf(this.ownerIfAny(uid));
      if (ids.some((id) => other.has(id))) this.deps.changed({ kind: 'owner', projectId, uid });
    }
    if (this.unowned() !== unownedBefore) this.deps.changed({ kind: 'users', projectId });
  }

  /** How many devices belong to nobody. */
  private unowned(): number {
    const { devices, unplaced } = this.placement.of(this.listOf(this.ownerIfAny(undefined)));
    return devices.length + unplaced.length;
  }

  private async search(owner: Owner, asking: Asking): Promise<void> {
    const known = (ids: Iterable<string>): Device[] =>
      [...ids].flatMap(
        (deviceId) => this.deps.devices.device({ projectId: this.projectId, deviceId })?.value ?? [],
      );
    owner.search = await findGateways({
      devices: known(this.listOf(owner).ids),
      isHub: (deviceId) => this.deps.devices.isGateway({ projectId: this.projectId, deviceId }),
      unplaced: () => known(this.placement.of(this.listOf(owner)).unplaced),
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
      owner = { uid, list: uid === undefined ? undefined : this.userDevices(uid), search: undefined };
      this.owners.set(uid, owner);
    }
    return owner;
  }

  /** The owner as it is known, without starting to know it. */
  private ownerIfAny(uid: string | undefined): Owner {
    return this.owners.get(uid) ?? { uid, list: undefined, search: undefined };
  }

  private userDevices(uid: string): PagedList<Device> {
    return new PagedList<Device>({
      now: this.deps.now,
      keyOf: ({ id }) => id,
      read: (cursor, asking) => {
        const pageNo = cursor && 'pageNo' in cursor ? cursor.pageNo : 1;
        return this.deps.call(asking, async (client, ending) => {
          try {
            return await client.devices.listOfUser(uid, { pageNo, pageSize: cloudPageSize }, ending);
          } catch (error) {
            // A refusal by its form; by its meaning an empty list.
            if (TuyaError.is(error) && error.code === noDevicesCode) return { items: [], badRecords: [] };
            throw error;
          }
        });
      },
      onPage: (items, at) => this.deps.devices.put(this.projectId, items, at),
    });
  }

  /** What an owner's list names: the user's own list, or what the project's list says where that one was refused. */
  private listOf({ uid, list }: Owner): OwnerList {
    if (list?.at !== undefined) return { uid, ids: list.keys, has: (id) => list.keys.has(id) };
    const ids = this.sources.idsOf(uid);
    return { uid, ids, has: (id) => ids.has(id) };
  }

  /** Whether a user's list names devices that are still there, wherever they stand. */
  private namesDevices(owner: Owner): boolean {
    if (owner.uid === undefined) return false;
    return [...this.listOf(owner).ids].some((deviceId) =>
      this.deps.devices.device({ projectId: this.projectId, deviceId }),
    );
  }

  private *lists(): Iterable<OwnerList> {
    for (const owner of this.owners.values()) yield this.listOf(owner);
  }

  private isListed(id: string): boolean {
    if (this.sources.deviceList.keys.has(id)) return true;
    for (const { list } of this.owners.values()) if (list?.keys.has(id)) return true;
    return false;
  }
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
