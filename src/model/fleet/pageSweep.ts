import { throwIfAborted } from '../../base/errors.js';
import type { Asking } from '../../base/asking.js';
import type { Page } from '../../tuya/results.js';
import { cloudPageSize, type ListItem, type ListReading } from './listReading.js';
import { mostAhead, pagesAhead } from './pagesAhead.js';

/** From so many pages on a list is read from its end: the two pages that are looked at once more are few among them then. */
export const leastSwept = 40;

/** So often the last page is looked for where the list has become shorter. */
const triesAtEnd = 4;

export interface SweepDeps<T> {
  readonly read: (pageNo: number, asking: Asking) => Promise<Page<T>>;
  /** Whether a page isn't given for its number's sake: some clouds have a last one that they give. */
  readonly isRefused: (error: unknown) => boolean;
  /** Hears of each page, with the keys that are new. */
  readonly taken: (page: Page<T>, fresh: readonly string[]) => void;
}

/**
 * Reads what of a long list nobody has read, from its last page towards the start. While that goes on devices come and
 * go: one that goes pulls all behind it one place towards the start, so that whoever reads in order passes over one at the
 * next border of two pages, and never hears of it. Read towards the start it is only seen twice. What comes, comes at the
 * end, or pushes others over a border; so the pages at both ends are looked at once more. A list that holds more than the
 * cloud counts in the end has some that are gone, and the count says how many.
 */
export async function sweep<T extends ListItem>(
  reading: ListReading<T>,
  deps: SweepDeps<T>,
  asking: Asking,
): Promise<void> {
  const { from, until } = reading.unread ?? {};
  const { lastPage, head } = reading;
  if (from === undefined || lastPage === undefined) return;
  const behind = [...reading.keys].slice(head);
  const swept: (readonly string[])[] = [];
  const atEnd: (readonly string[])[] = [];
  const atSeam: (readonly string[])[] = [];
  const take = (page: Page<T>, pageNo: number): readonly string[] => {
    throwIfAborted(asking.signal);
    const fresh = reading.addApart(page, pageNo);
    deps.taken(page, fresh);
    return fresh;
  };
  const look = async (pageNo: number): Promise<Look> => {
    const page = await deps.read(pageNo, asking);
    throwIfAborted(asking.signal);
    const fresh = reading.addAgain(page);
    deps.taken(page, fresh);
    return { fresh, isAllNew: fresh.length > 0 && fresh.length === page.items.length, isLast: !page.next };
  };
  const ending = async (pageNo: number): Promise<Page<T> | undefined> => {
    let end: Page<T>;
    try {
      end = await deps.read(pageNo, asking);
    } catch (error) {
      if (deps.isRefused(error)) return undefined;
      throw error;
    }
    swept.push(take(end, pageNo));
    return end;
  };
  try {
    // What another sweep has read may have been pushed towards the end meanwhile.
    let start = until === undefined ? lastPage : until + 1;
    if (until === undefined) {
      let end = await ending(start);
      // The list has become shorter since it was counted: its own empty page says how long it is now.
      for (let tries = 1; tries < triesAtEnd && end?.items.length === 0; tries++) {
        const last = reading.lastPage ?? 0;
        if (last < 1 || last >= start) break;
        end = await ending((start = last));
      }
      if (!end || end.items.length === 0) {
        // It counts pages that it doesn't give: only from the start can be found out where the list ends.
        reading.distrust();
        return;
      }
      const behindEnd = start + 1;
      reading.leave({ from, until: --start });
      if (end.next) await readOn(behindEnd, look, atEnd);
    }
    for await (const { pageNo, page } of pagesAhead(down(start, from), deps.read, asking, () => mostAhead)) {
      swept.push(take(page, pageNo));
      reading.leave(pageNo > from ? { from, until: pageNo - 1 } : {});
    }
    // The list may have ended where the count said that it goes on.
    if (start < from) reading.leave({});
    for (let pageNo = from - 1; pageNo > 0; pageNo--) {
      const { fresh, isAllNew } = await look(pageNo);
      atSeam.unshift(fresh);
      if (!isAllNew) break;
    }
    await lookAtEnd(reading, look, atEnd);
  } finally {
    const { keys } = reading;
    const fresh = atSeam.reduce((sum, { length }) => sum + length, 0);
    await reading.arrange(
      [firstOf(keys, head), ...atSeam, ...swept.reverse(), behind, ...atEnd],
      head + fresh,
    );
  }
}

interface Look {
  readonly fresh: readonly string[];
  readonly isAllNew: boolean;
  readonly isLast: boolean;
}

/** Pages behind the last one by the count, where that was full. */
async function readOn(
  first: number,
  look: (pageNo: number) => Promise<Look>,
  found: (readonly string[])[],
): Promise<void> {
  for (let pageNo = first; ; pageNo++) {
    const { fresh, isLast } = await look(pageNo);
    found.push(fresh);
    if (isLast || fresh.length === 0) return;
  }
}

/** What has come since the end was read stands there, on as many pages as bring nothing else. */
async function lookAtEnd<T extends ListItem>(
  reading: ListReading<T>,
  look: (pageNo: number) => Promise<Look>,
  found: (readonly string[])[],
): Promise<void> {
  const last = Math.ceil((reading.total ?? 0) / cloudPageSize);
  const here: (readonly string[])[] = [];
  for (let pageNo = last; pageNo > 0; pageNo--) {
    const { fresh, isAllNew, isLast } = await look(pageNo);
    here.unshift(fresh);
    if (pageNo === last && !isLast && fresh.length > 0) {
      const more: (readonly string[])[] = [];
      await readOn(last + 1, look, more);
      here.push(...more);
    }
    if (!isAllNew) break;
  }
  // Where many come, some have come behind those.
  if (here.length > 1) here.push((await look(Math.ceil((reading.total ?? 0) / cloudPageSize))).fresh);
  found.push(...here);
}

function* firstOf(keys: Iterable<string>, count: number): Iterable<string> {
  let left = count;
  for (const key of keys) {
    if (left-- <= 0) return;
    yield key;
  }
}

function* down(from: number, to: number): Iterable<number> {
  for (let pageNo = from; pageNo >= to; pageNo--) yield pageNo;
}
