import { beforeEach, expect, it } from 'vitest';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { iconFacts } from '../../support/deviceIcons.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

it('draws a device that has changed, though its user is told of as well', async () => {
  const { core, cloud, refresh, owner } = aFleet({ uids: ['u1'] });
  const { rows, fired } = aTree(core);
  cloud.users.set('u1', [aDevice('d1', { uid: 'u1', online: true }), aDevice('d2', { uid: 'u1' })]);
  const before = flat(await rows());
  const row = before.find(({ item }) => item.id?.endsWith('/d1'));
  expect(iconFacts(row?.item.iconPath)?.state).toBe('online');
  await new Promise((resolve) => setTimeout(resolve, 250));
  fired.length = 0;
  cloud.users.set('u1', [aDevice('d1', { uid: 'u1', online: false }), aDevice('d2', { uid: 'u1' })]);
  await refresh(owner('u1'));
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(fired.flat().map((node) => node?.id)).toContain(row?.node.id);
});
