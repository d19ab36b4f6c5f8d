import type { Asking } from '../../base/asking.js';
import type { TuyaClient } from '../../tuya/client.js';
import type { AppUser, Device } from '../../tuya/results.js';
import type { DeviceStore } from './deviceStore.js';
import { sourceNotes, type KnownUser, type More, type Note, type UsersView } from './fleetViews.js';
import { cloudPageSize, isWholeList, PagedList, type KeptKeys } from './pagedList.js';
import type { Project } from '../projects/project.js';
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
}

/** As much of an app's users as outlives its window. */
export interface SnapshotUsers extends KeptKeys {
  readonly schema: string;
  readonly names: readonly (readonly [uid: string, name: string])[];
}

/** Where a project's users are known from: its device list, its app's users, and those the person pinned. */
export class UserSources {
  readonly deviceList: PagedList<Device>;
  private appUsers: { readonly schema: string; readonly list: PagedList<AppUser> } | undefined;
  private readonly names = new Map<string, string | undefined>();
  /** Made when it is asked for, dropped when a page comes. '' stands for devices without a user. */
  private idsByUid: ReadonlyMap<string, ReadonlySet<string>> | undefined;

  constructor(private readonly deps: ListDeps) {
    const { devices, now } = deps;
    this.deviceList = new PagedList<Device>({
      now,
      keyOf: ({ id }) => id,
      read: (cursor, asking) =>
        deps.call(asking, (client, ending) =>
          client.devices.list({ pageSize: cloudPageSize, ...(cursor ?? { pageNo: 1 }) }, ending),
        ),
      onPage: (items, at) => {
        devices.put(deps.project().id, items, at);
        this.idsByUid = undefined;
      },
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

  /** When the older of the two lists was read. */
  get oldestAt(): number | undefined {
    const times = [this.deviceList.at, this.currentAppUsers()?.at].filter((at) => at !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** The app's users as far as they were read: for keeping. */
  snapshotUsers(): SnapshotUsers | undefined {
    const list = this.currentAppUsers();
    const { schema } = this.deps.project();
    if (schema === undefined || list?.at === undefined) return undefined;
    const { keys, at, total } = list;
    const names = [...this.names].flatMap(([uid, name]) => (name ? [[uid, name] as const] : []));
    return { schema, keys: [...keys], at, total, names };
  }

  restore(deviceList: KeptKeys | undefined, users: SnapshotUsers | undefined): void {
    if (deviceList) this.deviceList.restore(deviceList);
    this.idsByUid = undefined;
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
    this.idsByUid = undefined;
  }

  async loadMore(asking: Asking): Promise<void> {
    await Promise.all([this.deviceList.loadMore(asking), this.currentAppUsers()?.loadMore(asking)]);
    this.idsByUid = undefined;
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
      keyOf: ({ uid }) => uid,
      read: (cursor, asking) => {
        const pageNo = cursor && 'pageNo' in cursor ? cursor.pageNo : 1;
        return this.deps.call(asking, (client, ending) =>
          client.appUsers.list(schema, { pageNo, pageSize: cloudPageSize }, ending),
        );
      },
      onPage: (items) => {
        for (const { uid, username, email } of items) this.names.set(uid, username || email);
      },
    });
  }

  private byUid(): ReadonlyMap<string, ReadonlySet<string>> {
    if (this.idsByUid) return this.idsByUid;
    const byUid = new Map<string, Set<string>>();
    const projectId = this.deps.project().id;
    for (const id of this.deviceList.keys) {
      const uid = this.deps.devices.device({ projectId, deviceId: id })?.value.uid ?? '';
      const ids = byUid.get(uid);
      if (ids) ids.add(id);
      else byUid.set(uid, new Set([id]));
    }
    return (this.idsByUid = byUid);
  }
}
