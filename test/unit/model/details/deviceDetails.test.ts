import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src/base/errors.js';
import { Emitter } from '../../../../src/base/event.js';
import { DeviceDetailsModel } from '../../../../src/model/details/deviceDetails.js';
import { changesBetween, unreadDetails } from '../../../../src/model/details/detailsState.js';
import { Doubts } from '../../../../src/model/devices/doubts.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';
import { Fleet } from '../../../../src/model/fleet/fleet.js';
import type { Project } from '../../../../src/model/projects/project.js';
import type { ProjectsChange, ProjectStore } from '../../../../src/model/projects/projectStore.js';
import type { TuyaClient } from '../../../../src/tuya/client.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';
import type { DataPoint, Device } from '../../../../src/tuya/results.js';
import { noModels } from '../../../support/productModels.js';
import { MemoryState } from '../../../support/storage.js';

const project: Project = {
  id: 'p',
  name: 'Bench',
  kind: 'cloud',
  endpoint: 'https://openapi.tuyaeu.com',
  accessId: 'a',
  uids: [],
};
const ref = { projectId: 'p', deviceId: 'd1' };

function aDevice(fields: Partial<Device> = {}): Device {
  return {
    id: 'd1',
    name: 'Strip',
    category: 'pc',
    status: [{ code: 'switch_1', value: true }],
    extra: {},
    ...fields,
  };
}

function refused(reason: 'notFound' | 'network' | 'permission', code?: number): TuyaError {
  return new TuyaError(reason, { operation: 'getDevice' as never, message: '', remedy: 'tryAgain', code });
}

/** A cloud that answers what the test says next, and counts. */
function setUp(start: { projects?: Project[] } = {}) {
  let projects: readonly Project[] = start.projects ?? [project];
  let now = 1_000;
  const projectsChanged = new Emitter<ProjectsChange>();
  const store = new DeviceStore();
  const calls: string[] = [];
  const cloud = {
    get: (_signal?: AbortSignal): Promise<Device> => Promise.resolve(aDevice()),
    subDevices: (): Promise<readonly Device[]> => Promise.resolve([]),
    factoryInfos: (): Promise<readonly { id: string; extra: object }[]> => Promise.resolve([]),
  };
  const devices = {
    get: (id: string, signal?: AbortSignal) => (calls.push(`get ${id}`), cloud.get(signal)),
    subDevices: async (id: string) => (
      calls.push(`subDevices ${id}`),
      { items: await cloud.subDevices(), badRecords: [] }
    ),
    factoryInfos: async (ids: readonly string[]) => (
      calls.push(`factoryInfos ${ids.join()}`),
      { items: await cloud.factoryInfos(), badRecords: [] }
    ),
  };
  const client = { devices } as unknown as TuyaClient;
  const connections = { client: () => Promise.resolve(client) };
  const projectStore = {
    list: () => projects,
    get: (id: string) => projects.find((one) => one.id === id),
    onDidChange: projectsChanged.event,
  } as Partial<ProjectStore> as ProjectStore;
  const clock = { now: () => now };
  const fleet = new Fleet({
    projects: projectStore,
    connections: connections as never,
    devices: store,
    clock,
    searchLimit: () => 0,
  });
  const model = new DeviceDetailsModel({
    state: new MemoryState(),
    connections,
    devices: store,
    fleet,
    projects: projectStore,
    clock: { now: () => now, sleep: () => new Promise(() => undefined) },
    actions: { onDidWrite: () => ({ dispose: () => undefined }), doubts: new Doubts() } as never,
    budget: { mayRunAutomatically: () => true },
    models: noModels,
  });
  return {
    model,
    details: model.open(ref),
    store,
    cloud,
    calls,
    passTime: (ms: number) => (now += ms),
    removeProject: () => {
      projects = [];
      projectsChanged.fire({ removed: ['p'], rekeyed: [] });
    },
    rekeyProject: () => projectsChanged.fire({ removed: [], rekeyed: ['p'] }),
  };
}

describe('the details of a device', () => {
  it('start from what the store knows, with its age', () => {
    const { model, store } = setUp();
    store.put('p', [aDevice()], 500);
    expect(model.open(ref).state()).toMatchObject({
      device: { name: 'Strip' },
      readAt: 500,
      refreshing: false,
    });
  });

  it('stay known while they are open, though no list names the device any more', () => {
    const { details, store } = setUp();
    store.put('p', [aDevice()], 500);
    store.forget('p', ['d1']);
    expect(details.state().device?.name).toBe('Strip');
    details.dispose();
    expect(store.device(ref)).toBeUndefined();
  });

  it('read the device again and say what changed', async () => {
    const { details, cloud, passTime } = setUp();
    await details.refresh('person');
    cloud.get = () =>
      Promise.resolve(
        aDevice({
          status: [
            { code: 'switch_1', value: false },
            { code: 'new', value: 1 },
          ],
        }),
      );
    passTime(60_000);
    await expect(details.refresh('person')).resolves.toEqual({ outcome: 'updated', changed: 2 });
    expect(details.state().readAt).toBe(61_000);
    expect([...details.state().changes]).toEqual([
      ['switch_1', { wasThere: true, previous: true }],
      ['new', { wasThere: false, previous: undefined }],
    ]);
  });

  it('cost one call however many ask', async () => {
    const { details, calls } = setUp();
    await Promise.all([details.refresh('person'), details.refresh('person'), details.refresh('person')]);
    expect(calls).toEqual(['get d1']);
  });

  it('keep the last state with its age when the cloud fails, until it answers again', async () => {
    const { details, cloud, passTime } = setUp();
    await details.refresh('person');
    const answer = cloud.get;
    cloud.get = () => Promise.reject(refused('network'));
    passTime(60_000);
    await expect(details.refresh('person')).resolves.toMatchObject({ outcome: 'failed' });
    expect(details.state()).toMatchObject({
      device: { name: 'Strip' },
      readAt: 1_000,
      gone: false,
      problem: { reason: 'network' },
    });
    cloud.get = answer;
    await details.refresh('person');
    expect(details.state()).not.toHaveProperty('problem');
  });

  it('tell a device that is gone from one that may not be seen', async () => {
    const { details, cloud } = setUp();
    cloud.get = () => Promise.reject(refused('permission', 1106));
    await details.refresh('person');
    expect(details.state()).toMatchObject({ gone: false, problem: { code: 1106 } });
    cloud.get = () => Promise.reject(refused('notFound', 2010));
    await details.refresh('person');
    expect(details.state()).toMatchObject({ gone: true, problem: { code: 2010 } });
  });

  it('can be cancelled, which is no problem', async () => {
    const { details, cloud } = setUp();
    cloud.get = (signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError())));
    const refreshing = details.refresh('person');
    expect(details.state().refreshing).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    details.cancelRefresh();
    await expect(refreshing).resolves.toEqual({ outcome: 'cancelled' });
    expect(details.state()).toMatchObject({ refreshing: false });
    expect(details.state()).not.toHaveProperty('problem');
  });

  it('stop reading when they are closed', async () => {
    const { details, cloud } = setUp();
    cloud.get = (signal) =>
      new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new AbortError())));
    const refreshing = details.refresh('person');
    await new Promise((resolve) => setImmediate(resolve));
    details.dispose();
    await expect(refreshing).resolves.toEqual({ outcome: 'cancelled' });
  });

  it('follow what others read of the same device', async () => {
    const { details, store } = setUp();
    await details.refresh('person');
    let heard = 0;
    details.onDidChange(() => heard++);
    store.put('p', [aDevice({ id: 'other' })], 2_000);
    expect(heard).toBe(0);
    store.put('p', [aDevice({ name: 'Renamed' })], 2_000);
    expect(heard).toBe(1);
    expect(details.state()).toMatchObject({ device: { name: 'Renamed' }, readAt: 2_000 });
  });

  it('keep data points that a long list leaves out', async () => {
    const { details, store } = setUp();
    await details.refresh('person');
    store.put(
      'p',
      Array.from({ length: 2_001 }, (_, index) => aDevice({ id: `x${index}` })),
      2_000,
    );
    store.put('p', [aDevice({ name: 'Renamed' }), aDevice({ id: 'y' })], 2_000);
    expect(details.state()).toMatchObject({
      device: { name: 'Renamed', status: [{ code: 'switch_1', value: true }] },
      readAt: 1_000,
    });
  });

  it('show nothing as missing that a long list has only left out', async () => {
    const { model, store, cloud } = setUp();
    const long = Array.from({ length: 2_001 }, (_, index) => aDevice({ id: `x${index}` }));
    store.put('p', long, 2_000);
    store.put('p', [aDevice(), aDevice({ id: 'y' })], 2_000);
    const details = model.open(ref);
    expect(details.state()).not.toHaveProperty('device');
    store.put('p', [aDevice({ name: 'Renamed' }), aDevice({ id: 'y' })], 3_000);
    expect(details.state()).not.toHaveProperty('device');
    cloud.get = () => Promise.reject(refused('network'));
    await details.refresh('person');
    expect(details.state()).toMatchObject({ problem: { reason: 'network' } });
    expect(details.state()).not.toHaveProperty('device');
    cloud.get = () => Promise.resolve(aDevice());
    await details.refresh('person');
    expect(details.state()).toMatchObject({ device: aDevice(), readAt: 1_000 });
  });

  it('show nothing of a project that was removed', async () => {
    const { details, removeProject } = setUp();
    await details.refresh('person');
    removeProject();
    expect(details.state()).toEqual({ ...unreadDetails, ref });
    await expect(details.refresh('person')).resolves.toEqual({ outcome: 'cancelled' });
  });

  it('drop what was read through other keys', async () => {
    const { details, rekeyProject } = setUp();
    await details.refresh('person');
    rekeyProject();
    expect(details.state()).not.toHaveProperty('device');
  });

  it('read factory data only when asked, for this device only', async () => {
    const { details, cloud, calls } = setUp();
    await details.refresh('person');
    expect(details.state().factory).toEqual({ state: 'unread' });
    cloud.factoryInfos = () =>
      Promise.resolve([
        { id: 'other', extra: {} },
        { id: 'd1', mac: 'aa', extra: {} },
      ]);
    await details.extras.factory.load('person');
    expect(calls).toEqual(['get d1', 'factoryInfos d1']);
    expect(details.state().factory).toMatchObject({ state: 'read', value: { id: 'd1', mac: 'aa' } });
  });
});

describe('a gateway’s details', () => {
  const gateway = aDevice({ category: 'wg2', status: [] });

  it('read its sub-devices along with it', async () => {
    const { details, cloud, calls } = setUp();
    cloud.get = () => Promise.resolve(gateway);
    cloud.subDevices = () =>
      Promise.resolve([aDevice({ id: 's1', sub: true }), aDevice({ id: 's2', sub: true })]);
    await details.refresh('person');
    expect(calls).toEqual(['get d1', 'subDevices d1']);
    expect(details.state().subDevices).toEqual({ state: 'read', value: ['s1', 's2'] });
  });

  it('say what failed reading them, apart from the device', async () => {
    const { details, cloud } = setUp();
    cloud.get = () => Promise.resolve(gateway);
    cloud.subDevices = () => Promise.reject(refused('network'));
    await details.refresh('person');
    expect(details.state()).toMatchObject({
      subDevices: { state: 'failed', problem: { reason: 'network' } },
    });
    expect(details.state()).not.toHaveProperty('problem');
  });

  it('are linked from its sub-devices', async () => {
    const { model, cloud, details } = setUp();
    cloud.get = () => Promise.resolve(gateway);
    cloud.subDevices = () => Promise.resolve([aDevice({ id: 's1', sub: true })]);
    await details.refresh('person');
    expect(model.open({ projectId: 'p', deviceId: 's1' }).state().gatewayId).toBe('d1');
  });

  it('ask nothing of a device that is none', async () => {
    const { details, calls } = setUp();
    await details.refresh('person');
    expect(calls).toEqual(['get d1']);
    expect(details.state()).not.toHaveProperty('subDevices');
  });
});

describe('what a read changed', () => {
  const points = (values: Record<string, unknown>): DataPoint[] =>
    Object.entries(values).map(([code, value]) => ({ code, value }));

  it.each([
    ['nothing', { a: 1, b: 'x' }, { a: 1, b: 'x' }, []],
    ['a value', { a: 1 }, { a: 2 }, ['a']],
    ['a type', { a: 1 }, { a: '1' }, ['a']],
    ['something inside an object', { a: { x: 1 } }, { a: { x: 2 } }, ['a']],
    ['a code that is new', { a: 1 }, { a: 1, b: null }, ['b']],
    ['a code that is gone', { a: 1, b: 1 }, { a: 1 }, []],
    ['a code named like a prototype’s', { a: 1 }, { a: 1, constructor: 1 }, ['constructor']],
  ])('%s', (_, before, after, codes) => {
    expect([...changesBetween(points(before), points(after)).keys()]).toEqual(codes);
  });
});
