import type { LogRow } from '../rows/logTypes.js';
import type { LogTable } from '../table/logTable.js';
import { firstPlace } from '../table/slotList.js';

/**
 * The slots of rows by their ids, once each, as they stand in `order`. A row that has left the order and is still held
 * stands by its time; one that nobody holds any longer is left out.
 * @param order oldest first
 */
export function slotsOfIds(table: LogTable, ids: Iterable<number>, order: Int32Array): number[] {
  const wanted = new Set<number>();
  let [from, to] = [Infinity, -Infinity];
  for (const id of ids) {
    const slot = table.slotOf(id);
    if (slot === undefined) continue;
    wanted.add(slot);
    from = Math.min(from, table.time(slot));
    to = Math.max(to, table.time(slot));
  }
  const placed: number[] = [];
  const start = wanted.size === 0 ? order.length : firstPlace(order, (slot) => table.time(slot) < from);
  for (let place = start; place < order.length; place++) {
    const slot = order[place] ?? 0;
    if (table.time(slot) > to) break;
    if (wanted.delete(slot)) placed.push(slot);
  }
  if (wanted.size === 0) return placed;
  return [...wanted, ...placed].sort((one, other) => table.time(one) - table.time(other));
}

/** Rows that stay readable while they are walked over, whatever happens to the table. @param slots asked for then */
export function* heldRows(table: LogTable, slots: () => Iterable<number>): Generator<LogRow, void> {
  const hold = table.hold();
  try {
    for (const slot of slots()) yield table.row(slot);
  } finally {
    hold.dispose();
  }
}
