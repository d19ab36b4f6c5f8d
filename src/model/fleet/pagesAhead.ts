import { setMaxListeners } from 'node:events';
import { endingWith, type Asking } from '../../base/asking.js';

/** Calls of one list that are under way at once: as many as the client lets leave. */
export const mostAhead = 8;
/** Pages that have come and wait for one before them. */
const mostWaiting = 16;

interface NumberedPage<P> {
  readonly pageNo: number;
  readonly page: P;
}

/**
 * Pages in the order of their numbers as given, asked for before it is their turn. `width` says how many may be under way
 * now. Whoever stops taking them ends what is under way.
 */
export async function* pagesAhead<P>(
  numbers: Iterable<number>,
  read: (pageNo: number, asking: Asking) => Promise<P>,
  asking: Asking,
  width: () => number,
): AsyncGenerator<NumberedPage<P>, void> {
  const ended = new AbortController();
  const own = endingWith(asking, ended.signal);
  setMaxListeners(0, own.signal);
  const waiting: { readonly pageNo: number; readonly page: Promise<P> }[] = [];
  const left = numbers[Symbol.iterator]();
  let underWay = 0;
  const begin = (): void => {
    while (underWay < width() && waiting.length < mostWaiting) {
      const next = left.next();
      if (next.done) return;
      underWay++;
      const page = read(next.value, own).finally(() => underWay--);
      // It is heard of at its turn; where one before it fails, that is what is told.
      page.catch(() => undefined);
      waiting.push({ pageNo: next.value, page });
    }
  };
  try {
    begin();
    for (let first = waiting.shift(); first; first = waiting.shift()) {
      yield { pageNo: first.pageNo, page: await first.page };
      // What the page says may be that no other one is worth asking for.
      begin();
    }
  } finally {
    ended.abort();
  }
}
