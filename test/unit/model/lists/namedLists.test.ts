import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../../src/base/event.js';
import { NamedLists } from '../../../../src/model/lists/namedLists.js';
import { readStoredList } from '../../../../src/model/lists/storedList.js';
import type { ProjectsChange } from '../../../../src/model/projects/projectStore.js';

const query = { kind: 'project', productId: 'abc' } as const;

function setUp(stored: Record<string, unknown> = {}) {
  const values = new Map(Object.entries(stored));
  // As a Memento does: what comes back is a copy.
  const state = {
    get: (key: string): unknown => structuredClone(values.get(key)),
    update: (key: string, value: unknown) => {
      if (value === undefined) values.delete(key);
      else values.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
  let next = 0;
  const projects = new Emitter<ProjectsChange>();
  const lists = new NamedLists(state, () => `id${next++}`, { onDidChange: projects.event });
  return { lists, values, projects };
}

describe('named lists', () => {
  it('are added, renamed and removed, each project its own', async () => {
    const { lists } = setUp();
    const changes: string[] = [];
    lists.onDidChange(({ projectId }) => changes.push(projectId));
    const one = await lists.add('p', ' Sockets ', query);
    const two = await lists.add('p', 'New ones', { kind: 'user', uid: 'ay1', from: 'sharing' });
    await lists.add('q', 'Sockets', query);
    await lists.rename('p', one.id, 'Plugs');
    expect(lists.list('p')).toEqual([
      { id: one.id, name: 'Plugs', query },
      { id: two.id, name: 'New ones', query: { kind: 'user', uid: 'ay1', from: 'sharing' } },
    ]);
    await lists.remove('p', one.id);
    expect(lists.list('p').map(({ name }) => name)).toEqual(['New ones']);
    expect(lists.list('q')).toHaveLength(1);
    expect(changes).toEqual(['p', 'p', 'q', 'p', 'p']);
  });

  it('have names that differ', async () => {
    const { lists } = setUp();
    const { id } = await lists.add('p', 'Sockets', query);
    await lists.add('p', 'Lamps', query);
    await expect(lists.add('p', 'sockets', query)).rejects.toMatchObject({ reason: 'nameInUse' });
    await expect(lists.add('p', '  ', query)).rejects.toMatchObject({ reason: 'nameMissing' });
    await expect(lists.rename('p', id, 'lamps')).rejects.toMatchObject({ reason: 'nameInUse' });
    await expect(lists.rename('p', 'gone', 'x')).rejects.toMatchObject({ reason: 'unknown' });
    await lists.rename('p', id, 'SOCKETS');
    expect(lists.get('p', id)?.name).toBe('SOCKETS');
  });

  it('that are damaged are set aside and the others stay', async () => {
    const good = { id: 'a', name: 'Good', query };
    const { lists, values } = setUp({
      'lists/p': [{ id: 'b', name: 'Bad', query: { kind: 'other' } }, good, 7, { ...good, name: 'Twin' }],
    });
    expect(lists.list('p')).toEqual([good]);
    const stored = values.get('lists/p') as unknown[];
    await lists.rename('p', 'a', 'Better');
    expect(values.get('lists/p')).toEqual(stored.with(1, { ...good, name: 'Better' }));
    await lists.remove('p', 'a');
    expect(values.get('lists/p')).toEqual([stored[0], stored[2], stored[3]]);
  });

  it('go with their project', async () => {
    const { lists, values, projects } = setUp();
    await lists.add('p', 'Sockets', query);
    await lists.add('q', 'Sockets', query);
    projects.fire({ removed: ['p'], rekeyed: ['q'] });
    expect([...values.keys()]).toEqual(['lists/q']);
  });

  it.each([[undefined], [null], [{}], ['x'], [7]])('stored as %j are no trouble', (stored) => {
    expect(setUp({ 'lists/p': stored }).lists.list('p')).toEqual([]);
  });
});

describe('a stored list', () => {
  it.each([
    [{ kind: 'user', uid: '' }, 'query.uid'],
    [{ kind: 'user', uid: 'a', from: 'elsewhere' }, 'query.from'],
    [{ kind: 'project', schema: 's', productId: 'p' }, 'query.productId'],
    [{ kind: 'project', deviceIds: ['../../token'] }, 'query.deviceIds'],
    [{ kind: 'project', deviceIds: [] }, 'query.deviceIds'],
    [{ kind: 'project', activated: { from: 'yesterday' } }, 'query.activated.from'],
    [{ kind: 'project', activated: { from: 5, to: 4 } }, 'query.activated'],
    [{ kind: 'project', activated: {} }, 'query.activated'],
  ])('%j is damaged at %s', (broken, _field) => {
    expect(readStoredList({ id: 'a', name: 'x', query: broken })).toBeUndefined();
  });

  it.each([{ from: 1_700_000_000_000, to: 1_700_086_400_000 }, { to: 1_700_086_400_000 }])(
    'stores the last moment of an activation range as its end, as it always has: %j',
    async (activated) => {
      const { lists, values } = setUp();
      const { id } = await lists.add('p', 'One day', { kind: 'project', activated });
      expect(values.get('lists/p')).toMatchObject([
        { query: { activated: { ...activated, to: activated.to - 1 } } },
      ]);
      expect(lists.get('p', id)?.query).toEqual({ kind: 'project', activated });
      await lists.rename('p', id, 'The day');
      expect(lists.get('p', id)?.query).toEqual({ kind: 'project', activated });
    },
  );
});
