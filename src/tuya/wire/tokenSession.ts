import { SingleFlight } from '../../base/async.js';
import type { Clock } from '../../base/clock.js';
import type { IDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { ApiCall } from './apiCall.js';
import { TuyaError } from '../errors/errors.js';
import { passes } from '../errors/recovery.js';
import type { Requester, TokenLease, TokenSource } from './request.js';
import { readGrant, readStoredToken } from './tokenSchema.js';
import type { StoredToken, TokenStore } from './tokenStore.js';

export type { StoredToken, TokenStore } from './tokenStore.js';

export interface SessionOptions {
  readonly endpoint: string;
  readonly accessId: string;
  readonly requester: Requester;
  readonly store: TokenStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Ends with the client. */
  readonly closed: AbortSignal;
}

interface Held extends TokenLease {
  readonly token: StoredToken;
  /** Calls the cloud answered while it was in use. */
  uses: number;
  /** Not before then is an early replacement tried again. */
  earlyNotBefore: number;
}

const earlyMs = 60_000;
const earlyRetryMs = 10_000;
const shareJitterMs = 2_000;
const youngMs = 60_000;
const sameMomentMs = 250;
const maxYoungDeaths = 3;

/**
 * The access token of a project. One call fetches it however many wait; it's replaced before it expires while
 * the old one is still in use; and it's shared through the store with other windows, which is looked into
 * before the cloud is asked. Always by grant_type=1: a refresh would kill the token others hold.
 */
export class Session implements TokenSource, IDisposable {
  private held: Held | undefined;
  private generation = 0;
  private refusedToken: string | undefined;
  private youngDeaths = 0;
  private restUntil = 0;
  private storing: Promise<void> = Promise.resolve();
  private readonly obtaining: SingleFlight<Held>;
  private readonly subscription: IDisposable | undefined;

  constructor(private readonly options: SessionOptions) {
    this.obtaining = new SingleFlight((signal) => this.obtain(signal));
    this.subscription = options.store.onDidChange?.(() => void this.adoptNewer());
  }

  async lease(signal: AbortSignal | undefined): Promise<TokenLease> {
    const { held } = this;
    if (!held || !this.isAlive(held.token)) return this.obtaining.run(signal);
    if (this.isDue(held)) void this.replaceEarly(held);
    return held;
  }

  async renew(refused: TokenLease, signal: AbortSignal | undefined): Promise<TokenLease> {
    if (this.held && this.held.generation > refused.generation) return this.lease(signal);
    if (this.held) this.bury(this.held);
    return this.obtaining.run(signal);
  }

  used(lease: TokenLease): void {
    if (this.held?.generation === lease.generation) this.held.uses++;
  }

  /** Fetches a token whatever is held: the keys are good if this succeeds. */
  async test(signal: AbortSignal | undefined): Promise<void> {
    await this.fetch(signal);
  }

  dispose(): void {
    this.subscription?.dispose();
    this.held = undefined;
  }

  /** Ends when the last token has been written to the store. */
  settled(): Promise<void> {
    return this.storing;
  }

  /** A refused token is out of use. Two programs that replace each other's token would go on so for ever. */
  private bury(held: Held): void {
    const now = this.options.clock.now();
    const age = now - held.token.obtainedAt;
    if (now < this.restUntil) throw conflict();
    // A token that's refused in the moment it came is a fault of the cloud's, not another program's doing.
    if (held.uses > 2 || age >= youngMs) this.youngDeaths = 0;
    else if (held.fresh && age >= sameMomentMs) this.youngDeaths++;
    if (this.youngDeaths > maxYoungDeaths) {
      this.youngDeaths = 0;
      this.restUntil = now + youngMs;
      throw conflict();
    }
    this.refusedToken = held.accessToken;
    this.held = undefined;
  }

  private async obtain(signal: AbortSignal): Promise<Held> {
    const stored = await this.readStore();
    if (stored && this.isBetter(stored)) return this.hold(stored, false);
    return this.fetch(signal);
  }

  private async fetch(signal: AbortSignal | undefined): Promise<Held> {
    const { requester, clock, endpoint, accessId } = this.options;
    const { accessToken, lifetimeMs } = await requester.run(tokenCall, undefined, signal);
    const obtainedAt = clock.now();
    const token: StoredToken = {
      version: 1,
      endpoint,
      accessId,
      accessToken,
      obtainedAt,
      expiresAt: obtainedAt + lifetimeMs,
    };
    this.store(token);
    return this.hold(token, true);
  }

  private hold(token: StoredToken, fresh: boolean): Held {
    this.held = {
      token,
      accessToken: token.accessToken,
      generation: ++this.generation,
      fresh,
      uses: 0,
      earlyNotBefore: 0,
    };
    return this.held;
  }

  /** In the background: whoever needs a token meanwhile takes the old one. */
  private async replaceEarly(held: Held): Promise<void> {
    const { clock, random, store, closed, log } = this.options;
    held.earlyNotBefore = clock.now() + earlyRetryMs;
    try {
      // Windows that share the token are due at the same moment; the first to move serves them all.
      if (store.onDidChange) await clock.sleep(random() * shareJitterMs, closed);
      if (this.held === held) await this.obtaining.run(closed);
    } catch (error) {
      if (!passes(error)) held.earlyNotBefore = Infinity;
      log.log('debug', 'The access token could not be replaced early');
    }
  }

  private async adoptNewer(): Promise<void> {
    const stored = await this.readStore();
    if (stored && this.held && stored.obtainedAt > this.held.token.obtainedAt && this.isBetter(stored)) {
      this.hold(stored, false);
    }
  }

  private async readStore(): Promise<StoredToken | undefined> {
    try {
      return readStoredToken(await this.options.store.read(), this.options);
    } catch {
      this.options.log.log('warn', 'The stored access token could not be read');
      return undefined;
    }
  }

  private store(token: StoredToken): void {
    // Nobody waits for the store: a slow keyring must not hold up the calls. One after the other, though.
    this.storing = this.storing
      .then(() => this.options.store.write(token))
      .catch(() => this.options.log.log('warn', 'The access token could not be stored'));
  }

  private isBetter(stored: StoredToken): boolean {
    if (stored.accessToken === this.refusedToken || !this.isAlive(stored)) return false;
    return !this.held || stored.expiresAt > this.held.token.expiresAt;
  }

  private isAlive(token: StoredToken): boolean {
    const now = this.options.clock.now();
    // A clock that has been set back would keep a token for ever.
    return now < token.expiresAt && token.obtainedAt <= now + earlyMs;
  }

  private isDue({ token, earlyNotBefore }: Held): boolean {
    const now = this.options.clock.now();
    const early = Math.min(earlyMs, (token.expiresAt - token.obtainedAt) / 4);
    return now >= token.expiresAt - early && now >= earlyNotBefore;
  }
}

const tokenCall: ApiCall<ReturnType<typeof readGrant>> = {
  operation: 'token',
  method: 'GET',
  path: ['v1.0', 'token'],
  query: [['grant_type', '1']],
  read: readGrant,
};

function conflict(): TuyaError {
  return new TuyaError('token', {
    operation: 'token',
    message: 'The access token is replaced again and again by another program.',
    remedy: 'otherProgram',
  });
}
