import { TuyaContext } from '@tuya/tuya-connector-nodejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloud, type Cloud } from '../../../../src/simulator/cloud/cloud.js';
import { startServer, type RunningServer } from '../../../../src/simulator/http/server.js';

let cloud: Cloud;
let server: RunningServer;
let tuya: TuyaContext;
const idOf = (product: string): string => cloud.truth.devicesOfProduct(product)[0] ?? '';

/** A cloud for the tests of one group, and the SDK that asks it. */
function startCloud(): void {
  beforeAll(async () => {
    cloud = createCloud();
    server = await startServer(cloud, { port: 0 });
    const { accessId, accessSecret } = cloud.credentials;
    tuya = new TuyaContext({ baseUrl: server.origin, accessKey: accessId, secretKey: accessSecret });
  });
  afterAll(() => server.close());
}

/** What Tuya's own SDK makes of the simulator: it signs by itself and sends `{}` where there is no body. */
describe('Tuya’s own SDK', () => {
  startCloud();

  it('reads a device', async () => {
    const id = idOf('bulb');
    const answer = await tuya.request({ method: 'GET', path: `/v1.0/devices/${id}` });
    expect(answer).toMatchObject({ success: true, result: { id, name: 'Bedroom Lamp 卧室灯 🌙' } });
  });

  it('reads a user’s devices and the project’s', async () => {
    const [uid] = cloud.credentials.uids;
    const mine = await tuya.request({
      method: 'GET',
      path: `/v1.0/users/${uid}/devices`,
      query: { from: 'home' },
    });
    expect(mine).toMatchObject({ success: true });
    expect(mine.result).toHaveLength(8);
    const all = await tuya.request({
      method: 'GET',
      path: '/v1.0/devices',
      query: { page_size: 3, page_no: 1 },
    });
    expect(all).toMatchObject({ success: true, result: { total: 22 } });
  });

  it('renames a device', async () => {
    const id = idOf('bulb');
    const answer = await tuya.request({
      method: 'PUT',
      path: `/v1.0/devices/${id}`,
      body: { name: 'Lampe é 灯' },
    });
    expect(answer).toMatchObject({ success: true, result: true });
    expect(cloud.truth.device(id)).toMatchObject({ name: 'Lampe é 灯' });
  });

  it('reads logs, page by page', async () => {
    const path = `/v1.0/devices/${idOf('socket')}/logs`;
    const query = { type: '1,2,7', start_time: 0, end_time: Date.now(), size: 20 };
    interface Page {
      logs: { event_time: number }[];
      next_row_key: string;
    }
    const first = await tuya.request<Page>({ method: 'GET', path, query });
    expect(first.success).toBe(true);
    expect(first.result.next_row_key).toMatch(/==$/);
    const second = await tuya.request<Page>({
      method: 'GET',
      path,
      query: { ...query, start_row_key: first.result.next_row_key },
    });
    const times = [...first.result.logs, ...second.result.logs].map(({ event_time: time }) => time);
    expect(times).toHaveLength(40);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('adds, reads and deletes a device user', async () => {
    const path = `/v1.0/devices/${idOf('scale')}`;
    const added = await tuya.request<string>({
      method: 'POST',
      path: `${path}/user`,
      body: { nick_name: 'Ana', sex: 2, weight: 61_000 },
    });
    expect(added.success).toBe(true);
    const member = `${path}/users/${added.result}`;
    expect(await tuya.request({ method: 'GET', path: member })).toMatchObject({
      result: { nick_name: 'Ana' },
    });
    expect(await tuya.request({ method: 'DELETE', path: member })).toMatchObject({
      success: true,
      result: true,
    });
    expect(await tuya.request({ method: 'GET', path: member })).toMatchObject({ success: false, code: 2006 });
  });

  it('restores and deletes a device', async () => {
    const id = idOf('vacuum');
    cloud.truth.addLogEvent(id, { time: Date.now(), type: 1 });
    const path = `/v1.0/devices/${id}`;
    expect(await tuya.request({ method: 'PUT', path: `${path}/reset-factory` })).toMatchObject({
      result: true,
    });
    expect(await tuya.request({ method: 'DELETE', path })).toMatchObject({ success: true, result: true });
    expect(await tuya.request({ method: 'GET', path })).toMatchObject({ success: false, code: 2010 });
  });

  it('gets a new token when its own has died', async () => {
    cloud.killToken();
    const path = `/v1.0/devices/${idOf('meter')}`;
    expect(await tuya.request({ method: 'GET', path })).toMatchObject({ success: true });
  });
});

describe('the typed helpers of Tuya’s own SDK', () => {
  startCloud();

  it('read a device, several by their ids, and a gateway’s', async () => {
    const id = idOf('climate');
    const detail = await tuya.device.detail({ device_id: id });
    expect(detail).toMatchObject({ success: true, result: { id, uid: cloud.truth.device(id)?.['uid'] } });
    const some = await tuya.device.list({ device_ids: [id, idOf('socket')] });
    expect(some.result.devices.map((device) => device.id)).toEqual([id, idOf('socket')]);
    expect(some.result).toMatchObject({ total: 2, has_more: false });
    const subs = await tuya.device.subDevice({ device_id: idOf('gateway') });
    const ids = (subs.result as unknown as { id: string }[]).map((device) => device.id);
    expect(ids).toEqual(cloud.truth.subDeviceIds(idOf('gateway')));
  });

  it('read what a device can do and how it is', async () => {
    const device = { device_id: idOf('socket') };
    const { result } = await tuya.deviceFunction.specification(device);
    expect(result.category).toBe('cz');
    expect(result.status.map(({ code }) => code)).toContain('cur_voltage');
    expect((await tuya.deviceFunction.devices(device)).result.functions[0]).toMatchObject({
      code: 'switch_1',
      name: 'Switch 1',
      values: '{}',
    });
    expect((await tuya.deviceStatus.status(device)).result).toEqual(
      cloud.truth.device(device.device_id)?.['status'],
    );
    const several = await tuya.deviceStatus.statusList({ device_ids: [idOf('socket'), idOf('strip')] });
    expect(several).toMatchObject({ success: true, result: [{ id: idOf('socket') }, { id: idOf('strip') }] });
  });

  it('read logs and reports, page by page', async () => {
    const query = {
      device_id: idOf('socket'),
      start_time: Date.now() - 6 * 3_600_000,
      end_time: Date.now(),
      size: 15,
    };
    const logs = await tuya.deviceLogs.logs({ ...query, event_types: '1,2,7' });
    expect(logs).toMatchObject({ success: true, result: { has_next: true, device_id: query.device_id } });
    const codes = ['cur_power', 'cur_voltage'];
    const first = await tuya.deviceLogs.report({ ...query, codes });
    const second = await tuya.deviceLogs.report({
      ...query,
      codes,
      last_row_key: first.result.last_row_key,
    });
    const rows = [...first.result.logs, ...second.result.logs];
    const told = cloud.truth
      .log(query.device_id, { from: query.start_time, to: query.end_time + 1, types: [7] })
      .filter(({ code = '' }) => codes.includes(code));
    expect(first.result.total).toBe(told.length);
    expect(rows).toEqual(
      told.slice(0, 30).map(({ code, value, time }) => ({ code, value, event_time: time })),
    );
  });

  it('rename, freeze, reset and delete', async () => {
    const device = { device_id: idOf('bench') };
    expect(await tuya.device.changeName({ ...device, name: 'Prüfstand' })).toMatchObject({ result: true });
    expect(cloud.truth.device(device.device_id)).toMatchObject({ name: 'Prüfstand' });
    expect(await tuya.device.changeFreezeState({ ...device, state: 1 })).toMatchObject({ result: true });
    expect(await tuya.device.freezeState(device)).toMatchObject({ result: { state: 1 } });
    cloud.truth.addLogEvent(device.device_id, { time: Date.now(), type: 1 });
    expect(await tuya.device.reset(device)).toMatchObject({ success: true, result: true });
    expect(await tuya.device.delete(device)).toMatchObject({ success: true, result: true });
    const others = { device_ids: [idOf('vacuum'), idOf('curtain')] };
    expect(await tuya.device.deleteBatch(others)).toMatchObject({ success: true, result: true });
    expect(idOf('vacuum')).toBe('');
  });
});
