import { SharedCall, type Asking } from '../../base/asking.js';
import { AbortError, isAbortError, throwIfAborted } from '../../base/errors.js';
import { eachInSlices } from '../../base/timeSlicing.js';
import type { BadRecord, Cursor, Page } from '../../tuya/results.js';
import { cloudPageSize, ListReading, type ListItem, type ListLack, type UnreadPages } from './listReading.js';
import { leastSwept, sweep } from './pageSweep.js';
import { mostAhead, pagesAhead } from './pagesAhead.js';
import type { PartlyRead } from './partlyRead.js';

/** What is read before anybody asks for more: enough rows to look at. */
const pagesAtFirst = 9;
const pagesMore = 10;
/** Without a count one page in so many may be asked for in vain, behind the end. */
const pagesPerGuess = 25;

interface PagedListOptions<T> {
  /** Reads one page; without a cursor the first. */
  readonly read: (cursor: Cursor | undefined, asking: Asking) => Promise<Page<T>>;
  readonly keyOf: (item: T) => string;
  /**
   * Hears of each page as it comes. `fresh` are the keys that the list names from now on and didn't before; undefined where
   * the list is being read again, and will be another in the end.
   */
  readonly onPage: (items: readonly T[], at: number, fresh: readonly string[] | undefined) => void;
  /** Keys are gone from the list, or the same ones stand in another order. */
  readonly onReplaced?: (hasSameKeys: boolean) => void;
  /**
   * The list was read to its end anew, and is all there is. `former` are keys that it has named before; those that it
   * doesn't name now are gone from it.
   */
  readonly onRenewed?: (former: Iterable<string>) => Promise<void>;
  readonly now: () => number;
  /** Whether an error says that this page won't be given. */
  readonly isRefused?: (error: unknown) => boolean;
  /** Whether what an earlier window read then is new enough to be left as it is. */
  readonly isFresh?: (at: number) => boolean;
}

/** As much of a list as outlives its window. */
export interface KeptKeys {
  /** In the cloud's order; handed over. */
  readonly keys: Set<string>;
  /** When they were read, epoch ms. */
  readonly at: number;
  readonly total?: number | undefined;
  /** Which pages nobody has read; absent where the keys aren't all that were read. */
  readonly unread?: UnreadPages | undefined;
}

/** Whether a list was read to its end, as far as the cloud says. */
export function isWholeList(list: Pick<PagedList<never>, 'at' | 'hasMore' | 'isGuess'> | undefined): boolean {
  return list?.at !== undefined && !list.hasMore && !list.isGuess;
}

/**
 * A list that is read some pages at a time and remembers only the keys of what it saw. When reading it again
 * fails, the last good state stays, with its age and the failure. Never rejects: the state says what happened.
 */
export class PagedList<T extends ListItem> {
  private good: ListReading<T> | undefined;
  /** Keys that it has named since it was known for sure what it names; nobody may have been told that some are gone. */
  private former: readonly ReadonlySet<string>[] = [];
  private goodAt: number | undefined;
  private wholeAt: number | undefined;
  private problem: unknown;
  private stale = true;
  private restored: 'no' | 'known' | 'guess' = 'no';
  private hasFailed = false;
  /** How often somebody wanted it read again. */
  private wishes = 0;
  private readonly loading = new SharedCall((asking) => this.readFromStart(asking));
  private readonly extending = new SharedCall((asking) => this.readOn(asking, pagesMore));
  private readonly finishing = new SharedCall((asking) => {
    const reading = this.readToEnd(asking);
    this.finished = reading.catch(() => undefined);
    return reading;
  });
  /** Who gives up waits no longer; what came is put in its place a moment later. */
  private finished: Promise<void> = Promise.resolve();

  constructor(private readonly options: PagedListOptions<T>) {}

  /** Keys in the cloud's order, each once. */
  get keys(): ReadonlySet<string> {
    return this.good?.keys ?? new Set();
  }

  /** When the shown state was read; undefined where there is none. */
  get at(): number | undefined {
    return this.goodAt;
  }

  /** When its end was read last; undefined where that wasn't. */
  get endedAt(): number | undefined {
    return this.hasMore ? undefined : this.wholeAt;
  }

  /** Why the latest attempt failed; an abort error where it was cancelled. */
  get failure(): unknown {
    return this.problem;
  }

  get badRecords(): readonly BadRecord[] {
    return this.good?.badRecords ?? [];
  }

  /** Records that are shown without a field of theirs. */
  get partly(): PartlyRead | undefined {
    return this.good?.partly;
  }

  get hasMore(): boolean {
    return this.good?.next !== undefined;
  }

  /** It was whole, and reading it again has failed or was given up: what is shown is from before. */
  get isOutdated(): boolean {
    const isRefused = this.options.isRefused?.(this.problem) === true;
    return this.goodAt !== undefined && !this.hasMore && this.problem !== undefined && !isRefused;
  }

  /** Which pages nobody has read. */
  get unread(): UnreadPages | undefined {
    return this.good?.unread;
  }

  /** Why rows may be missing from what was read, or be gone. */
  get lack(): ListLack | undefined {
    return this.restored === 'no' ? this.good?.lack : undefined;
  }

  /** As the cloud says; it isn't always true. */
  get total(): number | undefined {
    return this.good?.total;
  }

  get needsLoad(): boolean {
    if (this.stale) return true;
    return this.isOld && !this.hasFailed && this.options.isFresh?.(this.goodAt ?? 0) !== true;
  }

  /** What is shown was read in an earlier window, and nobody has read it again yet. */
  get isOld(): boolean {
    return this.restored !== 'no';
  }

  /** Nobody knows how much of the list it is. */
  get isGuess(): boolean {
    return this.restored === 'guess';
  }

  /** Takes what an earlier window had read, where nothing was read here. It is there to be shown until the next load. */
  restore({ keys, at, total, unread }: KeptKeys): void {
    if (this.good || !this.stale) {
      // Its devices are known from now on, also those that the list names no more.
      this.heard(keys);
      return;
    }
    this.good = ListReading.kept(this.options.keyOf, keys, total, unread ?? {});
    this.goodAt = at;
    this.wholeAt = at;
    this.restored = unread ? 'known' : 'guess';
    this.stale = unread === undefined;
    this.options.onReplaced?.(false);
  }

  /** The next `load` reads again; until then the state stays as it is. */
  markStale(): void {
    this.stale = true;
    this.wishes++;
  }

  async load(asking: Asking): Promise<void> {
    if (this.needsLoad) await this.settle(this.loading, asking);
  }

  async loadMore(asking: Asking): Promise<void> {
    if (!this.finishing.running) await this.finished;
    const running = [this.loading, this.finishing].find((call) => call.running !== undefined);
    if (running ?? this.hasMore) await this.settle(running ?? this.extending, asking);
  }

  /** Reads all that nobody has read yet. Given up or failed, it goes on from there the next time. */
  async loadAll(asking: Asking): Promise<void> {
    const isFromStart = this.needsLoad || this.goodAt === undefined || this.isOutdated;
    this.problem = undefined;
    if (isFromStart) await this.settle(this.loading, asking);
    if (this.extending.running) await this.settle(this.extending, asking);
    if (!this.finishing.running) await this.finished;
    if (this.hasMore && asking.signal?.aborted !== true && this.problem === undefined)
      await this.settle(this.finishing, asking);
    if (!this.finishing.running) await this.finished;
  }

  /** Calls that {@link readAgain} makes: one for each page that holds what is shown. */
  get pages(): number {
    return this.goodAt === undefined ? 0 : Math.max(1, Math.ceil(this.keys.size / cloudPageSize));
  }

  /** Calls that {@link loadAll} makes at least, where the list was begun; as many, where the cloud counts it. */
  get pagesLeft(): number {
    if (this.goodAt === undefined) return 1;
    if (this.isOutdated) return this.pages;
    if (!this.hasMore) return 0;
    const { from, until } = this.unread ?? {};
    const last = until ?? Math.ceil((this.total ?? 0) / cloudPageSize);
    return Math.max(1, last - (from ?? 1) + 1);
  }

  /**
   * Reads what is shown again for what is said of it. Which rows there are, and in which order, stays as it is.
   * @throws where a page can't be read
   */
  async readAgain(asking: Asking): Promise<void> {
    const { keyOf, now, onPage, read } = this.options;
    let next: Cursor | undefined;
    for (let page = 0; page < this.pages && (page === 0 || next !== undefined); page++) {
      const answer = await read(next, asking);
      throwIfAborted(asking.signal);
      onPage(
        answer.items.filter((item) => this.keys.has(keyOf(item))),
        now(),
        [],
      );
      ({ next } = answer);
    }
  }

  /** A caller's own cancel ends its waiting; the state then says "cancelled" only if nobody else waits. */
  private async settle(reading: SharedCall<void>, asking: Asking): Promise<void> {
    const { wishes } = this;
    try {
      await reading.run(asking);
    } catch (error) {
      if (!reading.running) this.fail(error, reading, wishes);
    }
  }

  private async readFromStart(asking: Asking): Promise<void> {
    const fresh = new ListReading<T>(this.options.keyOf);
    // Where there was nothing, what comes is there at once.
    const isFirst = this.good === undefined;
    if (isFirst) this.good = fresh;
    try {
      await this.readPages(fresh, pagesAtFirst, asking);
    } catch (error) {
      // A half-read list is better than none, but not better than the whole one from before.
      if (isFirst && this.good === fresh) {
        if (fresh.keys.size > 0) this.take(fresh);
        else this.good = undefined;
      }
      // What came is known by now.
      if (this.good !== fresh) this.heard(fresh.keys);
      throw error;
    }
    this.take(fresh);
    this.problem = undefined;
    this.stale = false;
    await this.tellRenewed();
  }

  private async readOn(asking: Asking, pages: number): Promise<void> {
    const { good } = this;
    if (!good) return;
    const isBetween = good.unread?.until !== undefined;
    await this.readPages(good, pages, asking);
    // What came belongs before what was read of the list's end.
    if (isBetween && this.good === good) this.options.onReplaced?.(true);
    this.problem = undefined;
    await this.tellRenewed();
  }

  private async readToEnd(asking: Asking): Promise<void> {
    const { good, options } = this;
    if (!good) return;
    const { from = 1, until = good.lastPage ?? 0 } = good.unread ?? {};
    if (good.lastPage !== undefined && until - from >= leastSwept) {
      try {
        await sweep(
          good,
          {
            read: (pageNo, own) => {
              // Whoever reads it from its start wants another list than this.
              if (this.loading.running || this.good !== good) throw new AbortError();
              return options.read({ pageNo }, own);
            },
            isRefused: (error) => options.isRefused?.(error) === true,
            taken: ({ items }, fresh) => this.tell(good, items, fresh),
          },
          asking,
        );
      } finally {
        if (this.good === good) options.onReplaced?.(true);
      }
    }
    while (good.next !== undefined && this.good === good) await this.readPages(good, pagesMore, asking);
    this.problem = undefined;
    await this.tellRenewed();
  }

  /** So many pages from where the list goes on from its start. */
  private async readPages(reading: ListReading<T>, pages: number, asking: Asking): Promise<void> {
    const { read } = this.options;
    let left = pages;
    const take = (page: Page<T>, pageNo: number | undefined): void => {
      throwIfAborted(asking.signal);
      left--;
      this.tell(reading, page.items, reading.add(page, pageNo));
    };
    while (left > 0 && (reading.pages === 0 || reading.next !== undefined)) {
      const { next } = reading;
      const from = next && 'pageNo' in next && reading.isRegular ? next.pageNo : undefined;
      if (from === undefined) {
        take(await read(next, asking), next === undefined ? 1 : 'pageNo' in next ? next.pageNo : undefined);
        continue;
      }
      const { lastPage, unread } = reading;
      const to = Math.min(from + left - 1, unread?.until ?? Math.max(lastPage ?? Infinity, from));
      // Each page that came as it should lets one more be asked for ahead of its turn.
      const width = (): number =>
        Math.min(mostAhead, lastPage === undefined ? reading.pages / pagesPerGuess : reading.pages);
      const ahead = pagesAhead(
        upTo(from, to),
        (pageNo, own) => read({ pageNo }, own),
        asking,
        () => Math.max(1, Math.floor(width())),
      );
      for await (const { pageNo, page } of ahead) {
        take(page, pageNo);
        if (unread?.until !== undefined && pageNo === unread.until) reading.leave({});
        if (reading.next === undefined || !reading.isRegular) break;
      }
    }
  }

  private tell(reading: ListReading<T>, items: readonly T[], fresh: readonly string[]): void {
    const at = this.options.now();
    if (reading === this.good && reading.next === undefined) this.wholeAt = at;
    this.options.onPage(items, at, reading === this.good ? fresh : undefined);
  }

  private take(reading: ListReading<T>): void {
    this.restored = 'no';
    const isReplaced = this.good !== reading;
    if (isReplaced && this.good) this.heard(this.good.keys);
    this.good = reading;
    this.goodAt = this.options.now();
    this.wholeAt = this.goodAt;
    if (isReplaced) this.options.onReplaced?.(false);
  }

  private heard(keys: ReadonlySet<string>): void {
    if (keys.size > 0) this.former = [...this.former, keys];
  }

  /** Where rows may be missing from it, or can't be read, nobody knows whether what it doesn't name is gone. */
  private async tellRenewed(): Promise<void> {
    const { former, good } = this;
    if (!good || former.length === 0) return;
    if (good.isSure) {
      this.former = [];
      await this.options.onRenewed?.(all(former));
    } else if (former.length > 1) {
      // Of a list that is never sure each refresh would be kept.
      const others = new Set<string>();
      await eachInSlices(all(former), (key) => {
        if (!good.keys.has(key)) others.add(key);
      });
      if (this.former === former) this.former = [others];
    }
  }

  private fail(error: unknown, reading: SharedCall<void>, wishes: number): void {
    // Who stops reading all of it knows that, and goes on where it stands.
    if (reading === this.finishing && isAbortError(error)) return;
    this.problem = error;
    // Not tried again by merely looking at it: every try costs a call and a wait. A refresh does, also one that was wished
    // for while this was under way.
    if (wishes === this.wishes) this.stale = false;
    this.hasFailed = true;
  }
}

function* all(sets: Iterable<ReadonlySet<string>>): Iterable<string> {
  for (const set of sets) yield* set;
}

function* upTo(from: number, to: number): Iterable<number> {
  for (let pageNo = from; pageNo <= to; pageNo++) yield pageNo;
}
