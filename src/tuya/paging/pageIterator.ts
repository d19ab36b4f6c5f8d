import type { BadRecord, IncompleteReason, Page } from '../results.js';

/** One page as a list operation answers it, with what the end can be told by. */
export interface RawPage<T> {
  readonly items: readonly T[];
  readonly badRecords: readonly BadRecord[];
  readonly total?: number;
  readonly hasMore?: boolean;
  /** There is no list in the answer. */
  readonly isMissing?: true;
}

/** What a page brought: only items that no page before it had. */
export interface Step<T, P> {
  readonly page: P;
  readonly items: readonly T[];
  readonly badRecords: readonly BadRecord[];
  readonly incomplete?: IncompleteReason;
}

export const maxPages = 10_000;

// Sizes at which clouds and clients were seen to cap a page, whatever was asked for.
const knownCaps: ReadonlySet<number> = new Set([20, 50, 100]);

/**
 * Pages 1, 2, 3 … with every item once. None of what a cloud says about the end can be relied on (`total` lies
 * both ways, a page may be capped below the size asked for or hold more, paging may be ignored), so it goes on
 * wherever there may be more, stops where a page brings nothing new, and says so if rows may be missing then. A page
 * without any list is passed over, once.
 */
export async function* iteratePages<T, P extends RawPage<T>>(
  fetch: (pageNo: number) => Promise<P>,
  idOf: (item: T) => string,
  askedSize: number,
): AsyncGenerator<Step<T, P>> {
  const seen = new SeenItems(idOf);
  let pageSize = askedSize;
  let wasMissing = false;
  for (let pageNo = 1; ; pageNo++) {
    const page = await fetch(pageNo);
    if (page.isMissing && pageNo > 1 && !wasMissing) {
      wasMissing = true;
      yield step(page, [], [], 'missingPage');
      continue;
    }
    wasMissing = page.isMissing === true;
    const count = sizeOf(page);
    const { items, anyNew } = seen.add(page);
    const nothingNew = !anyNew && (pageNo > 1 || count === 0);
    const promised = page.hasMore === true || (page.total !== undefined && seen.size < page.total);
    if (nothingNew) {
      const incomplete = endOf(page, promised, seen);
      if (pageNo === 1 || incomplete) yield step(page, [], pageNo === 1 ? page.badRecords : [], incomplete);
      return;
    }
    if (pageNo === 1 && count < askedSize && page.total === undefined && knownCaps.has(count))
      pageSize = count;
    const more = promised || (page.hasMore !== false && count >= pageSize);
    const tooMany = more && pageNo === maxPages;
    yield step(page, items, page.badRecords, tooMany ? 'tooManyPages' : undefined);
    if (!more || tooMany) return;
  }
}

/** Why nothing new came, where that may mean a loss. */
function endOf<T>(page: RawPage<T>, promised: boolean, seen: SeenItems<T>): IncompleteReason | undefined {
  if (sizeOf(page) === 0) return promised ? 'emptyPage' : undefined;
  // The first page once more is how a cloud answers that ignores paging: then that was everything.
  const done = page.total === undefined ? seen.isFirstPage(page) : seen.size === page.total;
  return done && !promised ? undefined : 'repeatedPage';
}

/** The items a list has brought so far. */
export class SeenItems<T> {
  private readonly ids = new Set<string>();
  private readonly badKeys = new Set<string>();
  private firstPage: string | undefined;
  private bad = 0;

  constructor(private readonly idOf: (item: T) => string) {}

  /** Different rows, those that couldn't be read included. */
  get size(): number {
    return this.ids.size + this.bad;
  }

  /** The page's items that are new; `anyNew` counts rows that couldn't be read as well. */
  add(page: RawPage<T>): { readonly items: T[]; readonly anyNew: boolean } {
    this.firstPage ??= this.key(page);
    const badBefore = this.badKeys.size;
    // Rows without an id look alike on every page: those never keep a list going.
    for (const { id, index, field } of page.badRecords) {
      this.badKeys.add(id ?? `${index}\n${field}`);
    }
    const fresh = page.items.filter((item) => {
      const id = this.idOf(item);
      if (this.ids.has(id)) return false;
      this.ids.add(id);
      return true;
    });
    const anyNew = fresh.length > 0 || this.badKeys.size > badBefore;
    if (anyNew) this.bad += page.badRecords.length;
    return { items: fresh, anyNew };
  }

  isFirstPage(page: RawPage<T>): boolean {
    return this.key(page) === this.firstPage;
  }

  private key(page: RawPage<T>): string {
    return page.items.map((item) => this.idOf(item)).join('\n');
  }
}

export function sizeOf(page: RawPage<unknown>): number {
  return page.items.length + page.badRecords.length;
}

export function step<T, P>(
  page: P,
  items: readonly T[],
  badRecords: readonly BadRecord[],
  incomplete: IncompleteReason | undefined,
): Step<T, P> {
  return { page, items, badRecords, ...(incomplete === undefined ? {} : { incomplete }) };
}

/** The cursor after a page that was asked for by its number. */
export function nextPageNo(
  page: RawPage<unknown>,
  pageNo: number,
  pageSize: number,
): Pick<Page<unknown>, 'next'> {
  const count = sizeOf(page);
  const { total, hasMore, isMissing } = page;
  const next = { next: { pageNo: pageNo + 1 } };
  // What stands after a page that isn't given can only be found out by asking.
  if (isMissing && pageNo > 1) return next;
  if (count === 0 || hasMore === false) return {};
  // A full page beyond the total proves that the total isn't true.
  const full = count >= pageSize && (total === undefined || total < pageNo * pageSize);
  const promised = hasMore === true || (total !== undefined && pageNo * pageSize < total);
  return promised || full ? next : {};
}
