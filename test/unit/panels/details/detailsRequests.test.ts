import { describe, expect, it, vi } from 'vitest';
import { l10n } from 'vscode';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import { detailsRequests } from '../../../../src/panels/details/detailsRequests.js';
import type { CopyRequest } from '../../../../src/protocol/details.js';
import { modelOf } from '../../../support/productModels.js';
import { ToldError } from '../../../../src/platform/errorMessages/problemTexts.js';

const ref = { projectId: 'p', deviceId: 'd1' };
const state: DetailsState = {
  ...unreadDetails,
  ref,
  project: { id: 'p', name: 'B', kind: 'cloud', endpoint: 'https://x', accessId: 'a', uids: [] },
  device: {
    id: 'd1',
    name: 'Strip',
    localKey: 'KEY',
    activeTime: 1_589_505_938_000,
    status: [
      { code: 'a', value: '\u202eraw' },
      { code: 'b', value: { x: 1 } },
      { code: 'long', value: 'y'.repeat(5_000) },
    ],
    extra: { other: 5, auth_token: 'TOKEN' },
  },
  readAt: 1,
  gone: false,
  refreshing: false,
  changes: new Map(),
  gatewayId: 'g',
  subDevices: { state: 'read', value: ['s1'] },
  factory: { state: 'read', value: { id: 'd1', mac: 'aa:bb', extra: {} } },
  problem: new ToldError({
    what: 'It failed.',
    remedy: 'Do this.',
    code: 1106,
    tid: 'abc',
    field: 'result.id is missing',
  }),
};

function setUp(current: DetailsState = state) {
  const copied: string[] = [];
  const opened: unknown[] = [];
  const done: string[] = [];
  const { requests } = detailsRequests({
    details: {
      ref,
      state: () => current,
      refresh: () => Promise.resolve({ outcome: 'updated', changed: 3 }),
      cancelRefresh: () => void done.push('cancelRefresh'),
      loadSubDevices: () => Promise.resolve(void done.push('loadSubDevices')),
      renewModel: () => Promise.resolve(void done.push('renewModel')),
      loadShadow: () => Promise.resolve(void done.push('loadShadow')),
      extras: { factory: { load: () => Promise.resolve(void done.push('loadFactory')) } },
    },
    writes: {} as never,
    sending: {} as never,
    copy: (text) => Promise.resolve(void copied.push(text)),
    openDevice: (other) => opened.push(other),
    showExtensionLog: () => void done.push('showExtensionLog'),
    openDeviceLog: (code) => void done.push(code === undefined ? 'openDeviceLog' : `openDeviceLog ${code}`),
    runAction: (action) => void done.push(action),
    editPoint: (code) => Promise.resolve(void done.push(`editPoint ${code}`)),
    showInSource: (code) => Promise.resolve(void done.push(`showInSource ${code}`)),
    openProduct: () => Promise.resolve(void done.push('openProduct')),
    importModel: () => Promise.resolve(void done.push('importModel')),
  });
  /** As the channel does it: read, then handle. */
  const ask = async (name: keyof typeof requests, body: unknown): Promise<unknown> => {
    const { parse, handle } = requests[name] as {
      parse(body: unknown): never;
      handle(p: never, s: AbortSignal): Promise<unknown>;
    };
    return handle(parse(body), new AbortController().signal);
  };
  return { ask, copied, opened, done };
}

describe('what the page may ask', () => {
  it.each<[string, CopyRequest, string]>([
    ['the id', { of: 'attribute', name: 'id' }, 'd1'],
    ['the local key', { of: 'attribute', name: 'local_key' }, 'KEY'],
    ['a time, as ISO', { of: 'attribute', name: 'active_time' }, '2020-05-15T01:25:38.000Z'],
    ['a field of no table', { of: 'attribute', name: 'other' }, '5'],
    ['the gateway', { of: 'attribute', name: 'gateway_id' }, 'g'],
    ['a value as it came', { of: 'dataPoint', index: 0, code: 'a', as: 'raw' }, '\u202eraw'],
    ['an object as JSON', { of: 'dataPoint', index: 1, code: 'b', as: 'raw' }, '{"x":1}'],
    ['the whole of a long value', { of: 'dataPoint', index: 2, code: 'long', as: 'raw' }, 'y'.repeat(5_000)],
    ['factory data', { of: 'factory', name: 'mac' }, 'aa:bb'],
    [
      'a problem for support',
      { of: 'problem' },
      'It failed.\nDo this.\ncode 1106, answer: result.id is missing, tid abc',
    ],
  ])('copies %s from the host’s own state', async (_, request, text) => {
    const { ask, copied } = setUp();
    await ask('copy', request);
    expect(copied).toEqual([text]);
  });

  it('copies JSON with the cloud’s names and without secrets', async () => {
    const { ask, copied } = setUp();
    await ask('copy', { of: 'json' });
    expect(JSON.parse(copied[0] ?? '')).toMatchObject({
      id: 'd1',
      active_time: '2020-05-15T01:25:38.000Z',
      other: 5,
    });
    expect(copied[0]).not.toMatch(/KEY|TOKEN|local_key|auth_token/);
  });

  it('copies a time that no calendar holds as the number it is', async () => {
    const device = { id: 'd1', status: [], extra: {}, activeTime: 1e18, updateTime: Number.NaN };
    const { ask, copied } = setUp({ ...state, device });
    await ask('copy', { of: 'attribute', name: 'active_time' });
    await ask('copy', { of: 'json' });
    expect(copied[0]).toBe('1000000000000000000');
    expect(JSON.parse(copied[1] ?? '')).toMatchObject({ active_time: 1e18 });
  });

  it.each<[string, CopyRequest]>([
    ['a value that is not there', { of: 'dataPoint', index: 99, code: 'a', as: 'raw' }],
    ['a value whose row is another one now', { of: 'dataPoint', index: 0, code: 'b', as: 'raw' }],
    ['an absent attribute', { of: 'attribute', name: 'uuid' }],
    ['a name of the prototype', { of: 'attribute', name: 'constructor' }],
    ['`__proto__`', { of: 'attribute', name: '__proto__' }],
    ['the list of data points', { of: 'attribute', name: 'status' }],
    ['an unknown factory field', { of: 'factory', name: 'id' }],
  ])('refuses to copy %s', async (_, request) => {
    const { ask, copied } = setUp();
    await expect(ask('copy', request)).rejects.toMatchObject({ reason: 'notThere' });
    expect(copied).toEqual([]);
  });

  it('reveals secrets, one by one, and nothing that is none', async () => {
    const { ask } = setUp();
    await expect(ask('reveal', { name: 'local_key' })).resolves.toEqual({ value: 'KEY' });
    await expect(ask('reveal', { name: 'auth_token' })).resolves.toEqual({ value: 'TOKEN' });
    await expect(ask('reveal', { name: 'name' })).rejects.toMatchObject({ reason: 'notThere' });
  });

  it('opens the devices it links, and no other', async () => {
    const { ask, opened } = setUp();
    await ask('openDevice', { deviceId: 'g' });
    await ask('openDevice', { deviceId: 's1' });
    await expect(ask('openDevice', { deviceId: 'other' })).rejects.toMatchObject({ reason: 'notLinked' });
    expect(opened).toEqual([
      { projectId: 'p', deviceId: 'g' },
      { projectId: 'p', deviceId: 's1' },
    ]);
  });

  it('opens the log of a data point that has a row, by its own code, and no other', async () => {
    const code = `${'x'.repeat(500)}`;
    const { ask, done } = setUp({ ...state, model: modelOf([{ code }]) });
    await ask('openPointLog', { code: 'a' });
    await ask('openPointLog', { code: `${'x'.repeat(120)}…` });
    expect(done).toEqual(['openDeviceLog a', `openDeviceLog ${code}`]);
    await expect(ask('openPointLog', { code: 'dp:other' })).rejects.toMatchObject({ reason: 'notThere' });
  });

  it.each(['copyLink', 'reveal', 'export', 'compare', 'reset', 'delete'])(
    'has its own device: %s',
    async (action) => {
      const { ask, done } = setUp();
      await ask('runAction', { action });
      expect(done).toEqual([action]);
    },
  );

  it.each([
    { action: 'removeProject' },
    { action: 'delete', deviceId: 'other' },
    { action: 'constructor' },
    {},
  ])('runs nothing else: %j', async (body) => {
    const { ask, done } = setUp();
    await expect(ask('runAction', body)).rejects.toThrow();
    expect(done).toEqual([]);
  });

  it('brings the whole of a cut value', async () => {
    const { ask } = setUp();
    await expect(ask('fullValue', { index: 2, code: 'long' })).resolves.toMatchObject({
      value: { length: 5_000, truncated: false },
    });
    await expect(ask('fullValue', { index: 2, code: 'a' })).rejects.toMatchObject({ reason: 'notThere' });
  });

  it('copies and brings what only the shadow has, and copies a value as it is shown', async () => {
    const { ask, copied } = setUp({
      ...state,
      shadow: { state: 'read', value: [{ code: 'lift', value: 215 }] },
      model: modelOf([{ code: 'lift', type: 'integer', scale: 1, unit: 'cm' }]),
    });
    await ask('copy', { of: 'dataPoint', index: 3, code: 'lift', as: 'raw' });
    await ask('copy', { of: 'dataPoint', index: 3, code: 'lift', as: 'shown' });
    expect(copied).toEqual(['215', '21.5 cm']);
    await expect(ask('fullValue', { index: 3, code: 'lift' })).resolves.toMatchObject({
      value: { text: '215', shown: { text: '21.5 cm' } },
    });
  });

  it('copies as shown what the page shows: its words, all of them, and nothing that doesn’t show', async () => {
    const labels = Array.from({ length: 53 }, (_, bit) => `label ${bit} ${'x'.repeat(30)}`);
    const { ask, copied } = setUp({
      ...state,
      device: {
        ...state.device,
        id: 'd1',
        extra: {},
        status: [
          { code: 'none', value: 0 },
          { code: 'all', value: 2 ** 53 - 1 },
          { code: 'unit', value: 5 },
        ],
      },
      model: modelOf([
        { code: 'none', type: 'bitmap', labels },
        { code: 'all', type: 'bitmap', labels },
        { code: 'unit', type: 'integer', unit: '\u202e\nrm -r' },
      ]),
    });
    const translate = vi
      .spyOn(l10n, 't')
      .mockImplementation(
        (...args: unknown[]) => `[${args.filter((one) => typeof one === 'string').join('')}]`,
      );
    for (const [index, code] of ['none', 'all', 'unit'].entries())
      await ask('copy', { of: 'dataPoint', index, code, as: 'shown' });
    translate.mockRestore();
    expect(copied).toEqual(['[none set]', labels.join(', '), '5 rm -r']);
  });

  it('has the meaning edited of data points that have a row, by their own code', async () => {
    const { ask, done } = setUp({
      ...state,
      shadow: { state: 'read', value: [{ code: 'lift', value: 215 }] },
      model: modelOf([{ code: 'x'.repeat(500) }]),
    });
    await ask('editPoint', { code: 'a' });
    await ask('editPoint', { code: 'lift' });
    await ask('showInSource', { code: 'lift' });
    await ask('editPoint', { code: `${'x'.repeat(120)}…` });
    await expect(ask('editPoint', { code: 'other' })).rejects.toMatchObject({ reason: 'notThere' });
    expect(done).toEqual([
      'editPoint a',
      'editPoint lift',
      'showInSource lift',
      `editPoint ${'x'.repeat(500)}`,
    ]);
  });

  it('has models and shadows read anew, and a model imported', async () => {
    const { ask, done } = setUp();
    const names = ['renewModel', 'loadShadow', 'openProduct', 'importModel'] as const;
    for (const name of names) await ask(name, {});
    expect(done).toEqual(names);
  });

  it('says how a refresh went', async () => {
    await expect(setUp().ask('refresh', {})).resolves.toEqual({ outcome: 'updated', changed: 3 });
  });

  it.each([
    ['copy', { of: 'file', name: '/etc/passwd' }],
    ['copy', { of: 'dataPoint', index: -1, code: 'a', as: 'raw' }],
    ['copy', { of: 'dataPoint', index: 0, code: 'a', as: 'raw', extra: 1 }],
    ['copy', { of: 'dataPoint', index: 0, code: 'a', as: 'file' }],
    ['copy', null],
    ['reveal', { name: 5 }],
    ['reveal', JSON.parse('{"name":"local_key","__proto__":{"x":1}}')],
    ['openDevice', { deviceId: '' }],
    ['openDevice', { projectId: 'other', deviceId: 'g' }],
    ['fullValue', { index: 1e300, code: 'a' }],
    ['editPoint', { code: 5 }],
    ['editPoint', { code: 'a', productId: 'other' }],
    ['refresh', { now: true }],
    ['refresh', []],
  ] as const)('refuses %s with a body of another shape: %j', async (name, body) => {
    const { ask, copied, opened } = setUp();
    await expect(ask(name, body)).rejects.toThrow();
    expect([...copied, ...opened]).toEqual([]);
  });
});
