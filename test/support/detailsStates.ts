import { unreadDetails, type DetailsState } from '../../src/model/details/detailsState.js';
import { ToldError } from '../../src/platform/errorMessages/problemTexts.js';
import { TuyaError } from '../../src/tuya/errors/errors.js';
import type { Device } from '../../src/tuya/results.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import { modelOf, unreadModel } from './productModels.js';

export const ref = { projectId: 'p', deviceId: 'vdevo1612345678901234' };
export const secret = 'CANARY0123456789';
export const device: Device = {
  id: ref.deviceId,
  name: 'Workshop power strip',
  uid: 'eu1548569152777Qabcd',
  localKey: secret,
  category: 'pc',
  productId: 'EvolhYPyZNWYPabc',
  productName: 'Smart Power Strip 4 Outlets',
  sub: false,
  uuid: '27511006b4e62d4babcd',
  ownerId: '35712345',
  online: true,
  status: [
    { code: 'switch_1', value: true, type: 'Boolean' },
    { code: 'cur_power', value: 2196, type: 'Integer' },
    { code: 'relay_status', value: 'power_on', type: 'Enum' },
    { code: 'colour_data_v2', value: '{"h":210,"s":1000,"v":740,"scene":{"steps":[1,2,3]}}', type: 'Json' },
    { code: 'cycle_time', value: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj', type: 'Raw' },
    { code: 'phase_a', value: 'Ag8JIgAV9AAEoQAAZAAFIloA', type: 'Raw' },
    { code: 'long_text', value: 'Lorem ipsum dolor sit amet, '.repeat(60), type: 'String' },
    { code: 'fault', value: '', type: 'Bitmap' },
  ],
  activeTime: 1_700_000_000_000,
  createTime: 1_690_000_000_000,
  updateTime: 1_750_000_000_000,
  bizType: 299009,
  icon: 'smart/icon/x.png',
  ip: '120.198.12.34',
  timeZone: '+08:00',
  lat: '30.27',
  lon: '120.15',
  extra: { is_cloud: true },
};
export const known: DetailsState = {
  ...unreadDetails,
  ref,
  project: {
    id: 'p',
    name: 'Bench',
    kind: 'cloud',
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: 'a',
    uids: [],
  },
  device,
  readAt: 1_763_892_123_000,
  gone: false,
  refreshing: false,
  changes: new Map([['cur_power', { wasThere: true, previous: 2150 }]]),
  factory: { state: 'unread' },
};
const { device: _device, readAt: _readAt, ...unread } = known;
const refusal = new TuyaError('permission', {
  operation: 'products.thingModel',
  message: '',
  remedy: 'authorizeApi',
  code: 28841105,
});
const problem = new ToldError({
  what: 'The cloud project has no permission for this.',
  remedy: 'Link the app account that owns the device to the cloud project, and check the data center.',
  code: 1106,
  tid: '9a7d1b2c3d4e5f60718293a4b5c6d7e8',
});
const points: readonly PointModel[] = [
  { code: 'switch_1', dpId: 1, name: 'Outlet 1', access: 'rw', type: 'boolean' },
  {
    code: 'cur_power',
    dpId: 19,
    name: 'Power',
    access: 'ro',
    type: 'integer',
    min: 0,
    max: 80_000,
    scale: 1,
    unit: 'W',
  },
  {
    code: 'relay_status',
    dpId: 38,
    name: 'After a power failure',
    access: 'rw',
    type: 'enum',
    range: ['power_off', 'last'],
  },
  { code: 'cycle_time', dpId: 41, access: 'wr', type: 'raw', maxLength: 255 },
  {
    code: 'fault',
    dpId: 26,
    name: 'Fault',
    access: 'ro',
    type: 'bitmap',
    labels: ['ov_cr', 'ov_vol', 'ov_pwr', 'ls_cr'],
  },
  {
    code: 'countdown_1',
    dpId: 9,
    name: 'Countdown 1',
    access: 'rw',
    type: 'integer',
    min: 0,
    max: 86_400,
    unit: 's',
  },
  { code: 'child_lock', dpId: 42, name: 'Child lock', access: 'rw', type: 'boolean' },
];
export const meter: Device = {
  ...device,
  status: [
    { code: 'cur_power', value: 2196 },
    { code: 'switch_1', value: true },
    { code: 'relay_status', value: 'memory' },
    { code: 'fault', value: 5 },
    { code: 'phase_a', value: 'CSIAFfQABKE=' },
    { code: 'countdown_2', value: 0 },
    ...device.status.filter(({ code }) => /^(colour|cycle|long)/.test(code)),
  ],
};
/** A value that is as old as this whenever it is looked at: files of tests share this module for minutes. */
function reported<Value extends object>(agoMs: number, value: Value): Value & { readonly at: number } {
  return Object.defineProperty({ ...value, at: 0 }, 'at', {
    enumerable: true,
    get: () => Date.now() - agoMs,
  });
}
export const withModel: DetailsState = {
  ...known,
  device: meter,
  model: modelOf(points, { readAt: Date.now() - 3 * 86_400_000, changedByHand: ['fault'] }),
  names: new Map([['switch_1', { name: 'Desk lamp on the left', state: 'known' }]]),
  shadow: {
    state: 'read',
    value: [
      reported(12_000, { code: 'cur_power', value: 2196, dpId: 19 }),
      reported(3 * 3_600_000, {
        code: 'switch_1',
        value: true,
        dpId: 1,
        customName: 'Desk lamp on the left',
      }),
      reported(200_000, { code: 'fault', value: 5, dpId: 26 }),
      reported(40_000, { code: 'lift_height', value: 730, dpId: 101, type: 'value' }),
    ],
  },
};
const lost = new TuyaError('outcomeUnknown', {
  operation: 'devices.rename',
  message: '',
  remedy: 'lookAtDevice',
});
export const inDoubt = { outcome: 'unknown', why: 'notYet', error: lost } as const;
export const seenDone = { outcome: 'done', settledBy: 'look', value: undefined, error: lost } as const;
export const situations: Readonly<Record<string, DetailsState>> = {
  known,
  withModel,
  modelComing: { ...withModel, model: unreadModel, shadow: { state: 'unread' } },
  modelRefused: { ...known, model: modelOf([], { reading: { state: 'refused', problem: refusal } }) },
  modelFailed: {
    ...withModel,
    model: modelOf([], { reading: { state: 'failed', problem } }),
    shadow: { state: 'failed', problem: refusal },
  },
  modelNotRenewed: {
    ...withModel,
    model: modelOf(points, { readAt: Date.now() - 3 * 86_400_000, problem }),
  },
  imported: {
    ...withModel,
    device: { ...meter, status: [] },
    model: modelOf(points, { source: 'import', file: 'product-waq2wj9pjadcg1qc.json' }),
    shadow: { state: 'unread' },
  },
  stale: { ...known, problem },
  gone: { ...known, gone: true, problem },
  deleted: {
    ...known,
    gone: true,
    isDeleted: true,
    outlets: { state: 'unsupported' },
    users: {
      state: 'read',
      value: {
        badRecords: [],
        items: [
          { userId: '5100001', nickName: 'Ada', contact: 'ada@example.com', extra: {} },
          { userId: '5100002', nickName: 'Ada', extra: {} },
        ],
      },
    },
  },
  unread: { ...unread, problem },
  loading: { ...unread, refreshing: true },
  projectGone: { ...unreadDetails, ref },
  gateway: {
    ...known,
    device: { ...device, name: 'Hallway gateway', category: 'wg2', status: [] },
    subDevices: { state: 'read', value: ['s1', 's2', 's3'] },
    factory: { state: 'read', value: { id: ref.deviceId, mac: '90:35:ea:ff:fe:11', extra: {} } },
  },
  outletsAndUsers: {
    ...known,
    outlets: {
      state: 'read',
      value: [
        { identifier: 'switch_1', name: 'Desk lamp' },
        { identifier: 'switch_2', name: 'Soldering iron on the left' },
      ],
    },
    users: {
      state: 'read',
      value: {
        badRecords: [],
        items: [
          {
            userId: '5100001',
            nickName: 'Mila',
            sex: 2,
            birthday: Date.UTC(1988, 3, 17),
            height: 171,
            weight: 62_400,
            contact: 'mila.novak@example.com',
            extra: {},
          },
          { nickName: 'Without an id', sex: 1, extra: {} },
        ],
      },
    },
    names: new Map([
      ['switch_1', { name: 'Desk lamp', state: 'known' }],
      ['cur_power', { name: 'Power now', state: 'unsure' }],
    ]),
    live: { state: 'on', intervalMs: 15_000 },
  },
  inDoubt: {
    ...known,
    doubts: [
      { id: 1, ref, operation: 'devices.remove', about: [], result: inDoubt },
      { id: 2, ref, operation: 'outlets.rename', about: ['switch_1', 'Lamp'], result: seenDone },
    ],
  },
  protectedAndStopped: {
    ...known,
    isProtected: true,
    live: { state: 'off', problem },
    outlets: { state: 'failed', problem },
    users: { state: 'unsupported' },
  },
  subDevice: {
    ...known,
    gatewayId: 'g1',
    device: {
      ...device,
      name: 'Window contact',
      category: 'mcs',
      sub: true,
      online: false,
      ip: '',
      nodeId: 'a4c1',
    },
    factory: { state: 'failed', problem },
  },
};
