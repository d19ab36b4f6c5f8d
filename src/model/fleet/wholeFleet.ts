import { setMaxListeners } from 'node:events';
import type { Asking } from '../../base/asking.js';
import { AbortError } from '../../base/errors.js';
import { isRefusal } from '../projects/refusals.js';
import type { Project } from '../projects/project.js';
import type { DeviceStore } from './deviceStore.js';
import type { FleetOwners } from './fleetOwners.js';
import type { AllCost, AllProgress, FleetRest, More, Place } from './fleetViews.js';
import type { OwnerReading } from './ownerReading.js';
import type { UserSources } from './projectUsers.js';

interface WholeFleetDeps {
  readonly project: () => Project;
  readonly devices: DeviceStore;
  readonly sources: UserSources;
  readonly owners: FleetOwners;
  readonly reading: OwnerReading;
  /** Finds out where the devices stand that came; {@link WholeFleet.isBeingRead} until then. */
  readonly settle: (signal: AbortSignal | undefined) => Promise<void>;
}

/** How much of a project's fleet was read, and reading all of it. */
export class WholeFleet {
  /** Hear of each page that comes. */
  private readonly watchers = new Set<() => void>();

  constructor(private readonly deps: WholeFleetDeps) {}

  get isBeingRead(): boolean {
    return this.watchers.size > 0;
  }

  /** A page of some list has come. */
  pageCame(): void {
    for (const watcher of this.watchers) watcher();
  }

  /** Whether all there is at a place was read: what is counted there is then the number, and else at least that. */
  isWhole(place: Extract<Place, { readonly kind: 'users' | 'owner' }>): boolean {
    const { sources, owners } = this.deps;
    if (place.kind === 'users') return sources.isWhole && this.deciding().every((uid) => owners.isWhole(uid));
    return owners.isWhole(place.uid);
  }

  /** What of the fleet nobody has read yet: users, and lists that go on. */
  rest(): FleetRest {
    const { sources, owners, project } = this.deps;
    const users = this.deciding().filter((uid) => owners.isUnread(uid));
    const lists: More[] = [];
    const ofUsers = sources.view(false).more;
    if (ofUsers) lists.push(ofUsers);
    for (const { uid, list } of owners.all()) {
      const place = { kind: 'owner', projectId: project().id, uid } as const;
      if (list?.hasMore && !owners.isWhole(uid)) lists.push({ place, of: 'devices', read: list.keys.size });
    }
    return { users, lists };
  }

  /** Why nobody knows how long the project's list is though it was asked for; undefined where it is refused for good. */
  get whyUnread(): unknown {
    const { at, failure } = this.deps.sources.deviceList;
    return at === undefined && !isRefusal(failure) ? failure : undefined;
  }

  /** What {@link read} costs from here on, as far as it can be told. Undefined where nobody has read anything yet. */
  cost(): AllCost | undefined {
    const { sources, owners, devices, project } = this.deps;
    const { deviceList } = sources;
    if ((sources.needsLoad && !sources.isOld) || this.whyUnread !== undefined) return undefined;
    // Once the project's list is whole it will name the devices of most.
    const willBeWhole = (deviceList.hasMore || deviceList.isOutdated) && !isRefusal(deviceList.failure);
    const unread = willBeWhole
      ? project().uids.filter((uid) => !owners.isWhole(uid) && sources.idsOf(uid).size === 0)
      : this.usersToRead();
    const pages = unread.reduce((sum, uid) => sum + Math.max(1, owners.ifAny(uid).list?.pagesLeft ?? 1), 0);
    const { total } = deviceList;
    const isCounted = unread.length === 0 && (!deviceList.hasMore || total !== undefined);
    return {
      calls: sources.pagesLeft + pages,
      isCounted,
      known: devices.knownOf(project().id).size,
      ...(total !== undefined && { total }),
    };
  }

  /**
   * Reads the project's list and the app's users to their ends, and the lists of users whose devices those don't name.
   * @param tell hears of each page that comes
   * @returns why it didn't come to its end; undefined where it did
   */
  async read(asking: Asking, tell?: (progress: AllProgress) => void): Promise<unknown> {
    if (asking.signal) setMaxListeners(0, asking.signal);
    const { sources, owners, reading } = this.deps;
    let calls = 0;
    const watcher = (): void => tell?.({ calls: ++calls, ...this.progress() });
    this.watchers.add(watcher);
    try {
      await sources.loadAll(asking);
      const short = this.whyShort(asking);
      if (short !== undefined) return short;
      const toRead = this.usersToRead().map((uid) => owners.of(uid));
      await Promise.all(toRead.map((owner) => reading.readWhole(owner, asking)));
      for (const owner of owners.all()) reading.leaveSearch(owner);
      const failures = [...sources.failures, ...toRead.flatMap(({ list }) => list?.failure ?? [])];
      const isTold = toRead.length > 0 || sources.uids().some((uid) => owners.isWhole(uid));
      return this.whyShort(asking) ?? failures.find((error) => !isRefusal(error) || !isTold);
    } finally {
      await this.deps.settle(asking.signal).catch(() => undefined);
      this.watchers.delete(watcher);
    }
  }

  /** Why the project's lists didn't come to their ends. Where one is refused as a whole, others may tell all there is. */
  private whyShort({ signal }: Asking): unknown {
    const { failures, hasMore } = this.deps.sources;
    const failure = failures.find((error) => hasMore || !isRefusal(error));
    // Given up; or refreshed meanwhile, so that it begins anew.
    return failure ?? (signal?.aborted === true || hasMore ? new AbortError() : undefined);
  }

  private progress(): Omit<AllProgress, 'calls'> {
    const { hasMore, keys, total } = this.deps.sources.deviceList;
    const read = hasMore ? keys.size : this.deps.devices.knownOf(this.deps.project().id).size;
    return { read, ...(total !== undefined && { total }) };
  }

  /** Users who may have devices that the project's list doesn't name: where it names all, those somebody has added. */
  private deciding(): readonly string[] {
    const { sources, project } = this.deps;
    return sources.coversAll ? project().uids : sources.uids();
  }

  /**
   * Users whose own lists {@link read} reads: where the project's list is all there is, those somebody has added. Where it
   * isn't, also lists that are to be read again.
   */
  private usersToRead(): readonly string[] {
    const { sources, owners, project } = this.deps;
    const isAll = sources.isDeviceListWhole;
    const uids = isAll ? project().uids : sources.uids();
    const isToRead = (uid: string): boolean => !owners.isWhole(uid) || (!isAll && owners.isUnread(uid));
    return uids.filter((uid) => isToRead(uid) && !isRefusal(owners.ifAny(uid).list?.failure));
  }
}
