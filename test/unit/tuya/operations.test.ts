import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TuyaClient } from '../../../src/tuya/client.js';
import { FaultServer } from '../../support/faultServer.js';
import { connect } from '../../support/faultServerClient.js';

let server: FaultServer;
let client: TuyaClient;

beforeAll(async () => {
  server = await FaultServer.start();
  client = connect(server).client;
});

beforeEach(() => {
  server.arrived.length = 0;
});

afterAll(async () => {
  await client.close();
  await server.close();
});

interface Operation {
  readonly name: string;
  readonly run: (client: TuyaClient) => Promise<unknown>;
  readonly result: unknown;
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  readonly answer?: unknown;
}

const start = 1_690_000_000_000;
const end = start + 30 * 24 * 3600 * 1000;
const wireDevice = {
  id: 'dev1',
  name: 'Scale',
  uid: 'u1',
  local_key: 'lk',
  category: 'qt',
  product_id: 'p',
  product_name: 'P',
  sub: false,
  uuid: 'uu',
  owner_id: '107',
  online: true,
  status: [{ code: 'weight', value: 48900, type: 'Integer' }],
  active_time: 1589505938,
  create_time: '1560827137',
  update_time: 1589764585000,
  biz_type: 299009,
  icon: 'smart/icon/x.png',
  ip: '1.2.3.4',
  time_zone: '+08:00',
  model: 'SS190',
  lat: '1.5',
  lon: '2.5',
  node_id: 'n',
  gateway_id: 'g',
  new_field: { a: 1 },
};
const device = {
  id: 'dev1',
  name: 'Scale',
  uid: 'u1',
  localKey: 'lk',
  category: 'qt',
  productId: 'p',
  productName: 'P',
  sub: false,
  uuid: 'uu',
  ownerId: '107',
  online: true,
  status: [{ code: 'weight', value: 48900, type: 'Integer' }],
  activeTime: 1589505938000,
  createTime: 1560827137000,
  updateTime: 1589764585000,
  bizType: 299009,
  icon: 'smart/icon/x.png',
  ip: '1.2.3.4',
  timeZone: '+08:00',
  model: 'SS190',
  lat: '1.5',
  lon: '2.5',
  nodeId: 'n',
  gatewayId: 'g',
  extra: { new_field: { a: 1 } },
};
const wireUser = {
  user_id: 512,
  device_id: 'dev1',
  nick_name: '',
  sex: 1,
  birthday: 1544996327422,
  height: 178,
  weight: 160,
  contact: '',
};
const deviceUser = {
  userId: '512',
  deviceId: 'dev1',
  nickName: '',
  sex: 1,
  birthday: 1544996327422,
  height: 178,
  weight: 160,
  contact: '',
  extra: {},
};

const operations: Operation[] = [
  {
    name: 'devices.get',
    run: (c) => c.devices.get('dev1'),
    method: 'GET',
    url: '/v1.0/devices/dev1',
    result: wireDevice,
    answer: device,
  },
  {
    name: 'devices.listOfUser',
    run: (c) => c.devices.listOfUser('u1', { from: 'sharing', pageNo: 2, pageSize: 50 }),
    method: 'GET',
    url: '/v1.0/users/u1/devices?from=sharing&page_no=2&page_size=50',
    result: [wireDevice],
    answer: { items: [device], badRecords: [] },
  },
  {
    name: 'devices.listOfUser, nothing given',
    run: (c) => c.devices.listOfUser('u1'),
    method: 'GET',
    url: '/v1.0/users/u1/devices',
    result: null,
    answer: { items: [], badRecords: [], isMissing: true },
  },
  {
    name: 'devices.list by page',
    run: (c) =>
      c.devices.list({
        pageNo: 3,
        pageSize: 1,
        schema: 'app',
        productId: 'p',
        deviceIds: ['a', 'b'],
        startTime: start,
        endTime: end,
      }),
    method: 'GET',
    url: `/v1.0/devices?device_ids=a%2Cb&end_time=${end / 1000}&page_no=3&page_size=1&product_id=p&schema=app&start_time=${start / 1000}`,
    result: { devices: [wireDevice], total: '9', last_id: 1584939489 },
    answer: { items: [device], badRecords: [], total: 9, lastId: '1584939489', next: { pageNo: 4 } },
  },
  {
    name: 'devices.list by last id',
    run: (c) => c.devices.list({ pageSize: 20, lastId: '1584939489' }),
    method: 'GET',
    url: '/v1.0/devices?last_id=1584939489&page_size=20',
    result: { devices: null, total: 0 },
    answer: { items: [], badRecords: [], isMissing: true, total: 0 },
  },
  {
    name: 'dataPoints.rename',
    run: (c) => c.dataPoints.rename('dev1', 'switch_1', 'Lampe é 灯'),
    method: 'PUT',
    url: '/v1.0/devices/dev1/functions/switch_1',
    body: { name: 'Lampe é 灯' },
    result: {},
  },
  {
    name: 'logs.page, free edition',
    run: (c) =>
      c.logs.page('dev1', {
        types: [1, 2, 7],
        startTime: 0,
        endTime: 1545898159935,
        codes: ['switch_1', 'cur_power'],
        size: 20,
        queryType: 1,
        startRowKey: 'QUJD==',
      }),
    method: 'GET',
    url: '/v1.0/devices/dev1/logs?codes=switch_1%2Ccur_power&end_time=1545898159935&query_type=1&size=20&start_row_key=QUJD%3D%3D&start_time=0&type=1%2C2%2C7',
    result: {
      logs: [{ code: 'switch_1', value: false, event_time: '1560872567955', event_from: '1', event_id: 7 }],
      device_id: 'dev1',
      has_next: true,
      current_row_key: 'a==',
      next_row_key: 'b==',
    },
    answer: {
      items: [
        { code: 'switch_1', value: 'false', eventTime: 1560872567955, eventFrom: '1', eventId: 7, extra: {} },
      ],
      badRecords: [],
      hasNext: true,
      deviceId: 'dev1',
      currentRowKey: 'a==',
      nextRowKey: 'b==',
      edition: 'free',
      next: { edition: 'free', startRowKey: 'b==' },
    },
  },
  {
    name: 'logs.page, paid edition',
    run: (c) =>
      c.logs.page('dev1', {
        types: [7],
        startTime: 0,
        endTime: 1545898159935,
        queryType: 2,
        lastRowKey: '65_92_1',
        lastEventTime: 1561779264393,
      }),
    method: 'GET',
    url: '/v1.0/devices/dev1/logs?end_time=1545898159935&last_event_time=1561779264393&last_row_key=65_92_1&query_type=2&start_time=0&type=7',
    result: {
      count: 32,
      device_id: 'dev1',
      has_next: true,
      logs: [{ event_id: 1, event_time: 1562031576431, event_from: -1, row: '65_92_2', status: '1' }],
    },
    answer: {
      items: [
        {
          eventId: 1,
          eventTime: 1562031576431,
          eventFrom: '-1',
          row: '65_92_2',
          status: '1',
          extra: {},
        },
      ],
      badRecords: [],
      hasNext: true,
      deviceId: 'dev1',
      count: 32,
      edition: 'paid',
      next: { edition: 'paid', lastRowKey: '65_92_2', lastEventTime: 1562031576431 },
    },
  },
  {
    name: 'devices.resetFactory',
    run: (c) => c.devices.resetFactory('dev1'),
    method: 'PUT',
    url: '/v1.0/devices/dev1/reset-factory',
    result: true,
  },
  {
    name: 'devices.remove',
    run: (c) => c.devices.remove('dev1'),
    method: 'DELETE',
    url: '/v1.0/devices/dev1',
    result: true,
  },
  {
    name: 'devices.subDevices',
    run: (c) => c.devices.subDevices('gw1'),
    method: 'GET',
    url: '/v1.0/devices/gw1/sub-devices',
    result: [{ id: 's1', category: 7, product_id: 8, owner_id: 1059, active_time: '1586169374' }],
    answer: {
      items: [
        {
          id: 's1',
          category: '7',
          productId: '8',
          ownerId: '1059',
          activeTime: 1586169374000,
          status: [],
          extra: {},
        },
      ],
      badRecords: [],
    },
  },
  {
    name: 'devices.factoryInfos',
    run: (c) => c.devices.factoryInfos(['a', 'b', 'a']),
    method: 'GET',
    url: '/v1.0/devices/factory-infos?device_ids=a%2Cb',
    result: [{ id: 'a', mac: '5c:cf', uuid: 'u', sn: null }],
    answer: { items: [{ id: 'a', mac: '5c:cf', uuid: 'u', extra: {} }], badRecords: [] },
  },
  {
    name: 'devices.firmware',
    run: (c) => c.devices.firmware('dev1'),
    method: 'GET',
    url: '/v1.0/devices/dev1/upgrade-infos',
    result: [
      { module_type: 0, current_version: '1.1.5', upgrade_status: 0, 'module_desc ': 'Wi-Fi' },
      { module_type: '9', current_version: '1.0.0', upgrade_version: '1.0.1' },
      { module_type: 3, current_version: null },
    ],
    answer: [
      { type: 0, version: '1.1.5' },
      { type: 9, version: '1.0.0' },
    ],
  },
  {
    name: 'devices.rename',
    run: (c) => c.devices.rename('dev1', 'lamp'),
    method: 'PUT',
    url: '/v1.0/devices/dev1',
    body: { name: 'lamp' },
    result: true,
  },
  {
    name: 'deviceUsers.add',
    run: (c) =>
      c.deviceUsers.add('dev1', {
        nickName: 'test',
        sex: 1,
        birthday: 1544996327422,
        height: 178,
        weight: 70000,
        contact: 'c',
      }),
    method: 'POST',
    url: '/v1.0/devices/dev1/user',
    body: { nick_name: 'test', sex: 1, birthday: 1544996327422, height: 178, weight: 70000, contact: 'c' },
    result: 5121231,
    answer: '5121231',
  },
  {
    name: 'deviceUsers.modify',
    run: (c) =>
      c.deviceUsers.modify('dev1', '512', {
        nickName: 'n',
        sex: 2,
        birthday: -3600_000,
        height: 178,
        weight: 160,
      }),
    method: 'PUT',
    url: '/v1.0/devices/dev1/users/512',
    body: { nick_name: 'n', sex: 2, birthday: -3600_000, height: 178, weight: 160 },
    result: true,
  },
  {
    name: 'deviceUsers.remove',
    run: (c) => c.deviceUsers.remove('dev1', '512'),
    method: 'DELETE',
    url: '/v1.0/devices/dev1/users/512',
    result: true,
  },
  {
    name: 'deviceUsers.get',
    run: (c) => c.deviceUsers.get('dev1', '512'),
    method: 'GET',
    url: '/v1.0/devices/dev1/users/512',
    result: wireUser,
    answer: deviceUser,
  },
  {
    name: 'deviceUsers.list',
    run: (c) => c.deviceUsers.list('dev1'),
    method: 'GET',
    url: '/v1.0/devices/dev1/users',
    result: [wireUser],
    answer: { items: [deviceUser], badRecords: [] },
  },
  {
    name: 'outlets.rename',
    run: (c) => c.outlets.rename('dev1', 'switch_1', 'Kettle'),
    method: 'PUT',
    url: '/v1.0/devices/dev1/multiple-name',
    body: { identifier: 'switch_1', name: 'Kettle' },
    result: true,
  },
  {
    name: 'outlets.names',
    run: (c) => c.outlets.names('dev1'),
    method: 'GET',
    url: '/v1.0/devices/dev1/multiple-names',
    result: [{ identifier: '', name: '' }],
    answer: [{ identifier: '', name: '' }],
  },
  {
    name: 'products.thingModel',
    run: (c) => c.products.thingModel('dev1'),
    method: 'GET',
    url: '/v2.0/cloud/thing/dev1/model',
    result: { model: JSON.stringify({ services: [{ properties: [{ code: 'led', abilityId: 101 }] }] }) },
    answer: { source: 'thingModel', points: [{ code: 'led', dpId: 101 }], badRecords: [] },
  },
  ...(
    [
      ['v1.1', '/v1.1/devices/dev1/specifications'],
      ['v1.0', '/v1.0/devices/dev1/specifications'],
      ['iot-03', '/v1.0/iot-03/devices/dev1/specification'],
    ] as const
  ).map(([form, url]): Operation => ({
    name: `products.specification ${form}`,
    run: (c) => c.products.specification('dev1', form),
    method: 'GET',
    url,
    result: { category: 'dj', functions: [{ code: 'led', type: 'Boolean', values: '{}' }], status: [] },
    answer: {
      source: 'specification',
      category: 'dj',
      points: [{ code: 'led', type: 'Boolean', values: {}, access: 'wr' }],
      badRecords: [],
    },
  })),
  {
    name: 'products.shadow',
    run: (c) => c.products.shadow('dev1'),
    method: 'GET',
    url: '/v2.0/cloud/thing/dev1/shadow/properties',
    result: {
      properties: [
        { code: 'led', custom_name: 'Lamp', dp_id: 1, time: start, type: 'bool', value: true },
        { code: 'power', custom_name: '', dp_id: '19', time: String(start), type: 'value', value: 0 },
      ],
    },
    answer: [
      { code: 'led', customName: 'Lamp', dpId: 1, at: start, type: 'bool', value: true },
      { code: 'power', dpId: 19, at: start, type: 'value', value: 0 },
    ],
  },
  ...(['iot-03', 'v1.0'] as const).map((form): (typeof operations)[number] => ({
    name: `commands.send, ${form}`,
    run: async (c) => Object.keys(await c.commands.send('dev1', [{ code: 'led', value: true }], form)).sort(),
    method: 'POST',
    url: `/v1.0/${form === 'iot-03' ? 'iot-03/' : ''}devices/dev1/commands`,
    body: { commands: [{ code: 'led', value: true }] },
    result: true,
    answer: ['cloudTime', 'ms', 'sentAt'],
  })),
  {
    name: 'commands.issue',
    run: async (c) => Object.keys(await c.commands.issue('dev1', [{ code: 'led', value: true }])).sort(),
    method: 'POST',
    url: '/v2.0/cloud/thing/dev1/shadow/properties/issue',
    body: { properties: '{"led":true}' },
    result: {},
    answer: ['cloudTime', 'ms', 'sentAt'],
  },
  {
    name: 'appUsers.list',
    run: (c) => c.appUsers.list('my app', { pageNo: 1, pageSize: 1 }),
    method: 'GET',
    url: '/v1.0/apps/my%20app/users?page_no=1&page_size=1',
    result: {
      has_more: true,
      list: [{ uid: 'u1', username: 'a', email: '', country_code: 86, create_time: 1560827137, x: 1 }],
      total: 2,
    },
    answer: {
      items: [{ uid: 'u1', username: 'a', countryCode: '86', createTime: 1560827137000, extra: { x: 1 } }],
      badRecords: [],
      total: 2,
      next: { pageNo: 2 },
    },
  },
  {
    name: 'appUsers.list, called records',
    run: (c) => c.appUsers.list('s', { pageNo: 1, pageSize: 10 }),
    method: 'GET',
    url: '/v1.0/apps/s/users?page_no=1&page_size=10',
    result: { has_more: false, records: [{ uid: 'u1' }] },
    answer: { items: [{ uid: 'u1', extra: {} }], badRecords: [] },
  },
];

describe('every operation', () => {
  it.each(operations)('$name', async ({ run, method, url, body, result, answer }) => {
    server.answer = () => result;
    expect(await run(client)).toEqual(answer);
    const [arrived, ...more] = server.businessCalls;
    expect(more).toEqual([]);
    expect(arrived).toMatchObject({ method, url });
    expect(arrived?.body === '' ? undefined : JSON.parse(arrived?.body ?? '')).toEqual(body);
    const typed = method === 'PUT' || method === 'POST';
    expect(arrived?.headers['content-type']).toBe(typed ? 'application/json' : undefined);
    expect(arrived?.headers['access_token']).toMatch(/^[0-9a-f]{32}$/);
    expect(server.signatureFaults).toEqual([]);
  });

  it('is covered: all 17 of the page, firmware, the users of an app, three about products, and two commands', () => {
    const covered = new Set(operations.map(({ name }) => name.split(/[ ,]/, 1)[0]));
    expect([...covered].sort()).toHaveLength(24);
  });

  it('asks for factory data by twenties', async () => {
    server.answer = ({ query }) => (query['device_ids'] ?? '').split(',').map((id) => ({ id }));
    const ids = Array.from({ length: 45 }, (_, index) => `d${index}`);
    const page = await client.devices.factoryInfos(ids);
    expect(page.items.map(({ id }) => id)).toEqual(ids);
    expect(server.businessCalls.map(({ query }) => query['device_ids']?.split(',').length)).toEqual([
      20, 20, 5,
    ]);
  });

  it('asks for no factory data of nothing', async () => {
    expect(await client.devices.factoryInfos([])).toEqual({ items: [], badRecords: [] });
    expect(server.businessCalls).toEqual([]);
  });
});

describe('an argument that can not be right is refused before anything is sent', () => {
  const logs = { types: [7], startTime: 0, endTime: end };
  const half = '\ud800';
  it.each<[string, string, (c: TuyaClient) => Promise<unknown>]>([
    ['no id', 'id', (c) => c.devices.get('')],
    ['a blank id', 'id', (c) => c.devices.remove('  ')],
    ['dot segments', 'id', (c) => c.devices.get('..')],
    ['one dot', 'deviceId', (c) => c.outlets.names('.')],
    ['no id for a model', 'deviceId', (c) => c.products.thingModel('')],
    ['two dots for a specification', 'deviceId', (c) => c.products.specification('..', 'v1.1')],
    ['no id for a shadow', 'deviceId', (c) => c.products.shadow(' ')],
    ['half a character', 'id', (c) => c.devices.get('\ud800')],
    ['an endless id', 'uid', (c) => c.devices.listOfUser('x'.repeat(300))],
    [
      '21 ids',
      'deviceIds',
      (c) => c.devices.list({ pageSize: 20, deviceIds: Array(21).fill('a') as string[] }),
    ],
    ['no ids', 'deviceIds', (c) => c.devices.list({ pageSize: 20, deviceIds: [] })],
    ['an id that is two', 'deviceIds', (c) => c.devices.factoryInfos(['a,b'])],
    [
      'more than 30 days',
      'endTime',
      (c) => c.devices.list({ pageSize: 20, startTime: start, endTime: end + 1000 }),
    ],
    [
      'a window backwards',
      'startTime',
      (c) => c.devices.list({ pageSize: 20, startTime: end, endTime: start }),
    ],
    ['page 0', 'pageNo', (c) => c.devices.list({ pageSize: 20, pageNo: 0 })],
    ['half a page', 'pageSize', (c) => c.devices.listOfUser('u', { pageSize: 0.5 })],
    ['page size NaN', 'pageSize', (c) => c.appUsers.list('s', { pageNo: 1, pageSize: NaN })],
    ['no log types', 'types', (c) => c.logs.page('d', { ...logs, types: [] })],
    ['a code with a comma', 'codes', (c) => c.logs.page('d', { ...logs, codes: ['a,b'] })],
    ['a log range backwards', 'startTime', (c) => c.logs.page('d', { ...logs, startTime: end + 1 })],
    ['a log page of 101', 'size', (c) => c.logs.page('d', { ...logs, size: 101 })],
    ['a log type of no kind', 'types', (c) => c.logs.page('d', { ...logs, types: [7, NaN] })],
    ['seconds for milliseconds', 'endTime', (c) => c.logs.page('d', { ...logs, endTime: end / 1000 })],
    ['a last time that is none', 'lastEventTime', (c) => c.logs.page('d', { ...logs, lastEventTime: NaN })],
    ['half a code', 'codes', (c) => c.logs.page('d', { ...logs, codes: [half] })],
    ['half a row key', 'startRowKey', (c) => c.logs.page('d', { ...logs, startRowKey: half })],
    ['half a cursor', 'lastId', (c) => c.devices.list({ pageSize: 20, lastId: half })],
    ['half a schema', 'schema', (c) => c.devices.list({ pageSize: 20, schema: half })],
    ['an empty schema', 'schema', (c) => c.devices.list({ pageSize: 20, schema: '' })],
    ['an empty product', 'productId', (c) => c.devices.list({ pageSize: 20, productId: '' })],
    ['a start of seconds', 'startTime', (c) => c.devices.list({ pageSize: 20, startTime: start / 1000 })],
    ['an end that is none', 'endTime', (c) => c.devices.list({ pageSize: 20, endTime: Infinity })],
    ['half a gram', 'weight', (c) => c.deviceUsers.add('d', { nickName: 'a', sex: 1, weight: 60.5 })],
    ['half a centimetre', 'height', (c) => c.deviceUsers.add('d', { nickName: 'a', sex: 1, height: 1.5 })],
    ['a fraction of a millisecond', 'endTime', (c) => c.logs.page('d', { ...logs, endTime: 1.5 })],
    ['no name', 'name', (c) => c.devices.rename('d', ' ')],
    ['no data point', 'code', (c) => c.dataPoints.rename('d', '', 'n')],
    ['no identifier', 'identifier', (c) => c.outlets.rename('d', '', 'n')],
    ['no nickname', 'nickName', (c) => c.deviceUsers.add('d', { nickName: '', sex: 1 })],
    ['a third sex', 'sex', (c) => c.deviceUsers.add('d', { nickName: 'a', sex: 3 as 1 })],
    [
      'a negative height',
      'height',
      (c) => c.deviceUsers.modify('d', 'u', { nickName: 'a', sex: 1, height: -1 }),
    ],
    ['no user', 'userId', (c) => c.deviceUsers.get('d', '')],
    ['no schema', 'schema', (c) => c.appUsers.list('', { pageNo: 1, pageSize: 1 })],
  ])('%s', async (_name, field, run) => {
    await expect(run(client)).rejects.toMatchObject({ reason: 'invalid', field, remedy: 'checkInput' });
    expect(server.arrived).toEqual([]);
  });
});

describe('an id can not change the route', () => {
  it.each([
    '../../token',
    '?x=1',
    '#y',
    'a\r\nx: y',
    '%2f',
    'a/b',
    'a b',
    '..%2f..',
    'ü',
    '\\..',
    'a;b',
    'a&b=c',
  ])('%j', async (id) => {
    server.answer = () => ({ id });
    await client.devices.get(id);
    const [arrived] = server.businessCalls;
    expect(arrived?.url).toBe(`/v1.0/devices/${encodeURIComponent(id)}`);
    expect(server.signatureFaults).toEqual([]);
    expect(decodeURIComponent(arrived?.url.split('/')[3] ?? '')).toBe(id);
  });
});
