import type { AppUsers } from '../../src/tuya/api/appUsers.js';
import { iteratePages, type Step } from '../../src/tuya/paging/pageIterator.js';
import type { AppUser, Page } from '../../src/tuya/results.js';

/** Every page of a schema's users, each user once. */
export function userPages(
  users: Pick<AppUsers, 'list'>,
  schema: string,
  pageSize: number,
): AsyncGenerator<Step<AppUser, Page<AppUser>>> {
  const fetch = async (pageNo: number) => {
    const page = await users.list(schema, { pageNo, pageSize });
    return { ...page, hasMore: page.next !== undefined };
  };
  return iteratePages(fetch, ({ uid }) => uid, pageSize);
}
