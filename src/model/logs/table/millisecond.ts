import type { LogEntry } from '../../../tuya/results.js';
import { slotsAtMost, type RowColumns } from './rowColumns.js';

/** There are never more different values than rows. */
const valuesAtMost = 2 * slotsAtMost;

/** The rows of one device in one millisecond, as they are to stand: a slot, or a row that is new. */
export interface Arrangement {
  readonly rows: readonly (number | LogEntry)[];
  /** Rows of the read that were there before. */
  readonly known: number;
}

/**
 * Puts what a read shows of one millisecond together with what is there, both oldest first. Rows with keys are
 * told apart by key and fields, as nobody says that no two share a key; without keys, each row of the read accounts for one that looks the same, so that only what is more
 * than there was is new. They stand in the order of the read; what the read doesn't show keeps its place behind the
 * row it stood behind.
 */
export function arrange(
  columns: RowColumns,
  device: number,
  there: Int32Array,
  read: readonly LogEntry[],
): Arrangement {
  const fresh = withoutRepeatedKeys(read);
  if (there.length === 0) return { rows: fresh, known: read.length - fresh.length };
  const matches = matchRows(columns, device, there, fresh);
  const matched = new Set(matches.filter((slot) => slot !== undefined));
  const rows: (number | LogEntry)[] = [];
  const unseenAfter = new Map<number, number[]>();
  let behind = -1;
  for (const slot of there) {
    if (matched.has(slot)) behind = slot;
    else listOf(unseenAfter, behind).push(slot);
  }
  rows.push(...(unseenAfter.get(-1) ?? []));
  for (const [at, row] of fresh.entries()) {
    const slot = matches[at];
    if (slot === undefined) rows.push(row);
    else {
      columns.update(slot, row);
      rows.push(slot, ...(unseenAfter.get(slot) ?? []));
    }
  }
  return { rows, known: read.length - fresh.length + matched.size };
}

function withoutRepeatedKeys(read: readonly LogEntry[]): readonly LogEntry[] {
  if (read.length < 2 || read.every(({ row }) => row === undefined)) return read;
  const keys = new Set<string>();
  return read.filter(({ row, eventId, eventFrom, code, value }) => {
    if (row === undefined) return true;
    const identity = JSON.stringify([row, eventId, eventFrom, code, value]);
    const isNew = !keys.has(identity);
    keys.add(identity);
    return isNew;
  });
}

/** The slot of each row of the read that is there already. */
function matchRows(
  columns: RowColumns,
  device: number,
  there: Int32Array,
  read: readonly LogEntry[],
): (number | undefined)[] {
  const byKey = new Map<string, number>();
  const keyed = new Map<number, number[]>();
  const unkeyed = new Map<number, number[]>();
  for (const slot of there) {
    const key = columns.rowKey(slot);
    const fields = fieldsOfSlot(columns, slot);
    if (key !== undefined) byKey.set(`${fields} ${key}`, slot);
    listOf(key === undefined ? unkeyed : keyed, fields).push(slot);
  }
  const taken = new Set<number>();
  const matches = read.map((row) => {
    const slot =
      row.row === undefined ? undefined : byKey.get(`${fieldsOf(columns, device, row)} ${row.row}`);
    if (slot !== undefined) taken.add(slot);
    return slot;
  });
  // From the newest on: where older ones were dropped, those that are left are the newest.
  for (let at = read.length - 1; at >= 0; at--) {
    const row = read[at];
    const fields = row && matches[at] === undefined ? fieldsOf(columns, device, row) : undefined;
    if (fields === undefined) continue;
    // The same row can come with a key and without one, from two editions.
    const slot =
      popFree(unkeyed.get(fields), taken) ??
      (row?.row === undefined ? popFree(keyed.get(fields), taken) : undefined);
    if (slot === undefined) continue;
    taken.add(slot);
    matches[at] = slot;
  }
  return matches;
}

function popFree(slots: number[] | undefined, taken: ReadonlySet<number>): number | undefined {
  let slot = slots?.pop();
  while (slot !== undefined && taken.has(slot)) slot = slots?.pop();
  return slot;
}

/** A number that rows with the same fields share. */
function fieldsOfSlot(columns: RowColumns, slot: number): number {
  return (columns.shape[slot] ?? 0) * valuesAtMost + (columns.value[slot] ?? 0);
}

/** Undefined where nothing looks like this row. The status is a row's state, not its identity. */
function fieldsOf(columns: RowColumns, device: number, row: LogEntry): number | undefined {
  const [shape, value] = [columns.shapes.find(device, row), columns.values.find(row.value)];
  return shape === undefined || value === undefined ? undefined : shape * valuesAtMost + value;
}

function listOf<K>(lists: Map<K, number[]>, key: K): number[] {
  const known = lists.get(key);
  if (known) return known;
  const list: number[] = [];
  lists.set(key, list);
  return list;
}
