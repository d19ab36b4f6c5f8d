import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { SecretVaultError } from '../../../../src/base/storage.js';
import { createTokenStore } from '../../../../src/model/projects/tokenVault.js';
import { eventually } from '../../../support/eventually.js';
import { aWindow, draft, secret, token } from '../../../support/projectWindow.js';
import { MemoryState, type MemoryVault } from '../../../support/storage.js';

describe('a secret for one window', () => {
  it('is nowhere but in that window, and another one says that it has none', async () => {
    const { state, vault, store } = aWindow();
    const { id } = await store.add({ ...draft, isSessionOnly: true }, secret);
    expect(await store.secretOf(id)).toBe(secret);
    expect(JSON.stringify([...state.values, ...vault.values])).not.toContain(secret);
    const next = aWindow(state, vault, 'q');
    expect(next.store.get(id)).toMatchObject({ isSessionOnly: true });
    expect(await next.store.secretOf(id)).toBeUndefined();
  });

  it('takes the stored one away when it is chosen later, and is stored when that is', async () => {
    const { vault, store } = aWindow();
    const { id } = await store.add(draft, secret);
    await store.update(id, () => ({ ...draft, isSessionOnly: true }), secret);
    expect([...vault.values.values()]).not.toContain(secret);
    expect(await store.secretOf(id)).toBe(secret);
    await store.update(id, () => draft, secret);
    expect(vault.values.get(`project/${id}/secret`)).toBe(secret);
    expect(await store.secretOf(id)).toBe(secret);
  });

  it('needs no keyring, and goes with its project', async () => {
    const { vault, store } = aWindow();
    vault.locked = true;
    const { id } = await store.add({ ...draft, isSessionOnly: true }, secret);
    expect(await store.secretOf(id)).toBe(secret);
    await store.remove(id);
    expect(store.list()).toEqual([]);
  });
});

describe('what a project no longer has in the vault', () => {
  const sessionOnly = { ...draft, isSessionOnly: true } as const;
  const inVault = (vault: MemoryVault) =>
    [...vault.values.keys()].filter((key) => key !== 'projects/revision');

  /** A stored project with its token. */
  async function aStored() {
    const window = aWindow();
    const { id } = await window.store.add(draft, secret);
    await createTokenStore(window.vault, draft, silentLogger).write(token);
    return { ...window, id };
  }

  it('includes the token, once the secret is for one window only', async () => {
    const { vault, store, id } = await aStored();
    await store.update(id, () => sessionOnly, secret);
    expect(inVault(vault)).toEqual([]);
  });

  it('does not include the token of keys that another stored project has', async () => {
    const entries = ['first', 'second', 'third'].map((id) => ({ ...draft, id }));
    const { vault, store } = aWindow(new MemoryState(new Map([['projects', entries]])));
    const tokens = createTokenStore(vault, draft, silentLogger);
    await tokens.write(token);
    await store.update('first', () => sessionOnly, secret);
    await store.remove('second');
    expect(await tokens.read()).toEqual(token);
    await store.update('third', () => sessionOnly, secret);
    expect(inVault(vault)).toEqual([]);
  });

  describe('where the keyring was locked', () => {
    /** The secret is for this window only, and the vault still has the stored one. */
    async function aSwitched() {
      const window = await aStored();
      window.vault.locked = true;
      await window.store.update(window.id, () => ({ ...sessionOnly, accessId: 'id-2' }), secret);
      window.vault.locked = false;
      expect(inVault(window.vault)).toHaveLength(2);
      return window;
    }

    it('is saved all the same', async () => {
      const { store, id } = await aSwitched();
      expect(store.get(id)).toMatchObject({ accessId: 'id-2', isSessionOnly: true });
      expect(await store.secretOf(id)).toBe(secret);
    });

    it('goes with the next change', async () => {
      const { state, vault, store, id } = await aSwitched();
      await store.update(id, (old) => ({ ...old, name: 'Renamed' }));
      expect(inVault(vault)).toEqual([]);
      expect(state.values.get('projects/leftovers')).toBeUndefined();
    });

    it('goes with the project', async () => {
      const { vault, store, id } = await aSwitched();
      await store.remove(id);
      expect(inVault(vault)).toEqual([]);
    });

    it('goes when the next window opens, also where the project was removed under the lock', async () => {
      const { state, vault, store, id } = await aSwitched();
      vault.locked = true;
      await store.remove(id);
      vault.locked = false;
      aWindow(state, vault, 'q');
      await eventually(() => expect(inVault(vault)).toEqual([]));
    });

    it('stays where it is used again', async () => {
      const { state, vault, store, id } = await aSwitched();
      await store.update(id, () => draft, 'another-secret');
      aWindow(state, vault, 'q');
      await store.update(id, (old) => ({ ...old, name: 'Renamed' }));
      expect(vault.values.get(`project/${id}/secret`)).toBe('another-secret');
      expect(await createTokenStore(vault, draft, silentLogger).read()).toEqual(token);
    });

    it('is still remembered where storing it again fails', async () => {
      const { vault, store, id } = await aSwitched();
      vault.locked = true;
      await expect(store.update(id, () => draft, secret)).rejects.toBeInstanceOf(SecretVaultError);
      vault.locked = false;
      await store.remove(id);
      expect(inVault(vault)).toEqual([]);
    });
  });

  it('goes from the vault when it is removed, even where it was for one window only', async () => {
    const { state, vault } = await aStored();
    const [entry] = state.get('projects') as { id: string }[];
    await state.update('projects', [{ ...entry, isSessionOnly: true }]);
    const next = aWindow(state, vault, 'q');
    await next.store.remove(String(entry?.id));
    expect(inVault(vault)).toEqual([]);
  });
});

describe('a secret for one window, and other windows', () => {
  it('is forgotten where another window removed the project, or stores its secret', async () => {
    const one = aWindow();
    const two = aWindow(one.state, one.vault, 'q');
    const { id } = await one.store.add({ ...draft, isSessionOnly: true }, secret);
    await two.store.update(id, () => draft, 'stored-secret');
    expect(await one.store.secretOf(id)).toBe('stored-secret');
    await two.store.update(id, () => ({ ...draft, isSessionOnly: true }), 'typed-in-two');
    expect(await one.store.secretOf(id)).toBeUndefined();
    expect(await two.store.secretOf(id)).toBe('typed-in-two');
  });

  it('void their clients when the secret is no longer stored', async () => {
    const one = aWindow();
    const two = aWindow(one.state, one.vault, 'q');
    const { id } = await one.store.add(draft, secret);
    two.changes.length = 0;
    await one.store.update(id, () => ({ ...draft, isSessionOnly: true }), secret);
    expect(two.changes.flatMap(({ rekeyed }) => rekeyed)).toContain(id);
  });
});
