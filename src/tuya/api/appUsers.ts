import { pathId, queryOf, type ApiRunner } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import { iteratePages, nextPageNo } from '../paging/pageIterator.js';
import type { AppUser, BadRecord, Page } from '../results.js';
import { appUserReader } from '../schemas/deviceUser.js';
import { readUsersResult } from '../schemas/lists.js';
import { readList } from '../schemas/record.js';

export interface AppUsersApi {
  /** The users of an app schema; pages count from 1. */
  list(
    schema: string,
    query: { readonly pageNo: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<Page<AppUser>>;
  /** Every page of a schema's users, each user once. */
  iterate(
    schema: string,
    query?: { readonly pageSize?: number },
    signal?: AbortSignal,
  ): AsyncIterable<Page<AppUser>>;
}

interface UsersPage {
  readonly items: readonly AppUser[];
  readonly badRecords: readonly BadRecord[];
  readonly total?: number;
  readonly hasMore?: boolean;
}

const largestPageSize = 100;

export class AppUsers implements AppUsersApi {
  constructor(private readonly api: ApiRunner) {}

  async list(
    schema: string,
    query: { readonly pageNo: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<Page<AppUser>> {
    const { hasMore, ...page } = await this.fetch(schema, query.pageNo, query.pageSize, signal);
    const seen = hasMore === undefined ? page : { ...page, hasMore };
    return { ...page, ...nextPageNo(seen, query.pageNo, query.pageSize) };
  }

  async *iterate(
    schema: string,
    query: { readonly pageSize?: number } = {},
    signal?: AbortSignal,
  ): AsyncGenerator<Page<AppUser>> {
    const pageSize = query.pageSize ?? largestPageSize;
    const fetch = (pageNo: number): Promise<UsersPage> => this.fetch(schema, pageNo, pageSize, signal);
    const steps = iteratePages(fetch, (user: AppUser) => user.uid, pageSize);
    for await (const { page, items, badRecords, incomplete } of steps) {
      const total = page.total === undefined ? {} : { total: page.total };
      yield { items, badRecords, ...total, ...(incomplete === undefined ? {} : { incomplete }) };
    }
  }

  private fetch(
    schema: string,
    pageNo: number,
    pageSize: number,
    signal: AbortSignal | undefined,
  ): Promise<UsersPage> {
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
    return this.api.run({ operation, method: 'GET', path, query, read }, signal);
  }
}
