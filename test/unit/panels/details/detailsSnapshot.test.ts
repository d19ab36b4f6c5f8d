import { describe, expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import {
  detailsSnapshot,
  linkedDevices,
  type SnapshotContext,
} from '../../../../src/panels/details/detailsSnapshot.js';
import type { AttributeDto } from '../../../../src/protocol/details.js';
import type { Device } from '../../../../src/tuya/results.js';
import { hostileTexts } from '../hostile.js';

const ref = { projectId: 'p', deviceId: 'd1' };
const secret = 'CANARY-local-key';
const device: Device = {
  id: 'd1',
  name: 'Strip',
  localKey: secret,
  category: 'pc',
  timeZone: '+08:00',
  activeTime: 1_589_505_938_000,
  online: false,
  sub: false,
  bizType: 299009,
  ip: '',
  status: [{ code: 'switch_1', value: true, type: 'Boolean' }],
  extra: { is_new: 1, auth_key: 'CANARY-extra' },
};
const known: DetailsState = {
  ...unreadDetails,
  ref,
  project: {
    id: 'p',
    name: 'Bench',
    kind: 'cloud',
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: 'CANARY-access-id',
    uids: [],
  },
  device,
  readAt: 1_000,
  gone: false,
  refreshing: false,
  changes: new Map(),
  factory: { state: 'unread' },
};
const context: SnapshotContext = {
  device: (id) => (id === 'g' ? { at: 1, value: { ...device, id: 'g', name: 'Gateway' } } : undefined),
  iconUrl: () => undefined,
  weightUnit: 'kg',
  liveIntervals: [5_000],
};
const { device: _device, ...unknown } = known;

function attributesOf(state: DetailsState): Map<string, AttributeDto> {
  const groups = detailsSnapshot(state, context).attributes;
  return new Map(
    groups.flatMap(({ attributes }) => attributes).map((attribute) => [attribute.name, attribute]),
  );
}

describe('the snapshot for the page', () => {
  it('names every attribute of the device tables and keeps what it does not know', () => {
    expect([...attributesOf(known).keys()].sort()).toEqual(
      [
        ...[
          'id',
          'name',
          'uid',
          'local_key',
          'category',
          'product_id',
          'product_name',
          'sub',
          'uuid',
          'owner_id',
        ],
        ...[
          'online',
          'active_time',
          'create_time',
          'update_time',
          'biz_type',
          'icon',
          'ip',
          'time_zone',
          'model',
        ],
        ...['lat', 'lon', 'node_id', 'gateway_id', 'is_new', 'auth_key'],
      ].sort(),
    );
  });

  it('never holds a secret', () => {
    const text = JSON.stringify(detailsSnapshot(known, context));
    expect(text).not.toContain('CANARY');
    expect(attributesOf(known).get('local_key')).toEqual({ name: 'local_key', kind: 'secret' });
    expect(attributesOf(known).get('auth_key')).toEqual({ name: 'auth_key', kind: 'secret' });
  });

  it('tells what is false from what is absent', () => {
    const attributes = attributesOf(known);
    expect(attributes.get('online')).toMatchObject({ kind: 'flag', value: false });
    expect(attributes.get('ip')).toMatchObject({ kind: 'absent' });
    expect(attributes.get('create_time')).toMatchObject({ kind: 'absent' });
    expect(attributes.get('biz_type')).toMatchObject({ kind: 'code', text: '299009' });
    expect(attributes.get('active_time')).toMatchObject({
      kind: 'time',
      at: 1_589_505_938_000,
      zone: '+08:00',
    });
  });

  it.each([
    ['loading', { ...unknown, refreshing: true }],
    ['unread', { ...unknown, problem: new Error() }],
    ['known', { ...known, problem: new Error() }],
    ['gone', { ...known, gone: true }],
    ['gone', { ...unknown, gone: true }],
  ] as const)('knows the situation %s', (situation, state) => {
    expect(detailsSnapshot(state as DetailsState, context).situation).toBe(situation);
  });

  it('has the name from a list where the device itself was never read', () => {
    const state = { ...unknown, ref: { projectId: 'p', deviceId: 'g' } } as DetailsState;
    expect(detailsSnapshot(state, context)).toMatchObject({ situation: 'unread', name: 'Gateway' });
  });

  it('knows a project that is gone', () => {
    const { project: _project, ...rest } = unknown;
    expect(detailsSnapshot(rest as DetailsState, context)).toMatchObject({
      situation: 'projectGone',
      name: 'd1',
    });
  });

  it.each([
    ['gateway', 'wg2', { state: 'read', value: [] }],
    ['infrared', 'wnykq', undefined],
    ['unknown', 'pc', undefined],
  ] as const)('says why there are no data points: %s', (why, category, subDevices) => {
    const state = {
      ...known,
      device: { ...device, category, status: [] },
      ...(subDevices && { subDevices }),
    };
    expect(detailsSnapshot(state, context).noDataPoints).toBe(why);
  });

  it('marks what the last read changed', () => {
    const changes = new Map([['switch_1', { wasThere: true, previous: false }]]);
    expect(detailsSnapshot({ ...known, changes }, context).dataPoints[0]).toMatchObject({
      isNew: false,
      previous: { kind: 'boolean', text: 'false' },
    });
  });

  it('marks one of two data points that share a code', () => {
    const changes = new Map([['a\n2', { wasThere: true, previous: 1 }]]);
    const status = [1, 2].map((value) => ({ code: 'a', value }));
    const { dataPoints } = detailsSnapshot({ ...known, device: { ...device, status }, changes }, context);
    expect(dataPoints.map(({ previous, isNew }) => [previous?.text, isNew])).toEqual([
      [undefined, false],
      ['1', false],
    ]);
  });

  it('lists the names of data points that are not reported, and of nothing else', () => {
    const state: DetailsState = {
      ...known,
      outlets: { state: 'read', value: [{ identifier: 'switch_2', name: 'B' }] },
      names: new Map(
        ['main', 'switch_1', 'switch_2', 'countdown_1'].map((code) => [code, { name: 'N', state: 'known' }]),
      ),
    };
    expect(detailsSnapshot(state, context).namedPoints).toEqual([
      { code: 'countdown_1', name: { text: 'N', state: 'known' }, editor: { kind: 'unchecked' } },
    ]);
  });

  it('links the gateway and the sub-devices, and nothing else', () => {
    const state: DetailsState = {
      ...known,
      gatewayId: 'g',
      subDevices: { state: 'read', value: ['s1', 's2'] },
    };
    expect(detailsSnapshot(state, context).gateway).toMatchObject({ deviceId: 'g', name: 'Gateway' });
    expect([...linkedDevices(state)].sort()).toEqual(['g', 's1', 's2']);
  });

  it('stays small whatever it is given', () => {
    const text = 'x'.repeat(1_000_000);
    const fat: Device = {
      ...device,
      name: text,
      productName: text,
      ip: text,
      status: [{ code: text, value: text }],
      extra: { [text]: text },
    };
    expect(JSON.stringify(detailsSnapshot({ ...known, device: fat }, context)).length).toBeLessThan(10_000);
  });

  it.each(hostileTexts.map((text) => [text.slice(0, 60), text]))(
    'shows %j without what deceives',
    (_, text) => {
      const hostile: Device = {
        ...device,
        name: text,
        productName: text,
        model: text,
        status: [{ code: text, value: text, type: text }],
        extra: { [text]: text },
      };
      const json = JSON.stringify(detailsSnapshot({ ...known, device: hostile }, context));
      // oxlint-disable-next-line no-control-regex
      expect(JSON.parse(json)).toSatisfy(
        (snapshot: unknown) =>
          !/[\u202a-\u202e\u2066-\u2069\u200b]|\\u00(00|1b)/.test(
            JSON.stringify(snapshot).replaceAll('\\\\u', ''),
          ),
      );
    },
  );
});
