import type { LogEntry } from '../results.js';

/**
 * When two rows of one device's log are the same. The cloud gives rows no identity to rely on, so the reader of pages,
 * the table and the archive all go by this one rule:
 *
 * - A row is its millisecond and its fields: type, source, code and value. Its status is a state, which a later read
 *   may show changed, and never makes another row of it.
 * - Paid edition: the row key counts besides the fields, not instead of them, as nothing says that no two rows share a
 *   key. A key that comes again with the same fields is the same row, however often it comes.
 * - Free edition: there is no key, and two events may share every field. Each row of a read accounts for one that is
 *   there; a millisecond holds as many of a kind as the read that showed the most. So reads bring whole milliseconds.
 * - A project that changes its edition shows the same row with a key and without one. It is one row, and has the key.
 */

/** Equal for rows that share all their fields. */
type Fields = number | string;

/** How a store sees its rows of one device in one millisecond. */
export interface RowStore<Row> {
  readonly fieldsOf: (row: Row) => Fields;
  /** Undefined where no row of the store has these fields. */
  readonly fieldsOfEntry: (entry: LogEntry) => Fields | undefined;
  readonly keyOf: (row: Row) => string | undefined;
  readonly statusOf: (row: Row) => string | undefined;
  /** Gives a row the key and the status that a read shows now. */
  readonly learn: (row: Row, entry: LogEntry) => Row;
}

export interface MergedRows<Row> {
  /** As they are to stand, oldest first: rows of the store, and entries that are new. Undefined where all stays as it is. */
  readonly rows: readonly (Row | LogEntry)[] | undefined;
  /** Rows of the read that are no new ones. */
  readonly known: number;
}

/** A store that keeps rows as the cloud gives them. */
export const entryStore: RowStore<LogEntry> = {
  fieldsOf: fieldText,
  fieldsOfEntry: fieldText,
  keyOf: ({ row }) => row,
  statusOf: ({ status }) => status,
  learn: (known, { row = known.row, status = known.status }) =>
    row === known.row && status === known.status
      ? known
      : { ...known, ...(row !== undefined && { row }), ...(status !== undefined && { status }) },
};

/** Time, fields and key: all that tells a row from others. */
export function identityOf(entry: LogEntry): string {
  return `${entry.eventTime} ${fieldText(entry)} ${entry.row ?? ''}`;
}

/** Hears of the rows of several pages, and knows those of the paid edition again. */
export class SeenKeys {
  private readonly seen = new Set<string>();

  isNew(entry: LogEntry): boolean {
    if (entry.row === undefined) return true;
    const identity = identityOf(entry);
    return !this.seen.has(identity) && this.seen.add(identity) !== undefined;
  }
}

/**
 * Puts what a read shows of one millisecond together with what is there, both oldest first. They stand in the order of
 * the read; what the read doesn't show keeps its place behind the row it stood behind.
 */
export function mergeRows<Row>(
  store: RowStore<Row>,
  there: ArrayLike<Row>,
  read: readonly LogEntry[],
): MergedRows<Row> {
  if (there.length > 0)
    return isShownAgain(store, there, read)
      ? { rows: undefined, known: read.length }
      : arranged(store, there, read);
  const rows = withoutRepeatedKeys(read);
  return { rows, known: read.length - rows.length };
}

function arranged<Row>(
  store: RowStore<Row>,
  there: ArrayLike<Row>,
  read: readonly LogEntry[],
): MergedRows<Row> {
  const fresh = withoutRepeatedKeys(read);
  let known = read.length - fresh.length;
  const partners = partnersOf(store, there, fresh);
  const shown = new Set(partners);
  const rows: (Row | LogEntry)[] = [];
  const addUnshown = (from: number): void => {
    for (let at = from; at < there.length && !shown.has(at); at++) rows.push(there[at] as Row);
  };
  addUnshown(0);
  for (const [at, entry] of fresh.entries()) {
    const partner = partners[at];
    if (partner === undefined) rows.push(entry);
    else {
      known++;
      rows.push(store.learn(there[partner] as Row, entry));
      addUnshown(partner + 1);
    }
  }
  const isSame = rows.length === there.length && rows.every((row, at) => row === there[at]);
  return { rows: isSame ? undefined : rows, known };
}

/** Most reads show most milliseconds just as they are. */
function isShownAgain<Row>(store: RowStore<Row>, there: ArrayLike<Row>, read: readonly LogEntry[]): boolean {
  if (read.length !== there.length) return false;
  for (const [at, entry] of read.entries()) {
    const row = there[at] as Row;
    if (store.keyOf(row) !== entry.row || store.statusOf(row) !== entry.status) return false;
    if (store.fieldsOf(row) !== store.fieldsOfEntry(entry)) return false;
  }
  return true;
}

function withoutRepeatedKeys(read: readonly LogEntry[]): readonly LogEntry[] {
  if (read.length < 2 || read.every(({ row }) => row === undefined)) return read;
  // Keys hardly ever come twice: the fields are looked at only where one does.
  if (new Set(read.map(({ row }, at) => row ?? at)).size === read.length) return read;
  const keys = new SeenKeys();
  return read.filter((entry) => keys.isNew(entry));
}

interface Identity {
  readonly fields: Fields | undefined;
  readonly key: string | undefined;
  readonly status: string | undefined;
}

/** Equal for rows that are the same; undefined for those that aren't compared. */
type Sameness = (row: Identity) => Fields | undefined;

const byKey: Sameness = ({ fields, key }) => (key === undefined ? undefined : `${fields} ${key}`);
const byFields =
  (isKeyed: boolean): Sameness =>
  ({ fields, key }) =>
    (key !== undefined) === isKeyed ? fields : undefined;
const byStatus =
  (isKeyed: boolean): Sameness =>
  ({ fields, key, status }) =>
    (key !== undefined) === isKeyed ? `${fields} ${status}` : undefined;

type Ways = readonly (readonly [ofRead: Sameness, ofThere: Sameness])[];

/** How rows without a key find each other: of those that differ in status alone each finds its own. */
const keylessWays: Ways = [
  [byStatus(false), byStatus(false)],
  [byFields(false), byFields(false)],
];

/** How a row of a read finds the one that is there, the surest way first. Rows with different keys never meet. */
const ways: Ways = [
  [byKey, byKey],
  [byStatus(true), byStatus(false)],
  [byFields(true), byFields(false)],
  ...keylessWays,
  [byStatus(false), byStatus(true)],
  [byFields(false), byFields(true)],
];

/** For each row of the read the place of the one that is there and is the same; no place comes twice. */
function partnersOf<Row>(
  store: RowStore<Row>,
  there: ArrayLike<Row>,
  read: readonly LogEntry[],
): readonly (number | undefined)[] {
  const known = Array.from(there, (row): Identity => ({
    fields: store.fieldsOf(row),
    key: store.keyOf(row),
    status: store.statusOf(row),
  }));
  const shown = read.map((entry): Identity => ({
    fields: store.fieldsOfEntry(entry),
    key: entry.row,
    status: entry.status,
  }));
  const partners: (number | undefined)[] = read.map(() => undefined);
  const taken = new Set<number>();
  const hasKeys = [...known, ...shown].some(({ key }) => key !== undefined);
  for (const [ofRead, ofThere] of hasKeys ? ways : keylessWays) {
    if (taken.size === read.length || taken.size === there.length) break;
    const free = new Map<Fields, number[]>();
    for (const [place, row] of known.entries()) {
      const same = taken.has(place) ? undefined : ofThere(row);
      if (same === undefined) continue;
      const places = free.get(same);
      if (places) places.push(place);
      else free.set(same, [place]);
    }
    // From the newest on: where older ones were dropped, those that are left are the newest.
    for (let at = read.length - 1; at >= 0 && free.size > 0; at--) {
      const row = shown[at];
      const same = row && partners[at] === undefined ? ofRead(row) : undefined;
      const place = same === undefined ? undefined : free.get(same)?.pop();
      if (place === undefined) continue;
      partners[at] = place;
      taken.add(place);
    }
  }
  return partners;
}

function fieldText({ eventId, eventFrom, code, value }: LogEntry): string {
  return JSON.stringify([eventId, eventFrom, code, value]);
}
