import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Device {
  id: string;
  name: string;
  uid: string;
  online: boolean;
  sub: boolean;
  status: { code: string; value: unknown }[];
  update_time: number;
}

describe('a device', () => {
  it('has the fields real answers have, with their types', async () => {
    const { caller, idOf } = simulatorSetup();
    const socket = await caller.result<Record<string, unknown>>('GET', `/v1.0/devices/${idOf('socket')}`);
    const types = Object.fromEntries(Object.entries(socket).map(([key, value]) => [key, typeof value]));
    expect(types).toEqual({
      active_time: 'number',
      biz_type: 'number',
      category: 'string',
      create_time: 'number',
      icon: 'string',
      id: 'string',
      ip: 'string',
      lat: 'string',
      local_key: 'string',
      lon: 'string',
      model: 'string',
      name: 'string',
      online: 'boolean',
      owner_id: 'string',
      product_id: 'string',
      product_name: 'string',
      status: 'object',
      sub: 'boolean',
      time_zone: 'string',
      uid: 'string',
      update_time: 'number',
      uuid: 'string',
    });
    expect(String(socket['active_time'])).toHaveLength(10);
  });

  it('behind a gateway says so, but not behind which', async () => {
    const { caller, cloud, idOf } = simulatorSetup();
    const gateway = idOf('gateway');
    const subs = await caller.result<{ id: string; node_id: string }[]>(
      'GET',
      `/v1.0/devices/${gateway}/sub-devices`,
    );
    expect(subs.map(({ id }) => id)).toEqual(cloud.truth.subDeviceIds(gateway));
    expect(subs).toHaveLength(4);
    const detail = await caller.result<Record<string, unknown>>('GET', `/v1.0/devices/${subs[0]?.id}`);
    expect(detail).toMatchObject({ sub: true, ip: '', lat: '', node_id: subs[0]?.node_id });
    expect(detail).not.toHaveProperty('gateway_id');
    const gatewayDetail = await caller.result<Record<string, unknown>>('GET', `/v1.0/devices/${gateway}`);
    expect(gatewayDetail).toMatchObject({ sub: false, status: [] });
    expect(await caller.result('GET', `/v1.0/devices/${idOf('socket')}/sub-devices`)).toEqual([]);
  });

  it('that is not the project’s is refused on every path', async () => {
    const { caller } = simulatorSetup();
    const stranger = '/v1.0/devices/bf0000000000000000zzzz';
    const codes = await Promise.all([
      caller.code('GET', stranger),
      caller.code('PUT', stranger, { body: { name: 'a' } }),
      caller.code('DELETE', stranger),
      caller.code('PUT', `${stranger}/reset-factory`),
      caller.code('GET', `${stranger}/sub-devices`),
      caller.code('GET', `${stranger}/users`),
      caller.code('GET', `${stranger}/multiple-names`),
      caller.code('GET', `${stranger}/logs`, { query: { type: '7', end_time: 1_790_000_000_000 } }),
    ]);
    expect(new Set(codes)).toEqual(new Set([1106]));
  });

  it('shows its new name everywhere', async () => {
    const { caller, idOf, cloud } = simulatorSetup();
    const id = idOf('leak');
    const gateway = cloud.truth.gatewayOf(id) ?? '';
    const name = 'Keller – Wächter 🛠';
    expect(await caller.result('PUT', `/v1.0/devices/${id}`, { body: { name } })).toBe(true);
    const { uid } = await caller.result<Device>('GET', `/v1.0/devices/${id}`);
    const lists = await Promise.all([
      caller.result<Device[]>('GET', `/v1.0/users/${uid}/devices`),
      caller.result<Device[]>('GET', `/v1.0/devices/${gateway}/sub-devices`),
      caller.result<{ devices: Device[] }>('GET', '/v1.0/devices', { query: { page_no: 1, page_size: 100 } }),
    ]);
    const names = [lists[0], lists[1], lists[2].devices].map(
      (list) => list.find((device) => device.id === id)?.name,
    );
    expect(names).toEqual([name, name, name]);
  });

  it('cannot have the name of another device of its user', async () => {
    const { caller, idOf } = simulatorSetup();
    const { name } = await caller.result<Device>('GET', `/v1.0/devices/${idOf('strip')}`);
    expect(await caller.code('PUT', `/v1.0/devices/${idOf('scale')}`, { body: { name } })).toBe(2101);
    expect(await caller.code('PUT', `/v1.0/devices/${idOf('strip')}`, { body: { name } })).toBe(0);
    expect(await caller.code('PUT', `/v1.0/devices/${idOf('curtain')}`, { body: { name } })).toBe(0);
  });

  it('is gone everywhere once deleted, and a gateway takes its sub-devices along', async () => {
    const { caller, idOf, cloud } = simulatorSetup();
    const gateway = idOf('gateway');
    const [first = ''] = cloud.truth.subDeviceIds(gateway);
    const { uid } = await caller.result<Device>('GET', `/v1.0/devices/${gateway}`);
    const before = cloud.truth.deviceIds().length;
    expect(await caller.result('DELETE', `/v1.0/devices/${gateway}`)).toBe(true);
    expect(await caller.code('GET', `/v1.0/devices/${gateway}`)).toBe(2010);
    expect(await caller.code('GET', `/v1.0/devices/${first}`)).toBe(2010);
    const mine = await caller.result<Device[]>('GET', `/v1.0/users/${uid}/devices`);
    expect(mine.map(({ id }) => id)).not.toContain(gateway);
    const all = await caller.result<{ total: number }>('GET', '/v1.0/devices', {
      query: { page_no: 1, page_size: 1 },
    });
    expect(all.total).toBe(before - 5);
    expect(
      await caller.result('GET', '/v1.0/devices/factory-infos', { query: { device_ids: gateway } }),
    ).toEqual([]);
    expect(cloud.ledger.writes.map(({ operation }) => operation)).toEqual(['deleteDevice']);
  });

  it('that is restored to its factory state stays listed, offline, with the values it was made with', async () => {
    const { caller, clock, idOf, cloud } = simulatorSetup();
    const id = idOf('strip');
    await caller.result('PUT', `/v1.0/devices/${id}/multiple-name`, {
      body: { identifier: 'switch_1', name: 'Lamp' },
    });
    clock.advance(1000);
    expect(await caller.result('PUT', `/v1.0/devices/${id}/reset-factory`)).toBe(true);
    clock.advance(60_000);
    const device = await caller.result<Device>('GET', `/v1.0/devices/${id}`);
    expect(device.online).toBe(false);
    expect(device.status.filter(({ value }) => value !== false && value !== 0)).toEqual([]);
    const outlets = await caller.result<{ name: string }[]>('GET', `/v1.0/devices/${id}/multiple-names`);
    expect(outlets[0]?.name).toBe('Socket 1');
    expect(
      cloud.truth
        .log(id)
        .slice(0, 2)
        .map(({ type }) => type),
    ).toEqual([2, 4]);
    expect(await caller.code('PUT', `/v1.0/devices/${id}/reset-factory`)).toBe(2001);
  });

  it('goes offline with its gateway, but keeps its values', async () => {
    const { caller, clock, cloud, idOf } = simulatorSetup();
    const id = idOf('climate');
    const before = cloud.truth.device(id);
    await caller.result('PUT', `/v1.0/devices/${idOf('gateway')}/reset-factory`);
    clock.advance(3_600_000);
    expect(before).toMatchObject({ online: true });
    expect(cloud.truth.device(id)).toMatchObject({ online: false, status: before?.['status'] });
  });

  it('that is offline cannot be restored', async () => {
    const { caller, idOf } = simulatorSetup();
    expect(await caller.code('PUT', `/v1.0/devices/${idOf('speaker')}/reset-factory`)).toBe(2001);
  });

  it('has factory data; ids of others are left out', async () => {
    const { caller, idOf } = simulatorSetup();
    const query = { device_ids: `${idOf('leak')},bf00,${idOf('socket')}` };
    const infos = await caller.result<Record<string, string>[]>('GET', '/v1.0/devices/factory-infos', {
      query,
    });
    expect(infos.map(({ id }) => id)).toEqual([idOf('leak'), idOf('socket')]);
    expect(infos[0]?.['mac']).toMatch(/^([0-9a-f]{2}:){7}[0-9a-f]{2}$/);
    expect(infos[1]?.['mac']).toMatch(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    const ids = Array.from({ length: 51 }, (_, at) => `bf${at}`);
    const codeOf = (device_ids: string): Promise<number> =>
      caller.code('GET', '/v1.0/devices/factory-infos', { query: { device_ids } });
    expect(await codeOf(ids.slice(1).join())).toBe(0);
    expect(await codeOf(ids.join())).toBe(1101);
    expect(await caller.code('GET', '/v1.0/devices/factory-infos')).toBe(1100);
  });

  it('shows new values as time passes, the ones its log tells', () => {
    const { clock, cloud, idOf } = simulatorSetup();
    // The busiest log would take most of the time and tell nothing more.
    const ids = cloud.truth.deviceIds().filter((id) => id !== idOf('bench'));
    for (let step = 0; step < 3; step++) {
      for (const id of ids) {
        const device = cloud.truth.device(id) as unknown as Device;
        const newest = new Map<string, string>();
        for (const { code, value, type } of cloud.truth.log(id)) {
          if (type === 7 && code !== undefined && !newest.has(code)) newest.set(code, value ?? '');
        }
        const status = new Map(
          device.status.map(({ code, value }) => [
            code,
            typeof value === 'string' ? value : JSON.stringify(value),
          ]),
        );
        for (const [code, value] of newest) expect([id, code, status.get(code)]).toEqual([id, code, value]);
      }
      clock.advance(17_231_003);
    }
  });
});
