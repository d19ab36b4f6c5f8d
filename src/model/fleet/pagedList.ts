import { SharedCall, type Asking } from '../../base/asking.js';
import { throwIfAborted } from '../../base/errors.js';
import type { BadRecord, Cursor, IncompleteReason, Page, UnreadField } from '../../tuya/results.js';
import { addPartlyRead, type PartlyRead } from './partlyRead.js';

/** The largest page the cloud gives. */
export const cloudPageSize = 100;
/** What is read before anybody asks for more: as many rows as fit under one parent of the tree. */
const pagesAtFirst = 9;
const pagesMore = 10;

interface PagedListOptions<T> {
  /** Reads one page; without a cursor the first. */
  readonly read: (cursor: Cursor | undefined, asking: Asking) => Promise<Page<T>>;
  readonly keyOf: (item: T) => string;
  /** Hears of each page as it comes, in order. */
  readonly onPage: (items: readonly T[], at: number) => void;
  readonly now: () => number;
}

/** As much of a list as outlives its window. */
export interface KeptKeys {
  /** In the cloud's order. */
  readonly keys: readonly string[];
  /** When they were read, epoch ms. */
  readonly at: number;
  readonly total?: number | undefined;
}

export interface ListLack {
  readonly read: number;
  /** As the cloud counts them, where it counts more. */
  readonly total?: number;
  readonly reason?: IncompleteReason;
}

interface Reading {
  readonly keys: Set<string>;
  readonly badRecords: BadRecord[];
  partly: PartlyRead | undefined;
  next: Cursor | undefined;
  total: number | undefined;
  /** The last page was no list at all. */
  wasMissing: boolean;
  lack: IncompleteReason | undefined;
}

function nothingRead(): Reading {
  return {
    keys: new Set(),
    badRecords: [],
    partly: undefined,
    next: undefined,
    total: undefined,
    wasMissing: false,
    lack: undefined,
  };
}

/** Whether a list was read to its end, as far as the cloud says. */
export function isWholeList(list: Pick<PagedList<never>, 'at' | 'hasMore' | 'isOld'> | undefined): boolean {
  return list?.at !== undefined && !list.hasMore && !list.isOld;
}

/**
 * A list that is read some pages at a time and remembers only the keys of what it saw. When reading it again
 * fails, the last good state stays, with its age and the failure. Never rejects: the state says what happened.
 */
export class PagedList<T extends { readonly name?: string; readonly unread?: readonly UnreadField[] }> {
  private good: Reading | undefined;
  private goodAt: number | undefined;
  private problem: unknown;
  private stale = true;
  private restored = false;
  private readonly loading = new SharedCall((asking) => this.readFromStart(asking));
  private readonly extending = new SharedCall((asking) => this.readOn(asking));

  constructor(private readonly options: PagedListOptions<T>) {}

  /** Keys in the cloud's order, each once. */
  get keys(): ReadonlySet<string> {
    return this.good?.keys ?? new Set();
  }

  /** When the shown state was read; undefined where there is none. */
  get at(): number | undefined {
    return this.goodAt;
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

  /** Why rows may be missing from what was read. */
  get lack(): ListLack | undefined {
    const { good } = this;
    if (!good || this.restored) return undefined;
    const read = good.keys.size + good.badRecords.length;
    const total = good.next === undefined && (good.total ?? 0) > read ? good.total : undefined;
    if (total === undefined && good.lack === undefined) return undefined;
    return { read, ...(total !== undefined && { total }), ...(good.lack && { reason: good.lack }) };
  }

  /** As the cloud says; it isn't always true. */
  get total(): number | undefined {
    return this.good?.total;
  }

  get needsLoad(): boolean {
    return this.stale;
  }

  /** What is shown was read in an earlier window, and nobody has read it again yet. */
  get isOld(): boolean {
    return this.restored;
  }

  /** Takes what an earlier window had read, where nothing was read here. It is there to be shown until the next load. */
  restore({ keys, at, total }: KeptKeys): void {
    if (this.good || !this.stale) return;
    this.good = { ...nothingRead(), keys: new Set(keys), total };
    this.goodAt = at;
    this.restored = true;
  }

  /** The next `load` reads again; until then the state stays as it is. */
  markStale(): void {
    this.stale = true;
  }

  async load(asking: Asking): Promise<void> {
    if (this.stale) await this.settle(this.loading, asking);
  }

  async loadMore(asking: Asking): Promise<void> {
    if (this.hasMore) await this.settle(this.extending, asking);
  }

  /** Calls that {@link readAgain} makes: one for each page that holds what is shown. */
  get pages(): number {
    return this.goodAt === undefined ? 0 : Math.max(1, Math.ceil(this.keys.size / cloudPageSize));
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
      );
      ({ next } = answer);
    }
  }

  /** A caller's own cancel ends its waiting; the state then says "cancelled" only if nobody else waits. */
  private async settle(reading: SharedCall<void>, asking: Asking): Promise<void> {
    try {
      await reading.run(asking);
    } catch (error) {
      if (!reading.running) this.fail(error);
    }
  }

  private async readFromStart(asking: Asking): Promise<void> {
    const fresh = nothingRead();
    try {
      await this.readPages(fresh, pagesAtFirst, true, asking);
    } catch (error) {
      // A half-read list is better than none, but not better than the whole one from before.
      if (this.good === undefined && fresh.keys.size > 0) this.take(fresh);
      throw error;
    }
    this.take(fresh);
    this.problem = undefined;
    this.stale = false;
  }

  private async readOn(asking: Asking): Promise<void> {
    if (!this.good) return;
    await this.readPages(this.good, pagesMore, false, asking);
    this.problem = undefined;
  }

  private async readPages(
    reading: Reading,
    pages: number,
    fromStart: boolean,
    asking: Asking,
  ): Promise<void> {
    for (let page = 0; page < pages; page++) {
      const first = fromStart && page === 0;
      if (!first && reading.next === undefined) break;
      const answer = await this.options.read(first ? undefined : reading.next, asking);
      throwIfAborted(asking.signal);
      this.add(reading, answer);
    }
  }

  private add(reading: Reading, page: Page<T>): void {
    const { badRecords, isMissing = false } = page;
    const isFirst = reading.keys.size + reading.badRecords.length === 0;
    const before = reading.keys.size;
    for (const item of page.items) reading.keys.add(this.options.keyOf(item));
    for (const record of badRecords) reading.badRecords.push(record);
    reading.partly = addPartlyRead(reading.partly, page.items, this.options.keyOf);
    reading.total = page.total ?? reading.total;
    const isNew = reading.keys.size > before || badRecords.length > 0;
    if (isMissing && !isFirst) reading.lack = 'missingPage';
    // A page that brings nothing new would go on for ever: there is no more, whatever the cloud says. But one that isn't
    // given at all may have others after it.
    const goesOn = isNew || (isMissing && !reading.wasMissing);
    reading.wasMissing = isMissing;
    if (!isNew && !isMissing && page.next)
      reading.lack ??= page.items.length > 0 ? 'repeatedPage' : 'emptyPage';
    reading.next = goesOn ? page.next : undefined;
    this.options.onPage(page.items, this.options.now());
  }

  private take(reading: Reading): void {
    this.restored = false;
    this.good = reading;
    this.goodAt = this.options.now();
  }

  private fail(error: unknown): void {
    this.problem = error;
    // Not tried again by merely looking at it: every try costs a call and a wait. A refresh does.
    this.stale = false;
  }
}
