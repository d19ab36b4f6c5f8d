import { takeBreak, sliceTime } from '../../base/timeSlicing.js';
import type { BadRecord, Cursor, IncompleteReason, Page, UnreadField } from '../../tuya/results.js';
import { addPartlyRead, type PartlyRead } from './partlyRead.js';

/** The largest page the cloud gives. */
export const cloudPageSize = 100;

export interface ListLack {
  readonly read: number;
  /** As the cloud counts them, where it counts more, or fewer though it is right about each page. */
  readonly total?: number;
  readonly reason?: IncompleteReason;
}

/** Pages of a list that nobody has read: none without `from`; without `until` all that follow. */
export interface UnreadPages {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export interface ListItem {
  readonly name?: string;
  readonly unread?: readonly UnreadField[];
}

/** What was read of a list, page by page: the keys in the cloud's order, and which pages nobody has read. */
export class ListReading<T extends ListItem> {
  private all = new Set<string>();
  /** So many keys come before the pages that nobody has read. */
  private before = 0;
  private readonly bad: BadRecord[] = [];
  private someRead: PartlyRead | undefined;
  private count: number | undefined;
  /** The cloud gave more by a page than it counted. */
  private isCountWrong = false;
  private reason: IncompleteReason | undefined;
  private wasMissing = false;
  /** A page was answered without a list, or the cloud counted otherwise between two pages: some may have been passed over. */
  private isDoubtful = false;
  /** By the last page that was taken in order. */
  private counted: number | undefined;
  private isEven = true;
  private goesOnAt: Cursor | undefined;
  private readUntil: number | undefined;
  private pagesTaken = 0;

  constructor(private readonly keyOf: (item: T) => string) {}

  /** What an earlier window had read. The keys are handed over. */
  static kept<T extends ListItem>(
    keyOf: (item: T) => string,
    keys: Set<string>,
    total: number | undefined,
    { from, until }: UnreadPages,
  ): ListReading<T> {
    const reading = new ListReading<T>(keyOf);
    reading.all = keys;
    reading.count = total;
    reading.counted = total;
    if (from !== undefined) {
      reading.goesOnAt = { pageNo: from };
      reading.readUntil = until;
      reading.pagesTaken = from - 1;
      reading.before = Math.min(keys.size, until === undefined ? Infinity : (from - 1) * cloudPageSize);
    }
    return reading;
  }

  get keys(): ReadonlySet<string> {
    return this.all;
  }

  get badRecords(): readonly BadRecord[] {
    return this.bad;
  }

  /** Records that are shown without a field of theirs. */
  get partly(): PartlyRead | undefined {
    return this.someRead;
  }

  /** As the cloud says; it isn't always true. */
  get total(): number | undefined {
    return this.count;
  }

  /** Where it goes on from the start; undefined where there is no more. */
  get next(): Cursor | undefined {
    return this.goesOnAt;
  }

  /** Undefined where it goes on without page numbers. */
  get unread(): UnreadPages | undefined {
    if (this.goesOnAt === undefined) return {};
    return 'pageNo' in this.goesOnAt ? { from: this.goesOnAt.pageNo, until: this.readUntil } : undefined;
  }

  /** Pages that were taken in order, from the first on. */
  get pages(): number {
    return this.pagesTaken;
  }

  /**
   * The last page by the cloud's count, where each page so far was as full as was asked for and none spoke against the
   * count: then pages can be asked for by number before those ahead of them have come.
   */
  get lastPage(): number | undefined {
    const isKnown = this.count !== undefined && !this.isCountWrong && this.isEven;
    return isKnown ? Math.ceil((this.count ?? 0) / cloudPageSize) : undefined;
  }

  /** Whether each page so far was as full as was asked for. */
  get isRegular(): boolean {
    return this.isEven && !this.isCountWrong;
  }

  /** Why rows may be missing from what was read, or be gone. */
  get lack(): ListLack | undefined {
    const read = this.all.size + this.bad.length;
    const { count, reason } = this;
    const isOff = this.goesOnAt === undefined && count !== undefined && count !== read;
    const total = isOff && (count > read || !this.isCountWrong) ? count : undefined;
    if (total === undefined && reason === undefined) return undefined;
    return { read, ...(total !== undefined && { total }), ...(reason && { reason }) };
  }

  /**
   * Whether what it doesn't name isn't on the list: it was read to its end, the count is right, and each record could be
   * read. A device that goes while pages are read in order pulls another one over the border of two, onto a page that was
   * read before; all that is seen of it is that the cloud counts fewer.
   */
  get isSure(): boolean {
    return (
      this.goesOnAt === undefined && this.lack === undefined && this.bad.length === 0 && !this.isDoubtful
    );
  }

  /** Takes the page that follows on those from the start. Answers the keys that are new. */
  add(page: Page<T>, pageNo: number | undefined): readonly string[] {
    const { badRecords, isMissing = false, total = this.counted } = page;
    this.isDoubtful ||= (isMissing && total !== 0) || (this.pagesTaken > 0 && total !== this.counted);
    this.counted = total;
    const isFirst = this.all.size + this.bad.length === 0;
    const size = this.all.size;
    const fresh = this.takeItems(page, pageNo);
    if (page.items.length + badRecords.length !== cloudPageSize) this.isEven = false;
    const isNew = fresh.length > 0 || badRecords.length > 0;
    if (isMissing && !isFirst) this.reason = 'missingPage';
    // A page that brings nothing new would go on for ever: there is no more, whatever the cloud says. But one that isn't
    // given at all may have others after it.
    const goesOn = isNew || (isMissing && !this.wasMissing) || this.readUntil !== undefined;
    this.wasMissing = isMissing;
    if (!isNew && !isMissing && page.next)
      this.reason ??= page.items.length > 0 ? 'repeatedPage' : 'emptyPage';
    this.pagesTaken++;
    this.goesOnAt = goesOn ? page.next : undefined;
    if (this.readUntil !== undefined) this.shift(size, fresh);
    return fresh;
  }

  /** Takes a page whose neighbours towards the start nobody has read; nothing of it says whether the list goes on. */
  addApart(page: Page<T>, pageNo: number): readonly string[] {
    if (page.isMissing) this.reason = 'missingPage';
    return this.takeItems(page, pageNo);
  }

  /** Looks at a page once more, for what is new. */
  addAgain(page: Page<T>): readonly string[] {
    this.count = page.total ?? this.count;
    return this.addKeys(page.items);
  }

  /** Its count isn't to be gone by: it is read on from the start, one page after the other. */
  distrust(): void {
    this.isEven = false;
  }

  /** From the start to the page before `from`, and after `until`, all pages were read. */
  leave(unread: UnreadPages): void {
    this.goesOnAt = unread.from === undefined ? undefined : { pageNo: unread.from };
    this.readUntil = unread.until;
  }

  /** How many keys come before the pages that nobody has read. */
  get head(): number {
    return this.readUntil === undefined ? this.all.size : this.before;
  }

  /**
   * Puts the keys in this order, and those that it doesn't name at the end. It is done in slices, and the list stays as it
   * is meanwhile.
   * @param head how many come before the pages that nobody has read
   */
  async arrange(order: Iterable<Iterable<string>>, head: number): Promise<void> {
    const sorted = new Set<string>();
    let isOver = sliceTime();
    for (const part of order)
      for (const key of part) {
        sorted.add(key);
        if (!isOver()) continue;
        await takeBreak();
        isOver = sliceTime();
      }
    if (sorted.size < this.all.size) for (const key of this.all) sorted.add(key);
    this.all = sorted;
    this.before = head;
  }

  private takeItems(page: Page<T>, pageNo: number | undefined): readonly string[] {
    const { items, badRecords, total } = page;
    const rows = items.length + badRecords.length;
    for (const record of badRecords) this.bad.push(record);
    this.someRead = addPartlyRead(this.someRead, items, this.keyOf);
    this.count = total ?? this.count;
    if (pageNo !== undefined && total !== undefined && rows > 0)
      this.isCountWrong ||= (pageNo - 1) * cloudPageSize + rows > total;
    return this.addKeys(items);
  }

  private addKeys(items: readonly T[]): readonly string[] {
    const fresh: string[] = [];
    for (const item of items) {
      const key = this.keyOf(item);
      if (this.all.has(key)) continue;
      this.all.add(key);
      fresh.push(key);
    }
    return fresh;
  }

  /** Keys of a page that was put behind those after the gap belong before it. */
  private shift(size: number, fresh: readonly string[]): void {
    const keys = [...this.all];
    this.all = new Set([...keys.slice(0, this.before), ...fresh, ...keys.slice(this.before, size)]);
    this.before += fresh.length;
  }
}
