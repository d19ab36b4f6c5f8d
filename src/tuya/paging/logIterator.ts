import { createHash } from 'node:crypto';
import { maxPages } from './pageIterator.js';
import type { IncompleteReason, LogCursor, LogEntry, LogPage } from '../results.js';

const maxEmptyPages = 3;
/** The cloud's smallest page, where no size is asked for. */
const fewestOfBurst = 20;

/** Pages of a log in either edition, one after the other; see {@link LogPageGuard}. */
export async function* iterateLogs(
  fetch: (cursor: LogCursor | undefined) => Promise<LogPage>,
): AsyncGenerator<LogPage> {
  const guard = new LogPageGuard();
  let cursor: LogCursor | undefined;
  do {
    const page = guard.accept(await fetch(cursor), cursor);
    yield page;
    cursor = page.next;
  } while (cursor);
}

/**
 * Looks at the pages of one reading as they come. Ends it where the cloud goes in circles, and says on the last page
 * if rows may be missing. Rows are never dropped for looking alike: two events may share every field. Only a row key
 * that came before with the same fields (paid edition), or a whole page that did, is a repetition.
 */
export class LogPageGuard {
  private readonly cursors = new Set<string>();
  private readonly rows = new Set<string>();
  private readonly contents = new Set<string>();
  private emptyPages = 0;
  private pages = 0;
  /** Rows so far, none twice. */
  private seen = 0;
  private largestPage = 0;
  /** Paid edition: how many there are. Rows may go meanwhile; those that come stand before the first page. */
  private count = Infinity;

  /** @param emptyPagesAtMost without a row in between, though the cloud says that there is more */
  constructor(private readonly emptyPagesAtMost = maxEmptyPages) {}

  /**
   * The page with only its new rows, and with `next` for as long as there is more to ask for.
   * @param cursor what the page was asked with
   */
  accept(page: LogPage, cursor: LogCursor | undefined): LogPage {
    this.pages++;
    if (page.items.length > 0) {
      const content = contentOf(page.items);
      if (this.contents.has(content) && !isBurst(page.items))
        return ended({ ...page, items: [], badRecords: [] }, 'repeatedPage');
      this.contents.add(content);
    }
    const fresh = { ...page, items: page.items.filter((entry) => this.isNew(entry)) };
    const rows = page.items.length + page.badRecords.length;
    this.emptyPages = rows === 0 ? this.emptyPages + 1 : 0;
    this.seen += fresh.items.length + page.badRecords.length;
    this.largestPage = Math.max(this.largestPage, rows);
    this.count = Math.min(this.count, page.count ?? Infinity);
    const next = page.next ?? continuation(cursor, page);
    if (!next) return ended(fresh, this.lackOf(page, cursor));
    if (page.hasNext === undefined && rows < this.largestPage && this.seen >= this.count) return ended(fresh);
    const reason = this.stopReason(next);
    return reason ? ended(fresh, reason) : { ...fresh, next };
  }

  /** What is wrong with a page that no other one follows. */
  private lackOf(page: LogPage, cursor: LogCursor | undefined): IncompleteReason | undefined {
    if (page.hasNext !== undefined) return page.hasNext ? 'noCursor' : undefined;
    const isPaid = (page.edition ?? cursor?.edition) === 'paid';
    const isWhole = !isPaid || this.count === Infinity || this.seen >= this.count;
    if (isWhole) return undefined;
    return this.emptyPages > 0 ? 'emptyPage' : 'noCursor';
  }

  private stopReason(next: LogCursor): IncompleteReason | undefined {
    const key = `${next.startRowKey ?? ''}\n${next.lastRowKey ?? ''}\n${next.lastEventTime ?? ''}`;
    if (this.cursors.has(key)) return 'repeatedCursor';
    this.cursors.add(key);
    if (this.emptyPages >= this.emptyPagesAtMost) return 'emptyPage';
    return this.pages >= maxPages ? 'tooManyPages' : undefined;
  }

  private isNew(entry: LogEntry): boolean {
    if (entry.row === undefined) return true;
    const row = fieldsOf(entry);
    if (this.rows.has(row)) return false;
    this.rows.add(row);
    return true;
  }
}

/** A later page may lack what told the edition: it's still that of the page before. */
function continuation(cursor: LogCursor | undefined, page: LogPage): LogCursor | undefined {
  if (cursor?.edition !== 'free' || page.hasNext === false || page.nextRowKey === undefined) return undefined;
  return { edition: 'free', startRowKey: page.nextRowKey };
}

/** Events of one millisecond, the same again and again: two pages of them may look alike, and are two. */
function isBurst(items: readonly LogEntry[]): boolean {
  const [first] = items;
  return (
    items.length >= fewestOfBurst &&
    items.every(({ eventTime, row }) => eventTime === first?.eventTime && row === undefined)
  );
}

/** What a page says, short enough to be kept for every page. */
function contentOf(items: readonly LogEntry[]): string {
  const hash = createHash('sha256');
  for (const entry of items) hash.update(fieldsOf(entry));
  return hash.digest('base64');
}

/** All that tells a row from others. */
function fieldsOf({ eventTime, eventId, code, value, eventFrom, row }: LogEntry): string {
  return JSON.stringify([eventTime, eventId, code, value, eventFrom, row]);
}

function ended(page: LogPage, incomplete?: IncompleteReason): LogPage {
  const { next: _next, ...rest } = page;
  return incomplete === undefined ? rest : { ...rest, incomplete };
}
