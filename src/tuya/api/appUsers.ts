import { pathId, queryOf, type ApiRunner } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import { nextPageNo } from '../paging/pageIterator.js';
import type { AppUser, BadRecord, Page } from '../results.js';
import { appUserReader } from '../schemas/deviceUser.js';
import { readUsersResult } from '../schemas/lists.js';
import { readList } from '../schemas/record.js';

interface UsersPage {
  readonly items: readonly AppUser[];
  readonly badRecords: readonly BadRecord[];
  readonly total?: number;
  readonly hasMore?: boolean;
}

export class AppUsers {
  constructor(private readonly api: ApiRunner) {}

  /** The users of an app schema; pages count from 1. */
  async list(
    schema: string,
    { pageNo, pageSize }: { readonly pageNo: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<Page<AppUser>> {
    const operation = 'appUsers.list';
    const path = ['v1.0', 'apps', pathId(operation, 'schema', schema), 'users'];
    for (const [field, value] of Object.entries({ pageNo, pageSize })) {
      if (!Number.isInteger(value) || value < 1) {
        throw TuyaError.invalid(operation, field, 'must be a whole number from 1');
      }
    }
    const read = (result: unknown): UsersPage => {
      const { list, listName, ...rest } = readUsersResult(result);
      return { ...readList(list, `result.${listName}`, appUserReader), ...rest };
    };
    const query = queryOf(operation, { page_no: pageNo, page_size: pageSize });
    const answer = await this.api.run({ operation, method: 'GET', path, query, read }, signal);
    const { hasMore: _more, ...page } = answer;
    return { ...page, ...nextPageNo(answer, pageNo, pageSize) };
  }
}
