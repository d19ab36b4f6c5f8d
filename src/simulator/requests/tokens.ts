import { ApiError } from './apiError.js';
import { alphanumerics, hexDigits, nameHash, text } from './random.js';

const lifetimeMs = 7_200_000;
const rememberedTokens = 64;

interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  readonly expiresAt: number;
}

/** The answer of both token calls. */
export interface TokenAnswer {
  access_token: string;
  /** Seconds left, not the lifetime. */
  expire_time: number;
  refresh_token: string;
  uid: string;
}

/** Hands out the project's one token pair and knows whether a token still counts. */
export class TokenDesk {
  private current: TokenPair | undefined;
  private issued = 0;
  /** Tokens that died of age, so that they can be told from those that never were or were replaced. */
  private readonly expired = new Set<string>();

  constructor(private readonly seed: number) {}

  /** A token that still lives is handed out again with the time it has left: recorded answers look like that. */
  grant(now: number): TokenAnswer {
    this.retireExpired(now);
    this.current ??= this.issue(now);
    return this.answer(this.current, now);
  }

  /** A new pair; the old access token and the old refresh token are both dead after this. */
  refresh(refreshToken: string, now: number): TokenAnswer {
    if (!this.current || this.current.refresh !== refreshToken) throw new ApiError(1010, 'token invalid');
    this.current = this.issue(now);
    return this.answer(this.current, now);
  }

  /** @throws ApiError 1002, or 1010 in its two wordings */
  check(accessToken: string | undefined, now: number): void {
    if (accessToken === undefined || accessToken === '') throw new ApiError(1002);
    if (this.current?.access === accessToken && now < this.current.expiresAt) return;
    const aged = this.current?.access === accessToken || this.expired.has(accessToken);
    throw new ApiError(1010, aged ? 'token is expired' : 'token invalid');
  }

  /** The early death that long-running clients report: from now on the token is unknown. */
  kill(): void {
    this.current = undefined;
  }

  private issue(now: number): TokenPair {
    const count = ++this.issued;
    return {
      access: text(hexDigits, 32, this.seed, nameHash('access'), count),
      refresh: text(hexDigits, 32, this.seed, nameHash('refresh'), count),
      expiresAt: now + lifetimeMs,
    };
  }

  private retireExpired(now: number): void {
    if (!this.current || now < this.current.expiresAt) return;
    this.expired.add(this.current.access);
    const [oldest] = this.expired;
    if (this.expired.size > rememberedTokens && oldest !== undefined) this.expired.delete(oldest);
    this.current = undefined;
  }

  private answer(pair: TokenPair, now: number): TokenAnswer {
    return {
      access_token: pair.access,
      expire_time: Math.max(1, Math.floor((pair.expiresAt - now) / 1000)),
      refresh_token: pair.refresh,
      uid: `bay15${text(alphanumerics, 13, this.seed, nameHash('project user'))}`,
    };
  }
}
