import { describe, expect, it } from 'vitest';
import { silentLogger, type Logger } from '../../../../src/base/logger.js';
import { SecretVaultError } from '../../../../src/base/storage.js';
import { ProjectStore } from '../../../../src/model/projects/projectStore.js';
import { createTokenStore } from '../../../../src/model/projects/tokenVault.js';
import { aWindow, draft, secret, token } from '../../../support/projectWindow.js';
import { MemoryState, MemoryVault } from '../../../support/storage.js';

describe('the stored projects', () => {
  it('keep the secret in the vault and everything else in the state', async () => {
    const { state, vault, store } = aWindow();
    const { id } = await store.add(draft, secret);
    expect(await store.secretOf(id)).toBe(secret);
    expect(vault.values.get(`project/${id}/secret`)).toBe(secret);
    expect(JSON.stringify([...state.values])).not.toContain(secret);
    expect(JSON.stringify(store.list())).not.toContain(secret);
  });

  it('come back after a restart', async () => {
    const { state, vault, store } = aWindow();
    await store.add(draft, secret);
    expect(aWindow(state, vault).store.list()).toEqual(store.list());
  });

  it('save nothing when the vault refuses', async () => {
    const { state, vault, store } = aWindow();
    vault.locked = true;
    await expect(store.add(draft, secret)).rejects.toBeInstanceOf(SecretVaultError);
    expect(store.list()).toEqual([]);
    expect(JSON.stringify([...state.values])).not.toContain(secret);
  });

  it('forget secret and token when one is removed', async () => {
    const { vault, store } = aWindow();
    const { id } = await store.add(draft, secret);
    await createTokenStore(vault, draft, silentLogger).write(token);
    await store.remove(id);
    expect(store.list()).toEqual([]);
    expect([...vault.values.keys()].filter((key) => key !== 'projects/revision')).toEqual([]);
    expect([...vault.values.values()].join()).not.toMatch(/the-access-secret|the-token/);
  });

  it('keep the token as long as another project uses the same keys', async () => {
    const entries = ['first', 'second'].map((id) => ({ ...draft, id }));
    const { vault, store } = aWindow(new MemoryState(new Map([['projects', entries]])));
    const tokens = createTokenStore(vault, draft, silentLogger);
    await tokens.write(token);
    await store.remove('first');
    expect(await tokens.read()).toEqual(token);
    await store.remove('second');
    expect(await createTokenStore(vault, draft, silentLogger).read()).toBeUndefined();
  });

  it('refuse a second one with the same keys, also at the same moment, and keep no secret of it', async () => {
    const { vault, store } = aWindow();
    const added = await Promise.allSettled([store.add(draft, secret), store.add(draft, secret)]);
    expect(added.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(store.list()).toHaveLength(1);
    const secrets = [...vault.values.keys()].filter((key) => key.endsWith('/secret'));
    expect(secrets).toEqual([`project/${store.list()[0]?.id}/secret`]);
  });

  it('forget the token even where the secret cannot be deleted', async () => {
    const { vault, store } = aWindow();
    const { id } = await store.add(draft, secret);
    await createTokenStore(vault, draft, silentLogger).write(token);
    const forget = vault.delete.bind(vault);
    vault.delete = (key) =>
      key.endsWith('/secret') ? Promise.reject(new SecretVaultError('unavailable', 'delete')) : forget(key);
    await expect(store.remove(id)).rejects.toBeInstanceOf(SecretVaultError);
    expect([...vault.values.values()].join()).not.toContain('the-token');
  });

  it('say which projects have other keys, and forget the token of the old ones', async () => {
    const { vault, store, changes } = aWindow();
    const { id } = await store.add(draft, secret);
    await createTokenStore(vault, draft, silentLogger).write(token);
    changes.length = 0;
    await store.update(id, (old) => ({ ...old, name: 'Other name' }));
    expect(changes).toEqual([{ removed: [], rekeyed: [] }]);
    await store.update(id, (old) => ({ ...old, accessId: 'id-2' }));
    expect(changes.at(-1)).toEqual({ removed: [], rekeyed: [id] });
    expect(await createTokenStore(vault, draft, silentLogger).read()).toBeUndefined();
  });

  it('follow what another window adds, renames, re-keys and removes', async () => {
    const one = aWindow();
    const two = aWindow(one.state, one.vault, 'q');
    const { id } = await one.store.add(draft, secret);
    expect(two.store.get(id)?.name).toBe('Bench');
    await one.store.update(id, (old) => ({ ...old, name: 'Renamed' }));
    expect(two.store.get(id)?.name).toBe('Renamed');
    two.changes.length = 0;
    await one.store.update(id, (old) => old, 'another-secret');
    expect(two.changes.flatMap(({ rekeyed }) => rekeyed)).toContain(id);
    await one.store.remove(id);
    expect(two.store.list()).toEqual([]);
    expect(two.changes.at(-1)?.removed).toEqual([id]);
  });
});

describe('damaged entries', () => {
  it('are told to the log once, however often the list is looked at', async () => {
    const warnings: string[] = [];
    const log: Logger = {
      log: (level, message) => void (level === 'warn' && warnings.push(message)),
      child: () => log,
    };
    const state = new MemoryState(new Map([['projects', [{ nonsense: true }]]]));
    const store = new ProjectStore(state, new MemoryVault(), () => 'p', log);
    store.reload();
    await store.add(draft, secret);
    expect(warnings).toHaveLength(1);
  });

  const good = { ...draft, id: 'good' };
  it.each([
    ['a field of the wrong type', { ...draft, id: 'x', accessId: 7 }, 'accessId', 'Bench'],
    ['a missing field', { ...draft, id: 'x', uids: undefined }, 'uids', 'Bench'],
    ['text', 'nonsense', '', undefined],
    ['nothing', null, '', undefined],
    [
      'an endpoint that sends keys elsewhere',
      { ...draft, id: 'x', dataCenter: undefined, endpoint: 'http://evil.example' },
      'endpoint',
      'Bench',
    ],
    [
      'a data center that is not at its endpoint',
      { ...draft, id: 'x', endpoint: 'https://evil.example' },
      'endpoint',
      'Bench',
    ],
    ['an unknown data center', { ...draft, id: 'x', dataCenter: 'mars' }, 'dataCenter', 'Bench'],
    ['an id that is there already', { ...draft }, 'id', 'Bench'],
  ])('are set aside, and the others load: %s', async (_, entry, field, name) => {
    const damaged = typeof entry === 'object' && entry && !('id' in entry) ? { ...entry, id: 'good' } : entry;
    const { state, store } = aWindow(new MemoryState(new Map([['projects', [good, damaged]]])));
    expect(store.list()).toMatchObject([{ id: 'good' }]);
    expect(store.damaged()).toEqual([{ index: 1, field, ...(name ? { name } : {}) }]);
    await store.add({ ...draft, accessId: 'id-2' }, secret);
    expect(state.values.get('projects')).toContainEqual(structuredClone(damaged));
  });

  it('are one where the list is no list, and adding a project does not lose it', async () => {
    const { state, store } = aWindow(
      new MemoryState(new Map<string, unknown>([['projects', { broken: true }]])),
    );
    expect(store.damaged()).toHaveLength(1);
    await store.add(draft, secret);
    expect(state.values.get('projects')).toMatchObject([{ broken: true }, { name: 'Bench' }]);
  });

  it('go when a person says so', async () => {
    const { store } = aWindow(new MemoryState(new Map([['projects', ['nonsense', good]]])));
    await store.forgetDamaged(0);
    expect(store.damaged()).toEqual([]);
    expect(store.list()).toHaveLength(1);
  });
});

describe('a token in the vault', () => {
  it('is shared between windows, which hear of changes', async () => {
    const vault = new MemoryVault();
    const one = createTokenStore(vault, draft, silentLogger);
    const two = createTokenStore(vault, draft, silentLogger);
    let heard = 0;
    two.onDidChange?.(() => heard++);
    await one.write(token);
    expect(await two.read()).toEqual(token);
    expect(heard).toBe(1);
  });

  it('stays in memory where the vault refuses', async () => {
    const vault = new MemoryVault();
    vault.locked = true;
    const tokens = createTokenStore(vault, draft, silentLogger);
    await tokens.write(token);
    expect(await tokens.read()).toEqual(token);
    await tokens.clear();
    expect(await tokens.read()).toBeUndefined();
  });

  it('is as good as none where it is no JSON', async () => {
    const vault = new MemoryVault();
    await vault.store(`token/${draft.endpoint}/${draft.accessId}`, '{broken');
    expect(await createTokenStore(vault, draft, silentLogger).read()).toBeUndefined();
  });
});

describe('the order of projects', () => {
  it('is the person’s, in every window', async () => {
    const { state, vault, store, changes } = aWindow();
    const ids: Record<string, string> = { gone: 'gone' };
    for (const name of ['a', 'b', 'c']) ids[name] = (await store.add({ ...draft, name, accessId: name })).id;
    const move = (name: string, before?: string) => store.move(String(ids[name]), before && ids[before]);
    const names = (window = store) =>
      window
        .list()
        .map(({ name }) => name)
        .join('');
    await move('c', 'a');
    expect(names()).toBe('cab');
    await move('c');
    expect(names()).toBe('abc');
    await move('a', 'a');
    await move('gone', 'a');
    expect(names()).toBe('abc');
    await move('a', 'gone');
    expect(names()).toBe('bca');
    expect(names(aWindow(state, vault, 'q').store)).toBe('bca');
    expect(changes.flatMap(({ removed, rekeyed }) => [...removed, ...rekeyed])).toEqual([]);
  });

  it.each([
    ['a', 'b', 'bacd'],
    ['a', 'c', 'bcad'],
    ['a', 'd', 'bcda'],
    ['d', 'b', 'adbc'],
    ['c', 'b', 'acbd'],
    ['b', 'b', 'abcd'],
    ['b', undefined, 'acdb'],
    ['b', 'gone', 'acdb'],
  ])('has %s in the place of %s once it is dropped there', async (id, onto, order) => {
    const entries = ['a', 'b', 'c', 'd'].map((name) => ({ ...draft, id: name, name, accessId: name }));
    const { store } = aWindow(new MemoryState(new Map([['projects', entries]])));
    await store.moveOnto(id, onto);
    expect(
      store
        .list()
        .map(({ name }) => name)
        .join(''),
    ).toBe(order);
  });
});
