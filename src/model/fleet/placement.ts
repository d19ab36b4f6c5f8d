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
  /** Every owner whose list was read, in the order of reading. */
  owners(): Iterable<OwnerList>;
  /** Whether some list names the device. */
  isListed(id: string): boolean;
}

/**
 * Where devices stand, so that each stands once: under its gateway if that is in the tree; else under its own user
 * if that one is; else under the first user whose list names it.
 */
export class Placement {
  constructor(private readonly tree: Tree) {}

  /** What stands directly under an owner. */
  of(owner: OwnerList): Placed {
    const devices: string[] = [];
    const unplaced: string[] = [];
    for (const id of this.candidates(owner)) {
      const device = this.known(id);
      // A list still names what was deleted since.
      if (!device || this.gatewayOf(id) !== undefined || this.home(id) !== owner.uid) continue;
      // A gateway that calls itself a sub-device is where others stand.
      if (device.sub === true && !this.isGateway(id)) unplaced.push(id);
      else devices.push(id);
    }
    return { devices, unplaced };
  }

  /** The gateway a device stands under; undefined where the gateway itself isn't in the tree. */
  gatewayOf(id: string): string | undefined {
    const { projectId, store } = this.tree;
    const seen = new Set<string>([id]);
    const gateway = store.gatewayOf({ projectId, deviceId: id });
    for (
      let at = gateway;
      at !== undefined && !seen.has(at);
      at = store.gatewayOf({ projectId, deviceId: at })
    ) {
      if (this.tree.isListed(at)) return gateway;
      seen.add(at);
    }
    return undefined;
  }

  /** The owner a device stands under when it has no gateway; undefined where it belongs to nobody. */
  home(id: string): string | undefined {
    const uid = this.known(id)?.uid;
    if (uid && this.tree.hasUser(uid)) return uid;
    return this.namedBy(id)?.uid;
  }

  /** The owner a device stands under, however many gateways are between. */
  homeAbove(id: string): string | undefined {
    const seen = new Set<string>();
    let top = id;
    for (let at = this.gatewayOf(id); at !== undefined && !seen.has(at); at = this.gatewayOf(at)) {
      seen.add(at);
      top = at;
    }
    return this.home(top);
  }

  /** An owner's own list, then the owner's devices that only other users' lists name. */
  private candidates(owner: OwnerList): ReadonlySet<string> {
    const ids = new Set(owner.ids);
    if (owner.uid === undefined) return ids;
    const { projectId, store } = this.tree;
    for (const id of store.ownedBy(projectId, owner.uid)) if (!ids.has(id) && this.namedBy(id)) ids.add(id);
    return ids;
  }

  /** The first user whose list names the device. */
  private namedBy(id: string): OwnerList | undefined {
    for (const owner of this.tree.owners()) if (owner.uid !== undefined && owner.has(id)) return owner;
    return undefined;
  }

  private isGateway(deviceId: string): boolean {
    return this.tree.store.isGateway({ projectId: this.tree.projectId, deviceId });
  }

  private known(id: string): Device | undefined {
    return this.tree.store.device({ projectId: this.tree.projectId, deviceId: id })?.value;
  }
}
