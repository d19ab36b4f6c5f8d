import { describe, expect, it } from 'vitest';
import { PagedList } from '../../../../src/model/fleet/pagedList.js';
import { DeviceSearch } from '../../../../src/model/search/deviceSearch.js';
import type { Device } from '../../../../src/tuya/results.js';
import { byPerson } from '../../../support/asking.js';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';
import { MemoryFiles } from '../../../support/storage.js';

const ref = (deviceId: string) => ({ projectId: 'p', deviceId });
const some = (count: number) => Array.from({ length: count }, (_, at) => aDevice(`d${at}`, { uid: 'u1' }));

/** A fleet that was read, and then `d0` left the project. */
async function withoutFirst(count = 3) {
  const all = aFleet();
  all.cloud.project = some(count);
  await all.load(all.users);
  await all.own().readAll(byPerson());
  all.cloud.project = all.cloud.project.slice(1);
  return { ...all, isKnown: (id: string) => all.devices.device(ref(id)) !== undefined };
}

describe('a device that is gone from the cloud', () => {
  it('is forgotten with the list that names it no more, and no search finds it', async () => {
    const { core, devices, refresh, users, isKnown, changes } = await withoutFirst();
    const search = new DeviceSearch({
      devices,
      projects: core.projects,
      factory: () => undefined,
      pause: () => Promise.resolve(),
    });
    expect((await search.find('d0')).total).toBe(1);
    const told: string[] = [];
    devices.onDidChange((refs) => told.push(...refs.map(({ deviceId }) => deviceId)));
    await refresh(users);
    expect(isKnown('d0')).toBe(false);
    expect(told).toContain('d0');
    expect((await search.find('d0')).total).toBe(0);
    expect((await search.find('name')).total).toBe(2);
    expect(changes).toContainEqual(users);
    search.dispose();
  });

  it('stays as long as a user’s own list names it', async () => {
    const { cloud, load, refresh, users, owner, isKnown } = await withoutFirst();
    cloud.users.set('u1', some(1));
    await load(owner('u1'));
    await refresh(owner('u1'));
    await refresh(users);
    expect(isKnown('d0')).toBe(true);
    cloud.users.set('u1', cloud.project);
    await refresh(owner('u1'));
    expect(isKnown('d0')).toBe(false);
    expect(isKnown('d1')).toBe(true);
  });

  it('is forgotten with some others at a time, so that the editor stays alive', async () => {
    const { cloud, devices, refresh, users } = await withoutFirst(800);
    const told: number[] = [];
    cloud.project = [];
    devices.onDidChange((refs) => told.push(refs.length));
    await refresh(users);
    expect(devices.knownOf('p').size).toBe(0);
    expect(told).toEqual([200, 200, 200, 200]);
  });

  it('stays until a long list was read to its end', async () => {
    const { own, refresh, users, isKnown, devices } = await withoutFirst(1_500);
    await refresh(users);
    expect(devices.knownOf('p').size).toBe(1_500);
    await refresh(users);
    await own().loadMore({ place: users, of: 'devices', read: 900 }, byPerson());
    expect(isKnown('d0')).toBe(false);
    expect(devices.knownOf('p').size).toBe(1_499);
  });

  it.each<readonly [string, (cloud: ReturnType<typeof aFleet>['cloud']) => void]>([
    ['the cloud counts more than it gives', (cloud) => (cloud.total = 3)],
    ['a page was answered without a list', (cloud) => (cloud.missingPages = new Set([1]))],
    ['the list can’t be read', (cloud) => cloud.failures.set('list', refusal('offline'))],
  ])('stays where %s', async (_why, spoil) => {
    const { cloud, refresh, users, isKnown } = await withoutFirst();
    spoil(cloud);
    await refresh(users);
    expect(isKnown('d0')).toBe(true);
  });

  it('stays behind a gateway that is there, until that one’s list names it no more', async () => {
    const all = aFleet();
    const { cloud, load, refresh, users, gateway, devices } = all;
    const hub = aDevice('hub', { uid: 'u1', category: 'wg2' });
    const subs = [aDevice('sub1', { uid: 'u1', sub: true }), aDevice('sub2', { uid: 'u1', sub: true })];
    cloud.project = [hub, ...subs];
    cloud.subDevices.set('hub', subs);
    await load(users);
    await load(gateway('hub'));
    cloud.project = [hub];
    await refresh(users);
    expect(devices.device(ref('sub1'))).toBeDefined();
    cloud.subDevices.set('hub', subs.slice(1));
    await refresh(gateway('hub'));
    expect(devices.device(ref('sub1'))).toBeUndefined();
    expect(devices.device(ref('sub2'))).toBeDefined();
  });

  it('goes though it said itself behind which gateway it is, once that one’s list doesn’t name it', async () => {
    const all = aFleet();
    const { cloud, load, refresh, users, gateway, devices, own } = all;
    const hub = aDevice('hub', { uid: 'u1', category: 'wg2' });
    const sub = aDevice('sub', { uid: 'u1', sub: true, gatewayId: 'hub' });
    const silent = aDevice('silent', { uid: 'u1', sub: true, gatewayId: 'hub' });
    cloud.project = [hub, sub, silent];
    cloud.subDevices.set('hub', [sub]);
    await load(users);
    await load(gateway('hub'));
    devices.put('p', [aDevice('looked-up', { sub: true, gatewayId: 'hub' })], 1);
    cloud.project = [hub];
    await refresh(users);
    expect(devices.device(ref('silent'))).toBeUndefined();
    expect(devices.device(ref('sub'))).toBeDefined();
    cloud.subDevices.set('hub', []);
    await refresh(gateway('hub'));
    expect(devices.device(ref('sub'))).toBeUndefined();
    expect(own().subDevicesOf('hub').devices).toEqual(['looked-up']);
  });

  it('stays where the answer for its gateway has no list', async () => {
    const { cloud, load, refresh, owner, own, gateway, devices } = aFleet({ uids: ['u1'] });
    const sub = aDevice('sub', { sub: true });
    cloud.users.set('u1', [aDevice('hub', { uid: 'u1', category: 'wg2' })]);
    cloud.subDevices.set('hub', [sub]);
    await load(owner('u1'));
    await load(gateway('hub'));
    const { subDevices } = cloud.client.devices;
    cloud.client.devices.subDevices = () =>
      Promise.resolve({ items: [], badRecords: [], isMissing: true as const });
    await refresh(gateway('hub'));
    expect(devices.device(ref('sub'))).toBeDefined();
    expect(own().subDevicesOf('hub').devices).toEqual(['sub']);
    cloud.client.devices.subDevices = subDevices;
    cloud.subDevices.set('hub', []);
    await refresh(gateway('hub'));
    expect(devices.device(ref('sub'))).toBeUndefined();
  });

  it('goes with the gateway whose list alone named it, also behind another one', async () => {
    const { cloud, load, refresh, users, gateway, devices } = aFleet();
    const router = aDevice('router', { category: 'wg2', sub: true });
    cloud.project = [aDevice('hub', { category: 'wg2' }), aDevice('lamp')];
    cloud.subDevices.set('hub', [router]);
    cloud.subDevices.set('router', [aDevice('sensor', { sub: true })]);
    await load(users);
    await load(gateway('hub'));
    await load(gateway('router'));
    devices.put('p', [aDevice('looked-up', { sub: true, gatewayId: 'hub' })], 1);
    expect([...devices.knownOf('p').keys()]).toEqual(['hub', 'lamp', 'router', 'sensor', 'looked-up']);
    cloud.project = [aDevice('lamp')];
    await refresh(users);
    expect([...devices.knownOf('p').keys()]).toEqual(['lamp', 'looked-up']);
  });

  it('goes with its user, whose own list nobody can have read again', async () => {
    const all = aFleet();
    const { cloud, load, refresh, users, owner, devices, counts } = all;
    cloud.project = [aDevice('d0', { uid: 'u1' }), aDevice('d1', { uid: 'u2' })];
    cloud.users.set('u1', [aDevice('d0', { uid: 'u1' }), aDevice('shared', { uid: 'stranger' })]);
    cloud.users.set('u2', [aDevice('d1', { uid: 'u2' })]);
    await load(users);
    await load(owner('u1'));
    await load(owner('u2'));
    cloud.project = cloud.project.slice(1);
    await refresh(users);
    expect(all.own().users().users).toEqual([{ uid: 'u2', pinned: false }]);
    expect([...devices.knownOf('p').keys()]).toEqual(['d1']);
    await counts.settled('p');
    expect(counts.ofProject('p').devices).toBe(1);
  });

  it('stays with a user whom a list that goes on hasn’t named yet', async () => {
    const { cloud, load, refresh, own, users, owner, devices } = aFleet();
    cloud.project = [...some(1_000), aDevice('last', { uid: 'u2' })];
    cloud.users.set('u2', [aDevice('last', { uid: 'u2' }), aDevice('shared', { uid: 'stranger' })]);
    await load(users);
    await own().readAll(byPerson());
    await refresh(owner('u2'));
    await refresh(users);
    expect(own().users().users).toEqual([{ uid: 'u1', pinned: false }]);
    expect(devices.device(ref('shared'))).toBeDefined();
    await own().readAll(byPerson());
    expect(
      own()
        .users()
        .users.map(({ uid }) => uid),
    ).toEqual(['u1', 'u2']);
    expect(own().devicesOf('u2').devices).toEqual(['last', 'shared']);
  });

  it('goes with a user who is no more among the app’s', async () => {
    const { cloud, load, refresh, users, owner, devices } = aFleet({ schema: 'app' });
    cloud.failures.set('list', refusal('permission'));
    cloud.appUsers = ['u1', 'u2'].map((uid) => ({ uid, extra: {} })) as unknown as typeof cloud.appUsers;
    cloud.users.set('u1', [aDevice('d0', { uid: 'u1' })]);
    cloud.users.set('u2', [aDevice('d1', { uid: 'u2' })]);
    await load(users);
    await load(owner('u1'));
    await load(owner('u2'));
    cloud.failures.set('users', refusal('network'));
    cloud.appUsers = cloud.appUsers.slice(1);
    await refresh(users);
    expect(devices.knownOf('p').size).toBe(2);
    cloud.failures.delete('users');
    await refresh(users);
    expect([...devices.knownOf('p').keys()]).toEqual(['d1']);
  });

  it('stays where another one went between two pages, and pulled it over the border', async () => {
    const { cloud, devices, load, refresh, users, own } = aFleet();
    const isKnown = (id: string): boolean => devices.device(ref(id)) !== undefined;
    cloud.project = some(150);
    await load(users);
    const { list } = cloud.client.devices;
    cloud.client.devices.list = async (query, signal) => {
      const page = await list(query, signal);
      cloud.project = cloud.project.filter(({ id }) => id !== 'd0');
      return page;
    };
    await refresh(users);
    expect(own().isPlaced('d100')).toBe(false);
    expect(isKnown('d100')).toBe(true);
    await refresh(users);
    expect([isKnown('d0'), isKnown('d100')]).toEqual([false, true]);
    expect(devices.knownOf('p').size).toBe(149);
  });

  it('stays where a user’s list is answered without a list, and goes where it is empty', async () => {
    const { cloud, load, refresh, owner, devices } = aFleet({ uids: ['u1'] });
    cloud.failures.set('list', refusal('permission'));
    cloud.users.set('u1', some(2));
    await load(owner('u1'));
    cloud.missingPages = new Set([1]);
    await refresh(owner('u1'));
    expect(devices.knownOf('p').size).toBe(2);
    cloud.missingPages = new Set();
    cloud.users.set('u1', []);
    await refresh(owner('u1'));
    expect(devices.knownOf('p').size).toBe(0);
  });

  it('goes though only a reading that failed half way had named it', async () => {
    const { cloud, refresh, load, users, devices } = aFleet();
    cloud.project = some(150);
    await load(users);
    cloud.project = [aDevice('new'), ...some(150)];
    cloud.failures.set('list #2', refusal('network'));
    await refresh(users);
    expect(devices.device(ref('new'))).toBeDefined();
    cloud.failures.clear();
    cloud.project = some(150);
    await refresh(users);
    expect(devices.device(ref('new'))).toBeUndefined();
    expect(devices.knownOf('p').size).toBe(150);
  });

  it('goes though an earlier window’s devices came while the list was being read', async () => {
    const first = await withoutFirst();
    const files = new MemoryFiles();
    await files.write('fleets/p.json', [...(first.fleet.kept('p') ?? [])].join(''));
    const { cloud, load, users, fleet, devices } = aFleet({}, 20, files);
    cloud.project = some(3).slice(1);
    let answer = (): void => undefined;
    cloud.gate = new Promise((resolve) => (answer = resolve));
    const loading = load(users);
    await fleet.restored('p');
    expect([...devices.knownOf('p').keys()]).toEqual(['d0', 'd1', 'd2']);
    answer();
    await loading;
    expect([...devices.knownOf('p').keys()]).toEqual(['d1', 'd2']);
  });

  it('stays as long as a list of the person’s own names it', async () => {
    const { cloud, lists, deviceLists, refresh, users, isKnown } = await withoutFirst();
    const { id: listId } = await lists.add('p', 'Mine', { kind: 'user', uid: 'u9' });
    cloud.users.set('u9', some(2));
    const list = deviceLists.of({ projectId: 'p', listId });
    await list?.refresh(byPerson());
    await refresh(users);
    expect(isKnown('d0')).toBe(true);
    expect(list?.state().ids).toEqual(['d0', 'd1']);
    cloud.users.set('u9', some(2).slice(1));
    await list?.refresh(byPerson());
    expect([isKnown('d0'), isKnown('d1')]).toEqual([false, true]);
    cloud.project = cloud.project.slice(1);
    await refresh(users);
    expect(isKnown('d1')).toBe(true);
    await lists.remove('p', listId);
    expect([isKnown('d1'), isKnown('d2')]).toEqual([false, true]);
  });

  it('is told of once, however often a list whose count is wrong was read', async () => {
    const heard: string[] = [];
    let [ids, total] = [['a', 'b', 'c'], 9];
    const list = new PagedList<Pick<Device, 'id' | 'name'>>({
      keyOf: ({ id }) => id,
      read: () => Promise.resolve({ items: ids.map((id) => ({ id })), badRecords: [], total }),
      onPage: () => undefined,
      onRenewed: (former) => Promise.resolve(void heard.push(...former)),
      now: () => 1,
    });
    for (let times = 0; times < 20; times++) {
      list.markStale();
      await list.load(byPerson());
    }
    expect(heard).toEqual([]);
    [ids, total] = [['b', 'c'], 2];
    list.markStale();
    await list.load(byPerson());
    expect(heard.toSorted()).toEqual(['a', 'b', 'c']);
  });

  it('stays where nobody has read a list that named it', async () => {
    const { devices, refresh, users } = await withoutFirst();
    devices.put('p', [aDevice('looked-up')], 1);
    await refresh(users);
    expect(devices.device(ref('looked-up'))).toBeDefined();
  });

  it('stays as long as somebody looks at it', async () => {
    const { devices, refresh, users, isKnown } = await withoutFirst();
    const [first, second] = [devices.hold(ref('d0')), devices.hold(ref('d0'))];
    const other = devices.hold(ref('d1'));
    await refresh(users);
    first.dispose();
    first.dispose();
    expect(isKnown('d0')).toBe(true);
    second.dispose();
    expect(isKnown('d0')).toBe(false);
    other.dispose();
    expect(isKnown('d1')).toBe(true);
  });

  it('stays for good where it came again while somebody looked at it', async () => {
    const { cloud, devices, refresh, users, isKnown } = await withoutFirst();
    const held = devices.hold(ref('d0'));
    await refresh(users);
    cloud.project = some(3);
    await refresh(users);
    held.dispose();
    expect(isKnown('d0')).toBe(true);
  });

  it('stays where its project began anew meanwhile', async () => {
    const { devices, refresh, users, isKnown } = await withoutFirst();
    const held = devices.hold(ref('d0'));
    await refresh(users);
    devices.drop('p');
    devices.put('p', [aDevice('d0')], 2);
    held.dispose();
    expect(isKnown('d0')).toBe(true);
  });
});
