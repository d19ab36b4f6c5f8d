import { describe, expect, it } from 'vitest';
import { usualOptions } from '../../../../src/model/viewOptions/treeOptions.js';
import { ViewOptions } from '../../../../src/model/viewOptions/viewOptions.js';
import { eventually } from '../../../support/eventually.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';
import { MemoryState } from '../../../support/storage.js';

describe('the options of the tree', () => {
  it('are kept for the next window, and told once each', () => {
    const state = new MemoryState();
    const options = new ViewOptions(state);
    const told: unknown[] = [];
    options.onDidChange((now) => told.push(now));
    options.set({ text: 'lamp', groupBy: 'product' });
    options.set({ text: 'lamp' });
    expect(told).toEqual([{ ...usualOptions, text: 'lamp', groupBy: 'product' }]);
    expect(new ViewOptions(state).current).toEqual(options.current);
    options.clearFilter();
    expect(new ViewOptions(state).current).toMatchObject({ text: '', groupBy: 'product' });
    options.reset();
    expect(new ViewOptions(state).current).toEqual(usualOptions);
  });

  it.each([
    undefined,
    'x',
    [],
    { ...usualOptions, groupBy: 'colour' },
    { ...usualOptions, text: 'x'.repeat(201) },
    { ...usualOptions, products: [{ key: 1 }] },
  ])('that can’t be read are the usual ones: %j', (stored) => {
    expect(new ViewOptions(new MemoryState(new Map([['tree/options', stored]]))).current).toEqual(
      usualOptions,
    );
  });
});

function aHouse() {
  const fleet = aFleet();
  fleet.devices.put(
    'p',
    [
      aDevice('a', {
        uid: 'u1',
        name: 'Lamp 10',
        productId: 'P1',
        category: 'dj',
        online: true,
        updateTime: 30,
      }),
      aDevice('b', {
        uid: 'u1',
        name: 'lamp 9',
        productId: 'P1',
        category: 'dj',
        online: false,
        updateTime: 50,
      }),
      aDevice('c', { uid: 'u2', name: 'Bürolicht', productId: 'P2', category: 'dj', ownerId: 'h1' }),
      aDevice('d', { name: 'Plug', productId: 'P3', category: 'cz', online: true, updateTime: 10 }),
    ],
    1,
  );
  const shown = async () =>
    Object.fromEntries((await fleet.arranged.of('p')).groups.map(({ key, ids }) => [key, ids.join(' ')]));
  return { ...fleet, shown };
}

describe('all known devices', () => {
  it.each([
    [{ text: 'LAMP' }, { '': 'a b' }],
    [{ text: 'buro' }, { '': 'c' }],
    [{ text: 'lamp 9' }, { '': 'b' }],
    [{ text: 'p3' }, { '': 'd' }],
    // As the tree writes a category, and as the cloud does.
    [{ text: 'socket' }, { '': 'd' }],
    [{ text: 'cz' }, { '': 'd' }],
    [{ text: 'lamp plug' }, {}],
    [{ state: 'online' as const }, { '': 'a d' }],
    // What nobody has told the state of isn't offline.
    [{ state: 'offline' as const }, { '': 'b' }],
    [{ products: [{ key: 'P1', name: '' }] }, { '': 'a b' }],
    [{ categories: [{ key: 'cz', name: '' }], text: 'plug' }, { '': 'd' }],
  ])('pass the filter %j or don’t', async (filter, groups) => {
    const { viewOptions, shown } = aHouse();
    viewOptions.set({ ...filter, groupBy: 'none' });
    expect(await shown()).toEqual(groups);
  });

  it.each([
    ['product' as const, { P1: 'a b', P2: 'c', P3: 'd' }],
    ['category' as const, { dj: 'a b c', cz: 'd' }],
    ['home' as const, { '': 'a b d', h1: 'c' }],
    ['none' as const, { '': 'a b c d' }],
  ])('are grouped by %s', async (groupBy, groups) => {
    const { viewOptions, shown } = aHouse();
    viewOptions.set({ groupBy });
    expect(await shown()).toEqual(groups);
  });

  it.each([
    ['cloud' as const, 'a b c d'],
    ['name' as const, 'c b a d'],
    ['state' as const, 'a d b c'],
    ['updated' as const, 'b a d c'],
  ])('are sorted by %s', async (sortBy, ids) => {
    const { viewOptions, shown } = aHouse();
    viewOptions.set({ groupBy: 'none', sortBy });
    expect(await shown()).toEqual({ '': ids });
  });

  it('are arranged again when one of them would stand elsewhere, and only then', async () => {
    const { viewOptions, arranged, devices, shown } = aHouse();
    viewOptions.set({ state: 'online', groupBy: 'none' });
    await shown();
    const told: string[] = [];
    arranged.onDidChange((projectId) => told.push(projectId));
    const first = await arranged.of('p');
    devices.put('p', [aDevice('a', { uid: 'u1', name: 'Other name', online: true })], 2);
    devices.put('p', [aDevice('b', { uid: 'u1', name: 'lamp 9', online: false, updateTime: 60 })], 2);
    expect(await arranged.of('p')).toBe(first);
    devices.put('p', [aDevice('b', { uid: 'u1', online: true })], 3);
    await eventually(() => expect(told).toEqual(['p']));
    expect(await shown()).toEqual({ '': 'a b d' });
    devices.remove({ projectId: 'p', deviceId: 'd' });
    await eventually(() => expect(told).toEqual(['p', 'p']));
    expect(await shown()).toEqual({ '': 'a b' });
  });

  it('are arranged as the options are in the end, and none of a project that is gone', async () => {
    const { viewOptions, arranged, projects } = aHouse();
    viewOptions.set({ text: 'lamp', groupBy: 'none' });
    const asked = arranged.of('p');
    viewOptions.set({ text: 'plug' });
    expect((await asked).groups[0]?.ids).toEqual(['d']);
    const late = arranged.of('p');
    await projects.remove('p');
    expect((await late).shown).toBeLessThan(2);
    expect(await arranged.of('p')).toEqual({ groups: [], shown: 0, known: 0 });
  });

  it('are arranged at a pace by how many there are, also where one changes as it begins', async () => {
    const { viewOptions, arranged, devices } = aFleet();
    const many = Array.from({ length: 30_000 }, (_, at) => aDevice(`d${at}`, { name: `Lamp ${at}` }));
    devices.put('p', many, 1);
    viewOptions.set({ text: 'lamp', groupBy: 'none' });
    let told = 0;
    arranged.onDidChange(() => told++);
    const asked = arranged.of('p');
    devices.put('p', [aDevice('new', { name: 'Lamp' })], 2);
    await new Promise((resolve) => void setTimeout(resolve, 800));
    expect(told).toBe(0);
    expect((await asked).shown).toBe(30_000);
    await eventually(() => expect(told).toBe(1));
  });

  it('are arranged with breaks, so that the editor stays alive', async () => {
    const { viewOptions, arranged, devices } = aFleet();
    const many = Array.from({ length: 30_000 }, (_, at) => aDevice(`d${at}`, { name: `Lamp ${at % 977}` }));
    devices.put('p', many, 1);
    viewOptions.set({ text: 'lamp', groupBy: 'none', sortBy: 'name' });
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const { shown } = await arranged.of('p');
    clearInterval(counting);
    expect(shown).toBe(30_000);
    expect(turns).toBeGreaterThan(3);
  });
});
