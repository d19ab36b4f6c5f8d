import { createHash } from 'node:crypto';
import { maxPages } from './pageIterator.js';
import type { IncompleteReason, LogCursor, LogEntry, LogPage } from './results.js';

const maxEmptyPages = 3;

/**
 * Pages of a log in either edition. Stops where the cloud goes in circles, and says on the last page if rows
 * may be missing. Rows are never dropped for looking alike: two events may share every field. Only a row key
 * that came before (paid edition), or a whole page that did, is a repetition.
 */
export async function* iterateLogs(
  fetch: (cursor: LogCursor | undefined) => Promise<LogPage>,
): AsyncGenerator<LogPage> {
  const cursors = new Set<string>();
  const rows = new Set<string>();
  const contents = new Set<string>();
  let cursor: LogCursor | undefined;
  let emptyPages = 0;
  for (let pages = 1; ; pages++) {
    const page = await fetch(cursor);
    if (page.items.length > 0) {
      const content = contentOf(page.items);
      if (contents.has(content)) return yield ended({ ...page, items: [], badRecords: [] }, 'repeatedPage');
      contents.add(content);
    }
    const fresh = { ...page, items: page.items.filter((entry) => isNewRow(rows, entry)) };
    emptyPages = page.items.length + page.badRecords.length === 0 ? emptyPages + 1 : 0;
    const next = page.next ?? continuation(cursor, page);
    if (!next) return yield ended(fresh, page.hasNext === true ? 'noCursor' : undefined);
    const reason = stopReason(cursors, next, emptyPages, pages);
    if (reason) return yield ended(fresh, reason);
    yield fresh;
    cursor = next;
  }
}

function stopReason(
  cursors: Set<string>,
  next: LogCursor,
  emptyPages: number,
  pages: number,
): IncompleteReason | undefined {
  const key = `${next.startRowKey ?? ''}\n${next.lastRowKey ?? ''}\n${next.lastEventTime ?? ''}`;
  if (cursors.has(key)) return 'repeatedCursor';
  cursors.add(key);
  if (emptyPages >= maxEmptyPages) return 'emptyPage';
  return pages >= maxPages ? 'tooManyPages' : undefined;
}

/** A later page may lack what told the edition: it's still that of the page before. */
function continuation(cursor: LogCursor | undefined, page: LogPage): LogCursor | undefined {
  if (cursor?.edition !== 'free' || page.hasNext === false || page.nextRowKey === undefined) return undefined;
  return { edition: 'free', startRowKey: page.nextRowKey };
}

function isNewRow(rows: Set<string>, { row }: LogEntry): boolean {
  if (row === undefined) return true;
  if (rows.has(row)) return false;
  rows.add(row);
  return true;
}

/** What a page says, short enough to be kept for every page. */
function contentOf(items: readonly LogEntry[]): string {
  const hash = createHash('sha256');
  for (const { eventTime, eventId, code, value, eventFrom, row } of items) {
    hash.update(JSON.stringify([eventTime, eventId, code, value, eventFrom, row]));
  }
  return hash.digest('base64');
}

function ended(page: LogPage, incomplete: IncompleteReason | undefined): LogPage {
  const { next: _next, ...rest } = page;
  return incomplete === undefined ? rest : { ...rest, incomplete };
}
