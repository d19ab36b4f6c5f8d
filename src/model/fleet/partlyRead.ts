import type { UnreadField } from '../../tuya/results.js';

/** Records of a list that are there without fields that couldn't be read. */
export interface PartlyRead {
  readonly count: number;
  /** Name of the first, or its key where it has none. */
  readonly name: string;
  /** The first field of the first. */
  readonly field: string;
}

interface Item {
  readonly name?: string;
  readonly unread?: readonly UnreadField[];
}

/** Adds a page's records to what is known of those before it. */
export function addPartlyRead<T extends Item>(
  before: PartlyRead | undefined,
  items: readonly T[],
  keyOf: (item: T) => string,
): PartlyRead | undefined {
  let found = before;
  for (const item of items) {
    const [first] = item.unread ?? [];
    if (!first) continue;
    found = found
      ? { ...found, count: found.count + 1 }
      : { count: 1, name: item.name ?? keyOf(item), field: first.field };
  }
  return found;
}
