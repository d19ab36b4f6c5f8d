import { beforeEach, describe, expect, it } from 'vitest';
import { OwnerNode } from '../../../src/tree/nodes/ownerNode.js';
import { eventually } from '../../support/eventually.js';
import { aDevice, refusal } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

/** A project of so many users, all open, as VS Code has them after they were looked at. */
async function openUsers(count: number) {
  const uids = Array.from({ length: count }, (_, index) => `u${index}`);
  const fleet = aFleet();
  const { cloud } = fleet;
  cloud.project = uids.map((uid) => aDevice(`d-${uid}`, { uid }));
  for (const [index, uid] of uids.entries()) cloud.users.set(uid, cloud.project.slice(index, index + 1));
  const tree = aTree(fleet.core);
  const users = flat(await tree.rows()).flatMap(({ node }) => (node instanceof OwnerNode ? [node] : []));
  cloud.taken();
  return { ...fleet, ...tree, users };
}

/** What VS Code does after a refresh: asks for one after the other, each when the one before is there. */
async function askOneByOne({ tree, users }: Awaited<ReturnType<typeof openUsers>>): Promise<void> {
  for (const user of users) await tree.getChildren(user);
}

describe('open users after a refresh', () => {
  it('are read side by side, so many at once, and each once', async () => {
    const setup = await openUsers(24);
    const { cloud, refresh, users: place } = { ...setup, users: { kind: 'users', projectId: 'p' } as const };
    await refresh(place);
    expect(cloud.taken()).toEqual(['list']);
    let go = (): void => undefined;
    cloud.gate = new Promise((resolve) => (go = resolve));
    const asked = askOneByOne(setup);
    await eventually(() => expect(cloud.calls).toHaveLength(8));
    go();
    cloud.gate = undefined;
    await asked;
    expect(cloud.taken().toSorted()).toEqual(
      setup.users.map(({ ownerUid }) => `user ${ownerUid}`).toSorted(),
    );
  });

  it('that were closed before are left alone', async () => {
    const setup = await openUsers(3);
    const [first, second] = setup.users;
    if (!first || !second) throw new Error('There are users.');
    setup.tree.collapsed(second);
    await setup.refresh({ kind: 'users', projectId: 'p' });
    setup.cloud.taken();
    await setup.tree.getChildren(first);
    await eventually(() => expect(setup.cloud.calls.toSorted()).toEqual(['user u0', 'user u2']));
  });

  it('are not those that were only looked through on the way to a device', async () => {
    const uids = Array.from({ length: 30 }, (_, index) => `u${index}`);
    const { cloud, core, refresh } = aFleet();
    cloud.project = uids.map((uid) => aDevice(`d-${uid}`, { uid }));
    for (const [index, uid] of uids.entries()) cloud.users.set(uid, cloud.project.slice(index, index + 1));
    const { tree } = aTree(core);
    const [project] = await tree.getChildren();
    const [first] = project ? await tree.getChildren(project) : [];
    await tree.getChildren(first);
    await tree.deviceNode({ projectId: 'p', deviceId: 'never-seen' });
    await refresh({ kind: 'users', projectId: 'p' });
    cloud.taken();
    await tree.getChildren(first);
    expect(cloud.taken()).toEqual(['user u0']);
  });

  it('all say what failed, though each of them was waited for', async () => {
    const setup = await openUsers(24);
    const failure = refusal('timeout');
    setup.cloud.failures.set('list', failure);
    for (const { ownerUid } of setup.users) setup.cloud.failures.set(`user ${ownerUid}`, failure);
    await setup.refresh({ kind: 'users', projectId: 'p' });
    const rows = await Promise.all(setup.users.map((user) => setup.tree.getChildren(user)));
    for (const [note] of rows)
      expect(note && setup.item(note).description).toContain('didn’t answer in time');
  });
});
