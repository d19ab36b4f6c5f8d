import { maxPages, SeenItems, sizeOf, step, type RawPage, type Step } from './pageIterator.js';

/** A cursor that is a time may bring rows of that moment again before it brings others. */
const maxOldPages = 3;

/**
 * Pages by page_size + last_id. The cursor is a time (the last row's update), so rows may come twice; it ends
 * where the cursor is missing or the page is short, and stops where nothing moves on any more.
 */
export async function* iterateByLastId<T, P extends RawPage<T> & { readonly lastId?: string }>(
  fetch: (lastId: string | undefined) => Promise<P>,
  idOf: (item: T) => string,
  pageSize: number,
): AsyncGenerator<Step<T, P>> {
  const seen = new SeenItems(idOf);
  const cursors = new Set<string>();
  let cursor: string | undefined;
  let oldPages = 0;
  for (let pages = 1; ; pages++) {
    const page = await fetch(cursor);
    const count = sizeOf(page);
    const { items, anyNew } = seen.add(page);
    oldPages = anyNew ? 0 : oldPages + 1;
    const promised = page.total !== undefined && seen.size < page.total;
    const { lastId } = page;
    if (count === 0) {
      const isMissing = pages > 1 && page.isMissing === true;
      const lack = promised ? 'emptyPage' : isMissing ? 'missingPage' : undefined;
      if (pages === 1 || lack) yield step(page, [], [], lack);
      return;
    }
    const more = promised || count >= pageSize;
    if (!more) return yield step(page, items, page.badRecords, undefined);
    if (lastId === undefined)
      return yield step(page, items, page.badRecords, promised ? 'noCursor' : undefined);
    if (cursors.has(lastId)) {
      return yield step(
        page,
        items,
        page.badRecords,
        promised || items.length > 0 ? 'repeatedCursor' : undefined,
      );
    }
    if (oldPages >= maxOldPages) return yield step(page, items, [], 'repeatedPage');
    if (pages === maxPages) return yield step(page, items, page.badRecords, 'tooManyPages');
    yield step(page, items, page.badRecords, undefined);
    cursors.add(lastId);
    cursor = lastId;
  }
}
