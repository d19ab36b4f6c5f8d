import { createHash } from 'node:crypto';
import { shortestOverlap } from './overlap.js';
import { maxPages } from './pageIterator.js';
import type { IncompleteReason, LogCursor, LogEntry, LogPage } from '../results.js';
import { identityOf, SeenKeys } from './sameRows.js';

const maxEmptyPages = 3;
/** The cloud's smallest page, where no size is asked for. */
const fewestOfBurst = 20;

/** A page without what came before it. */
export interface GuardedPage extends LogPage {
  /** Rows that it begins with, and that may be those that the page before ended with: the next page tells. */
  readonly doubtful: readonly LogEntry[];
  /** Those of the page before that aren't. */
  readonly real: readonly LogEntry[];
}

/**
 * Looks at the pages of one reading as they come. Ends it where the cloud goes in circles, and says on the last page
 * if rows may be missing. Rows are never dropped for looking alike, as two events may share every field. What repeats
 * is a row key that came before with the same fields (paid edition), a whole page that did, and the start of a page
 * that begins further up than where the page before it ended. Where a page begins with the very millisecond that the
 * page before it ended with, either may be so: the other edges tell. Its rows are doubtful until then, and real where
 * nothing more comes.
 */
export class LogPageGuard {
  private readonly cursors = new Set<string>();
  private readonly keys = new SeenKeys();
  /** The page before, the time of its last row, and the identities of all that it has of that millisecond. */
  private before: {
    readonly identities: readonly string[];
    readonly end: number;
    readonly rows: readonly string[];
  } = { identities: [], end: Infinity, rows: [] };
  private readonly contents = new Set<string>();
  private doubtful: readonly LogEntry[] = [];
  /** Edges between pages, and those where the rows of one millisecond stand on both sides. */
  private readonly edges = { all: 0, alike: 0 };
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
  accept(page: LogPage, cursor: LogCursor | undefined): GuardedPage {
    const before = this.doubtful;
    this.doubtful = [];
    const { doubtful, page: accepted } = this.look(page, cursor);
    const isRepeated = this.edges.alike > 1 && this.edges.alike === this.edges.all;
    const real = isRepeated ? [] : before;
    if (isRepeated || doubtful.length === 0) return { ...accepted, real, doubtful: [] };
    if (!accepted.next) return { ...accepted, items: [...doubtful, ...accepted.items], real, doubtful: [] };
    this.doubtful = doubtful;
    return { ...accepted, real, doubtful };
  }

  private look(
    page: LogPage,
    cursor: LogCursor | undefined,
  ): { readonly page: LogPage; readonly doubtful: readonly LogEntry[] } {
    this.pages++;
    const identities = page.items.map(identityOf);
    let { items } = page;
    let doubtful: readonly LogEntry[] = [];
    if (items.length > 0) {
      const content = contentOf(identities);
      if (this.contents.has(content) && !isBurst(items))
        return { page: ended({ ...page, items: [], badRecords: [] }, 'repeatedPage'), doubtful };
      this.contents.add(content);
      const overlap = this.overlapOf(page, identities, cursor);
      const alike = overlap === 0 ? this.alikeWith(items, identities) : 0;
      if (this.pages > 1) this.edges.all++;
      if (alike > 0) this.edges.alike++;
      doubtful = items.slice(0, alike);
      items = items.slice(overlap + alike);
      const end = page.items.at(-1)?.eventTime ?? -Infinity;
      const start = page.items.findLastIndex(({ eventTime }) => eventTime !== end) + 1;
      this.before = { identities, end, rows: identities.slice(start) };
    }
    const isNew = (entry: LogEntry): boolean => this.keys.isNew(entry);
    doubtful = doubtful.filter(isNew);
    const fresh = { ...page, items: items.filter(isNew) };
    const rows = page.items.length + page.badRecords.length;
    this.emptyPages = rows === 0 ? this.emptyPages + 1 : 0;
    this.seen += doubtful.length + fresh.items.length + page.badRecords.length;
    this.largestPage = Math.max(this.largestPage, rows);
    this.count = Math.min(this.count, page.count ?? Infinity);
    const next = page.next ?? continuation(cursor, page);
    if (!next) return { page: ended(fresh, this.lackOf(page, cursor)), doubtful };
    if (page.hasNext === undefined && rows < this.largestPage && this.seen >= this.count)
      return { page: ended(fresh), doubtful };
    const reason = this.stopReason(next);
    return { page: reason ? ended(fresh, reason) : { ...fresh, next }, doubtful };
  }

  /** How many rows the page begins with that are all of one millisecond, and all that the page before has of it. */
  private alikeWith(items: readonly LogEntry[], identities: readonly string[]): number {
    const { end, rows, identities: before } = this.before;
    const count = items.findIndex(({ eventTime }) => eventTime !== end);
    // A millisecond that fills a page goes on: of its equal rows nothing can be said.
    if (count === -1 || rows.length !== count || rows.length === before.length) return 0;
    return rows.every((identity, at) => identity === identities[at]) ? count : 0;
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

  /**
   * How many rows a page begins with that ended the page before. Equal rows of one millisecond need not be the same, so
   * that takes a sign that the page begins further up than it was asked to: it goes back in time, or its key says so.
   */
  private overlapOf(page: LogPage, identities: readonly string[], cursor: LogCursor | undefined): number {
    const { before } = this;
    const start = page.items[0]?.eventTime ?? -Infinity;
    const asked = cursor?.startRowKey;
    if (start <= before.end && (page.currentRowKey ?? asked) === asked) return 0;
    // The fewest that fit: of a run of equal rows none is lost.
    return shortestOverlap(before.identities, identities);
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

/** A page's content, short enough to be kept for every page. */
function contentOf(identities: readonly string[]): string {
  const hash = createHash('sha256');
  for (const identity of identities) hash.update(identity);
  return hash.digest('base64');
}

function ended(page: LogPage, incomplete?: IncompleteReason): LogPage {
  const { next: _next, ...rest } = page;
  return incomplete === undefined ? rest : { ...rest, incomplete };
}
