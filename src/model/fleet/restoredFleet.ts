import { sliceTime, takeBreak } from '../../base/timeSlicing.js';
import type { KeptDevices } from './keptDevices.js';
import type { KeptFleet, KeptHead, KeptLists } from './keptFleet.js';
import type { KeptKeys } from './pagedList.js';

/** The lists of a fleet as an earlier window kept them. */
export interface RestoredFleet {
  readonly deviceList: KeptKeys | undefined;
  readonly users: RestoredUsers | undefined;
  readonly owners: ReadonlyMap<string, KeptKeys>;
  /** Owners that were looked at; '' stands for nobody. */
  readonly lookedAt: readonly string[];
  readonly gateways: ReadonlyMap<string, RestoredGateway>;
}

export interface RestoredGateway {
  readonly at: number;
  readonly subDevices: readonly string[];
}

export interface RestoredUsers extends KeptKeys {
  readonly schema: string;
  /** Of those that have one. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Reads a kept fleet in slices, handing on its devices as they come. Undefined where a part of it can't be read: half of
 * a list is none.
 * @throws an abort error
 */
export async function restoredFleet(
  kept: KeptFleet,
  onDevices: (devices: KeptDevices) => void,
  signal: AbortSignal,
): Promise<RestoredFleet | undefined> {
  const lists = new Lists(kept);
  let isOver = sliceTime();
  for (const part of kept.parts()) {
    if (!part) return undefined;
    if (part.kind === 'devices') {
      lists.number(part.devices);
      onDevices(part.devices);
    } else lists.add(part.lists);
    if (!isOver()) continue;
    await takeBreak(signal);
    isOver = sliceTime();
  }
  return lists.known();
}

type List = NonNullable<KeptHead['deviceList']> & KeptKeys;

/** Where keys are missing nobody knows which pages they were on. */
function asFarAsKnown<T extends List>(list: T): T {
  return list.keys.size === list.size ? list : { ...list, unread: undefined };
}

class Lists {
  private readonly deviceList: List | undefined;
  private readonly users: (List & RestoredUsers & { readonly names: Map<string, string> }) | undefined;
  private readonly owners = new Map<string, List>();
  private readonly lookedAt: string[] = [];
  private readonly gateways = new Map<string, { readonly at: number; readonly subDevices: string[] }>();
  /** Devices by their numbers. */
  private readonly ids: string[] = [];

  constructor({ head: { deviceList, users } }: KeptFleet) {
    this.deviceList = deviceList && { ...deviceList, keys: new Set() };
    this.users = users && { ...users, keys: new Set(), names: new Map() };
  }

  known(): RestoredFleet {
    const { deviceList, users, owners, lookedAt, gateways } = this;
    for (const [uid, owner] of owners) owners.set(uid, asFarAsKnown(owner));
    return {
      deviceList: deviceList && asFarAsKnown(deviceList),
      users: users && asFarAsKnown(users),
      owners,
      lookedAt,
      gateways,
    };
  }

  number({ ids }: KeptDevices): void {
    for (const id of ids) this.ids.push(id);
  }

  add({ listed = [], users = [], owners = [], lookedAt = [], gateways = [] }: KeptLists): void {
    for (const uid of lookedAt) this.lookedAt.push(uid);
    for (const id of this.named(listed)) this.deviceList?.keys.add(id);
    for (const [uid, name] of users) {
      this.users?.keys.add(uid);
      if (name) this.users?.names.set(uid, name);
    }
    for (const { uid, keys, ...rest } of owners) {
      const owner = this.owners.get(uid) ?? { ...rest, keys: new Set() };
      this.owners.set(uid, owner);
      for (const id of this.named(keys)) owner.keys.add(id);
    }
    for (const { id, at, subDevices } of gateways) {
      const gateway = this.gateways.get(id) ?? { at, subDevices: [] };
      this.gateways.set(id, gateway);
      for (const device of this.named(subDevices)) gateway.subDevices.push(device);
    }
  }

  private *named(runs: readonly number[]): Iterable<string> {
    for (let at = 0; at < runs.length; at += 2) {
      const [first = 0, count = 0] = [runs[at], runs[at + 1]];
      const end = Math.min(first + count, this.ids.length);
      for (let number = Math.max(0, first); number < end; number++) {
        const id = this.ids[number];
        if (id) yield id;
      }
    }
  }
}
