import { describe, expect, it } from 'vitest';
import { takeBreak } from '../../../../src/base/timeSlicing.js';
import type { Device } from '../../../../src/tuya/results.js';
import { byPerson } from '../../../support/asking.js';
import { eventually } from '../../../support/eventually.js';
import { aDevice } from '../../../support/fakeFleetCloud.js';
import { aFleet } from '../../../support/fleetSetup.js';

/** A user with so many devices that it takes several slices to find out where they stand. */
async function longUser() {
  const all = aFleet();
  const devices = Array.from({ length: 20_000 }, (_, at) => aDevice(`d${at}`, { uid: 'u1', status: [] }));
  all.cloud.project = devices;
  await all.load(all.users);
  await all.own().readAll(byPerson());
  return { ...all, ids: () => all.own().devicesOf('u1').devices };
}

describe('where devices stand, found out in slices', () => {
  it('leaves out one that was deleted between two of them', async () => {
    const { own, devices, ids } = await longUser();
    const preparing = own().prepare(undefined, 'u1');
    await takeBreak();
    devices.remove({ projectId: 'p', deviceId: 'd0' });
    await preparing;
    expect(ids()).not.toContain('d0');
    expect(ids()).toHaveLength(19_999);
  });

  it.each<readonly [string, Partial<Device>, number, boolean]>([
    ['is behind a gateway', { gatewayId: 'd9' }, 19_999, false],
    ['is only online', { online: true }, 20_000, true],
  ])('knows one that %s since', async (_what, fields, count, isThere) => {
    const { own, devices, ids } = await longUser();
    const preparing = own().prepare(undefined, 'u1');
    await takeBreak();
    devices.put('p', [aDevice('d0', { uid: 'u1', status: [], ...fields })], 5);
    await preparing;
    expect(ids()).toHaveLength(count);
    expect(ids()[0] === 'd0').toBe(isThere);
  });
});

describe('what is counted', () => {
  it('is what the lists name, not what they named before', async () => {
    const { cloud, load, refresh, users, counts } = aFleet();
    const devices = Array.from({ length: 30 }, (_, at) => aDevice(`d${at}`, { uid: 'u1', online: true }));
    cloud.project = devices;
    await load(users);
    await eventually(() => expect(counts.ofProject('p').devices).toBe(30));
    cloud.project = devices.slice(10);
    await refresh(users);
    await eventually(() => expect(counts.ofProject('p')).toEqual({ devices: 20, online: 20, known: 20 }));
    expect(counts.ofOwner('p', 'u1').devices).toBe(20);
  });

  it('has those behind a gateway from when it is in the tree', async () => {
    const { cloud, load, users, counts, devices } = aFleet();
    devices.put('p', [aDevice('hub', { uid: 'u1' }), aDevice('sub', { uid: 'u1', gatewayId: 'hub' })], 1);
    cloud.project = [aDevice('hub', { uid: 'u1' })];
    await load(users);
    await eventually(() => expect(counts.ofOwner('p', 'u1').devices).toBe(2));
  });
});
