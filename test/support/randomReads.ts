import type { LogCursor, LogEntry, LogPage } from '../../src/tuya/results.js';
import { Dice, entry } from './logEntries.js';

/** `changing`: the project goes from one edition to the other, and back. */
export type RandomEdition = 'free' | 'paid' | 'changing';
export const randomEditions: readonly RandomEdition[] = ['free', 'paid', 'changing'];

/** One reading of one device's log, as a cloud answers it. */
export interface RandomRead {
  /** Epoch ms, up to and without `to`. */
  readonly from: number;
  readonly to: number;
  /** Each row that the cloud has there once, the newest first. */
  readonly rows: readonly LogEntry[];
  /** In the order they come, with the faults that clouds have: pages that overlap, and a last one that comes again. */
  readonly pages: readonly LogPage[];
  /** The last page comes again. */
  readonly isDoubled: boolean;
}

const moments = 40;
const pageSize = 20;
const fields = ({ eventTime, eventId, eventFrom, code, value }: LogEntry): string =>
  JSON.stringify([eventTime, eventId, eventFrom, code, value]);

/** A row without its state, to be compared. */
export function rowText(row: LogEntry): string {
  return `${fields(row)} ${row.row ?? ''}`;
}

export function rowTexts(rows: readonly LogEntry[]): readonly string[] {
  return rows.map(rowText).sort();
}

/** The readings of a log that grows, also in its past: many rows share a millisecond, their fields, or their key. */
export function* randomReads(seed: number, edition: RandomEdition, count = 25): Generator<RandomRead> {
  const dice = new Dice(seed);
  const ledger: LogEntry[] = [];
  for (let n = 0; n < count; n++) {
    for (let more = dice.below(n === 0 ? 100 : 12); more > 0; more--) add(ledger, dice);
    if (dice.chance(0.3)) reorder(ledger, dice);
    const isPaid = edition === 'changing' ? dice.chance(0.5) : edition === 'paid';
    const from = dice.below(moments);
    const to = from + 1 + dice.below(moments);
    const rows = ledger
      .filter(({ eventTime }) => from <= eventTime && eventTime < to)
      .map(({ row, ...rest }) => ({
        ...rest,
        ...(isPaid && row !== undefined && { row }),
        ...(dice.chance(0.7) && { status: dice.pick(['1', '1', '0']) }),
      }));
    const isDoubled = rows.length > 0 && dice.chance(0.2);
    yield { from, to, rows, isDoubled, pages: pagesOf(rows, isPaid, isDoubled, dice) };
  }
}

/** Answers readings from their pages. */
export function answering({ pages }: RandomRead): (cursor: LogCursor | undefined) => Promise<LogPage> {
  return (cursor) => {
    const place = Number((cursor?.startRowKey ?? cursor?.lastRowKey)?.slice('page '.length) ?? 0);
    const page = pages[place];
    if (!page) throw new Error(`There is no page ${place}.`);
    return Promise.resolve(page);
  };
}

/** Rows that a store must hold, kept in the plainest way: for fields in a millisecond its keys, and rows without one. */
export class RowsReference {
  private readonly kinds = new Map<
    string,
    { readonly row: LogEntry; readonly keys: Set<string>; without: number }
  >();

  read(rows: readonly LogEntry[]): void {
    for (const kind of new Set(rows.map(fields))) {
      const shown = rows.filter((row) => fields(row) === kind);
      const [row] = shown;
      if (!row) continue;
      const known = this.kinds.get(kind) ?? { row, keys: new Set<string>(), without: 0 };
      this.kinds.set(kind, known);
      const keys = new Set(shown.flatMap(({ row: key }) => key ?? []));
      const others = [...known.keys].filter((key) => !keys.has(key)).length;
      const added = [...keys].filter((key) => !known.keys.has(key));
      for (const key of added) known.keys.add(key);
      known.without -= Math.min(known.without, added.length);
      const unkeyed = shown.filter(({ row: key }) => key === undefined).length;
      known.without += Math.max(0, unkeyed - known.without - others);
    }
  }

  texts(): readonly string[] {
    return [...this.kinds.values()]
      .flatMap(({ row, keys, without }) => {
        const { row: _, ...bare } = row;
        return [
          ...Array.from(keys, (key) => rowText({ ...bare, row: key })),
          ...Array.from({ length: without }, () => rowText(bare)),
        ];
      })
      .sort();
  }
}

function add(ledger: LogEntry[], dice: Dice): void {
  const time = dice.below(moments);
  const row = entry(time, {
    eventId: dice.pick([7, 7, 7, 1]),
    value: dice.pick(['true', 'false']),
    ...(dice.chance(0.2) && { eventFrom: '2' }),
    row: `key ${time} ${dice.below(4)}`,
  });
  // The same key and fields are the same row.
  if (ledger.some((known) => rowText(known) === rowText(row))) return;
  const first = ledger.findIndex(({ eventTime }) => eventTime <= time);
  ledger.splice(first < 0 ? ledger.length : first, 0, row);
}

/** One millisecond in another order. */
function reorder(ledger: LogEntry[], dice: Dice): void {
  const time = dice.below(moments);
  const same = ledger.filter(({ eventTime }) => eventTime === time);
  const first = ledger.findIndex(({ eventTime }) => eventTime === time);
  if (first >= 0) ledger.splice(first, same.length, ...same.toReversed());
}

function pagesOf(rows: readonly LogEntry[], isPaid: boolean, isDoubled: boolean, dice: Dice): LogPage[] {
  const pages: { readonly items: readonly LogEntry[]; readonly isElsewhere: boolean }[] = [];
  let start = 0;
  do {
    const wanted = start > 0 && dice.chance(0.5) ? 1 + dice.below(6) : 0;
    const isElsewhere = dice.chance(0.5);
    const overlap = canBeTold(rows, start, wanted, isPaid, isElsewhere) ? wanted : 0;
    const items = rows.slice(start - overlap, start - overlap + pageSize);
    pages.push({ items, isElsewhere: isElsewhere && overlap > 0 });
    start += items.length - overlap;
  } while (start < rows.length);
  const last = pages.at(-1);
  if (isDoubled && last) pages.push({ ...last, isElsewhere: false }, { ...last, isElsewhere: false });
  return pages.map(({ items, isElsewhere }, n): LogPage => {
    const edition = isPaid ? 'paid' : 'free';
    const hasNext = n < pages.length - 1;
    const key = `page ${n + 1}`;
    const next: LogCursor = isPaid
      ? { edition, lastRowKey: key, lastEventTime: 0 }
      : { edition, startRowKey: key };
    return {
      items,
      badRecords: [],
      edition,
      hasNext,
      ...(!isPaid && { currentRowKey: isElsewhere ? `elsewhere ${n}` : n === 0 ? 'first' : `page ${n}` }),
      ...(hasNext && { next, ...(!isPaid && { nextRowKey: key }) }),
    };
  });
}

/** Whether a page that begins so many rows further up shows that it does: equal rows need not be the same. */
function canBeTold(
  rows: readonly LogEntry[],
  start: number,
  overlap: number,
  isPaid: boolean,
  isElsewhere: boolean,
): boolean {
  if (isPaid || overlap === 0) return true;
  const texts = rows.map(rowText);
  const fits = (length: number): boolean =>
    texts.slice(start - length, start).join() ===
    texts.slice(start - overlap, start - overlap + length).join();
  const isBack = (rows[start - overlap]?.eventTime ?? 0) > (rows[start - 1]?.eventTime ?? 0);
  const fitting = Array.from({ length: Math.min(start, pageSize) }, (_, n) => n + 1).filter(fits);
  return (isBack || isElsewhere) && fitting[0] === overlap;
}
