import type { EndingAsking } from '../../../base/asking.js';
import { throwIfAborted } from '../../../base/errors.js';
import { contains, type TimeRange } from '../../../base/timeRange.js';
import { LogPageGuard } from '../../../tuya/paging/logIterator.js';
import type { IncompleteReason, LogCursor, LogEntry, LogPage } from '../../../tuya/results.js';
import type { LogSelection, PageAsk } from './logSource.js';

/** What one page brought. */
export interface ReadStep {
  /**
   * Newest first, to be merged: this page's rows, after those of the pages before that stand in the millisecond its
   * first row may belong to. A millisecond that a page's edge cuts is thus given once more, and then whole.
   */
  readonly entries: readonly LogEntry[];
  /** Newest first: rows of whole milliseconds that are read to their end with this page, each given once. */
  readonly whole: readonly LogEntry[];
  /** Rows of the page. */
  readonly rows: number;
  /** Everything from this moment on is read, up to where the page before had reached. */
  readonly reached: number;
  /** Between which rows there are some that couldn't be made out. */
  readonly bad: readonly TimeRange[];
  /** Paid edition: rows of the whole stretch, as the cloud says. */
  readonly count?: number;
  /** Set with the last page. */
  readonly end?: 'complete' | IncompleteReason;
}

/**
 * Reads one stretch of a device's log page by page, the newest rows first. A page that failed can be asked for again
 * by calling `next` again; what came before stays valid.
 */
export class StretchReader {
  private readonly guard: LogPageGuard;
  private cursor: LogCursor | undefined;
  private carried: readonly LogEntry[] = [];
  private reachedTime: number;
  private ended = false;
  private hasEmptyEnd = false;

  /**
   * @param from @param to the stretch, epoch ms: up to and without `to`
   * @param emptyPagesAtMost after so many pages without a row it's taken as read, whatever else the cloud says; by
   * default that's a reason to call it incomplete
   */
  constructor(
    private readonly fetch: (ask: PageAsk, asking: EndingAsking) => Promise<LogPage>,
    private readonly selection: LogSelection,
    readonly from: number,
    readonly to: number,
    private readonly emptyPagesAtMost?: number,
  ) {
    this.guard = new LogPageGuard(emptyPagesAtMost);
    this.reachedTime = to;
  }

  /** Everything from here on is read. */
  get reached(): number {
    return this.reachedTime;
  }

  get isDone(): boolean {
    return this.ended;
  }

  /** The cloud said that there was more, and gave nothing. */
  get endedEmpty(): boolean {
    return this.hasEmptyEnd;
  }

  /** @throws TuyaError, or an abort error once the signal fires */
  async next(asking: EndingAsking): Promise<ReadStep> {
    const { selection, from, to, cursor } = this;
    const raw = await this.fetch({ ...selection, from, to, cursor }, asking);
    throwIfAborted(asking.signal);
    const before = this.reachedTime;
    const page = this.guard.accept(raw, cursor);
    this.cursor = page.next;
    this.hasEmptyEnd = page.incomplete === 'emptyPage';
    const isTrusted = this.hasEmptyEnd && this.emptyPagesAtMost !== undefined;
    const end = page.next ? undefined : isTrusted ? 'complete' : (page.incomplete ?? 'complete');
    // The cloud may count the end in that it was asked for.
    const items = page.items.filter(({ eventTime }) => contains(this, eventTime));
    // The place in the cloud's own order counts: a late row may stand above younger ones.
    const last = page.items.at(-1)?.eventTime;
    if (end === 'complete') this.reachedTime = from;
    else if (last !== undefined) this.reachedTime = Math.max(from, Math.min(this.reachedTime, last + 1));
    const entries = newestFirst([...this.carried, ...items]);
    const isWhole = ({ eventTime }: LogEntry): boolean => eventTime >= this.reachedTime;
    this.carried = entries.filter((entry) => !isWhole(entry));
    this.ended = end !== undefined;
    return {
      entries,
      whole: entries.filter(isWhole),
      rows: items.length,
      reached: this.reachedTime,
      bad: page.badRecords.length === 0 ? [] : placesOf(raw, this.reachedTime, before),
      ...(page.count !== undefined && { count: page.count }),
      ...(end && { end }),
    };
  }
}

/** What can't be read has no time of its own: it stands between the rows around it. */
function placesOf({ items, badRecords }: LogPage, oldest: number, newest: number): readonly TimeRange[] {
  return badRecords.map(({ index }, badBefore) => {
    const next = index - badBefore;
    const from = Math.max(oldest, items[next]?.eventTime ?? oldest);
    return { from, to: Math.max(from, Math.min(newest - 1, items[next - 1]?.eventTime ?? newest)) + 1 };
  });
}

/** As it is, where the cloud keeps its word; rows of one millisecond keep their order in any case. */
function newestFirst(entries: readonly LogEntry[]): readonly LogEntry[] {
  const isSorted = entries.every((entry, at) => entry.eventTime <= (entries[at - 1] ?? entry).eventTime);
  return isSorted ? entries : entries.toSorted((a, b) => b.eventTime - a.eventTime);
}
