import type { ArchiveRow } from './archiveRow.js';

export interface Merged {
  /** What is to stand there now, oldest first; undefined where it is what stands there already. */
  readonly rows?: readonly ArchiveRow[];
  readonly added: number;
  readonly known: number;
}

/**
 * Puts the rows of one millisecond that were read now together with those that are there. Rows with a row key are the
 * same where their keys are; others where all their fields are, as often as they are there: two equal rows stay two.
 * A project that changed its edition gives the same row with and without a key and a status: it is one row, with both.
 * The order is that of what was read now, unless it was only a part of what is there.
 */
export function mergeMillisecond(there: readonly ArchiveRow[], read: readonly ArchiveRow[]): Merged {
  const unique = withoutRepeatedKeys(read);
  const partners = partnersOf(there, unique);
  const added = unique.filter((row) => !partners.has(row)).length;
  const known = read.length - added;
  const taken = new Set(partners.values());
  const kept = (row: ArchiveRow, as: ArchiveRow): ArchiveRow => {
    const [key, status] = [row.key ?? as.key, as.status ?? row.status];
    return key === row.key && status === row.status ? row : { ...row, key, status };
  };

  let rows: readonly ArchiveRow[];
  if (added === 0 && taken.size < there.length) {
    const readAs = new Map([...partners].map(([row, partner]) => [partner, row]));
    rows = there.map((row) => kept(row, readAs.get(row) ?? row));
  } else {
    const inOrder = unique.map((row) => kept(partners.get(row) ?? row, row));
    rows = [...inOrder, ...there.filter((row) => !taken.has(row))];
  }
  const same = rows.length === there.length && rows.every((row, index) => row === there[index]);
  return same ? { added, known } : { rows, added, known };
}

function withoutRepeatedKeys(rows: readonly ArchiveRow[]): readonly ArchiveRow[] {
  const keys = new Set<string>();
  return rows.filter(({ key }) => {
    if (key === null) return true;
    const isNew = !keys.has(key);
    keys.add(key);
    return isNew;
  });
}

/** For each read row the one that is there and is the same; no row is anybody's partner twice. */
function partnersOf(
  there: readonly ArchiveRow[],
  read: readonly ArchiveRow[],
): ReadonlyMap<ArchiveRow, ArchiveRow> {
  const partners = new Map<ArchiveRow, ArchiveRow>();
  if (there.length === 0) return partners;
  const byKey = new Map(there.flatMap((row) => (row.key === null ? [] : [[row.key, row] as const])));
  for (const row of read) {
    const partner = row.key === null ? undefined : byKey.get(row.key);
    if (partner) partners.set(row, partner);
  }
  // Equal rows with another status find their own first: one edition gives it, the other may not.
  for (const identity of [withStatus, fieldsOf]) pair(there, read, identity, partners);
  return partners;
}

/** Finds partners for those that have none yet. */
function pair(
  there: readonly ArchiveRow[],
  read: readonly ArchiveRow[],
  identity: (row: ArchiveRow) => string,
  partners: Map<ArchiveRow, ArchiveRow>,
): void {
  const free = new Map<string, ArchiveRow[]>();
  const taken = new Set(partners.values());
  // From the end, so that the one taken first is the first; those without a key go before those with one.
  for (const row of [...there].sort((a, b) => Number(a.key === null) - Number(b.key === null)).reverse()) {
    if (taken.has(row)) continue;
    const same = free.get(identity(row));
    if (same) same.push(row);
    else free.set(identity(row), [row]);
  }
  for (const row of read) {
    if (partners.has(row)) continue;
    const candidates = free.get(identity(row));
    const last = candidates?.at(-1);
    // Two keys are two rows.
    if (!candidates || !last || (row.key !== null && last.key !== null)) continue;
    candidates.pop();
    partners.set(row, last);
  }
}

function fieldsOf({ type, source, code, value }: ArchiveRow): string {
  return JSON.stringify([type, source, code, value]);
}

function withStatus(row: ArchiveRow): string {
  return JSON.stringify([fieldsOf(row), row.status]);
}
