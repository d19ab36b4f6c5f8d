import { describe, expect, it } from 'vitest';
import { DeviceListLoad } from '../../../../src/model/lists/deviceListLoad.js';
import { costOf, type DeviceListQuery } from '../../../../src/model/lists/deviceListQuery.js';
import { CloudTime } from '../../../../src/model/projects/cloudTime.js';
import { readDeviceList } from '../../../../src/model/lists/readDeviceList.js';
import { actionsSetup, type ActionsSetup } from '../devices/cloudSetup.js';
import { byPerson } from '../../../support/asking.js';

const day = 86_400_000;

function load(setup: ActionsSetup, query: DeviceListQuery, time = new CloudTime()): DeviceListLoad {
  return new DeviceListLoad('p', query, {
    connections: { client: () => Promise.resolve(setup.client), time: () => time },
    devices: setup.store,
    now: () => setup.clock.now(),
  });
}

async function idsOf(setup: ActionsSetup, query: DeviceListQuery): Promise<string[]> {
  const ids: string[] = [];
  for await (const { devices } of readDeviceList(setup.client, query, setup.clock.now()))
    ids.push(...devices.map(({ id }) => id));
  return ids;
}

const field = (setup: ActionsSetup, id: string, name: string): unknown =>
  setup.cloud.truth.device(id)?.[name];

describe('reading a list', () => {
  it('of a user: own, received, both', async () => {
    const setup = actionsSetup();
    const uid = String(field(setup, setup.idOf('thermostat'), 'uid'));
    const own = await idsOf(setup, { kind: 'user', uid, from: 'home' });
    const received = await idsOf(setup, { kind: 'user', uid, from: 'sharing' });
    expect(own.every((id) => field(setup, id, 'uid') === uid)).toBe(true);
    expect(received).toEqual([setup.idOf('strip')]);
    expect((await idsOf(setup, { kind: 'user', uid })).sort()).toEqual([...own, ...received].sort());
  });

  it('by product and by schema', async () => {
    const setup = actionsSetup();
    const productId = String(field(setup, setup.idOf('socket'), 'product_id'));
    const sockets = await idsOf(setup, { kind: 'project', productId });
    expect(sockets.sort()).toEqual(setup.cloud.truth.devicesOfProduct('socket').sort());
    const { schema } = setup.cloud.credentials;
    const inApp = await idsOf(setup, { kind: 'project', schema });
    expect(inApp.length).toBeGreaterThan(0);
    expect(inApp.length).toBeLessThan(setup.cloud.truth.deviceIds().length);
  });

  it('by ids in twenties, at exactly the cost that was told, and names what was not answered', async () => {
    const setup = actionsSetup({ devices: 100 });
    const asked = [...setup.cloud.truth.deviceIds().slice(0, 44), 'bf0000000000000000zzzz'];
    const query: DeviceListQuery = { kind: 'project', deviceIds: asked };
    const list = load(setup, query);
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({
      ids: asked.slice(0, 44),
      missing: ['bf0000000000000000zzzz'],
      hasMore: false,
    });
    expect(setup.cloud.ledger.count('listDevices').calls).toBe(costOf(query, setup.clock.now()).calls);
  });

  it('by activation: each device of the span once, also where windows touch', async () => {
    const setup = actionsSetup({ devices: 400 });
    const now = setup.clock.now();
    const times = new Map(
      setup.cloud.truth.deviceIds().map((id) => [id, Number(field(setup, id, 'active_time')) * 1000]),
    );
    // A border right on a device's second.
    const to = (times.get(setup.cloud.truth.deviceIds()[7] ?? '') ?? 0) + 30 * day;
    const from = to - 200 * day;
    const ids = await idsOf(setup, { kind: 'project', activated: { from, to } });
    const expected = [...times]
      .filter(([, time]) => time >= from && time <= Math.min(to, now))
      .map(([id]) => id);
    expect(ids).toHaveLength(new Set(ids).size);
    expect(ids.sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(5);
  });

  it('by activation up to a day, of any time before', async () => {
    const setup = actionsSetup({ devices: 400 });
    const known = setup.cloud.truth.deviceIds();
    const time = (id: string): number => Number(field(setup, id, 'active_time')) * 1000;
    // Right on a device's second: that one isn't in it any more.
    const to = time(known[7] ?? '');
    const expected = known.filter((id) => time(id) < to);
    expect(expected.length).toBeGreaterThan(5);
    expect((await idsOf(setup, { kind: 'project', activated: { to } })).sort()).toEqual(expected.sort());
    const ids = [...known.slice(0, 25), 'bf0000000000000000zzzz'];
    const list = load(setup, { kind: 'project', deviceIds: ids, activated: { to } });
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({
      ids: ids.slice(0, 25).filter((id) => time(id) < to),
      missing: ['bf0000000000000000zzzz'],
    });
  });

  it('can be cancelled', async () => {
    const setup = actionsSetup();
    const steps = readDeviceList(setup.client, { kind: 'project' }, setup.clock.now(), AbortSignal.abort());
    await expect(steps.next()).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a loaded list', () => {
  it('stops where the tree is full and goes on when asked', async () => {
    const setup = actionsSetup({ devices: 2_150 });
    const list = load(setup, { kind: 'project' });
    expect(list.needsLoad).toBe(true);
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({ hasMore: true, loading: false });
    expect(list.state().ids).toHaveLength(900);
    await list.loadMore(byPerson());
    await list.loadMore(byPerson());
    expect(list.state()).toMatchObject({ hasMore: false });
    expect(list.state().ids).toEqual(setup.cloud.truth.deviceIds());
    const calls = setup.cloud.ledger.totalCalls;
    await list.loadMore(byPerson());
    expect(setup.cloud.ledger.totalCalls).toBe(calls);
  });

  it('stops as early where it doesn’t ask for most of what comes', async () => {
    const setup = actionsSetup({ devices: 2_150 });
    const list = load(setup, { kind: 'project', activated: { to: 1 } });
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({ ids: [], hasMore: true });
    expect(setup.cloud.ledger.count('listDevices').calls).toBe(9);
  });

  it('shows what came before a failure, and never as if it were all', async () => {
    const setup = actionsSetup({ devices: 500 });
    setup.cloud.faults.add({ fault: { kind: 'code', code: 28841004 }, operation: 'listDevices', skip: 2 });
    const list = load(setup, { kind: 'project' });
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({ problem: { reason: 'quota' }, hasMore: false });
    expect(list.state().ids).toHaveLength(200);
    expect(list.state()).not.toHaveProperty('at');
    await list.loadMore(byPerson());
    expect(list.state()).toMatchObject({ problem: { reason: 'quota' } });
    setup.cloud.faults.clear();
    await list.refresh(byPerson());
    expect(list.state().ids).toHaveLength(500);
    expect(list.state()).not.toHaveProperty('problem');
  });

  it('keeps its last whole state when a refresh fails', async () => {
    const setup = actionsSetup({ devices: 300 });
    const list = load(setup, { kind: 'project' });
    await list.refresh(byPerson());
    const at = list.state().at;
    setup.clock.advance(60_000);
    setup.cloud.faults.add({ fault: { kind: 'code', code: 1106 }, operation: 'listDevices', skip: 1 });
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({ at, problem: { code: 1106 } });
    expect(list.state().ids).toHaveLength(300);
  });

  it('loses nothing when it is cancelled in the middle and asked to go on', async () => {
    const setup = actionsSetup({ devices: 500 });
    const list = load(setup, { kind: 'project' });
    const controller = new AbortController();
    setup.cloud.faults.add({
      operation: 'listDevices',
      nth: 3,
      fault: { kind: 'rewrite', rewrite: (result) => (controller.abort(), result) },
    });
    await list.refresh(byPerson(controller.signal));
    expect(list.state()).toMatchObject({ hasMore: true, problem: { name: 'AbortError' } });
    await list.loadMore(byPerson());
    expect(list.state().ids).toEqual(setup.cloud.truth.deviceIds());
    expect(list.state()).not.toHaveProperty('problem');
    expect(setup.cloud.ledger.count('listDevices').calls).toBeLessThanOrEqual(6);
  });

  it('says that rows may be missing and which could not be read', async () => {
    const setup = actionsSetup({ devices: 150 });
    setup.cloud.faults.add({ fault: { kind: 'wrongTypes', index: 3 }, operation: 'listDevices', nth: 1 });
    setup.cloud.faults.add({
      operation: 'listDevices',
      nth: 2,
      fault: { kind: 'rewrite', rewrite: () => ({ devices: [], total: 150 }) },
    });
    const list = load(setup, { kind: 'project' });
    await list.refresh(byPerson());
    expect(list.state()).toMatchObject({ incomplete: ['emptyPage'], badRecords: [{ index: 3 }] });
    expect(list.state().ids).toHaveLength(99);
  });

  it('drops a device that was deleted, and says so', async () => {
    const setup = actionsSetup();
    const list = load(setup, { kind: 'project' });
    await list.refresh(byPerson());
    let fired = 0;
    list.onDidChange(() => fired++);
    const deviceId = setup.idOf('bench');
    await setup.actions.remove({ projectId: 'p', deviceId });
    expect(fired).toBe(1);
    expect(list.state().ids).not.toContain(deviceId);
  });

  it('shares one run between callers', async () => {
    const setup = actionsSetup();
    const list = load(setup, { kind: 'project' });
    await Promise.all([list.refresh(byPerson()), list.refresh(byPerson())]);
    expect(setup.cloud.ledger.count('listDevices').calls).toBe(1);
  });
});

it('ends at the cloud’s now where this computer’s clock is behind', async () => {
  const setup = actionsSetup();
  const now = setup.clock.now();
  const time = new CloudTime();
  time.learn({ at: now, ms: 0, cloudTime: now + 600_000 });
  await load(setup, { kind: 'project', activated: { from: now - day } }, time).refresh(byPerson());
  const { path = '' } = setup.cloud.ledger.entries.at(-1) ?? {};
  expect(path).toContain(`end_time=${(now + 600_000) / 1000}`);
});
