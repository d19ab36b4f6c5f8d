import { describe, expect, it } from 'vitest';
import { DeviceSearch } from '../../../../src/model/search/deviceSearch.js';
import { byPerson } from '../../../support/asking.js';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';

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
