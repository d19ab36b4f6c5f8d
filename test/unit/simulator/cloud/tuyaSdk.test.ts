import { TuyaContext } from '@tuya/tuya-connector-nodejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloud, type Cloud } from '../../../../src/simulator/cloud/cloud.js';
import { startServer, type RunningServer } from '../../../../src/simulator/http/server.js';

/** What Tuya's own SDK makes of the simulator: it signs by itself and sends `{}` where there is no body. */
describe('Tuya’s own SDK', () => {
  let cloud: Cloud;
  let server: RunningServer;
  let tuya: TuyaContext;
  const idOf = (product: string): string => cloud.truth.devicesOfProduct(product)[0] ?? '';

  beforeAll(async () => {
    cloud = createCloud();
    server = await startServer(cloud, { port: 0 });
    const { accessId, accessSecret } = cloud.credentials;
    tuya = new TuyaContext({ baseUrl: server.origin, accessKey: accessId, secretKey: accessSecret });
  });
  afterAll(() => server.close());

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
