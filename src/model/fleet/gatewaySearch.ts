import type { Device } from '../../tuya/results.js';
import { isVirtual } from './gatewayCategories.js';
import { isRefusal } from '../projects/refusals.js';

interface CandidateGroup {
  readonly devices: readonly Device[];
  /** What isn't known as a hub may be one all the same, and has no virtual devices. */
  readonly areHubs: boolean;
}

/**
 * Whom to ask for the sub-devices that nobody has claimed, the likeliest first: hubs, then devices that share a
 * sub-device's key, then those of the same home, then the rest. The list of a user never says which gateway a
 * sub-device belongs to, so asking is the only way, and each question costs a call. Groups are to be asked one after
 * the other, until every sub-device that they can have has its place.
 */
export function gatewayCandidates(
  { devices, isHub }: Pick<Search, 'devices' | 'isHub'>,
  unplaced: readonly Device[],
): readonly CandidateGroup[] {
  const keys = new Set(unplaced.flatMap(({ localKey }) => (localKey ? [localKey] : [])));
  const homes = new Set(unplaced.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])));
  const rank = (device: Device): number => {
    const { id, localKey, ownerId } = device;
    const sharesKey = localKey !== undefined && keys.has(localKey);
    const sameHome = ownerId !== undefined && homes.has(ownerId);
    if (isHub(id)) return sharesKey || sameHome ? 0 : 1;
    return sharesKey ? 2 : sameHome ? 3 : 4;
  };
  const groups: Device[][] = [[], [], [], [], []];
  for (const device of devices)
    if (device.sub !== true || isHub(device.id)) groups[rank(device)]?.push(device);
  return groups
    .map((group, index) => ({ devices: group, areHubs: index < 2 }))
    .filter((group) => group.devices.length > 0);
}

/** How a search for gateways ended before every sub-device had its place. */
export type SearchEnd =
  | { readonly reason: 'limited'; readonly asked: number }
  | { readonly reason: 'exhausted' }
  | { readonly reason: 'failed'; readonly error: unknown };

interface Search {
  /** Devices that may be the gateway: those of the same owner. */
  readonly devices: readonly Device[];
  /** Whether a device is known as a gateway, or is of a kind that is one; its own `sub` doesn't count. */
  isHub(id: string): boolean;
  /** What is still without a gateway. */
  unplaced(): readonly Device[];
  /** Whether the device has been asked before. */
  wasAsked(id: string): boolean;
  /** Asks one device for its sub-devices; answers why it couldn't be asked. */
  ask(id: string): Promise<unknown>;
  /** How many devices may be asked. */
  readonly limit: number;
}

/** Devices that are asked side by side. */
const width = 4;

/**
 * Asks likely gateways until every sub-device has one. Undefined where all have their place; a failure that isn't
 * about the device that was asked ends the search.
 */
export async function findGateways(search: Search): Promise<SearchEnd | undefined> {
  let left = search.limit;
  for (const { devices, areHubs } of gatewayCandidates(search, search.unplaced())) {
    const candidates = devices.filter(({ id }) => !search.wasAsked(id));
    while (candidates.length > 0 && search.unplaced().some((device) => areHubs || !isVirtual(device))) {
      if (left <= 0) return { reason: 'limited', asked: search.limit };
      const wave = candidates.splice(0, Math.min(width, left));
      left -= wave.length;
      const failures = await Promise.all(wave.map(({ id }) => search.ask(id)));
      const error = failures.find((failure) => failure !== undefined && !isRefusal(failure));
      if (error !== undefined) return { reason: 'failed', error };
    }
  }
  return search.unplaced().length === 0 ? undefined : { reason: 'exhausted' };
}
