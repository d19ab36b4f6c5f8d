import type { Device } from '../tuya/results.js';
import { isHubCategory } from './hubs.js';

/**
 * Whom to ask for the sub-devices that nobody has claimed, the likeliest first: hubs by category, then devices
 * that share a sub-device's key, then those of the same home, then the rest. The list of a user never says which
 * gateway a sub-device belongs to, so asking is the only way, and each question costs a call. Groups are to be
 * asked one after the other, until every sub-device has its place.
 */
export function gatewayCandidates(
  devices: readonly Device[],
  unplaced: readonly Device[],
): readonly (readonly Device[])[] {
  const keys = new Set(unplaced.flatMap(({ localKey }) => (localKey ? [localKey] : [])));
  const homes = new Set(unplaced.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])));
  const rank = ({ category, localKey, ownerId }: Device): number => {
    const sharesKey = localKey !== undefined && keys.has(localKey);
    const sameHome = ownerId !== undefined && homes.has(ownerId);
    if (isHubCategory(category)) return sharesKey || sameHome ? 0 : 1;
    return sharesKey ? 2 : sameHome ? 3 : 4;
  };
  const groups: Device[][] = [[], [], [], [], []];
  for (const device of devices) if (device.sub !== true) groups[rank(device)]?.push(device);
  return groups.filter((group) => group.length > 0);
}
