import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { Device } from '../../tuya/results.js';
import type { DeviceStore } from './deviceStore.js';

/** What one owner's list names: ids in order. An owner without a uid stands for devices that belong to nobody. */
export interface OwnerList {
  readonly uid: string | undefined;
  readonly ids: Iterable<string>;
  has(id: string): boolean;
}

export interface Placed {
  readonly devices: readonly string[];
  /** Sub-devices whose gateway isn't known, or isn't in the tree. */
  readonly unplaced: readonly string[];
}

interface Tree {
  readonly projectId: string;
  readonly store: DeviceStore;
  /** Whether the tree shows this user. */
  hasUser(uid: string): boolean;
  /** Every user whose own list was read, in the order of reading. */
  readLists(): Iterable<OwnerList>;
  /** Whether the project's list names the device. */
  isInProject(id: string): boolean;
  listOf(uid: string | undefined): OwnerList;
  /** Other than before where the tree may have other users for another reason than a list that grew. */
  usersKey(): string;
}

const triesAtMost = 5;
/** So many owners' places are kept. */
const standingsAtMost = 200;

/** What stands under an owner, and the arrays of it until it changes. */
class Standing {
  readonly devices = new Set<string>();
  readonly unplaced = new Set<string>();
  private made: Placed | undefined;

  get size(): number {
    return this.devices.size + this.unplaced.size;
  }

  get placed(): Placed {
    return (this.made ??= { devices: [...this.devices], unplaced: [...this.unplaced] });
  }

  has(id: string): boolean {
    return this.devices.has(id) || this.unplaced.has(id);
  }

  add(id: string, where: Where): void {
    if (where === 'gateway') return;
    this[where].add(id);
    this.made = undefined;
  }

  delete(id: string): void {
    if (this.devices.delete(id) || this.unplaced.delete(id)) this.made = undefined;
  }
}

type Where = 'devices' | 'unplaced' | 'gateway';

/**
 * Where devices stand, so that each stands once: under its gateway if that is in the tree; else under its own user
 * if that one is; else under the first user whose list names it. What stands under an owner is found out once; a device
 * that comes is put to it, and all is looked at again only where a list is another or a device stands elsewhere.
 */
export class Placement {
  private readonly standings = new Map<string | undefined, Standing>();
  private users = '';
  /** Device → the first user whose own list names it. Undefined until somebody asks. */
  private namers: Map<string, string> | undefined;
  private coming: ReadonlySet<string> = new Set();
  /** Devices that may stand elsewhere since it is being found out in slices where all do. */
  private readonly moving = new Set<Set<string>>();
  private changes = 0;

  constructor(private readonly tree: Tree) {}

  /** Another number where devices stand elsewhere though nothing was told of themselves. */
  get version(): number {
    return this.changes;
  }

  /** What stands directly under an owner. */
  of(uid: string | undefined): Placed {
    return this.found(uid).placed;
  }

  /** How many stand there. */
  count(uid: string | undefined): number {
    return this.found(uid).size;
  }

  /** Finds it out in slices, so that asking for it afterwards takes no time. */
  async prepare(uid: string | undefined, signal?: AbortSignal): Promise<void> {
    // Where devices move all the time it is done at once in the end, by whoever asks.
    for (let tries = 0; tries < triesAtMost && !this.standing(uid); tries++) {
      const moved = new Set<string>();
      this.moving.add(moved);
      try {
        await this.prepareOnce(uid, moved, signal);
      } finally {
        this.moving.delete(moved);
      }
    }
  }

  private async prepareOnce(
    uid: string | undefined,
    moved: ReadonlySet<string>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { changes } = this;
    const standing = new Standing();
    let isOver = sliceTime();
    for (const id of this.candidates(uid)) {
      this.place(id, uid, standing);
      if (!isOver()) continue;
      await takeBreak(signal);
      if (changes !== this.changes) return;
      isOver = sliceTime();
    }
    if (this.standing(uid) || changes !== this.changes) return;
    for (const id of moved) {
      const where = this.whereUnder(id, uid);
      if (where !== undefined && standing[where].has(id)) continue;
      // Where it stands among others its list says.
      if (where !== undefined) return;
      standing.delete(id);
    }
    this.keep(uid, standing);
  }

  /** Lists are other ones, or name devices in another order. */
  replaced(): void {
    this.namers = undefined;
    this.forget();
  }

  /** A user's own list names these devices now. To be told before they are put into the store. */
  named(uid: string, ids: readonly string[]): void {
    const { namers } = this;
    if (namers) for (const id of ids) if (!namers.has(id)) namers.set(id, uid);
  }

  /** These users are in the tree now: devices of theirs may stand under others who name them. */
  hasNewUsers(): void {
    if (this.firstNamers().size > 0) this.forget();
  }

  /** Devices that a list names from now on are put into the store by `put`. */
  add(ids: readonly string[], put: () => void): void {
    // They may stand somewhere already, by what another list says.
    const known = new Set(this.standings.size > 0 ? ids.filter((id) => this.known(id)) : []);
    this.coming = new Set(ids);
    try {
      put();
    } finally {
      this.coming = new Set();
    }
    for (const id of ids) this.arrive(id, known.has(id));
  }

  /** Something is known of these devices that wasn't: what stands where it should stays. */
  changed(ids: Iterable<string>): void {
    if (this.standings.size === 0 && this.moving.size === 0) return;
    for (const id of ids) if (!this.coming.has(id)) this.look(id);
  }

  /** The gateway a device stands under; undefined where the gateway itself isn't in the tree. */
  gatewayOf(id: string): string | undefined {
    const { projectId, store } = this.tree;
    const gateway = store.gatewayOf({ projectId, deviceId: id });
    if (gateway === undefined) return undefined;
    const seen = new Set<string>([id]);
    for (
      let at: string | undefined = gateway;
      at !== undefined && !seen.has(at);
      at = store.gatewayOf({ projectId, deviceId: at })
    ) {
      if (this.isListed(at)) return gateway;
      seen.add(at);
    }
    return undefined;
  }

  /** Whether the device stands anywhere: a list names it, or it is behind a gateway that one names. */
  isPlaced(id: string): boolean {
    return this.isListed(id) || this.gatewayOf(id) !== undefined;
  }

  /** Whether a list of the project or of a user names the device. */
  isListed(id: string): boolean {
    return this.tree.isInProject(id) || this.firstNamers().has(id);
  }

  /** The owner a device stands under when it has no gateway; undefined where it belongs to nobody. */
  home(id: string): string | undefined {
    return this.homeOf(id, this.known(id));
  }

  /** The owner a device stands under, however many gateways are between. */
  homeAbove(id: string): string | undefined {
    let top = id;
    let seen: Set<string> | undefined;
    for (let at = this.gatewayOf(id); at !== undefined && !seen?.has(at); at = this.gatewayOf(at)) {
      (seen ??= new Set()).add(at);
      top = at;
    }
    return this.home(top);
  }

  /** The first user whose own list names the device. */
  namerOf(id: string): string | undefined {
    return this.firstNamers().get(id);
  }

  private found(uid: string | undefined): Standing {
    const known = this.standing(uid);
    if (known) return known;
    const standing = new Standing();
    for (const id of this.candidates(uid)) this.place(id, uid, standing);
    return this.keep(uid, standing);
  }

  /** An owner's own list, then the owner's devices that only other users' lists name. */
  private *candidates(uid: string | undefined): Iterable<string> {
    const list = this.tree.listOf(uid);
    yield* list.ids;
    if (uid === undefined || this.firstNamers().size === 0) return;
    for (const id of this.tree.store.ownedBy(this.tree.projectId, uid))
      if (!list.has(id) && this.namerOf(id) !== undefined) yield id;
  }

  private isCandidate(id: string, uid: string | undefined): boolean {
    return this.tree.listOf(uid).has(id) || (uid !== undefined && this.namerOf(id) !== undefined);
  }

  private place(id: string, uid: string | undefined, standing: Standing): void {
    const device = this.known(id);
    // A list still names what was deleted since.
    if (device && this.homeOf(id, device) === uid) standing.add(id, this.whereIs(device));
  }

  /** Undefined where the device doesn't stand directly under this owner. */
  private whereUnder(id: string, uid: string | undefined): Exclude<Where, 'gateway'> | undefined {
    const device = this.known(id);
    if (!device || this.homeOf(id, device) !== uid || !this.isCandidate(id, uid)) return undefined;
    const where = this.whereIs(device);
    return where === 'gateway' ? undefined : where;
  }

  private whereIs({ id, sub }: Device): Where {
    if (this.gatewayOf(id) !== undefined) return 'gateway';
    // A gateway that calls itself a sub-device is where others stand.
    return sub === true && !this.isGateway(id) ? 'unplaced' : 'devices';
  }

  private arrive(id: string, wasKnown: boolean): void {
    this.note(id);
    const device = this.known(id);
    if (!device) return;
    const uid = this.homeOf(id, device);
    const standing = this.standings.get(uid);
    if (wasKnown) this.take(id, standing);
    if (standing && this.isCandidate(id, uid)) standing.add(id, this.whereIs(device));
    const { projectId, store } = this.tree;
    const gateway = store.gatewayOf({ projectId, deviceId: id });
    if (gateway !== undefined) this.look(gateway);
    // Those behind it stand under it, now that it is in the tree.
    for (const sub of store.subDevicesOf({ projectId, deviceId: id }) ?? []) {
      this.look(sub);
      if (this.home(sub) !== uid || !this.isListed(sub)) this.changes++;
    }
  }

  private look(id: string): void {
    this.note(id);
    const device = this.known(id);
    const uid = this.homeOf(id, device);
    const home = this.standings.get(uid);
    const where = device ? this.whereIs(device) : 'gateway';
    if (device && home && where !== 'gateway' && home[where].has(id)) return;
    this.take(id, undefined);
    // Where it stands among others its list says.
    if (home && where !== 'gateway' && this.isCandidate(id, uid)) this.forget();
  }

  /** Whoever is finding out in slices where devices stand may have been past it. */
  private note(id: string): void {
    for (const moved of this.moving) moved.add(id);
  }

  /** It stands nowhere else any more. */
  private take(id: string, home: Standing | undefined): void {
    for (const standing of this.standings.values()) {
      if (standing === home || !standing.has(id)) continue;
      standing.delete(id);
      this.changes++;
    }
  }

  private standing(uid: string | undefined): Standing | undefined {
    const users = this.tree.usersKey();
    if (users !== this.users) this.forget();
    this.users = users;
    return this.standings.get(uid);
  }

  private keep(uid: string | undefined, standing: Standing): Standing {
    this.standings.set(uid, standing);
    const [oldest] = this.standings.keys();
    if (this.standings.size > standingsAtMost) this.standings.delete(oldest);
    return standing;
  }

  private forget(): void {
    this.changes++;
    this.standings.clear();
  }

  private firstNamers(): ReadonlyMap<string, string> {
    if (this.namers) return this.namers;
    const namers = new Map<string, string>();
    for (const { uid, ids } of this.tree.readLists())
      if (uid !== undefined) for (const id of ids) if (!namers.has(id)) namers.set(id, uid);
    return (this.namers = namers);
  }

  private homeOf(id: string, device: Device | undefined): string | undefined {
    const uid = device?.uid;
    return uid && this.tree.hasUser(uid) ? uid : this.namerOf(id);
  }

  private isGateway(deviceId: string): boolean {
    return this.tree.store.isGateway({ projectId: this.tree.projectId, deviceId });
  }

  private known(id: string): Device | undefined {
    return this.tree.store.device({ projectId: this.tree.projectId, deviceId: id })?.value;
  }
}
