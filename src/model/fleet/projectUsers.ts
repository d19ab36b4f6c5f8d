import type { Asking } from '../../base/asking.js';
import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { AppUser, Device } from '../../tuya/results.js';
import type { DeviceStore } from './deviceStore.js';
import { sourceNotes, type KnownUser, type More, type Note, type UsersView } from './fleetViews.js';
import { cloudPageSize } from './listReading.js';
import { isWholeList, PagedList, type KeptKeys } from './pagedList.js';
import type { Project } from '../projects/project.js';
import type { RestoredUsers } from './restoredFleet.js';
import type { KeptUsers } from './saveFleet.js';
import { isRefusal } from '../projects/refusals.js';

/**
 * One exchange with the project's cloud. The signal handed on also fires when the project ends, and what comes
 * after that is thrown away.
 */
export type Call = <T>(
  asking: Asking,
  run: (client: TuyaClient, signal: AbortSignal) => Promise<T>,
) => Promise<T>;

export interface ListDeps {
  readonly project: () => Project;
  readonly devices: DeviceStore;
  readonly call: Call;
  readonly now: () => number;
  /** Whether what an earlier window read then is new enough to be left as it is. */
  readonly isFresh: (at: number) => boolean;
}

/** What hears of lists that change, to say where devices stand. */
export interface ListListener {
  /** These devices are named from now on; `put` puts them into the store. */
  add(ids: readonly string[], put: () => void): void;
  hasNewUsers(): void;
  replaced(): void;
  /** See `PagedList`: of these devices, those that no list names are gone. */
  renewed(former: Iterable<string>): Promise<void>;
}

/** Up to so many devices of a project its users' own lists are read as well. */
const smallFleet = 900;
/** Lists that grow meanwhile are gone through so often; then it is done at once. */
const triesAtMost = 5;

/** Where a project's users are known from: its device list, its app's users, and those the person pinned. */
export class UserSources {
  readonly deviceList: PagedList<Device>;
  private appUsers: { readonly schema: string; readonly list: PagedList<AppUser> } | undefined;
  private readonly names = new Map<string, string | undefined>();
  /** Made when it is asked for, and added to as pages come. '' stands for devices without a user. */
  private idsByUid: Map<string, Set<string>> | undefined;
  private isOutOfOrder = false;
  private changes = 0;

  constructor(
    private readonly deps: ListDeps,
    private readonly listener: ListListener,
  ) {
    const { devices, now, isFresh } = deps;
    this.deviceList = new PagedList<Device>({
      now,
      isFresh,
      isRefused: isRefusal,
      keyOf: ({ id }) => id,
      read: (cursor, asking) =>
        deps.call(asking, (client, ending) =>
          client.devices.list({ pageSize: cloudPageSize, ...(cursor ?? { pageNo: 1 }) }, ending),
        ),
      onPage: (items, at, fresh) => {
        if (fresh) this.addToUsers(items, new Set(fresh));
        listener.add(fresh ?? [], () => devices.put(deps.project().id, items, at));
      },
      onReplaced: (hasSameKeys) => {
        this.changes++;
        if (hasSameKeys) this.isOutOfOrder = true;
        else this.idsByUid = undefined;
        listener.replaced();
      },
      onRenewed: (former) => listener.renewed(former),
    });
  }

  get needsLoad(): boolean {
    return this.deviceList.needsLoad || (this.currentAppUsers()?.needsLoad ?? false);
  }

  /** What is shown was read in an earlier window, and nobody has read it again yet. */
  get isOld(): boolean {
    return this.deviceList.isOld || (this.currentAppUsers()?.isOld ?? false);
  }

  /** Whether both lists were read to their end. */
  get isWhole(): boolean {
    const appUsers = this.currentAppUsers();
    return isWholeList(this.deviceList) && (appUsers === undefined || isWholeList(appUsers));
  }

  /** Whether all users of the tree are known: a list that is refused for good names none. */
  get isEveryUserKnown(): boolean {
    const appUsers = this.currentAppUsers();
    return tellsAll(this.deviceList) && (appUsers === undefined || tellsAll(appUsers));
  }

  /** When the older of the two lists was read. */
  get oldestAt(): number | undefined {
    const times = [this.deviceList.at, this.currentAppUsers()?.at].filter((at) => at !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** The app's users as far as they were read: for keeping. */
  keptUsers(): KeptUsers | undefined {
    const list = this.currentAppUsers();
    const { schema } = this.deps.project();
    if (schema === undefined || list?.at === undefined) return undefined;
    const { keys, at, total, unread } = list;
    return { schema, keys, at, total, unread };
  }

  nameOf(uid: string): string | undefined {
    return this.names.get(uid);
  }

  restore(deviceList: KeptKeys | undefined, users: RestoredUsers | undefined): void {
    if (deviceList) this.deviceList.restore(deviceList);
    if (!users || users.schema !== this.deps.project().schema) return;
    this.currentAppUsers()?.restore(users);
    for (const [uid, name] of users.names) if (!this.names.has(uid)) this.names.set(uid, name);
  }

  markStale(): void {
    this.deviceList.markStale();
    this.currentAppUsers()?.markStale();
  }

  async load(asking: Asking): Promise<void> {
    await Promise.all([this.deviceList.load(asking), this.currentAppUsers()?.load(asking)]);
  }

  async loadMore(asking: Asking): Promise<void> {
    await Promise.all([this.deviceList.loadMore(asking), this.currentAppUsers()?.loadMore(asking)]);
  }

  /** Both lists to their ends. */
  async loadAll(asking: Asking): Promise<void> {
    await Promise.all([this.deviceList.loadAll(asking), this.currentAppUsers()?.loadAll(asking)]);
  }

  /** Calls that {@link loadAll} makes at least, where the lists were begun. */
  get pagesLeft(): number {
    return this.deviceList.pagesLeft + (this.currentAppUsers()?.pagesLeft ?? 0);
  }

  /** Why the lists aren't as they are in the cloud: they failed, or were given up. */
  get failures(): readonly unknown[] {
    const failures = [this.deviceList.failure, this.currentAppUsers()?.failure];
    return failures.filter((failure) => failure !== undefined);
  }

  get hasMore(): boolean {
    return this.deviceList.hasMore || this.currentAppUsers()?.hasMore === true;
  }

  /**
   * Whether the project's list was read to its end and names devices of this user. The user's own list may have others
   * then that strangers share; of a large fleet it isn't read for these before somebody refreshes it, as that would cost
   * each page twice.
   */
  covers(uid: string): boolean {
    return this.coversAll && this.idsOf(uid).size > 0;
  }

  /** Whether a large fleet's list was read to its end: then it is what there is. */
  get coversAll(): boolean {
    return this.deviceList.keys.size > smallFleet && this.isDeviceListWhole;
  }

  /** Whether the project's list names all devices that there are, as far as the cloud says. */
  get isDeviceListWhole(): boolean {
    const { deviceList } = this;
    const { read, total = 0 } = deviceList.lack ?? { read: 0 };
    return isWholeList(deviceList) && deviceList.failure === undefined && total <= read;
  }

  /** Another one where other users were pinned, or another app is asked for its users. */
  get key(): string {
    const { schema = '', uids } = this.deps.project();
    return [schema, ...uids].join('\n');
  }

  has(uid: string): boolean {
    return (
      this.deps.project().uids.includes(uid) ||
      (this.currentAppUsers()?.keys.has(uid) ?? false) ||
      this.byUid().has(uid)
    );
  }

  /** The devices that the project's list gives to this user; without a uid, those it gives to nobody. */
  idsOf(uid: string | undefined): ReadonlySet<string> {
    return this.byUid().get(uid ?? '') ?? new Set();
  }

  /** Something is known of these devices that wasn't: those of another user than the project's list has them with. */
  heed(ids: Iterable<string>): void {
    const { idsByUid, deviceList } = this;
    if (!idsByUid) return;
    for (const deviceId of ids) {
      if (!deviceList.keys.has(deviceId)) continue;
      const device = this.deps.devices.device({ projectId: this.deps.project().id, deviceId })?.value;
      if (!device || idsByUid.get(device.uid ?? '')?.has(deviceId)) continue;
      this.changes++;
      this.idsByUid = undefined;
      this.listener.replaced();
      return;
    }
  }

  /** Finds out in slices whose devices the project's list names. */
  async prepare(signal?: AbortSignal): Promise<void> {
    for (let tries = 0; tries < triesAtMost && (!this.idsByUid || this.isOutOfOrder); tries++) {
      const { changes } = this;
      const byUid = new Map<string, Set<string>>();
      let isOver = sliceTime();
      for (const id of this.deviceList.keys) {
        addTo(byUid, this.uidOf(id), id);
        if (!isOver()) continue;
        await takeBreak(signal);
        if (changes !== this.changes) break;
        isOver = sliceTime();
      }
      if (changes !== this.changes) continue;
      this.idsByUid = byUid;
      this.isOutOfOrder = false;
    }
  }

  view(hasUnowned: boolean): UsersView {
    const users = this.users();
    const notes = this.notes(users.length > 0 || hasUnowned);
    const more = this.more();
    return { users, unowned: hasUnowned, notes, ...(more ? { more } : {}) };
  }

  /** Of every user that is shown. */
  uids(): readonly string[] {
    const pinned = this.deps.project().uids;
    const uids = new Set([...pinned, ...(this.currentAppUsers()?.keys ?? []), ...this.byUid().keys()]);
    uids.delete('');
    return [...uids];
  }

  private users(): readonly KnownUser[] {
    const pinned = this.deps.project().uids;
    return this.uids().map((uid) => {
      const name = this.names.get(uid);
      return { uid, pinned: pinned.includes(uid), ...(name ? { name } : {}) };
    });
  }

  private notes(usable: boolean): readonly Note[] {
    const { deviceList } = this;
    const appUsers = this.currentAppUsers();
    const hint = (error: unknown): boolean => usable && isRefusal(error);
    const notes = [
      ...sourceNotes('deviceList', deviceList, hint(deviceList.failure)),
      ...(appUsers ? sourceNotes('appUsers', appUsers, hint(appUsers.failure)) : []),
    ];
    const failures = notes.filter((note) => note.kind === 'failed' && !isRefusal(note.error));
    // Both lists fail alike when the cloud is silent or the keys are wrong: that is told once.
    const told = notes.filter((note) => !failures.includes(note) || note === failures[0]);
    return usable || failures.length > 0 ? told : [...told, { kind: 'empty', of: 'users' }];
  }

  private more(): More | undefined {
    const { deviceList } = this;
    const appUsers = this.currentAppUsers();
    const place = { kind: 'users', projectId: this.deps.project().id } as const;
    // The app's users are what is asked for; devices only name more of them.
    const list = appUsers?.hasMore ? appUsers : deviceList.hasMore ? deviceList : undefined;
    if (!list) return undefined;
    const total = list.total === undefined ? {} : { total: list.total };
    return { place, of: list === deviceList ? 'devices' : 'users', read: list.keys.size, ...total };
  }

  /** The list of the schema the project has now; another schema starts another list. */
  private currentAppUsers(): PagedList<AppUser> | undefined {
    const { schema } = this.deps.project();
    if (schema === undefined) return undefined;
    if (this.appUsers?.schema !== schema) this.appUsers = { schema, list: this.appUsersOf(schema) };
    return this.appUsers.list;
  }

  private appUsersOf(schema: string): PagedList<AppUser> {
    return new PagedList<AppUser>({
      now: this.deps.now,
      isFresh: this.deps.isFresh,
      isRefused: isRefusal,
      keyOf: ({ uid }) => uid,
      read: (cursor, asking) => {
        const pageNo = cursor && 'pageNo' in cursor ? cursor.pageNo : 1;
        return this.deps.call(asking, (client, ending) =>
          client.appUsers.list(schema, { pageNo, pageSize: cloudPageSize }, ending),
        );
      },
      onPage: (items) => {
        for (const { uid, username, email } of items) this.names.set(uid, username || email);
        this.listener.hasNewUsers();
      },
      onReplaced: () => this.listener.hasNewUsers(),
    });
  }

  private addToUsers(items: readonly Device[], fresh: ReadonlySet<string>): void {
    this.changes++;
    const { idsByUid } = this;
    const before = idsByUid?.size;
    if (idsByUid) for (const { id, uid = '' } of items) if (fresh.has(id)) addTo(idsByUid, uid, id);
    if (idsByUid?.size !== before || before === undefined) this.listener.hasNewUsers();
  }

  private byUid(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.idsByUid) return this.idsByUid;
    const byUid = new Map<string, Set<string>>();
    for (const id of this.deviceList.keys) addTo(byUid, this.uidOf(id), id);
    this.isOutOfOrder = false;
    return (this.idsByUid = byUid);
  }

  private uidOf(deviceId: string): string {
    return this.deps.devices.device({ projectId: this.deps.project().id, deviceId })?.value.uid ?? '';
  }
}

function tellsAll(list: PagedList<Device> | PagedList<AppUser>): boolean {
  return isWholeList(list) || (list.at === undefined && isRefusal(list.failure));
}

function addTo(sets: Map<string, Set<string>>, key: string, id: string): void {
  const ids = sets.get(key);
  if (ids) ids.add(id);
  else sets.set(key, new Set([id]));
}
