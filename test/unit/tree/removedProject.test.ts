import { expect, it } from 'vitest';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';

it('a project that is removed while it is read answers no rows and no error, whatever VS Code still asks', async () => {
  const { cloud, core, projects, refresh, owner, gateway } = aFleet({ uids: ['u1'] });
  const { tree, rows } = aTree(core);
  cloud.users.set('u1', [aDevice('hub', { uid: 'u1', category: 'wg2' })]);
  const [user, hub] = flat(await rows()).slice(1);
  let open = (): void => undefined;
  cloud.gate = new Promise((resolve) => (open = resolve));
  void Promise.allSettled([refresh(owner('u1')), refresh(gateway('hub'))]);
  const asked = [tree.getChildren(user?.node), tree.getChildren(hub?.node)];
  await projects.remove('p');
  open();
  expect(await Promise.all(asked)).toEqual([[], []]);
  expect(await tree.getChildren(hub?.node)).toEqual([]);
  expect(hub && tree.getTreeItem(hub.node)).toMatchObject({ collapsibleState: 0 });
});
