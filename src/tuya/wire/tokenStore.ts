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

export interface TokenLock {
  /** Another window had it before, and may have stored a token that doesn't show yet. */
  readonly wasWaitedFor: boolean;
  /** Never rejects. */
  release(): Promise<void>;
}

/** Where the token of one project (endpoint and Access ID) is kept. What it reads is checked before it's used. */
export interface TokenStore {
  read(): Promise<unknown>;
  write(token: StoredToken): Promise<void>;
  clear(): Promise<void>;
  /**
   * Makes sure that one window at a time fetches a token, and the next one finds it here. Undefined where that can't be
   * had, or takes too long.
   */
  lock?(signal: AbortSignal): Promise<TokenLock | undefined>;
  /** Another window wrote or cleared it. */
  readonly onDidChange?: Event<void>;
}
