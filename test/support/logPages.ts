import type { DeviceLogs, LogsQuery } from '../../src/tuya/api/deviceLogs.js';
import { LogPageGuard } from '../../src/tuya/paging/logIterator.js';
import type { LogCursor, LogPage } from '../../src/tuya/results.js';

/** Pages of a log in either edition, one after the other; see {@link LogPageGuard}. */
export async function* iterateLogs(
  fetch: (cursor: LogCursor | undefined) => Promise<LogPage>,
): AsyncGenerator<LogPage> {
  const guard = new LogPageGuard();
  let cursor: LogCursor | undefined;
  do {
    const { real, ...page } = guard.accept(await fetch(cursor), cursor);
    yield { ...page, items: [...real, ...page.items] };
    cursor = page.next;
  } while (cursor);
}

/** Every page of a range, asked for as a log is read: each with the cursor of the page before. */
export function logPages(
  logs: Pick<DeviceLogs, 'page'>,
  deviceId: string,
  query: LogsQuery,
): AsyncGenerator<LogPage> {
  return iterateLogs((cursor) => {
    if (!cursor) return logs.page(deviceId, query);
    const { edition, ...keys } = cursor;
    // The paid edition's keys mean nothing without its query type.
    return logs.page(deviceId, { ...query, ...(edition === 'paid' ? { queryType: 2 } : {}), ...keys });
  });
}
