import type { AppUser, Page } from './results.js';

export interface AppUsersApi {
  /** The users of an app schema; pages count from 1. */
  list(
    schema: string,
    query: { readonly pageNo: number; readonly pageSize: number },
    signal?: AbortSignal,
  ): Promise<Page<AppUser>>;
  iterate(
    schema: string,
    query?: { readonly pageSize?: number },
    signal?: AbortSignal,
  ): AsyncIterable<Page<AppUser>>;
}
