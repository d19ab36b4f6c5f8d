import { abortable, SingleFlight } from '../../base/async.js';
import type { Clock } from '../../base/clock.js';
import type { Ending } from '../../base/ending.js';
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
  /** When it ends by what the cloud said as it gave it; epoch ms. */
  readonly toldEnd: number;
  /** Calls the cloud answered while it was in use. */
  uses: number;
  /** Not before then is an early replacement tried again. */
  earlyNotBefore: number;
}

const earlyMs = 60_000;
const earlyRetryMs = 10_000;
const shareJitterMs = 2_000;
const youngMs = 60_000;
/** So long the store may take for a token before others go on. */
const storeAtMostMs = 5_000;

/** A token is tried for so long at least: one that ends earlier is renewed on 1010, and no call fetches one of its own. */
const shortestUseMs = 60_000;
const sameMomentMs = 250;
const maxYoungDeaths = 3;
/** A token that another window has just stored may take a moment to show here. */
const showsWithin = { tries: 10, everyMs: 100 } as const;

/**
 * The access token of a project. One call fetches it however many wait, in this window and in all others that share the
 * store: one of them asks the cloud, the rest find its token there. It's replaced before it expires while the old one is
 * still in use. Always by grant_type=1: a refresh would kill the token others hold.
 */
export class Session implements TokenSource, IDisposable {
  private held: Held | undefined;
  private generation = 0;
  private refusedToken: string | undefined;
  /** Refused, and not yet known to be replaced by another window. */
  private lost: Held | undefined;
  private youngDeaths = 0;
  private restUntil = 0;
  private storing: Promise<void> = Promise.resolve();
  /** Settles when the lock of the last fetch is free again. */
  private released: Promise<void> = Promise.resolve();
  private readonly obtaining: SingleFlight<Held>;
  private readonly subscription: IDisposable | undefined;

  constructor(private readonly options: SessionOptions) {
    this.obtaining = new SingleFlight((signal) => this.obtain(signal));
    this.subscription = options.store.onDidChange?.(() => void this.adoptNewer());
  }

  lease(ending: Ending | undefined): Promise<TokenLease> | TokenLease {
    const { held } = this;
    if (!held || !this.isAlive(held.token)) return this.obtaining.run(ending);
    if (this.isDue(held)) void this.replaceEarly(held);
    return held;
  }

  async renew(refused: TokenLease, ending: Ending | undefined): Promise<TokenLease> {
    if (this.held && this.held.generation > refused.generation) return this.lease(ending);
    if (this.held) {
      this.lost = this.held;
      this.refusedToken = this.held.accessToken;
      this.held = undefined;
    }
    return this.obtaining.run(ending);
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

  /** Ends when the last token has been written to the store, or the store takes too long, and the lock is free. */
  async settled(): Promise<void> {
    await this.storedSoon();
    await this.released;
  }

  /** A keyring that hangs must not hold up the next token, here or in another window. */
  private async storedSoon(): Promise<void> {
    const enough = new AbortController();
    const slow = this.options.clock.sleep(storeAtMostMs, enough.signal).catch(() => undefined);
    await Promise.race([this.storing, slow]);
    enough.abort();
  }

  private async obtain(signal: AbortSignal): Promise<Held> {
    const { held } = this;
    const stored = await this.replacement(held);
    if (stored) return stored;
    this.refuseWhileResting();
    // Otherwise this window would wait for itself.
    await abortable(this.released, signal);
    const lock = await this.options.store.lock?.(signal);
    try {
      const newer = lock && (await this.replacement(held, lock.wasWaitedFor ? showsWithin.tries : 1, signal));
      if (newer) return newer;
      this.noteDeath();
      return await this.fetch(signal);
    } finally {
      // The next window is to find what was fetched.
      if (lock) this.released = this.storedSoon().then(() => lock.release());
    }
  }

  private refuseWhileResting(): void {
    const leftMs = this.restUntil - this.options.clock.now();
    // A clock that was set back doesn't make it longer.
    if (leftMs > 0 && leftMs <= youngMs) throw conflict();
  }

  /**
   * No window of ours has replaced the token that was refused. Two programs that replace each other's token would go on
   * so for ever.
   */
  private noteDeath(): void {
    const { lost } = this;
    this.lost = undefined;
    if (!lost) return;
    const now = this.options.clock.now();
    const age = now - lost.token.obtainedAt;
    // Refused in the moment it came, or at the end of its time, it is the cloud's doing and not another program's.
    if (lost.uses > 2 || age >= youngMs) this.youngDeaths = 0;
    else if (lost.fresh && age >= sameMomentMs && now < lost.toldEnd) this.youngDeaths++;
    if (this.youngDeaths <= maxYoungDeaths) return;
    this.youngDeaths = 0;
    this.restUntil = now + youngMs;
    throw conflict();
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
      expiresAt: obtainedAt + Math.max(lifetimeMs, shortestUseMs),
    };
    this.store(token);
    return this.hold(token, true, obtainedAt + lifetimeMs);
  }

  private hold(token: StoredToken, fresh: boolean, toldEnd = token.expiresAt): Held {
    this.lost = undefined;
    this.held = {
      token,
      toldEnd,
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
    if (stored && this.held && this.isBetter(stored)) this.hold(stored, false);
  }

  /** What another window fetched since: out of the store, or taken over already as the store told of it. */
  private async replacement(
    before: Held | undefined,
    tries = 1,
    signal?: AbortSignal,
  ): Promise<Held | undefined> {
    for (let left = tries; ; left--) {
      const stored = await this.readStore();
      if (this.held && this.held !== before && this.isAlive(this.held.token)) return this.held;
      if (stored && this.isBetter(stored)) return this.hold(stored, false);
      if (left <= 1) return undefined;
      await this.options.clock.sleep(showsWithin.everyMs, signal);
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

  /** Fetched later, it is what the cloud goes by now, whatever time it has left. */
  private isBetter(stored: StoredToken): boolean {
    if (stored.accessToken === this.refusedToken || !this.isAlive(stored)) return false;
    return !this.held || stored.obtainedAt > this.held.token.obtainedAt;
  }

  private isAlive(token: StoredToken): boolean {
    const now = this.options.clock.now();
    // A clock that has been set back would keep a token for ever.
    return now < token.expiresAt && token.obtainedAt <= now + earlyMs;
  }

  private isDue({ token, earlyNotBefore }: Held): boolean {
    const now = this.options.clock.now();
    const early = Math.min(earlyMs, (token.expiresAt - token.obtainedAt) / 4);
    // The cloud may give out the same token with the same end again: not for each call.
    const isTried = now - token.obtainedAt >= shortestUseMs;
    return isTried && now >= token.expiresAt - early && now >= earlyNotBefore;
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
