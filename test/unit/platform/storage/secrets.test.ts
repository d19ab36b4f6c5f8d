import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { SecretVaultError } from '../../../../src/base/storage.js';
import { describeProblem } from '../../../../src/platform/errorMessages/problemTexts.js';
import { createSecretVault } from '../../../../src/platform/storage/secrets.js';

function aStorage(fields: Partial<vscode.SecretStorage> = {}): vscode.SecretStorage {
  const values = new Map<string, string>();
  return {
    get: (key: string) => Promise.resolve(values.get(key)),
    store: (key: string, value: string) => Promise.resolve(void values.set(key, value)),
    delete: (key: string) => Promise.resolve(void values.delete(key)),
    onDidChange: () => ({ dispose: () => undefined }),
    ...fields,
  } as vscode.SecretStorage;
}

describe('the secret vault', () => {
  it('keeps and forgets', async () => {
    const vault = createSecretVault(aStorage());
    await vault.store('k', 'v');
    expect(await vault.get('k')).toBe('v');
    await vault.delete('k');
    expect(await vault.get('k')).toBeUndefined();
  });

  it('says which of its tasks the system refused, without what was to be kept', async () => {
    const broken = createSecretVault(
      aStorage({ store: () => Promise.reject(new Error('no keyring: s3cret')) }),
    );
    const error: unknown = await broken.store('k', 's3cret').catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(SecretVaultError);
    expect(error).toMatchObject({ reason: 'unavailable', action: 'store' });
    expect(JSON.stringify(describeProblem(error))).not.toContain('s3cret');
  });

  it('notices a storage that keeps nothing', async () => {
    const forgetful = createSecretVault(aStorage({ store: () => Promise.resolve() }));
    await expect(forgetful.store('k', 'v')).rejects.toMatchObject({ action: 'store' });
  });
});
