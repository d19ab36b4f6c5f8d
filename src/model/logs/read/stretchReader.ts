import type { EndingAsking } from '../../../base/asking.js';
import { throwIfAborted } from '../../../base/errors.js';
import { contains, type TimeRange } from '../../../base/timeRange.js';
import { LogPageGuard } from '../../../tuya/paging/logIterator.js';
import type { IncompleteReason, LogCursor, LogEntry, LogPage } from '../../../tuya/results.js';
import type { LogSelection, PageAsk } from './logSource.js';
import { reachOf } from './pageReach.js';

const secondMs = 1000;
/** Rows that may wait for their millisecond, or for what is younger, to be read to its end. */
const carriedAtMost = 2000;

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
  /** Between which rows there are some of another time than was asked for. */
  readonly outside: readonly TimeRange[];
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
    const items = page.items.filter(({ eventTime }) => contains(this, eventTime));
    const reach = reachOf(page.items, this);
    if (end === 'complete') this.reachedTime = from;
    else if (reach !== undefined) this.reachedTime = Math.max(from, Math.min(this.reachedTime, reach + 1));
    // A millisecond isn't whole while some of its rows are in doubt.
    const [doubtful] = page.doubtful;
    if (doubtful) this.reachedTime = Math.min(to, Math.max(this.reachedTime, doubtful.eventTime + 1));
    // A cloud without any order would have all that was read looked at again with every page.
    if (this.carried.length > carriedAtMost)
      this.reachedTime = Math.min(this.reachedTime, oldestOf(items, from));
    const entries = newestFirst([...this.carried, ...page.real, ...items]);
    const isWhole = ({ eventTime }: LogEntry): boolean => eventTime >= this.reachedTime;
    this.carried = entries.filter((entry) => !isWhole(entry));
    this.ended = end !== undefined;
    return {
      entries,
      whole: entries.filter(isWhole),
      rows: items.length,
      reached: this.reachedTime,
      bad: page.badRecords.length === 0 ? [] : badPlaces(raw, this.reachedTime, before),
      outside: items.length === page.items.length ? [] : this.outsidePlaces(page.items, before),
      ...(page.count !== undefined && { count: page.count }),
      ...(end && { end }),
    };
  }

  /** A row whose time lies elsewhere says by its place only where it belongs. */
  private outsidePlaces(rows: readonly LogEntry[], before: number): readonly TimeRange[] {
    const inside = rows.filter(({ eventTime }) => contains(this, eventTime));
    const places = new Map<number, TimeRange>();
    let next = 0;
    for (const { eventTime } of rows) {
      if (contains(this, eventTime)) next++;
      else if (!isBorder(this, eventTime)) places.set(next, placeOf(inside, next, this.reachedTime, before));
    }
    return [...places.values()];
  }
}

function oldestOf(rows: readonly LogEntry[], from: number): number {
  return Math.max(
    from,
    rows.reduce((oldest, { eventTime }) => Math.min(oldest, eventTime), Infinity),
  );
}

/** A cloud may count the end in that it was asked for, and may know seconds only. */
function isBorder({ from, to }: TimeRange, time: number): boolean {
  return time >= from - secondMs && time < to + secondMs;
}

/** What can't be read has no time of its own: it stands between the rows around it. */
function badPlaces({ items, badRecords }: LogPage, oldest: number, newest: number): readonly TimeRange[] {
  return badRecords.map(({ index }, badBefore) => placeOf(items, index - badBefore, oldest, newest));
}

/** The time between two rows that follow each other, at most from `oldest` to `newest`. */
function placeOf(rows: readonly LogEntry[], next: number, oldest: number, newest: number): TimeRange {
  const from = Math.max(oldest, rows[next]?.eventTime ?? oldest);
  return { from, to: Math.max(from, Math.min(newest - 1, rows[next - 1]?.eventTime ?? newest)) + 1 };
}

/** As it is, where the cloud keeps its word; rows of one millisecond keep their order in any case. */
function newestFirst(entries: readonly LogEntry[]): readonly LogEntry[] {
  const isSorted = entries.every((entry, at) => entry.eventTime <= (entries[at - 1] ?? entry).eventTime);
  return isSorted ? entries : entries.toSorted((a, b) => b.eventTime - a.eventTime);
}
