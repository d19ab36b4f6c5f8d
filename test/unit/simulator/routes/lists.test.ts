import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';
import type { SimulatorCaller } from '../../../support/simulatorSigner.js';

interface Device {
  id: string;
  uid: string;
  active_time: number;
  product_id: string;
}
interface Page {
  devices: Device[];
  total: number;
  last_id: string;
}
type Query = Record<string, string | number>;

const list = (caller: SimulatorCaller, query: Query): Promise<Page> =>
  caller.result<Page>('GET', '/v1.0/devices', { query });

describe('the project’s device list', () => {
  it.each([1, 7, 100])('reads every device once by page number, %i a page', async (pageSize) => {
    const { caller, cloud } = simulatorSetup({ devices: 130 });
    const ids: string[] = [];
    for (let pageNo = 1; ; pageNo++) {
      const page = await list(caller, { page_no: pageNo, page_size: pageSize });
      expect(page.total).toBe(130);
      if (page.devices.length === 0) break;
      ids.push(...page.devices.map(({ id }) => id));
    }
    expect(ids).toEqual(cloud.truth.deviceIds());
  });

  it.each([1, 7, 100])('reads every device once by last_id, %i a page', async (pageSize) => {
    const { caller, cloud } = simulatorSetup({ devices: 130 });
    const ids: string[] = [];
    let page = await list(caller, { page_no: 1, page_size: pageSize });
    while (page.devices.length > 0 && ids.length < 1000) {
      ids.push(...page.devices.map(({ id }) => id));
      page = await list(caller, { last_id: page.last_id, page_size: pageSize });
    }
    expect(ids).toEqual(cloud.truth.deviceIds());
    expect(page).toMatchObject({ devices: [], last_id: '', total: 130 });
  });

  it('can be narrowed by schema, product, ids and time of activation', async () => {
    const { caller, cloud, idOf } = simulatorSetup({ devices: 300 });
    const page = { page_no: 1, page_size: 100 };
    const everything = cloud.truth.deviceIds().map((id) => cloud.truth.device(id) as unknown as Device);
    const [socket] = everything.filter(({ id }) => id === idOf('socket'));
    if (!socket) throw new Error('no socket');

    const ofApp = await list(caller, { ...page, schema: cloud.credentials.schema });
    expect(ofApp.total).toBeLessThan(300);
    expect(ofApp.devices.map(({ uid }) => uid)).not.toContain(cloud.credentials.uids[2]);

    const ofProduct = await list(caller, { ...page, product_id: socket.product_id });
    expect(ofProduct.total).toBe(
      everything.filter((device) => device.product_id === socket.product_id).length,
    );
    expect(await list(caller, { ...page, product_id: 'none' })).toMatchObject({ total: 0 });

    const named = await list(caller, { ...page, device_ids: `${idOf('scale')},bf0,${socket.id}` });
    expect(named.devices.map(({ id }) => id)).toEqual([idOf('scale'), socket.id]);
    const last = { page_size: 1, device_ids: `${socket.id},${idOf('scale')}`, last_id: '1500000006' };
    expect((await list(caller, last)).devices.map(({ id }) => id)).toEqual([socket.id]);

    const window = { start_time: socket.active_time - 864_000, end_time: socket.active_time + 864_000 };
    const ofTime = await list(caller, { ...page, ...window });
    const inWindow = everything.filter(
      (d) => d.active_time >= window.start_time && d.active_time <= window.end_time,
    );
    expect(ofTime.devices.map(({ id }) => id)).toEqual(inWindow.map(({ id }) => id));
  });

  const refusals: [Query, number][] = [
    [{}, 1100],
    [{ page_no: 1 }, 1100],
    [{ page_size: 20 }, 1100],
    [{ page_no: 0, page_size: 20 }, 1101],
    [{ page_no: 1, page_size: 101 }, 1101],
    [{ page_no: 'x', page_size: 20 }, 1109],
    [{ last_id: 'nonsense', page_size: 20 }, 1109],
    [{ page_no: 1, page_size: 20, schema: 'other' }, 2017],
    [{ page_no: 1, page_size: 20, start_time: 1_700_000_000, end_time: 1_702_592_001 }, 1101],
    [{ page_no: 1, page_size: 20, start_time: 1_700_000_001, end_time: 1_700_000_000 }, 1101],
    [{ page_no: 1, page_size: 20, start_time: 1_700_000_000_000, end_time: 1_700_000_000_001 }, 1109],
    [{ page_no: 1, page_size: 20, device_ids: Array.from({ length: 21 }, (_, at) => `a${at}`).join() }, 1101],
  ];
  it.each(refusals)('refuses %j with %i', async (query, code) => {
    const { caller } = simulatorSetup();
    expect(await caller.code('GET', '/v1.0/devices', { query })).toBe(code);
  });
});

describe('a user’s device list', () => {
  it('is a bare array of all devices, or a page of them', async () => {
    const { caller, cloud } = simulatorSetup({ devices: 400 });
    for (const uid of cloud.credentials.uids) {
      const all = await caller.result<Device[]>('GET', `/v1.0/users/${uid}/devices`);
      const ids: string[] = [];
      for (let pageNo = 1; ; pageNo++) {
        const query = { page_no: pageNo, page_size: 7 };
        const page = await caller.result<Device[]>('GET', `/v1.0/users/${uid}/devices`, { query });
        if (page.length === 0) break;
        ids.push(...page.map(({ id }) => id));
      }
      expect(ids).toEqual(all.map(({ id }) => id));
    }
  });

  it('holds every device once among its owners’, and shared ones with those they are shared with', async () => {
    const { caller, cloud } = simulatorSetup({ devices: 400 });
    const owned: string[] = [];
    let received = 0;
    for (const uid of cloud.credentials.uids) {
      const path = `/v1.0/users/${uid}/devices`;
      const home = await caller.result<Device[]>('GET', path, { query: { from: 'home' } });
      const sharing = await caller.result<Device[]>('GET', path, { query: { from: 'sharing' } });
      const both = await caller.result<Device[]>('GET', path);
      expect(both).toHaveLength(home.length + sharing.length);
      for (const device of home) expect(device.uid).toBe(uid);
      for (const device of sharing) expect(device.uid).not.toBe(uid);
      owned.push(...home.map(({ id }) => id));
      received += sharing.length;
    }
    expect(owned.sort()).toEqual(cloud.truth.deviceIds().sort());
    expect(received).toBeGreaterThan(1);
  });

  it('is refused for a user of another project, and for values the page does not name', async () => {
    const { caller, cloud } = simulatorSetup();
    const path = `/v1.0/users/${cloud.credentials.uids[0]}/devices`;
    expect(await caller.code('GET', '/v1.0/users/ay1540000000000abcdefg/devices')).toBe(1106);
    expect(await caller.code('GET', path, { query: { from: 'work' } })).toBe(1109);
    expect(await caller.code('GET', path, { query: { page_no: 1, page_size: 101 } })).toBe(1101);
  });

  it('is empty for a user without devices', async () => {
    const { caller, cloud } = simulatorSetup();
    expect(await caller.result('GET', `/v1.0/users/${cloud.credentials.uids[3]}/devices`)).toEqual([]);
  });
});

describe('the app’s users', () => {
  it('come in pages, every one once', async () => {
    const { caller, cloud } = simulatorSetup({ devices: 1000 });
    const uids: string[] = [];
    for (let pageNo = 1, more = true; more; pageNo++) {
      const page = await caller.result<{ list: { uid: string }[]; has_more: boolean; total: number }>(
        'GET',
        `/v1.0/apps/${cloud.credentials.schema}/users`,
        { query: { page_no: pageNo, page_size: 9 } },
      );
      uids.push(...page.list.map(({ uid }) => uid));
      more = page.has_more;
      expect(page.total).toBe(cloud.credentials.uids.length - 1);
    }
    // The third account was linked from Tuya's own app.
    expect(uids).toEqual(cloud.credentials.uids.filter((_, at) => at !== 2));
  });

  it('are refused for an unknown schema and without a page', async () => {
    const { caller, cloud } = simulatorSetup();
    expect(await caller.code('GET', '/v1.0/apps/other/users', { query: { page_no: 1, page_size: 9 } })).toBe(
      2017,
    );
    expect(await caller.code('GET', `/v1.0/apps/${cloud.credentials.schema}/users`)).toBe(1100);
  });

  it('are told by v2.0 only if they are new, unless a time is named', async () => {
    const { caller, cloud } = simulatorSetup();
    const path = `/v2.0/apps/${cloud.credentials.schema}/users`;
    const page = { page_no: 1, page_size: 50 };
    expect(await caller.result('GET', path, { query: page })).toMatchObject({ total: 0 });
    const created = Math.floor(Number(cloud.credentials.uids[0]?.slice(2, 15)) / 1000);
    const window = { start_time: created - 86_400, end_time: created + 86_400 };
    expect(await caller.result('GET', path, { query: { ...page, ...window } })).toMatchObject({ total: 1 });
  });
});
