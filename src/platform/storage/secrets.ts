import type * as vscode from 'vscode';
import { SecretVaultError, type SecretVault } from '../../base/storage.js';

/** `vscode.SecretStorage` as the model sees it: what it throws has a reason, and its event carries the key. */
export function createSecretVault(storage: vscode.SecretStorage): SecretVault {
  const guarded = async <T>(action: SecretVaultError['action'], run: () => Thenable<T>): Promise<T> => {
    try {
      return await run();
    } catch (cause) {
      throw new SecretVaultError('unavailable', action, { cause });
    }
  };
  return {
    get: (key) => guarded('read', () => storage.get(key)),
    store: async (key, value) => {
      await guarded('store', () => storage.store(key, value));
      // A keyring that silently keeps nothing is as good as none: better to say so now than at the next start.
      if ((await guarded('read', () => storage.get(key))) !== value)
        throw new SecretVaultError('unavailable', 'store');
    },
    delete: (key) => guarded('delete', () => storage.delete(key)),
    onDidChange: (listener) => storage.onDidChange((event) => listener(event.key)),
  };
}
