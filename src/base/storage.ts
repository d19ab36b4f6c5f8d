import type { Event } from '../base/event.js';

/** Small non-secret state that outlives the window. `vscode.Memento` fits. */
export interface StateStore {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Small JSON files of our own, outside every workspace. Names may have folders: `fleets/one.json`. */
export interface TextFiles {
  /** Undefined where there is no such file, nor a whole draft of it that a window left as it ended. */
  read(name: string): Promise<string | undefined>;
  /** Replaces the file as a whole: nobody reads half of it. */
  write(name: string, text: string): Promise<void>;
  /** Where there is no such file, nothing is done. */
  remove(name: string): Promise<void>;
}

/** Where secrets are kept, encrypted, on this machine. Adapter of `vscode.SecretStorage`. */
export interface SecretVault {
  /** @throws SecretVaultError where the keyring is missing or locked. */
  get(key: string): Promise<string | undefined>;
  /** @throws SecretVaultError */
  store(key: string, value: string): Promise<void>;
  /** @throws SecretVaultError */
  delete(key: string): Promise<void>;
  /** Fires the key of what changed, changes of other windows included. */
  readonly onDidChange: Event<string>;
}

/** The keyring didn't do as it was asked. Nothing is ever kept elsewhere instead. */
export class SecretVaultError extends Error {
  override readonly name = 'SecretVaultError';

  constructor(
    readonly reason: 'unavailable',
    readonly action: 'read' | 'store' | 'delete',
    options?: ErrorOptions,
  ) {
    super(`The secret storage refused to ${action}.`, options);
  }
}
