import type { FileLock } from '../../base/fileLock.js';
import { isAbortError } from '../../base/errors.js';
import { toDisposable } from '../../base/lifecycle.js';
import type { Logger } from '../../base/logger.js';
import type { SecretVault } from '../../base/storage.js';
import type { StoredToken, TokenStore } from '../../tuya/wire/tokenStore.js';

interface KeyOwner {
  readonly endpoint: string;
  readonly accessId: string;
}

/** Where the vault has the token of these keys. */
export const tokenKey = ({ endpoint, accessId }: KeyOwner): string => `token/${endpoint}/${accessId}`;

/** A token that stays in memory: the demo's, and that of keys which are still being tested. */
export class MemoryTokens implements TokenStore {
  private token: StoredToken | undefined;

  read(): Promise<unknown> {
    return Promise.resolve(this.token);
  }

  write(token: StoredToken): Promise<void> {
    this.token = token;
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.token = undefined;
    return Promise.resolve();
  }

  accessToken(): Promise<string | undefined> {
    return Promise.resolve(this.token?.accessToken);
  }

  /** Hands the token on, so that the first call of the saved project needs no new one. */
  async keepIn(store: TokenStore): Promise<void> {
    if (this.token) await store.write(this.token);
  }
}

/**
 * A token shared by all windows and restarts, per endpoint and Access ID. Where the vault refuses, this window
 * goes on with a token of its own, in memory.
 * @param lock lets one window at a time fetch a token
 */
export function createTokenStore(
  vault: SecretVault,
  owner: KeyOwner,
  log: Logger,
  lock?: Pick<FileLock, 'take'>,
): TokenStore {
  const key = tokenKey(owner);
  const memory = new MemoryTokens();
  const guarded = async <T>(run: () => Promise<T>, instead: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch {
      log.log('debug', 'The secret storage refused; the token stays in memory');
      return instead();
    }
  };
  return {
    read: () =>
      guarded(
        async () => parse(await vault.get(key)) ?? memory.read(),
        () => memory.read(),
      ),
    write: async (token) => {
      await memory.write(token);
      await guarded(
        () => vault.store(key, JSON.stringify(token)),
        () => memory.write(token),
      );
    },
    clear: async () => {
      await memory.clear();
      await guarded(
        () => vault.delete(key),
        () => memory.clear(),
      );
    },
    ...(lock && {
      lock: async (signal) => {
        try {
          return await lock.take(signal);
        } catch (error) {
          if (isAbortError(error)) throw error;
          log.log('debug', 'Windows could not agree on who fetches a token');
          return undefined;
        }
      },
    }),
    onDidChange: (listener) => {
      const subscription = vault.onDidChange((changed) => {
        if (changed === key) listener();
      });
      return toDisposable(() => subscription.dispose());
    },
  };
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Whoever wrote that, it is no token: as good as none.
    return undefined;
  }
}
