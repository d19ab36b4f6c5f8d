import type { Event } from '../../base/event.js';

/** An access token as it is kept between restarts and shared between windows. A secret as a whole. */
export interface StoredToken {
  readonly version: 1;
  /** The endpoint and the Access ID it belongs to; it's never used for others. */
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessToken: string;
  /** When it was fetched, epoch ms by the local clock. */
  readonly obtainedAt: number;
  /** Epoch ms by the local clock. */
  readonly expiresAt: number;
}

/** Where the token of one project (endpoint and Access ID) is kept. What it reads is checked before it's used. */
export interface TokenStore {
  read(): Promise<unknown>;
  write(token: StoredToken): Promise<void>;
  clear(): Promise<void>;
  /** Another window wrote or cleared it. */
  readonly onDidChange?: Event<void>;
}
