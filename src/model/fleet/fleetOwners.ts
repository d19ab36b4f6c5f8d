import { TuyaError } from '../../tuya/errors/errors.js';
import type { Device } from '../../tuya/results.js';
import { noDevicesCode } from '../projects/projectCheck.js';
import { isRefusal } from '../projects/refusals.js';
import type { SearchEnd } from './gatewaySearch.js';
import { cloudPageSize } from './listReading.js';
import { isWholeList, PagedList } from './pagedList.js';
import type { OwnerList, Placement } from './placement.js';
import type { ListDeps, UserSources } from './projectUsers.js';

export interface Owner {
  readonly uid: string | undefined;
  /** Absent for the devices that belong to nobody: the project's list is all there is. */
  readonly list: PagedList<Device> | undefined;
  search: SearchEnd | undefined;
  /** Somebody has looked at it, and what was to be read for that was read. */
  isLookedAt: boolean;
  /** Owners from whom the last pages of the list took a device. */
  readonly touched: Set<string | undefined>;
}

interface FleetOwnersDeps extends ListDeps {
  readonly sources: UserSources;
  readonly placement: Pick<Placement, 'add' | 'home' | 'named' | 'replaced'>;
  /** See `PagedList`: of these devices, those that no list names are gone. */
  readonly renewed: (former: Iterable<string>) => Promise<void>;
}

/** The owners of one project's devices, and which list says what each of them has: the owner's own, or the project's. */
export class FleetOwners {
  private readonly owners = new Map<string | undefined, Owner>();

  constructor(private readonly deps: FleetOwnersDeps) {}

  of(uid: string | undefined): Owner {
    let owner = this.owners.get(uid);
    if (!owner) {
      owner = newOwner(uid, uid === undefined ? undefined : this.userDevices(uid));
      this.owners.set(uid, owner);
    }
    return owner;
  }

  /** The owner as it is known, without starting to know it. */
  ifAny(uid: string | undefined): Owner {
    return this.owners.get(uid) ?? newOwner(uid, undefined);
  }

  /** In the order in which they got known. */
  all(): Iterable<Owner> {
    return this.owners.values();
  }

  markStale(): void {
    for (const owner of this.owners.values()) {
      owner.list?.markStale();
      owner.isLookedAt = false;
    }
    // Nobody's devices have no list of their own: what was looked for among them is looked for again.
    this.owners.delete(undefined);
  }

  needsLoad(uid: string | undefined): boolean {
    const owner = this.owners.get(uid);
    if (uid === undefined || this.deps.sources.covers(uid)) return owner?.isLookedAt !== true;
    return owner?.list?.needsLoad ?? true;
  }

  /** Nobody has read the user's list, or it failed in a way that may pass. */
  isUnread(uid: string): boolean {
    if (this.deps.sources.covers(uid)) return false;
    const list = this.owners.get(uid)?.list;
    return list === undefined || list.needsLoad || (list.at === undefined && !isRefusal(list.failure));
  }

  /** Whether all that an owner has was read. */
  isWhole(uid: string | undefined): boolean {
    const { sources } = this.deps;
    if (uid === undefined) return isWholeList(sources.deviceList);
    return isWholeList(this.owners.get(uid)?.list) || sources.covers(uid);
  }

  /** The list that says which devices an owner has. */
  decidingList(uid: string | undefined): PagedList<Device> | undefined {
    const { sources } = this.deps;
    const own = uid === undefined ? undefined : this.owners.get(uid)?.list;
    return own?.at === undefined && (uid === undefined || sources.covers(uid)) ? sources.deviceList : own;
  }

  /** What an owner's list names: the user's own list, or what the project's list says where that one tells more. */
  listOf({ uid, list }: Owner): OwnerList {
    const { sources } = this.deps;
    const inProject = sources.idsOf(uid);
    if (list?.at === undefined) return { uid, ids: inProject, has: (id) => inProject.has(id) };
    const own = list.keys;
    const isLater = (sources.deviceList.endedAt ?? 0) >= list.at || list.hasMore;
    if (!isLater || uid === undefined || !sources.covers(uid))
      return { uid, ids: own, has: (id) => own.has(id) };
    return { uid, ids: both(inProject, own), has: (id) => inProject.has(id) || own.has(id) };
  }

  /** Users' own lists that name devices, in the order in which they got known. */
  *readLists(): Iterable<OwnerList> {
    for (const { uid, list } of this.owners.values()) {
      const keys = list?.keys;
      if (keys && keys.size > 0) yield { uid, ids: keys, has: (id) => keys.has(id) };
    }
  }

  /**
   * Forgets the lists of users who aren't in the tree: nobody can have them read again, and what they name would stay.
   * Answers the devices on them.
   */
  withoutUser(): readonly ReadonlySet<string>[] {
    const { sources, placement } = this.deps;
    const found: ReadonlySet<string>[] = [];
    for (const [uid, { list }] of this.owners) {
      if (uid === undefined || !list || sources.has(uid)) continue;
      this.owners.delete(uid);
      if (list.keys.size > 0) found.push(list.keys);
    }
    if (found.length > 0) placement.replaced();
    return found;
  }

  /** Lists that together name every device: the project's own names most; users' lists count where they name others. */
  namingLists(): readonly PagedList<Device>[] {
    const { deviceList } = this.deps.sources;
    const isNamed = (id: string): boolean => deviceList.keys.has(id);
    const others = [...this.owners.values()].flatMap(({ list }) =>
      list && list.keys.size > 0 && ![...list.keys].every(isNamed) ? [list] : [],
    );
    return deviceList.keys.size > 0 ? [deviceList, ...others] : others;
  }

  private userDevices(uid: string): PagedList<Device> {
    return new PagedList<Device>({
      now: this.deps.now,
      isFresh: this.deps.isFresh,
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
      onPage: (items, at, fresh) => this.takeOfUser(uid, items, at, fresh),
      onReplaced: () => this.deps.placement.replaced(),
      onRenewed: (former) => this.deps.renewed(former),
    });
  }

  private takeOfUser(uid: string, items: readonly Device[], at: number, fresh: readonly string[] = []): void {
    const { placement, devices, project } = this.deps;
    const before = items.map(({ id }) => placement.home(id));
    placement.named(uid, fresh);
    placement.add(fresh, () => devices.put(project().id, items, at));
    const touched = this.owners.get(uid)?.touched;
    for (const [index, { id }] of items.entries()) {
      const after = placement.home(id);
      if (after === before[index]) continue;
      touched?.add(before[index]);
      touched?.add(after);
    }
  }
}

function newOwner(uid: string | undefined, list: PagedList<Device> | undefined): Owner {
  return { uid, list, search: undefined, isLookedAt: false, touched: new Set() };
}

function* both(first: ReadonlySet<string>, second: ReadonlySet<string>): Iterable<string> {
  yield* first;
  for (const id of second) if (!first.has(id)) yield id;
}
