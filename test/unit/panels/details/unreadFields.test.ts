import { describe, expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import { detailsSnapshot } from '../../../../src/panels/details/detailsSnapshot.js';
import { deviceReader, factoryInfoReader } from '../../../../src/tuya/schemas/device.js';
import { deviceUserReader } from '../../../../src/tuya/schemas/deviceUser.js';
import { readRequests } from './readRequests.js';

const ref = { projectId: 'p', deviceId: 'd1' };
const project = {
  id: 'p',
  name: 'B',
  kind: 'cloud',
  endpoint: 'https://x',
  accessId: 'a',
  uids: [],
} as const;

/** As the cloud sends it. */
function stateOf(fields: Record<string, unknown>, more: Partial<DetailsState> = {}): DetailsState {
  const device = deviceReader.read({ id: 'd1', ...fields }, 'result');
  return { ...unreadDetails, ref, project, device, readAt: 1, ...more };
}

function snapshotOf(state: DetailsState) {
  return detailsSnapshot(state, {
    device: () => undefined,
    iconUrl: () => undefined,
    weightUnit: 'kg',
    liveIntervals: [5_000],
  });
}

/** The rows of one name, in whatever group. */
function rowsOf(state: DetailsState, name: string) {
  return snapshotOf(state).attributes.flatMap(({ key, attributes }) =>
    attributes.filter((one) => one.name === name).map((one) => ({ key, ...one })),
  );
}

function requestsOf(state: DetailsState) {
  const { copied, copy, reveal } = readRequests(state);
  return {
    copy: async (name: string, of: 'attribute' | 'factory' = 'attribute') => {
      await copy({ of, name });
      return copied.at(-1);
    },
    reveal,
  };
}

describe('an attribute that can’t be read', () => {
  it.each([
    ['online', 'perhaps', 'place', 'perhaps'],
    ['name', { en: 'Lamp' }, 'identity', '{"en":"Lamp"}'],
    ['update_time', '2026-99-99', 'times', '2026-99-99'],
    ['biz_type', [1, 2], 'product', '[1,2]'],
    ['gateway_id', { id: 'g' }, 'identity', '{"id":"g"}'],
  ] as const)('is marked in its own row, raw: %s', async (name, raw, key, text) => {
    const state = stateOf({ [name]: raw }, { gatewayId: 'g' });
    expect(rowsOf(state, name)).toEqual([
      { key, name, kind: 'code', text, truncated: false, isUnread: true },
    ]);
    expect(await requestsOf(state).copy(name)).toBe(text);
  });

  it('shows and copies no secret that its value has inside', async () => {
    const state = stateOf({ name: { en: 'Lamp', local_key: 'CANARY' } });
    expect(JSON.stringify(snapshotOf(state))).not.toContain('CANARY');
    expect(rowsOf(state, 'name')).toMatchObject([{ text: '{"en":"Lamp","local_key":"•••"}' }]);
    expect(await requestsOf(state).copy('name')).toBe('{"en":"Lamp"}');
  });

  it('stays hidden until it is asked for where it is a secret', async () => {
    const state = stateOf({ local_key: ['CANARY'] });
    expect(rowsOf(state, 'local_key')).toEqual([
      { key: 'identity', name: 'local_key', kind: 'secret', isUnread: true },
    ]);
    expect(JSON.stringify(snapshotOf(state))).not.toContain('CANARY');
    expect(await requestsOf(state).reveal('local_key')).toEqual({ value: '["CANARY"]' });
  });

  it('is cut, as any value', () => {
    const [row] = rowsOf(stateOf({ online: 'x'.repeat(100_000) }), 'online');
    expect(row).toMatchObject({ truncated: true });
    expect(JSON.stringify(row).length).toBeLessThan(2_000);
  });

  it('marks nothing that is only not reported, or spelt in another way', () => {
    const state = stateOf({ online: 'true', sub: 0, name: 42, foo: 1 });
    const marked = snapshotOf(state).attributes.flatMap(({ attributes }) =>
      attributes.filter(({ isUnread }) => isUnread),
    );
    expect(marked).toEqual([]);
  });
});

describe('a field of what is read on demand', () => {
  it('is marked among the factory data, raw, and copied so', async () => {
    const value = factoryInfoReader.read({ id: 'd1', sn: { no: 7, token: 'CANARY' }, mac: '00' }, 'result');
    const state = stateOf({}, { factory: { state: 'read', value } });
    expect(snapshotOf(state).factory).toEqual({
      state: 'read',
      fields: [
        { name: 'uuid' },
        { name: 'sn', text: '{"no":7,"token":"•••"}', isUnread: true },
        { name: 'mac', text: '00' },
      ],
    });
    expect(await requestsOf(state).copy('sn', 'factory')).toBe('{"no":7}');
  });

  it('is marked below a user of the device, raw', () => {
    const items = [
      deviceUserReader.read(
        { user_id: '1', nick_name: 'Ada', birthday: '1990-02-28', height: 'tall' },
        'result',
      ),
      deviceUserReader.read({ user_id: '2', nick_name: 'Bo' }, 'result'),
    ];
    const { users } = snapshotOf(stateOf({}, { users: { state: 'read', value: { items, badRecords: [] } } }));
    expect(users).toMatchObject({
      users: [
        {
          nickName: 'Ada',
          unread: [
            { field: 'birthday', text: '1990-02-28', truncated: false },
            { field: 'height', text: 'tall', truncated: false },
          ],
        },
        { nickName: 'Bo' },
      ],
    });
    expect(users.state === 'read' && users.users[1]).not.toHaveProperty('unread');
  });
});

describe('what stands among the data points and is none', () => {
  const status = [{ code: 'switch_1', value: true }, { value: 5, token: 'CANARY' }, null, 'odd'];

  it('is a row below them, raw and without secrets', async () => {
    const state = stateOf({ status });
    const { dataPoints, unreadPoints, attributes } = snapshotOf(state);
    expect(dataPoints).toMatchObject([{ code: 'switch_1' }]);
    expect(unreadPoints).toEqual([
      { field: 'status[1]', text: '{"value":5,"token":"•••"}', truncated: false },
      { field: 'status[2]', text: 'null', truncated: false },
      { field: 'status[3]', text: 'odd', truncated: false },
    ]);
    expect(attributes.map(({ key }) => key)).not.toContain('other');
    expect(await requestsOf(state).copy('status[1]')).toBe('{"value":5}');
  });

  it('is one row where all of it is none, and the device isn’t said to have no data points', () => {
    expect(snapshotOf(stateOf({ status: 'none' })).unreadPoints).toEqual([
      { field: 'status', text: 'none', truncated: false },
    ]);
  });

  it('is told in numbers where it is too much', () => {
    const state = stateOf({ status: Array.from({ length: 700 }, () => ({ value: 1 })) });
    const { unreadPoints, unlistedUnreadPoints } = snapshotOf(state);
    expect(unreadPoints).toHaveLength(500);
    expect(unlistedUnreadPoints).toBe(200);
  });

  it('is a row without a value where none was kept', () => {
    const { device } = stateOf({});
    const unread = [{ field: 'status', problem: 'has more than 100000 entries' }];
    const state = stateOf({}, device && { device: { ...device, unread } });
    expect(snapshotOf(state).unreadPoints).toEqual([{ field: 'status', text: '', truncated: false }]);
  });

  it('leaves the fields that the cloud’s tables don’t list where they are', () => {
    const { attributes } = snapshotOf(stateOf({ status, foo: 1, online: 'perhaps' }));
    expect(attributes.find(({ key }) => key === 'other')?.attributes).toMatchObject([{ name: 'foo' }]);
  });
});
