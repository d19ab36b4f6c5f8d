import { describe, expect, it, vi } from 'vitest';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';
import { byPerson } from '../../../support/asking.js';

const sub = { sub: true, uid: 'u1', nodeId: 'a4c138' } as const;
const own = { uid: 'u1' } as const;

describe('where devices stand', () => {
  it('puts sub-devices under the gateway that names them, and nowhere else', async () => {
    const { cloud, load, own: fleet, users, owner, devices } = aFleet();
    const hub = aDevice('hub', { ...own, category: 'wg2' });
    const sensor = aDevice('sensor', sub);
    cloud.project = [hub, sensor];
    cloud.users.set('u1', [hub, sensor, aDevice('lamp', own)]);
    cloud.subDevices.set('hub', [sensor]);
    await load(users);
    await load(owner('u1'));
    expect(fleet().devicesOf('u1')).toMatchObject({ devices: ['hub', 'lamp'], unplaced: [] });
    expect(fleet().subDevicesOf('hub').devices).toEqual(['sensor']);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'hub' })).toBe(true);
    expect(cloud.taken()).toEqual(['list', 'user u1', 'sub hub']);
  });

  it('asks nobody where the device names its gateway', async () => {
    const { cloud, load, own: fleet, owner, devices } = aFleet();
    cloud.users.set('u1', [aDevice('box', own), aDevice('sensor', { ...sub, gatewayId: 'box' })]);
    await load(owner('u1'));
    expect(fleet().devicesOf('u1').devices).toEqual(['box']);
    expect(fleet().subDevicesOf('box').devices).toEqual(['sensor']);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'box' })).toBe(true);
    expect(cloud.taken()).toEqual(['user u1']);
  });

  it('finds a hub of an unlisted category: by the shared key, then by the home, then among the rest', async () => {
    const { cloud, load, own: fleet, owner, devices } = aFleet();
    const sensor = aDevice('sensor', { ...sub, localKey: 'k', ownerId: 'home' });
    cloud.users.set('u1', [
      aDevice('rest', { ...own, category: 'xx' }),
      aDevice('neighbour', { ...own, category: 'xx', ownerId: 'home' }),
      aDevice('sameKey', { ...own, category: 'xx', localKey: 'k' }),
      aDevice('listed', { ...own, category: 'wg2' }),
      sensor,
    ]);
    cloud.subDevices.set('rest', [sensor]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1', 'sub listed', 'sub sameKey', 'sub neighbour', 'sub rest']);
    expect(fleet().subDevicesOf('rest').devices).toEqual(['sensor']);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'rest' })).toBe(true);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'neighbour' })).toBe(false);
  });

  it.each(['wg2', 'zigbee', 'wfcon', 'wnykq'])(
    'asks a %s first though it calls itself a sub-device',
    async (category) => {
      const { cloud, load, own: fleet, owner, gateway, devices } = aFleet();
      const hub = aDevice('hub', {
        ...own,
        sub: true,
        category,
        localKey: 'k',
        ip: '203.0.113.9',
        status: [],
      });
      const sensors = ['s1', 's2'].map((id) => aDevice(id, { ...sub, category: 'wsdcg', localKey: 'k' }));
      const plugs = Array.from({ length: 25 }, (_, index) =>
        aDevice(`plug${index}`, { ...own, category: 'cz' }),
      );
      cloud.users.set('u1', [...sensors, ...plugs, hub]);
      cloud.subDevices.set('hub', sensors);
      await load(owner('u1'));
      expect(cloud.taken()).toEqual(['user u1', 'sub hub']);
      const view = fleet().devicesOf('u1');
      expect(view.devices).toContain('hub');
      expect(view.unplaced).toEqual([]);
      await load(gateway('hub'));
      expect(fleet().subDevicesOf('hub').devices).toEqual(['s1', 's2']);
      expect(devices.isGateway({ projectId: 'p', deviceId: 'hub' })).toBe(true);
    },
  );

  it('puts a hub under the hub that names it, though both call themselves sub-devices', async () => {
    const { cloud, load, own: fleet, owner, gateway } = aFleet();
    const [main, second] = ['main', 'second'].map((id) => aDevice(id, { ...sub, category: 'wg2' }));
    if (!main || !second) throw new Error('no hubs');
    const sensor = aDevice('sensor', sub);
    cloud.users.set('u1', [main, second, sensor]);
    cloud.subDevices.set('main', [second]);
    cloud.subDevices.set('second', [sensor]);
    await load(owner('u1'));
    await load(gateway('main'));
    expect(fleet().devicesOf('u1')).toMatchObject({ devices: ['main'], unplaced: [] });
    expect(fleet().subDevicesOf('main').devices).toEqual(['second']);
    expect(fleet().subDevicesOf('second').devices).toEqual(['sensor']);
  });

  it('asks hubs only for remotes, which have neither an address behind a gateway nor a key', async () => {
    const { cloud, load, own: fleet, owner } = aFleet();
    const remote = aDevice('remote', { ...own, sub: true, category: 'qt', status: [] });
    const plugs = ['p1', 'p2'].map((id) => aDevice(id, { ...own, category: 'cz', ownerId: 'home' }));
    cloud.users.set('u1', [...plugs, remote, aDevice('hub', { ...own, category: 'wg2' })]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1', 'sub hub']);
    expect(fleet().devicesOf('u1').unplaced).toEqual(['remote']);
    expect(fleet().devicesOf('u1').unplacedMore).toBeUndefined();
  });

  it('goes on among the rest for sensors, and no longer than for them', async () => {
    const { cloud, load, own: fleet, owner } = aFleet();
    const remote = aDevice('remote', { ...own, sub: true, category: 'infrared_tv' });
    const sensor = aDevice('sensor', sub);
    const boxes = Array.from({ length: 9 }, (_, index) => aDevice(`box${index}`, { ...own, category: 'xx' }));
    cloud.users.set('u1', [remote, sensor, ...boxes]);
    cloud.subDevices.set('box1', [sensor]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1', 'sub box0', 'sub box1', 'sub box2', 'sub box3']);
    expect(fleet().devicesOf('u1').unplaced).toEqual(['remote']);
  });

  it('asks no further once every sub-device has its place', async () => {
    const { cloud, load, owner } = aFleet();
    const sensor = aDevice('sensor', sub);
    cloud.users.set('u1', [
      aDevice('hub', { ...own, category: 'wg2' }),
      ...['a', 'b', 'c'].map((id) => aDevice(id, { ...own, category: 'xx' })),
      sensor,
    ]);
    cloud.subDevices.set('hub', [sensor]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1', 'sub hub']);
  });

  it('keeps to the limit of questions, says so, and goes on when asked', async () => {
    const { cloud, load, own: fleet, owner, signal } = aFleet({}, 3);
    const sensor = aDevice('sensor', sub);
    const boxes = Array.from({ length: 8 }, (_, index) => aDevice(`box${index}`, { ...own, category: 'xx' }));
    cloud.users.set('u1', [...boxes, sensor]);
    cloud.subDevices.set('box5', [sensor]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1', 'sub box0', 'sub box1', 'sub box2']);
    const view = fleet().devicesOf('u1');
    expect(view.unplaced).toEqual(['sensor']);
    expect(view.unplacedMore).toMatchObject({ of: 'gateways', read: 3 });
    if (view.unplacedMore) await fleet().loadMore(view.unplacedMore, byPerson(signal));
    expect(cloud.taken()).toEqual(['sub box3', 'sub box4', 'sub box5']);
    expect(fleet().devicesOf('u1').unplaced).toEqual([]);
    expect(fleet().subDevicesOf('box5').devices).toEqual(['sensor']);
  });

  it('shows sub-devices that only the gateway names', async () => {
    const { cloud, load, own: fleet, owner, gateway, devices } = aFleet();
    cloud.users.set('u1', [aDevice('hub', { ...own, category: 'wg2' })]);
    cloud.subDevices.set('hub', [aDevice('ghost')]);
    await load(owner('u1'));
    expect(cloud.taken()).toEqual(['user u1']);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'hub' })).toBe(true);
    await load(gateway('hub'));
    await load(gateway('hub'));
    expect(cloud.taken()).toEqual(['sub hub']);
    expect(fleet().subDevicesOf('hub').devices).toEqual(['ghost']);
  });

  it('shows a shared device once: under its own user where that one is in the tree', async () => {
    const { cloud, load, own: fleet, users, owner } = aFleet();
    const shared = aDevice('shared', own);
    cloud.project = [shared, aDevice('other', { uid: 'u2' })];
    cloud.users.set('u1', [shared]);
    cloud.users.set('u2', [aDevice('other', { uid: 'u2' }), shared]);
    await load(users);
    await load(owner('u2'));
    await load(owner('u1'));
    expect(fleet().devicesOf('u1').devices).toEqual(['shared']);
    expect(fleet().devicesOf('u2').devices).toEqual(['other']);
  });

  it('shows a device of an unknown user under the first user whose list names it', async () => {
    const { cloud, load, own: fleet, owner } = aFleet({ uids: ['u1', 'u2'] });
    const guest = aDevice('guest', { uid: 'stranger' });
    cloud.users.set('u1', [guest]);
    cloud.users.set('u2', [guest]);
    await load(owner('u1'));
    await load(owner('u2'));
    expect(fleet().devicesOf('u1').devices).toEqual(['guest']);
    expect(fleet().devicesOf('u2').devices).toEqual([]);
  });

  it('shows a device that only another user’s list names under its own user', async () => {
    const { cloud, load, own: fleet, owner } = aFleet({ uids: ['u1', 'u2'] });
    cloud.users.set('u2', [aDevice('lent', own)]);
    await load(owner('u1'));
    await load(owner('u2'));
    expect(fleet().devicesOf('u1').devices).toEqual(['lent']);
    expect(fleet().devicesOf('u2').devices).toEqual([]);
  });

  it('keeps a sub-device under one of two gateways that both claim it', async () => {
    const { cloud, load, own: fleet, owner, gateway } = aFleet();
    cloud.users.set(
      'u1',
      ['g1', 'g2'].map((id) => aDevice(id, { ...own, category: 'wg2' })),
    );
    for (const id of ['g1', 'g2']) cloud.subDevices.set(id, [aDevice('sensor', sub)]);
    await load(owner('u1'));
    await load(gateway('g1'));
    await load(gateway('g2'));
    const places = ['g1', 'g2'].filter((id) => fleet().subDevicesOf(id).devices.includes('sensor'));
    expect(places).toHaveLength(1);
  });

  it('survives gateways that name themselves or each other', async () => {
    const { cloud, load, own: fleet, owner, gateway } = aFleet();
    cloud.users.set(
      'u1',
      ['g1', 'g2'].map((id) => aDevice(id, { ...own, category: 'wg2' })),
    );
    cloud.subDevices.set('g1', [aDevice('g1'), aDevice('g2')]);
    cloud.subDevices.set('g2', [aDevice('g1')]);
    await load(owner('u1'));
    await load(gateway('g1'));
    await load(gateway('g2'));
    expect(fleet().devicesOf('u1').devices).toEqual(['g1']);
    expect(fleet().subDevicesOf('g1').devices).toEqual(['g2']);
    expect(fleet().subDevicesOf('g2').devices).toEqual([]);
  });

  it('does not lose a sub-device whose named gateway is nowhere in the tree', async () => {
    const { cloud, load, own: fleet, owner } = aFleet();
    cloud.users.set('u1', [aDevice('sensor', { ...sub, gatewayId: 'elsewhere' })]);
    await load(owner('u1'));
    expect(fleet().devicesOf('u1')).toMatchObject({ devices: [], unplaced: ['sensor'] });
  });

  it('stops looking when the cloud falls silent, and says why', async () => {
    const { cloud, load, own: fleet, owner } = aFleet();
    const boxes = Array.from({ length: 9 }, (_, index) => aDevice(`box${index}`, own));
    cloud.users.set('u1', [...boxes, aDevice('sensor', sub)]);
    const silent = refusal('timeout');
    cloud.failures.set('sub box1', silent);
    await load(owner('u1'));
    expect(cloud.taken()).toHaveLength(5);
    expect(fleet().devicesOf('u1').unplacedNotes).toMatchObject([{ kind: 'failed', error: silent }]);
  });

  it('goes on past a device that has no sub-devices to speak of', async () => {
    const { cloud, load, own: fleet, owner, devices } = aFleet();
    const sensor = aDevice('sensor', sub);
    cloud.users.set('u1', [aDevice('plug', own), aDevice('box', own), sensor]);
    cloud.failures.set('sub plug', refusal('unsupported', 2009));
    cloud.subDevices.set('box', [sensor]);
    await load(owner('u1'));
    expect(fleet().subDevicesOf('box').devices).toEqual(['sensor']);
    expect(devices.isGateway({ projectId: 'p', deviceId: 'plug' })).toBe(false);
  });

  it('says under a gateway why its list failed', async () => {
    const { cloud, load, own: fleet, owner, gateway } = aFleet();
    cloud.users.set('u1', [aDevice('hub', { ...own, category: 'wg2' })]);
    const error = refusal('permission', 1106);
    cloud.failures.set('sub hub', error);
    await load(owner('u1'));
    await load(gateway('hub'));
    expect(fleet().subDevicesOf('hub')).toMatchObject({
      devices: [],
      notes: [{ kind: 'failed', error, hint: false }],
    });
  });
});

describe('many users', () => {
  it('cost each other nothing: where one user’s devices stand is found without going through all others', async () => {
    const { cloud, load, own: fleet, owner, devices } = aFleet();
    const uids = Array.from({ length: 150 }, (_, index) => `u${index}`);
    for (const uid of uids) {
      const list = Array.from({ length: 10 }, (_, index) => aDevice(`${uid}-${index}`, { uid }));
      cloud.users.set(uid, list);
      await load(owner(uid));
    }
    const lookups = vi.spyOn(devices, 'device');
    expect(fleet().devicesOf('u149').devices).toHaveLength(10);
    expect(lookups.mock.calls.length).toBeLessThan(100);
  });

  it('get their devices from the lists of others too, also where that is learned later', async () => {
    const { cloud, load, own: fleet, owner, devices } = aFleet({ uids: ['u1', 'u2'] });
    cloud.users.set('u1', [aDevice('shared', { uid: 'u2' }), aDevice('unknown')]);
    await load(owner('u1'));
    await load(owner('u2'));
    expect(fleet().devicesOf('u1').devices).toEqual(['unknown']);
    expect(fleet().devicesOf('u2').devices).toEqual(['shared']);
    devices.put('p', [aDevice('unknown', { uid: 'u2' })], 5);
    expect(fleet().devicesOf('u1').devices).toEqual([]);
    expect(fleet().devicesOf('u2').devices).toEqual(['shared', 'unknown']);
  });
});
