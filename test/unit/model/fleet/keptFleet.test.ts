import { describe, expect, it } from 'vitest';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import { KeptFleet } from '../../../../src/model/fleet/keptFleet.js';
import { restoredFleet } from '../../../../src/model/fleet/restoredFleet.js';
import { saveFleet } from '../../../../src/model/fleet/saveFleet.js';
import type { Device } from '../../../../src/tuya/results.js';
import { soaked } from '../../../support/soak.js';
import { strangeDevices } from '../../../support/strangeDevices.js';

const live = new AbortController().signal;

interface Lists {
  readonly listed?: readonly string[];
  readonly owners?: Readonly<Record<string, readonly string[]>>;
  readonly gateways?: Readonly<Record<string, readonly string[]>>;
  readonly users?: readonly (readonly [string, string])[];
}

function textOf(devices: readonly Device[], { listed, owners = {}, gateways = {}, users }: Lists): string {
  const store = new DeviceStore();
  for (const [at, device] of devices.entries()) store.put('p', [device], 1_000 + at);
  const list = (keys: readonly string[] | undefined) => ({
    keys: new Set(keys),
    at: keys && 5,
    total: keys?.length,
    unread: { from: 3, until: 9 },
  });
  const names = new Map(users);
  const pieces = saveFleet({
    account: 'whose',
    deviceList: list(listed),
    users: users && { schema: 's', keys: new Set(names.keys()), at: 6, total: undefined, unread: {} },
    nameOf: (uid) => names.get(uid),
    owners: Object.entries(owners).map(([uid, ids]) => ({ uid, list: list(ids) })),
    lookedAt: ['u1', ''],
    gateways: Object.keys(gateways).map((id) => ({ id, at: 7 })),
    device: (deviceId) => store.device({ projectId: 'p', deviceId }),
    subDevicesOf: (id) => gateways[id] ?? [],
  });
  return [...(pieces ?? [])].join('');
}

async function read(text: string, store = new DeviceStore()) {
  const kept = KeptFleet.of(text);
  const lists = kept && (await restoredFleet(kept, store.taker('p'), live));
  return { store, lists, devices: [...store.knownOf('p').values()] };
}

const bare = (id: string, fields: Partial<Device> = {}): Device => ({ id, status: [], extra: {}, ...fields });

describe('a kept fleet', () => {
  it.each(Array.from({ length: soaked(40, 3) }, (_, seed) => seed))(
    'comes back as it was, without what signs in or reaches a device (seed %i)',
    async (seed) => {
      const devices = [...new Map([...strangeDevices(seed, 1_200)].map((one) => [one.id, one])).values()];
      const ids = devices.map(({ id }) => id);
      const mixed = ids.toSorted();
      const gateways = { [ids[3] ?? '']: ids.slice(20, 40), [ids[4] ?? '']: [] };
      const given = { listed: ids, owners: { u1: mixed, u2: [], __proto__x: ids.slice(5) }, gateways };
      const { store, lists } = await read(textOf(devices, given));
      for (const [at, device] of devices.entries()) {
        const { name, uid, category, productId, productName, sub, online, updateTime, gatewayId } = device;
        const kept = Object.fromEntries(
          Object.entries({ name, uid, category, productId, productName, gatewayId })
            .filter(([, text]) => text)
            .map(([field, text]) => [field, text?.slice(0, 10_000)]),
        );
        const states = Object.fromEntries(
          Object.entries({ sub, online, updateTime: updateTime === -5 ? undefined : updateTime }).filter(
            ([, state]) => state !== undefined,
          ),
        );
        expect(store.device({ projectId: 'p', deviceId: device.id })).toEqual({
          value: { id: device.id, status: [], extra: {}, ...kept, ...states },
          at: 1_000 + at,
          slim: true,
        });
      }
      expect([...(lists?.deviceList?.keys ?? [])]).toEqual(ids);
      expect(lists?.deviceList).toMatchObject({ at: 5, total: ids.length, unread: { from: 3, until: 9 } });
      expect(lists?.lookedAt).toEqual(['u1', '']);
      for (const [uid, keys] of Object.entries(given.owners))
        expect([...(lists?.owners.get(uid)?.keys ?? [])]).toEqual(keys);
      for (const [id, subDevices] of Object.entries(gateways))
        expect(lists?.gateways.get(id)).toEqual({ at: 7, subDevices });
    },
  );

  it('doesn’t say which pages are unread of a list whose devices aren’t all in it', async () => {
    const { lists } = await read(textOf([bare('a')], { listed: ['a', 'gone'], owners: { u: ['a'] } }));
    expect([...(lists?.deviceList?.keys ?? [])]).toEqual(['a']);
    expect(lists?.deviceList?.unread).toBeUndefined();
    expect(lists?.owners.get('u')?.unread).toEqual({ from: 3, until: 9 });
    const long = 'i'.repeat(300);
    const other = await read(textOf([bare('a'), bare(long)], { listed: ['a', long] }));
    expect(other.lists?.deviceList?.unread).toBeUndefined();
  });

  it('has the users of an app with their names', async () => {
    const users = Array.from({ length: 1_300 }, (_, at) => [`u${at}`, at % 3 ? `Name ${at}` : ''] as const);
    const { lists } = await read(textOf([], { users }));
    expect([...(lists?.users?.keys ?? [])]).toEqual(users.map(([uid]) => uid));
    expect([...(lists?.users?.names ?? [])]).toEqual(users.filter(([, name]) => name));
    expect(lists?.users).toMatchObject({ schema: 's', at: 6 });
  });

  it('is none where nothing was read', () => {
    expect(textOf([bare('a')], {})).toBe('');
  });

  it('takes 80 bytes for a device, however many there are', () => {
    const count = 20_000;
    const devices = Array.from({ length: count }, (_, at) =>
      bare(`bf${at.toString(16).padStart(18, '0')}`, {
        name: `Living room lamp ${at}`,
        uid: `eu15${(at % 500).toString().padStart(16, '0')}`,
        category: 'dj',
        productId: `keyp${at % 50}`.padEnd(16, 'x'),
        productName: `Smart lamp of series ${at % 50}`,
        online: true,
        updateTime: 1_700_000_000_000 + at * 1000,
      }),
    );
    expect(textOf(devices, { listed: devices.map(({ id }) => id) }).length / count).toBeLessThan(80);
  });

  it('doesn’t replace what was read meanwhile', async () => {
    const store = new DeviceStore();
    store.put('p', [bare('a', { name: 'New' })], 9);
    await read(textOf([bare('a', { name: 'Old' }), bare('b')], { listed: ['a', 'b'] }), store);
    expect(store.device({ projectId: 'p', deviceId: 'a' })).toMatchObject({ at: 9, value: { name: 'New' } });
    expect(store.device({ projectId: 'p', deviceId: 'b' })?.slim).toBe(true);
  });

  it('puts sub-devices under the gateways they name', async () => {
    const devices = [bare('gw', { category: 'wg2' }), bare('sub', { sub: true, gatewayId: 'gw' })];
    const { store } = await read(textOf(devices, { listed: ['gw', 'sub'] }));
    expect(store.gatewayOf({ projectId: 'p', deviceId: 'sub' })).toBe('gw');
    expect(store.subDevicesOf({ projectId: 'p', deviceId: 'gw' })).toEqual(['sub']);
  });

  it('is cut short by whoever needs it no more', async () => {
    const devices = Array.from({ length: 30_000 }, (_, at) => bare(`d${at}`));
    const kept = KeptFleet.of(textOf(devices, { listed: devices.map(({ id }) => id) }));
    const controller = new AbortController();
    let parts = 0;
    const reading =
      kept &&
      restoredFleet(
        kept,
        () => {
          if (++parts === 2) controller.abort();
          // Its slice of time is over with this.
          const end = performance.now() + 6;
          while (performance.now() < end);
        },
        controller.signal,
      );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(parts).toBe(2);
  });

  const good = textOf([bare('a', { name: 'A', uid: 'u' }), bare('b', { gatewayId: 'a' })], {
    listed: ['a', 'b'],
    owners: { u: ['a'] },
  });

  it.each([
    ['"ids":["a","b"]', '"ids":["a"]'],
    ['"ids":["a","b"]', '"ids":["a",5]'],
    ['"ids":["a","b"]', `"ids":["a","${'b'.repeat(300)}"]`],
    ['"names":["A",""]', '"names":["A",null]'],
    ['"names":["A",""]', '"names":"AB"'],
    ['"states":[0,0]', '"states":[0]'],
    ['"states":[0,0]', '"states":[0,"1"]'],
    ['"gateways":[[1,2]]', '"gateways":[[1]]'],
    ['"gateways":[[1,2]]', '"gateways":[1,2]'],
    ['"at":1000', '"at":-1'],
    ['"at":1000', '"at":1e300'],
    ['"after":[0,1]', '"after":[0,1e300]'],
    ['"after":[0,1]', '"after":[0,-1001]'],
    ['"listed":[0,2]', '"listed":[0]'],
    ['"listed":[0,2]', '"listed":["0",2]'],
    ['"uid":"u"', '"uid":""'],
    ['{"listed"', '{listed'],
    ['{"end":true}', '{"end":false}'],
  ])('with %s as %s is none', async (part, bad) => {
    expect(good).toContain(part);
    expect((await read(good)).lists).toBeDefined();
    expect((await read(good.replace(part, bad))).lists).toBeUndefined();
  });

  it.each([
    ['"listed":[0,2]', '"listed":[0,1e9]'],
    ['"listed":[0,2]', '"listed":[-3,7,1.5,2]'],
    ['"listed":[0,2]', '"listed":[-9e15,9000000000000002]'],
    ['"users":[1,0]', '"users":[77,-1]'],
    ['"gateways":[[1,2]]', '"gateways":[[900,2],[1,900]]'],
  ])('with %s as %s has nothing that isn’t in it', async (part, bad) => {
    expect(good).toContain(part);
    const { lists, devices } = await read(good.replace(part, bad));
    expect(devices.map(({ value }) => value.id)).toEqual(['a', 'b']);
    for (const id of lists?.deviceList?.keys ?? []) expect(['a', 'b']).toContain(id);
  });
});
