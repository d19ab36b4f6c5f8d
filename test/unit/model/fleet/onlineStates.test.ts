import { expect, it } from 'vitest';
import { silentLogger } from '../../../../src/base/logger.js';
import { OnlineStates } from '../../../../src/model/fleet/onlineStates.js';
import { aDevice, refusal } from '../../../support/fakeFleetCloud.js';
import { aFleet, type aProject } from '../../../support/fleetSetup.js';
import { SimulatedTime } from '../../../support/logSessionSetup.js';

const minute = 60_000;

async function opened(fields: Partial<typeof aProject> = {}) {
  const fleet = aFleet({ uids: ['u1'], ...fields });
  const { cloud, load, users, owner } = fleet;
  cloud.project = [aDevice('a', { uid: 'u1', online: true }), aDevice('b', { uid: 'u1', online: true })];
  cloud.users.set('u1', cloud.project);
  await load(users);
  await load(owner('u1'));
  cloud.taken();
  const time = new SimulatedTime();
  const budget = { isLeft: true };
  const deps = {
    fleet: fleet.fleet,
    projects: fleet.projects,
    mayRun: () => budget.isLeft,
    clock: time,
    log: silentLogger,
  };
  const states = new OnlineStates(deps);
  const isOnline = (deviceId: string) => fleet.devices.device({ projectId: 'p', deviceId })?.value.online;
  return { ...fleet, time, budget, deps, states, isOnline };
}

it('reads states at the pace that is set, and nothing without one', async () => {
  const { states, time, cloud, isOnline } = await opened();
  states.setVisible(true);
  await time.pass(60 * minute);
  expect(cloud.taken()).toEqual([]);
  states.setPace(5 * minute);
  cloud.project = [aDevice('a', { uid: 'u1', online: false }), ...cloud.project.slice(1)];
  await time.pass(4 * minute);
  expect(cloud.taken()).toEqual([]);
  await time.pass(2 * minute);
  // Users' own lists name no others: the project's list says it all.
  expect(cloud.taken()).toEqual(['list']);
  expect([isOnline('a'), isOnline('b')]).toEqual([false, true]);
  await time.pass(60 * minute);
  expect(cloud.taken()).toHaveLength(12);
  states.setPace(undefined);
  await time.pass(60 * minute);
  expect(cloud.taken()).toEqual([]);
});

it('reads nothing while the tree is hidden, and what was due as soon as it is seen', async () => {
  const { states, time, cloud } = await opened();
  states.setPace(5 * minute);
  await time.pass(60 * minute);
  expect(cloud.taken()).toEqual([]);
  states.setVisible(true);
  await time.pass(0);
  expect(cloud.taken()).toEqual(['list']);
  states.setVisible(false);
  states.setVisible(true);
  await time.pass(4 * minute);
  expect(cloud.taken()).toEqual([]);
  await time.pass(1 * minute);
  expect(cloud.taken()).toEqual(['list']);
});

it('reads nothing where the month’s budget is used up, and goes on where there is more', async () => {
  const { states, time, cloud, budget } = await opened();
  states.setVisible(true);
  states.setPace(minute);
  budget.isLeft = false;
  await time.pass(30 * minute);
  expect(cloud.taken()).toEqual([]);
  budget.isLeft = true;
  await time.pass(minute);
  expect(cloud.taken()).toEqual(['list']);
});

it('waits longer after each failure that passes, and asks no more after one that does not', async () => {
  const { states, time, cloud } = await opened();
  states.setVisible(true);
  states.setPace(minute);
  cloud.failures.set('list', refusal('server'));
  await time.pass(30 * minute);
  // After 1, then 2, 4, 8 and 16 minutes of pause.
  expect(cloud.taken()).toHaveLength(4);
  cloud.failures.clear();
  await time.pass(20 * minute);
  expect(cloud.taken().length).toBeGreaterThan(10);
  cloud.failures.set('list', refusal('credentials', 1004));
  await time.pass(180 * minute);
  expect(cloud.taken()).toEqual(['list']);
  cloud.failures.clear();
  states.setPace(2 * minute);
  await time.pass(3 * minute);
  expect(cloud.taken()).toEqual(['list']);
});

it('takes states only: no row comes, and none goes', async () => {
  const { states, time, cloud, devices, own } = await opened();
  states.setVisible(true);
  states.setPace(minute);
  cloud.project = [aDevice('new', { uid: 'u1', online: true })];
  await time.pass(minute);
  expect(devices.device({ projectId: 'p', deviceId: 'new' })).toBeUndefined();
  expect(own().devicesOf('u1').devices).toEqual(['a', 'b']);
});

it('says what it costs in an hour: a call for each hundred devices of a list, of the demo nothing', async () => {
  const { states, deps, projects, load, owner, refresh, users, cloud } = await opened({ uids: ['u1', 'u2'] });
  cloud.project = Array.from({ length: 250 }, (_, at) => aDevice(`d${at}`, { uid: 'u1' }));
  cloud.users.set('u2', [aDevice('other', { uid: 'u2' })]);
  await refresh(users);
  await load(owner('u2'));
  // Three pages of the project's list, one of each user whose devices it doesn't name.
  expect(states.callsAnHour(5 * minute)).toBe(5 * 12);
  const list = () => projects.list().map((project) => ({ ...project, kind: 'demo' as const }));
  const get = (id: string) => projects.get(id);
  const ofDemo = { ...deps, projects: { list, get, onDidChange: projects.onDidChange } };
  expect(new OnlineStates(ofDemo).callsAnHour(minute)).toBe(0);
});

it('waits no longer than its pace where the clock is set back', async () => {
  const { states, time, cloud } = await opened();
  states.setVisible(true);
  states.setPace(5 * minute);
  await time.pass(6 * minute);
  expect(cloud.taken()).toEqual(['list']);
  time.setBack(180 * minute);
  // As after a change of view: what was begun before the change sleeps on.
  states.setVisible(false);
  states.setVisible(true);
  await time.pass(6 * minute);
  expect(cloud.taken()).toEqual(['list']);
});
