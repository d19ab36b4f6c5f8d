import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { byPerson } from '../../support/asking.js';
import { eventually } from '../../support/eventually.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet, type aProject } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());
afterEach(() => vi.useRealTimers());

function fakeTree(fields: Partial<typeof aProject> = {}) {
  const fleet = aFleet(fields);
  const tree = aTree(fleet.core);
  const row = async (id: string) => {
    const item = flat(await tree.rows()).find(({ node }) => node.id === id)?.item;
    return [item?.description, item?.accessibilityInformation?.label];
  };
  return { ...fleet, ...tree, row };
}

const user = 'project/p/user/u1';

describe('a row that others stand below', () => {
  it('says how many devices are known below it, and how many of them are online', async () => {
    const { cloud, rows, row } = fakeTree({ uids: ['u1'] });
    cloud.project = [
      aDevice('a', { uid: 'u1', online: true }),
      aDevice('b', { uid: 'u1', online: false }),
      aDevice('nobodys', { online: true }),
    ];
    cloud.users.set('u1', cloud.project.slice(0, 2));
    await rows();
    expect(await row('project/p')).toEqual([
      '3 · 2 online · Central Europe',
      'Bench, cloud project, Central Europe, 3 devices, 2 online',
    ]);
    expect(await row(user)).toEqual(['2 · 1 online', 'u1, pinned user, 2 devices, 1 online']);
    expect(await row('project/p/unowned')).toEqual([
      '1 · 1 online',
      'Devices without a user, 1 device, 1 online',
    ]);
  });

  it('says what is known only, where not all of it was read', async () => {
    const { cloud, rows, row, own, signal } = fakeTree({ uids: ['u1'] });
    cloud.users.set(
      'u1',
      Array.from({ length: 1_234 }, (_, index) => aDevice(`d${index}`, { uid: 'u1', online: index < 20 })),
    );
    await rows();
    expect(await row(user)).toEqual(['900+ · 20 online', 'u1, pinned user, 900 devices and more, 20 online']);
    expect((await row('project/p'))[0]).toMatch(/^900\+ · 20 online/);
    const { more } = own().devicesOf('u1');
    if (more) await own().loadMore(more, byPerson(signal));
    expect((await row(user))[0]).toBe('1,234 · 20 online');
  });

  it('is drawn again once the last list was read, though that brought no device', async () => {
    const { cloud, own, signal, core } = fakeTree({ uids: ['u1', 'u2'] });
    cloud.users.set('u1', [aDevice('a', { uid: 'u1', online: true })]);
    const whole = (): boolean => own().isWhole({ kind: 'users', projectId: 'p' });
    const told: boolean[] = [];
    core.counts.onDidChange(({ isNumber }) => void (isNumber && told.push(whole())));
    await own().load({ kind: 'users', projectId: 'p' }, byPerson(signal));
    await own().load({ kind: 'owner', projectId: 'p', uid: 'u1' }, byPerson(signal));
    await eventually(() => expect(told.length).toBeGreaterThan(0));
    expect(whole()).toBe(false);
    await own().load({ kind: 'owner', projectId: 'p', uid: 'u2' }, byPerson(signal));
    expect(whole()).toBe(true);
    await eventually(() => expect(told.at(-1)).toBe(true));
  });

  it('calls no device offline whose state nobody told', async () => {
    const { cloud, rows, row } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('a', { uid: 'u1' })]);
    await rows();
    expect((await row(user))[0]).toBe('1');
  });

  it('counts a sub-device where its gateway stands', async () => {
    const { cloud, rows, row } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [aDevice('hub', { uid: 'u1', category: 'wg2', online: true })]);
    cloud.subDevices.set('hub', [aDevice('sensor', { sub: true, online: true })]);
    await rows();
    expect((await row(user))[0]).toBe('2 · 2 online');
  });

  it('counts a device no more that is gone, and none of a project that is', async () => {
    const { cloud, rows, row, devices, projects, counts } = fakeTree({ uids: ['u1'] });
    cloud.users.set('u1', [
      aDevice('a', { uid: 'u1', online: true }),
      aDevice('b', { uid: 'u1', online: true }),
    ]);
    await rows();
    devices.remove({ projectId: 'p', deviceId: 'a' });
    expect((await row(user))[0]).toBe('1 · 1 online');
    await projects.remove('p');
    expect(counts.ofProject('p').devices).toBe(0);
  });

  it('counts a device with the user it turns out to belong to', async () => {
    const { cloud, load, refresh, users, counts } = fakeTree();
    cloud.project = [aDevice('a', { uid: 'u1', online: true }), aDevice('b', { online: true })];
    await load(users);
    await eventually(() => expect(counts.ofOwner('p', 'u1').devices).toBe(1));
    cloud.project = [aDevice('a', { uid: 'u1', online: true }), aDevice('b', { uid: 'u1', online: true })];
    await refresh(users);
    await eventually(() => expect(counts.ofOwner('p', 'u1').devices).toBe(2));
    expect(counts.ofOwner('p', undefined).devices).toBe(0);
  });
});

describe('counts', () => {
  async function shown(devices: number) {
    const all = fakeTree({ uids: ['u1'] });
    all.cloud.users.set(
      'u1',
      Array.from({ length: devices }, (_, index) => aDevice(`d${index}`, { uid: 'u1', online: true })),
    );
    vi.useFakeTimers();
    await all.rows();
    await vi.advanceTimersByTimeAsync(60_000);
    all.fired.length = 0;
    const ids = () => all.fired.flat().map((node) => (node as TreeNode).id);
    return { ...all, ids };
  }

  it('follow a changed state after ten seconds, whatever else changes: one device is drawn at once', async () => {
    const { devices, ids } = await shown(30);
    devices.put('p', [aDevice('d3', { uid: 'u1', online: false })], 5);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(ids()).toEqual([`${user}/device/d3`]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(ids()).toEqual([`${user}/device/d3`, 'project/p']);
  });

  it('follow the more slowly the more rows would have to be drawn with them', async () => {
    const { devices, ids } = await shown(5_000);
    devices.remove({ projectId: 'p', deviceId: 'd7' });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ids()).not.toContain('project/p');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(ids()).toContain('project/p');
  });
});
