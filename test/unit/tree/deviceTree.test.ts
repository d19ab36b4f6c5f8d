import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLogger } from '../../../src/base/logger.js';
import { createCore } from '../../../src/app/core.js';
import { maxChildren } from '../../../src/tree/nodes/chunks.js';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { eventually } from '../../support/eventually.js';
import { aDevice, refusal } from '../../support/fakeFleetCloud.js';
import { aFleet, type aProject } from '../../support/fleetSetup.js';
import { MemoryFiles, MemoryState, MemoryVault, noLogSettings } from '../../support/storage.js';
import { tempFolder } from '../../support/tempFolder.js';
import { aTree, flat, outline } from '../../support/treeSetup.js';
import { workbench, type MarkdownString } from '../../support/vscodeShim.js';
import { byPerson } from '../../support/asking.js';

beforeEach(() => workbench.reset());
afterEach(() => vi.useRealTimers());

function fakeTree(fields: Partial<typeof aProject> = {}, limit?: number) {
  const fleet = aFleet(fields, limit);
  return { ...fleet, ...aTree(fleet.core) };
}

describe('the tree of the demo', () => {
  it('shows users, devices and sub-devices, each device once', async () => {
    const core = createCore({
      state: new MemoryState(),
      vault: new MemoryVault(),
      files: new MemoryFiles(),
      workspaceState: new MemoryState(),
      log: silentLogger,
      newId: () => 'demo',
      searchLimit: () => 20,
      storageFolder: tempFolder(),
      logSettings: noLogSettings,
    });
    const { rows } = aTree(core);
    expect(await rows()).toEqual([]);
    await core.setup.addDemo('Demo project');
    const all = flat(await rows());
    expect(all[0]?.item).toMatchObject({
      label: 'Demo project',
      contextValue: 'project.demo',
      collapsibleState: 2,
    });
    const hub = all.find(({ item }) => item.label === 'Hub Diele');
    expect(hub?.item).toMatchObject({
      description: 'Wired Zigbee Gateway',
      contextValue: 'device.online.gateway',
      collapsibleState: 2,
      accessibilityInformation: { label: 'Hub Diele, online, Wired Zigbee Gateway, gateway, sub-devices: 4' },
    });
    expect(hub?.rows.map(({ item }) => item.contextValue)).toEqual(Array(4).fill('device.online.sub'));
    const ids = all.flatMap(({ node }) => ('deviceId' in node ? [node.deviceId] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(15);
    expect(new Set(all.map(({ item }) => item.id)).size).toBe(all.length);
    await core.dispose();
  });
});

describe('rows', () => {
  it('stay the same objects with the same ids through refreshes', async () => {
    const { cloud, rows, refresh, users } = fakeTree();
    cloud.project = [aDevice('d1', { uid: 'u1' })];
    cloud.users.set('u1', cloud.project);
    const before = flat(await rows());
    await refresh(users);
    const after = flat(await rows());
    expect(after.map(({ node }) => node)).toEqual(before.map(({ node }) => node));
    expect(after.every(({ node }, index) => node === before[index]?.node)).toBe(true);
    expect(before.map(({ item }) => item.id)).toEqual([
      'project/p',
      'project/p/user/u1',
      'project/p/user/u1/device/d1',
    ]);
  });

  it.each([
    ['$(flame) hot', '$ (flame) hot'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['line\nbreak\u001b[31m', 'line break[31m'],
    ['\u200b\u2066 ', 'd1'],
    ['', 'd1'],
    ['x'.repeat(5_000), `${'x'.repeat(119)}…`],
    ['خانه\u200cها', 'خانه\u200cها'],
  ])('show names as plain text: %j', async (name, label) => {
    const { cloud, rows } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1', name })]);
    expect(flat(await rows()).at(-1)?.item.label).toBe(label);
  });

  it('have a tooltip only when asked, escaped and without commands', async () => {
    const { cloud, rows, tree, item } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1', name: '[x](command:evil) <img>', ip: '10.0.0.1' })]);
    const row = flat(await rows()).at(-1);
    expect(row?.item.tooltip).toBeUndefined();
    const resolved = row && tree.resolveTreeItem(item(row.node) as never, row.node);
    const tooltip = resolved?.tooltip as unknown as MarkdownString;
    expect(tooltip.isTrusted).not.toBe(true);
    expect(tooltip.value).toContain(String.raw`\[x\] \(command\:evil\) \<img\>`);
    expect(tooltip.value).toContain(String.raw`10\.0\.0\.1`);
  });

  it('have a tooltip though a time in it is none', async () => {
    const { cloud, rows, tree, item } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1', updateTime: 9e15 })]);
    const row = flat(await rows()).at(-1);
    const resolved = row && tree.resolveTreeItem(item(row.node) as never, row.node);
    expect(resolved?.tooltip).toMatchObject({ value: expect.stringContaining('9000000000000000') as string });
  });

  it.each(['\u3164', '\u2800', '\u00ad\u115f', '\ufe0f', '\u3164\u200d\u3164', '\u{e0041}', '\u034f \u180e'])(
    'are called by their id where the name shows nothing: %j',
    async (name) => {
      const { cloud, rows } = fakeTree({ uids: ['u1'] });
      cloud.users.set('u1', [aDevice('d1', { uid: 'u1', name })]);
      expect(flat(await rows()).at(-1)?.item.label).toBe('d1');
    },
  );

  it('tell in the tooltip what a narrow view cuts off', async () => {
    const { cloud, rows, tree, item } = fakeTree({ schema: 'app' });
    cloud.appUsers = [{ uid: 'eu1699959', username: 'mila' } as never];
    const tooltips = flat(await rows()).map(
      ({ node }) => tree.resolveTreeItem(item(node) as never, node).tooltip,
    );
    expect(tooltips.slice(0, 2)).toEqual(['Bench · Central Europe', 'mila · eu1699959']);
  });

  it('open details on a click, those of gateways too', async () => {
    const { cloud, rows } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [
      aDevice('hub', { uid: 'u1', category: 'wg2' }),
      aDevice('lamp', { uid: 'u1', online: false }),
    ]);
    const [hub, lamp] = flat(await rows()).filter(({ node }) => 'deviceId' in node);
    expect(hub?.item).toMatchObject({
      collapsibleState: 1,
      contextValue: 'device.unknown.gateway',
      command: { command: 'tuya.openDetails', arguments: [{ projectId: 'p', deviceId: 'hub' }] },
    });
    expect(lamp?.item).toMatchObject({
      collapsibleState: 0,
      contextValue: 'device.offline',
      command: { command: 'tuya.openDetails', arguments: [{ projectId: 'p', deviceId: 'lamp' }] },
    });
  });

  it('say in words why something is missing, and offer what helps', async () => {
    const { cloud, rows } = fakeTree();
    cloud.failures.set('list', refusal('credentials', 1004));
    const [project] = await rows();
    const note = project?.rows[0]?.item;
    expect(note).toMatchObject({
      label: 'The project’s device list could not be read',
      description:
        'The cloud refused the keys: the signature made with the Access Secret is wrong. (code 1004)',
      command: { command: 'tuya.editProject' },
    });
    expect(note?.accessibilityInformation?.label).toContain('Click to edit the project.');
  });

  it('name a device that is shown without a field of its own', async () => {
    const { cloud, rows } = fakeTree({ uids: ['u1'] });
    const unread = [{ field: 'online', problem: 'can’t be this text' }];
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1', name: 'Lamp $(x)', unread })]);
    expect(outline(await rows()).slice(2)).toEqual([
      '    1 entry was read in part | ‘Lamp $ (x)’: online could not be read',
      '    Lamp $ (x) | state unknown',
    ]);
  });

  it('keep the last state with its age when the cloud falls silent', async () => {
    const { cloud, rows, refresh, owner } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1' })]);
    await rows();
    cloud.failures.set('user u1', refusal('timeout'));
    await refresh(owner('u1'));
    const lines = outline(await rows());
    expect(lines[2]).toMatch(
      /^ {4}As of 1 Jan 1970, .* – could not refresh \| The cloud didn’t answer in time\.$/,
    );
    expect(lines[3]).toContain('Name d1');
  });

  it('of an empty project lead to adding a user id', async () => {
    const { rows } = fakeTree();
    const [project] = await rows();
    expect(project?.rows[0]?.item).toMatchObject({
      label: 'No users known',
      command: { command: 'tuya.whyEmpty' },
    });
  });
});

describe('groups and set-aside entries', () => {
  it('show sub-devices whose gateway nobody knows, and what may still find it', async () => {
    const { cloud, rows } = fakeTree({ uids: ['u1'] }, 1);
    cloud.users.set('u1', [
      aDevice('a', { uid: 'u1' }),
      aDevice('b', { uid: 'u1' }),
      aDevice('lost', { uid: 'u1', sub: true, nodeId: 'a4c138' }),
    ]);
    expect(outline(await rows()).slice(4)).toEqual([
      '    Sub-devices without a known gateway | 1',
      '      Name lost | state unknown',
      '      Find their gateways | 1 devices asked, 1 call each',
    ]);
  });

  it('show devices that belong to nobody', async () => {
    const { cloud, rows } = fakeTree();
    cloud.project = [aDevice('stray')];
    expect(outline(await rows()).slice(1)).toEqual([
      '  Devices without a user',
      '    Name stray | state unknown',
    ]);
  });

  it('show a damaged project beside the good ones', async () => {
    const { rows, projects, fired, tree } = fakeTree();
    const [before] = await tree.getChildren();
    expect(before).toBeDefined();
    expect(fired).toEqual([]);
    const state = new MemoryState(new Map([['projects', [{ name: 'Old $(x)' }, projects.get('p')]]]));
    const core = createCore({
      state,
      vault: new MemoryVault(),
      files: new MemoryFiles(),
      workspaceState: new MemoryState(),
      log: silentLogger,
      newId: () => 'x',
      searchLimit: () => 0,
      storageFolder: tempFolder(),
      logSettings: noLogSettings,
    });
    const [damaged] = await aTree(core).tree.getChildren();
    expect(damaged?.item()).toMatchObject({
      label: 'Old $ (x)',
      contextValue: 'damaged',
      command: { command: 'tuya.forgetDamagedProject' },
    });
    expect(await rows()).toHaveLength(1);
    await core.dispose();
  });
});

describe('a large fleet', () => {
  it('never has more children than the limit under a parent, and reads on when asked', async () => {
    const { cloud, tree, own, signal } = fakeTree({ uids: ['u1'] });
    cloud.users.set(
      'u1',
      Array.from({ length: 3_456 }, (_, index) => aDevice(`d${index}`, { uid: 'u1' })),
    );
    const [project] = await tree.getChildren();
    const [user] = await tree.getChildren(project);
    let children = await tree.getChildren(user);
    // So many rows, one that holds the rest of what was read, and the one that reads on.
    expect(children).toHaveLength(102);
    for (let more = own().devicesOf('u1').more; more; more = own().devicesOf('u1').more) {
      await own().loadMore(more, byPerson(signal));
      children = await tree.getChildren(user);
      expect(children.length).toBeLessThanOrEqual(maxChildren);
    }
    const [rest] = children.slice(-1);
    expect(rest?.item().label).toBe('101 to 3,456');
    const ranges = await tree.getChildren(rest);
    expect(ranges.map((node) => node.item().label)).toEqual([
      '101 to 1,000',
      '1,001 to 2,000',
      '2,001 to 3,000',
      '3,001 to 3,456',
    ]);
    const counts = await Promise.all(ranges.map(async (node) => (await tree.getChildren(node)).length));
    expect(Math.max(...counts)).toBeLessThanOrEqual(maxChildren);
    expect(counts.reduce((sum, count) => sum + count, 100)).toBe(3_456);
  });
});

describe('changes', () => {
  async function shown() {
    const all = fakeTree({ uids: ['u1'] });
    const listed = Array.from({ length: 30 }, (_, index) =>
      aDevice(`d${index}`, { uid: 'u1', online: true }),
    );
    all.cloud.users.set('u1', listed);
    vi.useFakeTimers();
    const rows = flat(await all.rows());
    // Counts come a little later.
    await vi.advanceTimersByTimeAsync(5_000);
    all.fired.length = 0;
    const node = (id: string) => rows.find((row) => row.node.id.endsWith(`/device/${id}`))?.node;
    return { ...all, node };
  }

  it('redraw the changed device and nothing else', async () => {
    const { devices, fired, node } = await shown();
    devices.put('p', [aDevice('d3', { uid: 'u1', online: false })], 5);
    devices.put('p', [aDevice('d4', { uid: 'u1', online: true })], 5);
    await vi.advanceTimersByTimeAsync(500);
    expect(fired).toEqual([[node('d3')]]);
  });

  it('come together, at most ten times a second', async () => {
    const { devices, fired } = await shown();
    for (let at = 0; at < 1_000; at++) {
      devices.put('p', [aDevice(`d${at % 30}`, { uid: 'u1', online: at % 2 === 0, name: `n${at}` })], at);
      await vi.advanceTimersByTimeAsync(1);
    }
    await vi.advanceTimersByTimeAsync(500);
    expect(fired.length).toBeLessThanOrEqual(11);
    expect(fired.length).toBeGreaterThan(5);
  });

  it('of a whole list redraw its parent only', async () => {
    const { cloud, fired, refresh, owner } = await shown();
    cloud.users.set('u1', [aDevice('d1', { uid: 'u1', name: 'New name', online: true })]);
    await refresh(owner('u1'));
    await vi.advanceTimersByTimeAsync(500);
    expect(fired.flat().map((node) => (node as TreeNode).id)).toEqual(['project/p/user/u1']);
  });

  it('of the projects redraw the roots', async () => {
    const { projects, fired } = await shown();
    await projects.remove('p');
    await vi.advanceTimersByTimeAsync(500);
    expect(fired).toEqual([undefined]);
  });
});

describe('loading', () => {
  it('shows progress in the view, can be cancelled, and costs nothing when nothing is to be read', async () => {
    const { cloud, tree, activity } = fakeTree();
    let open = (): void => undefined;
    cloud.gate = new Promise((resolve) => (open = resolve));
    const [project] = await tree.getChildren();
    const loading = tree.getChildren(project);
    await eventually(() => expect(workbench.contextKeys.get('tuya.loading')).toBe(true));
    expect(workbench.progress).toEqual(['{"viewId":"tuya.devices"}']);
    activity.cancelAll();
    const [note] = await loading;
    expect(note && (tree.getTreeItem(note) as { label: string }).label).toBe('Loading was cancelled');
    expect(workbench.contextKeys.get('tuya.loading')).toBe(false);
    open();
    cloud.taken();
    await tree.getChildren(project);
    expect(cloud.taken()).toEqual([]);
    expect(workbench.progress).toHaveLength(1);
  });

  it('begins nothing more after a cancel: what stands below keeps its last state, and says so', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(50_000);
    const { cloud, rows, refresh, users, activity } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('hub', { uid: 'u1', category: 'wg2' })]);
    await rows();
    cloud.gate = new Promise(() => undefined);
    const refreshing = activity.run((signal) => refresh(users, signal));
    activity.cancelAll();
    await refreshing;
    cloud.taken();
    expect(outline(await rows())).toEqual([
      'Bench | Central Europe',
      expect.stringMatching(/^ {2}As of .* – refresh cancelled/),
      '  u1',
      expect.stringMatching(/^ {4}As of .* – refresh cancelled/),
      '    Name hub | state unknown · Gateway',
      expect.stringMatching(/^ {6}As of .* – refresh cancelled/),
    ]);
    expect(cloud.taken()).toEqual([]);
    now.mockReturnValue(60_000);
    cloud.gate = undefined;
    await refresh(users);
    await rows();
    expect(cloud.taken()).toEqual(['list', 'user u1', 'sub hub']);
  });
});
