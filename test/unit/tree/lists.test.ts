import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TreeDrag } from '../../../src/tree/treeDrag.js';
import { aDevice, refusal } from '../../support/fakeFleetCloud.js';
import { aFleet, type aProject } from '../../support/fleetSetup.js';
import { aTree, flat, outline } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';
import { byPerson } from '../../support/asking.js';

beforeEach(() => workbench.reset());
afterEach(() => vi.useRealTimers());

function listTree(fields: Partial<typeof aProject> = {}) {
  const fleet = aFleet(fields);
  const { cloud } = fleet;
  cloud.project = [aDevice('d1', { uid: 'u1', online: true })];
  cloud.users.set('u1', cloud.project);
  return { ...fleet, ...aTree(fleet.core) };
}

const ofUser = { kind: 'user', uid: 'u1' } as const;

describe('a kept list', () => {
  it('stands under its project after the users, and is read when it is opened', async () => {
    const { tree, item, lists, cloud } = listTree();
    await lists.add('p', 'Mine $(flame)', ofUser);
    const [project] = await tree.getChildren();
    const rows = await tree.getChildren(project);
    expect(rows.map((node) => item(node).contextValue)).toEqual(['user', 'list']);
    const list = rows[1];
    if (!list) throw new Error('There is no list.');
    expect(item(list)).toMatchObject({ label: 'Mine $ (flame)', collapsibleState: 1, description: '' });
    cloud.taken();
    const [device] = await tree.getChildren(list);
    expect(cloud.taken()).toHaveLength(1);
    expect(device && item(device)).toMatchObject({ label: 'Name d1', contextValue: 'device.online' });
    expect(item(list).description).toMatch(/^1 device, as of /);
    await tree.getChildren(list);
    expect(cloud.taken()).toEqual([]);
  });

  it('says why it could not be read, and keeps what it had', async () => {
    const { rows, lists, deviceLists, cloud } = listTree();
    const { id } = await lists.add('p', 'Mine', ofUser);
    await rows();
    cloud.failures.set('user u1', refusal('permission', 1106));
    await deviceLists.of({ projectId: 'p', listId: id })?.refresh(byPerson());
    const text = outline(await rows()).slice(-3);
    expect(text[0]).toMatch(/^ {2}Mine \| 1 device, as of/);
    expect(text[1]).toMatch(/^ {4}As of .* – could not refresh \| The cloud project has no permission.*1106/);
    expect(text[2]).toMatch(/^ {4}Name d1/);
  });

  it('shows a gateway as one row, for its sub-devices are in the list or aren’t meant', async () => {
    const { rows, lists, cloud } = listTree();
    cloud.project = [aDevice('gw', { uid: 'u1', category: 'wg2' }), aDevice('s1', { uid: 'u1', sub: true })];
    cloud.users.set('u1', cloud.project);
    cloud.subDevices.set('gw', [aDevice('s1', { sub: true })]);
    await lists.add('p', 'Mine', ofUser);
    const list = flat(await rows()).find(({ item }) => item.contextValue === 'list');
    expect(outline(list?.rows ?? [])).toEqual([
      'Name gw | state unknown · Gateway',
      'Name s1 | state unknown',
    ]);
    expect(list?.rows[0]?.item).toMatchObject({
      collapsibleState: 0,
      command: { command: 'tuya.openDetails' },
    });
  });

  it('that is empty says so', async () => {
    const { rows, lists, cloud } = listTree();
    cloud.users.set('u2', []);
    await lists.add('p', 'Nobody', { kind: 'user', uid: 'u2' });
    expect(outline(await rows()).at(-1)).toBe('    No devices | No device matches this list');
  });

  it('redraws its row when it is read, and the project when it is renamed or removed', async () => {
    vi.useFakeTimers();
    const { tree, rows, fired, lists, deviceLists } = listTree();
    const { id } = await lists.add('p', 'Mine', ofUser);
    const all = flat(await rows());
    const list = all.find(({ item }) => item.contextValue === 'list')?.node;
    await vi.advanceTimersByTimeAsync(500);
    fired.length = 0;
    await deviceLists.of({ projectId: 'p', listId: id })?.refresh(byPerson());
    await vi.advanceTimersByTimeAsync(500);
    expect(fired).toEqual([[list]]);
    await lists.rename('p', id, 'Ours');
    await vi.advanceTimersByTimeAsync(500);
    expect(fired).toHaveLength(2);
    expect(outline(await rows()).some((row) => row.includes('Ours'))).toBe(true);
    await lists.remove('p', id);
    expect(outline(await rows()).some((row) => row.includes('Ours'))).toBe(false);
    tree.dispose();
  });

  it('that was just made is told to VS Code before it is revealed', async () => {
    const { tree, rows, fired, lists } = listTree();
    const [project] = await rows();
    const { id } = await lists.add('p', 'Mine', ofUser);
    const node = await tree.listNode({ projectId: 'p', listId: id });
    expect(fired).toEqual([[project?.node]]);
    expect(node && tree.getParent(node)).toBe(project?.node);
  });
});

describe('a protected project', () => {
  it('says so on its row, and its devices offer no change', async () => {
    const { rows } = listTree({ isProtected: true });
    const all = flat(await rows());
    expect(all[0]?.item).toMatchObject({
      contextValue: 'project.cloud.protected',
      iconPath: { id: 'lock' },
      accessibilityInformation: { label: expect.stringMatching(/, protected$/) as string },
    });
    expect(all.find(({ item }) => item.label === 'Name d1')?.item.contextValue).toBe(
      'device.online.protected',
    );
  });
});

describe('a device', () => {
  it('that is deleted leaves its place, whose row is redrawn', async () => {
    const { rows, fired, devices, cloud, item, tree } = listTree();
    cloud.users.set('u1', [aDevice('d1'), aDevice('d2')]);
    const user = flat(await rows()).find(({ item: row }) => row.contextValue === 'user')?.node;
    fired.length = 0;
    devices.remove({ projectId: 'p', deviceId: 'd1' });
    await expect.poll(() => fired).toEqual([[user]]);
    expect((await tree.getChildren(user)).map((node) => item(node).label)).toEqual(['Name d2']);
  });

  it('is found where it stands, and not in a kept list', async () => {
    const { tree, lists } = listTree();
    await lists.add('p', 'Mine', ofUser);
    const node = await tree.deviceNode({ projectId: 'p', deviceId: 'd1' });
    expect(node?.id).toBe('project/p/user/u1/device/d1');
    expect(await tree.deviceNode({ projectId: 'p', deviceId: 'nobody' })).toBeUndefined();
    expect(await tree.deviceNode({ projectId: 'nowhere', deviceId: 'd1' })).toBeUndefined();
  });

  it('that is dragged leaves its id, with others of the selection, each once', async () => {
    const { rows, cloud } = listTree();
    cloud.users.set('u1', [aDevice('d1'), aDevice('d2')]);
    const nodes = flat(await rows()).map(({ node }) => node);
    const data = new Map<string, { value: unknown }>();
    new TreeDrag(() => Promise.resolve()).handleDrag([...nodes, ...nodes], data as never);
    expect(data.get('text/plain')?.value).toBe('d1\nd2');
  });
});

describe('projects', () => {
  it('that are dropped on each other come into that order, and last where there is none', async () => {
    const { projects, tree } = listTree();
    const { id: second } = await projects.add({
      name: 'Second',
      kind: 'demo',
      endpoint: 'https://demo.invalid',
      accessId: '',
      uids: [],
    });
    const moves: unknown[] = [];
    const drag = new TreeDrag((...move) => Promise.resolve(void moves.push(move)));
    const [first, other] = await tree.getChildren();
    const data = new Map<string, { value: unknown }>();
    drag.handleDrag(other ? [other] : [], data as never);
    await drag.handleDrop(first, data as never);
    await drag.handleDrop(undefined, data as never);
    await drag.handleDrop((await tree.getChildren(first))[0], data as never);
    await drag.handleDrop(first, new Map() as never);
    expect(moves).toEqual([
      [second, 'p'],
      [second, undefined],
    ]);
  });

  it('that are used in this workspace open first and say so', async () => {
    const { core, projects, tree, item } = listTree();
    await projects.add({
      name: 'Second',
      kind: 'demo',
      endpoint: 'https://demo.invalid',
      accessId: '',
      uids: [],
    });
    const rows = async () =>
      (await tree.getChildren())
        .map(item)
        .map(({ description, collapsibleState }) => [description, collapsibleState]);
    expect(await rows()).toEqual([
      ['Central Europe', 2],
      ['runs on this computer', 2],
    ]);
    await core.workspaceProject.use('p');
    expect(await rows()).toEqual([
      ['used here · Central Europe', 2],
      ['runs on this computer', 1],
    ]);
    await projects.remove('p');
    expect(await rows()).toEqual([['runs on this computer', 2]]);
  });
});
