import { NotAdmittedError, type Asking } from '../../base/asking.js';
import type { Device } from '../../tuya/results.js';
import { Limiter } from '../../tuya/wire/limiter.js';
import type { DeviceStore } from './deviceStore.js';
import type { FleetOwners, Owner } from './fleetOwners.js';
import type { More, Place } from './fleetViews.js';
import type { GatewayLists } from './gatewayLists.js';
import { findGateways } from './gatewaySearch.js';
import type { Placement } from './placement.js';
import type { UserSources } from './projectUsers.js';

interface OwnerReadingDeps {
  readonly projectId: string;
  readonly devices: DeviceStore;
  readonly sources: UserSources;
  readonly owners: FleetOwners;
  readonly gateways: GatewayLists;
  readonly placement: Placement;
  /** How many devices one search may ask for the sub-devices of others. */
  readonly searchLimit: () => number;
  /** What stands at this place may be another now. */
  readonly changed: (place: Place) => void;
}

/** Owners whose devices are read side by side: a call that waits behind hundreds of others would run out of time. */
const ownersAtOnce = 8;

/** Reads what owners have: their lists, and then the gateways of sub-devices that stand nowhere yet. */
export class OwnerReading {
  private readonly reading = new Limiter({ start: ownersAtOnce, max: ownersAtOnce });

  constructor(private readonly deps: OwnerReadingDeps) {}

  /** @param isWanted the user's own list is, though the project's list names the user's devices */
  async read(owner: Owner, asking: Asking, isWanted = false): Promise<void> {
    await this.inTurn(asking, () => this.readInTurn(owner, asking, isWanted));
  }

  /** Reads the owner's own list to its end. */
  async readWhole(owner: Owner, asking: Asking): Promise<void> {
    await this.inTurn(asking, () => this.tellingOthers(owner, async () => owner.list?.loadAll(asking)));
  }

  /** Reads on where the owner's list goes on, or asks more devices whether they are the gateways looked for. */
  async readMore(owner: Owner, of: More['of'], asking: Asking): Promise<void> {
    await this.tellingOthers(owner, async () => {
      if (of === 'devices') await owner.list?.loadMore(asking);
    });
    if (of === 'gateways' || this.goesOn(owner, asking)) await this.search(owner, asking);
  }

  /** Whoever looks for gateways is told what that costs. */
  leaveSearch(owner: Owner): void {
    const { placement } = this.deps;
    if (!owner.isLookedAt || owner.search !== undefined || placement.count(owner.uid) === 0) return;
    if (placement.of(owner.uid).unplaced.length > 0) owner.search = { reason: 'limited', asked: 0 };
  }

  private async readInTurn(owner: Owner, asking: Asking, isWanted: boolean): Promise<void> {
    const { list, uid } = owner;
    const { sources } = this.deps;
    await this.tellingOthers(owner, async () => {
      if (!list || uid === undefined) await sources.deviceList.load(asking);
      else if (isWanted || !sources.covers(uid)) await list.load(asking);
    });
    if (!this.goesOn(owner, asking)) return;
    await this.search(owner, asking);
    owner.isLookedAt = true;
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

  /** Whether the reading of the owner's list was neither given up nor refused: then more may be asked for. */
  private goesOn({ list }: Owner, { signal }: Asking): boolean {
    const { failure } = list ?? this.deps.sources.deviceList;
    return signal?.aborted !== true && !(failure instanceof NotAdmittedError);
  }

  /** Where two lists name a device, the one just read may have taken it from the other, or from nobody's devices. */
  private async tellingOthers(owner: Owner, read: () => Promise<void>): Promise<void> {
    const { projectId, changed } = this.deps;
    const unownedBefore = await this.unowned();
    owner.touched.clear();
    await read();
    for (const uid of owner.touched)
      if (uid !== undefined && uid !== owner.uid) changed({ kind: 'owner', projectId, uid });
    if ((await this.unowned()) !== unownedBefore) changed({ kind: 'users', projectId });
  }

  /** How many devices belong to nobody. */
  private async unowned(): Promise<number> {
    const { placement } = this.deps;
    await placement.prepare(undefined);
    return placement.count(undefined);
  }

  private async search(owner: Owner, asking: Asking): Promise<void> {
    const { projectId, devices, gateways, owners, placement, searchLimit } = this.deps;
    const known = (ids: Iterable<string>): Device[] =>
      [...ids].flatMap((deviceId) => devices.device({ projectId, deviceId })?.value ?? []);
    if (placement.of(owner.uid).unplaced.length === 0) {
      owner.search = undefined;
      return;
    }
    owner.search = await findGateways({
      devices: known(owners.listOf(owner).ids),
      isHub: (deviceId) => devices.isGateway({ projectId, deviceId }),
      unplaced: () => known(placement.of(owner.uid).unplaced),
      wasAsked: (id) => !gateways.needsLoad(id),
      ask: async (id) => (await gateways.load(id, asking)).failure,
      limit: searchLimit(),
    });
  }
}
