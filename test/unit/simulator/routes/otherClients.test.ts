import { describe, expect, it } from 'vitest';
import { simulatorSetup } from '../../../support/simulatorSetup.js';

interface Devices {
  readonly devices: readonly { readonly id: string; readonly uid: string; readonly status: unknown }[];
  readonly list: readonly {
    readonly id: string;
    readonly gateway_id: string;
    readonly node_id?: string;
    readonly local_key: string;
  }[];
  readonly has_more: boolean;
  readonly last_row_key: string;
  readonly total: number;
}

const { caller, cloud, idOf } = simulatorSetup();
const [uid = '', other = ''] = cloud.credentials.uids;

async function walk(path: string, query: Readonly<Record<string, string | number>>): Promise<Devices[]> {
  const pages: Devices[] = [];
  let key = '';
  do {
    const page = await caller.result<Devices>('GET', path, { query: { ...query, last_row_key: key } });
    pages.push(page);
    key = page.has_more ? page.last_row_key : '';
  } while (key !== '');
  return pages;
}

describe('the devices of all linked accounts', () => {
  it('come page by page, each once', async () => {
    const pages = await walk('/v1.0/iot-01/associated-users/devices', { size: 7 });
    expect(pages.map(({ devices }) => devices.length)).toEqual([7, 7, 7, 1]);
    expect(pages[0]).toMatchObject({ total: 22, has_more: true });
    expect(pages.flatMap(({ devices }) => devices.map(({ id }) => id))).toEqual(cloud.truth.deviceIds());
    expect(pages[0]?.devices[1]).toEqual(cloud.truth.device(pages[0]?.devices[1]?.id ?? ''));
  });

  it('go on behind a key of theirs only', async () => {
    const path = '/v1.0/iot-01/associated-users/devices';
    expect(await caller.code('GET', path, { query: { last_row_key: 'F'.repeat(64) } })).toBe(1109);
    expect(await caller.code('GET', path, { query: { size: 101 } })).toBe(1101);
    expect((await caller.result<Devices>('GET', path)).devices).toHaveLength(20);
  });
});

describe('the devices of one account', () => {
  it('come with the gateway that each stands behind', async () => {
    const query = { page_size: 75, source_type: 'tuyaUser', source_id: uid };
    const { list, total } = await caller.result<Devices>('GET', '/v1.3/iot-03/devices', { query });
    expect([list.length, total]).toEqual([8, 8]);
    const climate = list.find(({ id }) => id === idOf('climate'));
    expect(climate?.gateway_id).toBe(cloud.truth.gatewayOf(idOf('climate')));
    expect(climate?.node_id).toMatch(/^a4c138/);
    expect(list.find(({ id }) => id === idOf('gateway'))?.gateway_id).toBe('');
    const stranger = { source_type: 'tuyaUser', source_id: 'eu000' };
    expect(await caller.code('GET', '/v1.3/iot-03/devices', { query: stranger })).toBe(1106);
  });

  it('come by home', async () => {
    const [home] = await caller.result<{ home_id: number; name: string }[]>(
      'GET',
      `/v1.0/users/${other}/homes`,
    );
    const path = `/v1.0/homes/${home?.home_id}`;
    const devices = await caller.result<Devices['devices']>('GET', `${path}/devices`);
    expect(devices.length).toBeGreaterThan(5);
    expect(new Set(devices.map((device) => device.uid))).toEqual(new Set([other]));
    expect(await caller.result('GET', `/v1.1/homes/${home?.home_id}/scenes`)).toEqual([]);
    expect(await caller.code('GET', '/v1.0/homes/1/devices')).toBe(1106);
    expect(await caller.code('GET', '/v1.0/users/eu000/homes')).toBe(1106);
  });
});

describe('devices by their ids', () => {
  const ids = [idOf('socket'), 'bf0', idOf('bulb')];
  const of = (answer: Devices): string[] => answer.devices.map(({ id }) => id);

  it('need no page', async () => {
    const query = { device_ids: ids.join() };
    const answer = await caller.result<Devices>('GET', '/v1.0/devices', { query });
    expect(of(answer).sort()).toEqual([idOf('socket'), idOf('bulb')].sort());
    expect(await caller.code('GET', '/v1.0/devices')).toBe(1100);
    const iot = await caller.result<Devices>('GET', '/v1.0/iot-03/devices', { query });
    expect(of(iot)).toEqual([idOf('socket'), idOf('bulb')]);
    const statuses = await caller.result('GET', '/v1.0/iot-03/devices/status', { query });
    expect(statuses).toMatchObject([{ id: idOf('socket') }, { id: idOf('bulb') }]);
  });

  it('may be written one by one', async () => {
    const query = { 'device_ids[0]': idOf('bulb'), 'device_ids[1]': idOf('strip') };
    const answer = await caller.result<Devices>('GET', '/v1.0/iot-03/devices', { query });
    expect(of(answer)).toEqual([idOf('bulb'), idOf('strip')]);
  });
});

describe('a person of the app', () => {
  const path = '/v1.0/iot-01/associated-users/actions/authorized-login';
  const person = { country_code: 49, username: 'mila.novak@example.com', password: 'a'.repeat(32) };

  it('signs in without a token, and gets the project’s in their own name', async () => {
    const body = { ...person, country_code: '49', schema: cloud.credentials.schema };
    const options = { body, withToken: false, headers: { 'content-type': undefined } };
    expect(await caller.result('POST', path, options)).toMatchObject({
      uid,
      access_token: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    // Nobody's password is kept.
    expect(JSON.stringify(cloud.ledger.entries)).not.toContain(person.password);
    const stranger = { ...options, body: { ...body, username: 'nobody' } };
    expect(await caller.code('POST', path, stranger)).toBe(2401);
    const elsewhere = { ...options, body: { ...body, schema: 'smartlife' } };
    expect(await caller.code('POST', path, elsewhere)).toBe(2017);
  });
});
