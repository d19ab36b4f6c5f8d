import { sortInSlices } from '../../base/sortInSlices.js';
import type { Device } from '../../tuya/results.js';
import type { Sorting } from './treeOptions.js';

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

interface Keyed {
  readonly id: string;
  readonly name: string;
  readonly rank: number;
}

/** What decides where a device stands among others; where it is the same, it stays where it is. */
export function orderKey(device: Device | undefined, sortBy: Sorting): string {
  if (sortBy === 'cloud') return '';
  const { id, name, rank } = keyed(device?.id ?? '', device, sortBy);
  return `${rank}/${name || id}`;
}

/** The devices in the order chosen; those of whom nothing is known come last. */
export async function sortDevices(
  ids: readonly string[],
  deviceOf: (id: string) => Device | undefined,
  sortBy: Sorting,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (sortBy === 'cloud') return ids;
  const rows = ids.map((id) => keyed(id, deviceOf(id), sortBy));
  const sorted = await sortInSlices(rows, compareKeyed, signal);
  return sorted.map(({ id }) => id);
}

function compareKeyed(one: Keyed, other: Keyed): number {
  return one.rank - other.rank || collator.compare(one.name || one.id, other.name || other.id);
}

function keyed(id: string, device: Device | undefined, sortBy: Sorting): Keyed {
  return { id, name: device?.name ?? '', rank: device ? rankOf(device, sortBy) : Number.MAX_VALUE };
}

function rankOf({ online, updateTime }: Device, sortBy: Sorting): number {
  if (sortBy === 'state') return online === undefined ? 2 : online ? 0 : 1;
  // The latest first; what tells no time comes last.
  if (sortBy === 'updated') return updateTime === undefined ? 0 : -updateTime;
  return 0;
}
