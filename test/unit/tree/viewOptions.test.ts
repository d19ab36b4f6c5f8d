import { beforeEach, describe, expect, it, vi } from 'vitest';
import { showViewOptions } from '../../../src/tree/viewState.js';
import { ContextKeys } from '../../../src/platform/settings/contextKeys.js';
import { RangeNode } from '../../../src/tree/nodes/rangeNode.js';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { byPerson } from '../../support/asking.js';
import { eventually } from '../../support/eventually.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet, type aProject } from '../../support/fleetSetup.js';
import { aTree, flat, outline } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

function fakeTree(fields: Partial<typeof aProject> = { uids: ['u1', 'u2'] }) {
  const fleet = aFleet(fields);
  const { cloud } = fleet;
  cloud.users.set('u1', [
    aDevice('hub', {
      uid: 'u1',
      name: 'Hub',
      category: 'wg2',
      productId: 'H',
      productName: 'Hub',
      online: true,
    }),
    aDevice('lamp', {
      uid: 'u1',
      name: 'Lamp',
      category: 'dj',
      productId: 'L',
      productName: 'Bulb',
      online: false,
    }),
  ]);
  cloud.users.set('u2', [
    aDevice('attic', {
      uid: 'u2',
      name: 'Attic',
      category: 'dj',
      productId: 'L',
      productName: 'Bulb',
      online: true,
    }),
  ]);
  cloud.subDevices.set('hub', [
    aDevice('door', {
      name: 'Door',
      sub: true,
      category: 'mcs',
      productId: 'D',
      productName: 'Contact',
      online: false,
    }),
  ]);
  return { ...fleet, ...aTree(fleet.core) };
}

describe('the tree', () => {
  it('shows what passes the filter, sub-devices too, under their users', async () => {
    const { rows, viewOptions } = fakeTree();
    await rows();
    viewOptions.set({ state: 'offline' });
    expect(outline(await rows())).toEqual([
      'Bench | Central Europe',
      '  u1 | 2 · 0 online',
      '    Lamp | offline · Bulb',
      '    Door | offline · Contact',
    ]);
    viewOptions.clearFilter();
    expect(outline(await rows())).toContain('      Door | offline · Contact');
  });

  it('groups devices by what they are, whoever they belong to', async () => {
    const { rows, viewOptions } = fakeTree();
    await rows();
    viewOptions.set({ groupBy: 'product', sortBy: 'name' });
    expect(outline(await rows()).slice(1)).toEqual([
      '  Bulb | 2 · 1 online',
      '    Attic | online · Bulb',
      '    Lamp | offline · Bulb',
      '  Contact | 1 · 0 online',
      '    Door | offline · Contact',
      '  Hub | 1 · 1 online',
      '    Hub | online',
    ]);
    viewOptions.set({ groupBy: 'category' });
    expect(outline(await rows()).filter((row) => row.startsWith('  ') && !row.startsWith('   '))).toEqual([
      '  Contact sensor | 1 · 0 online',
      '  Gateway | 1 · 1 online',
      '  Light | 2 · 1 online',
    ]);
    viewOptions.set({ groupBy: 'home' });
    expect(outline(await rows())[1]).toBe('  Without a home | 4 · 2 online');
    viewOptions.set({ groupBy: 'none' });
    expect(outline(await rows())[1]).toBe('  Attic | online · Bulb');
  });

  it('sorts where devices stand as ever, and moves one that belongs elsewhere now', async () => {
    const { rows, viewOptions, devices, fired } = fakeTree();
    viewOptions.set({ sortBy: 'name' });
    const names = async () => flat(await rows()).map(({ item }) => item.label);
    expect(await names()).toEqual(['Bench', 'u1', 'Hub', 'Door', 'Lamp', 'u2', 'Attic']);
    await eventually(() => expect(fired.length).toBeGreaterThan(0));
    fired.length = 0;
    devices.put('p', [aDevice('lamp', { uid: 'u1', name: 'A lamp', online: false })], 5);
    await eventually(() =>
      expect(fired.flat().map((node) => (node as TreeNode).id)).toContain('project/p/user/u1'),
    );
    expect(await names()).toEqual(['Bench', 'u1', 'A lamp', 'Hub', 'Door', 'u2', 'Attic']);
  });

  it('sorts many devices again at a pace, however many of them change', async () => {
    const { rows, viewOptions, devices, fired } = fakeTree();
    viewOptions.set({ sortBy: 'name' });
    const many = Array.from({ length: 20_000 }, (_, at) => aDevice(`d${at}`, { uid: 'u9' }));
    devices.put('p', many, 5);
    await rows();
    // Their number is drawn first: a project that is drawn whole has its users drawn along.
    await eventually(() => expect(fired.flat().map((node) => node?.id)).toContain('project/p'));
    fired.length = 0;
    const holders = () => fired.flat().filter((node) => node?.id === 'project/p/user/u1').length;
    for (let at = 0; at < 5; at++) {
      devices.put('p', [aDevice('lamp', { uid: 'u1', name: `A lamp ${at}`, online: false })], 6 + at);
      await new Promise((resolve) => void setTimeout(resolve, 120));
    }
    expect(holders()).toBe(0);
    await eventually(() => expect(holders()).toBe(1));
  });

  it.each(['none', 'product'] as const)(
    'finds a row among very many without making all of them, grouped by %s',
    async (groupBy) => {
      const { tree, viewOptions, devices } = fakeTree();
      devices.put(
        'p',
        Array.from({ length: 20_000 }, (_, at) => aDevice(`d${at}`, { productId: `P${at % 3}` })),
        5,
      );
      viewOptions.set({ groupBy });
      const [project] = await tree.getChildren();
      await tree.getChildren(project);
      let made = 0;
      const { children } = RangeNode.prototype;
      const spy = vi.spyOn(RangeNode.prototype, 'children').mockImplementation(function (this: never) {
        made++;
        return children.call(this);
      });
      const found = await tree.deviceNode({ projectId: 'p', deviceId: 'd19990' });
      spy.mockRestore();
      expect(found?.id).toMatch(/\/d19990$/);
      expect(made).toBeLessThanOrEqual(3);
    },
  );

  it('says that more may exist where lists were not read, and reads them', async () => {
    const { tree, rows, viewOptions, own, signal } = fakeTree();
    viewOptions.set({ state: 'online' });
    await tree.getChildren((await tree.getChildren())[0]);
    expect(outline(await rows()).slice(1)).toEqual(['  More devices may exist | 2 users not read yet']);
    const rest = flat(await rows()).at(-1);
    expect(rest?.item.command).toMatchObject({ command: 'tuya.readRest', arguments: [{ projectId: 'p' }] });
    await own().readRest(byPerson(signal));
    expect(outline(await rows()).slice(1)).toEqual([
      '  u1 | 1 · 1 online',
      '    Hub | online',
      '  u2 | 1 · 1 online',
      '    Attic | online · Bulb',
    ]);
  });

  it('keeps the lists of a project, with those of their devices that pass the filter', async () => {
    const { rows, viewOptions, lists, tree } = fakeTree();
    const { id } = await lists.add('p', 'Mine', { kind: 'user', uid: 'u1' });
    await rows();
    viewOptions.set({ groupBy: 'category' });
    expect((await tree.listNode({ projectId: 'p', listId: id }))?.id).toBe(`project/p/list/${id}`);
    const list = async () => {
      const mine = (await rows())[0]?.rows.at(-1);
      expect(mine?.item.label).toBe('Mine');
      return outline(mine?.rows ?? []);
    };
    expect(await list()).toEqual(['Hub | online', 'Lamp | offline · Bulb']);
    viewOptions.set({ state: 'offline' });
    expect(await list()).toEqual(['Lamp | offline · Bulb']);
    viewOptions.set({ text: 'attic', state: undefined });
    expect(await list()).toEqual(['No device passes the filter | Click to clear it']);
  });

  it('says that a long list goes on, and reads its next part', async () => {
    const { cloud, rows, viewOptions, own, signal } = fakeTree({ uids: ['u1'] });
    cloud.users.set(
      'u1',
      Array.from({ length: 1_200 }, (_, at) => aDevice(`d${at}`, { uid: 'u1', online: at === 1_100 })),
    );
    await rows();
    viewOptions.set({ state: 'online' });
    expect(outline(await rows()).slice(1)).toEqual([
      '  No device passes the filter | Click to clear it',
      '  More devices may exist | 1 list has more',
    ]);
    await own().readRest(byPerson(signal));
    expect(outline(await rows()).slice(1)).toEqual(['  u1 | 1 · 1 online', '    Name d1100 | online']);
  });

  it('draws one row for one changed device, and all of a project where it stands elsewhere', async () => {
    const { rows, viewOptions, devices, fired } = fakeTree();
    await rows();
    viewOptions.set({ groupBy: 'product' });
    const lamp = flat(await rows()).find(({ node }) => node.id.endsWith('/device/lamp'));
    await eventually(() => expect(fired).toContain(undefined));
    fired.length = 0;
    const named = { uid: 'u1', category: 'dj', productName: 'Bulb', online: false };
    devices.put('p', [aDevice('lamp', { ...named, productId: 'L', name: 'New' })], 5);
    await eventually(() => expect(fired).toContainEqual([lamp?.node]));
    expect(fired.flat()).not.toContain(lamp?.node.parent);
    devices.put('p', [aDevice('lamp', { ...named, productId: 'X', name: 'New' })], 6);
    await eventually(() => expect(fired.flat().map((node) => (node as TreeNode).id)).toContain('project/p'));
  });

  it('finds the row of a device in its group, and none where the filter hides it', async () => {
    const { tree, rows, viewOptions } = fakeTree();
    await rows();
    viewOptions.set({ groupBy: 'category' });
    await rows();
    const door = await tree.deviceNode({ projectId: 'p', deviceId: 'door' });
    expect(door?.id).toBe('project/p/by/category/mcs/device/door');
    viewOptions.set({ state: 'online' });
    expect(await tree.deviceNode({ projectId: 'p', deviceId: 'door' })).toBeUndefined();
  });
});

describe('the view', () => {
  it('says what hides devices, and how they stand; without a project, nothing', async () => {
    const { core, viewOptions, projects } = fakeTree();
    const view: { message?: string | undefined } = {};
    const shown = showViewOptions(view, core, new ContextKeys());
    const keys = () => [
      workbench.contextKeys.get('tuya.filtered'),
      workbench.contextKeys.get('tuya.ordered'),
    ];
    expect(view.message).toBeUndefined();
    expect(keys()).toEqual([false, false]);
    viewOptions.set({ groupBy: 'none' });
    expect(view.message).toBe('Not grouped');
    expect(keys()).toEqual([false, true]);
    viewOptions.set({
      text: 'lamp',
      state: 'online',
      products: [{ key: 'L', name: 'Bulb' }],
      categories: [{ key: 'dj', name: 'dj' }],
      groupBy: 'home',
      sortBy: 'updated',
    });
    expect(view.message).toBe(
      'Filter: “lamp” · online only · Bulb · Light · Grouped by: Home · Sorted by: Last Update',
    );
    expect(keys()).toEqual([true, true]);
    await projects.remove('p');
    expect(view.message).toBeUndefined();
    shown.dispose();
  });
});
