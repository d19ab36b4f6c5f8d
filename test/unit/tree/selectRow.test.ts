import { beforeEach, expect, it } from 'vitest';
import { selectRow } from '../../../src/tree/selectRow.js';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree, flat } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

async function shown() {
  const fleet = aFleet({ uids: ['u1'] });
  fleet.cloud.users.set('u1', [
    aDevice('lamp', { uid: 'u1' }),
    aDevice('hub', { uid: 'u1', category: 'wg2' }),
  ]);
  fleet.cloud.subDevices.set('hub', [aDevice('door', { sub: true })]);
  const all = aTree(fleet.core);
  const rows = flat(await all.rows());
  fleet.cloud.taken();
  const node = (end: string): TreeNode => {
    const found = rows.find((row) => row.node.id.endsWith(end))?.node;
    if (!found) throw new Error(`no row ${end}`);
    return found;
  };
  const revealed: unknown[] = [];
  const view = {
    visible: true,
    selection: [] as TreeNode[],
    reveal: (row: TreeNode, options?: unknown) => {
      revealed.push([row.id, options]);
      return Promise.resolve();
    },
  };
  const select = (deviceId: string) => selectRow(all.tree, view, { projectId: 'p', deviceId });
  return { ...fleet, ...all, node, view, revealed, select };
}

it('the row of the device in front is selected, and the keyboard stays where it is', async () => {
  const { select, revealed, cloud } = await shown();
  await select('door');
  expect(revealed).toEqual([
    ['project/p/user/u1/device/hub/device/door', { select: true, focus: false, expand: false }],
  ]);
  expect(cloud.taken()).toEqual([]);
});

it('nothing is opened or read for it', async () => {
  const { select, revealed, tree, node, view, cloud } = await shown();
  tree.collapsed(node('/device/hub'));
  await select('door');
  await select('unknown');
  expect(revealed).toEqual([]);
  tree.collapsed(node('/user/u1'));
  await select('lamp');
  expect(revealed).toEqual([]);
  tree.expanded(node('/user/u1'));
  view.visible = false;
  await select('lamp');
  expect(revealed).toEqual([]);
  view.visible = true;
  await select('lamp');
  expect(revealed).toHaveLength(1);
  expect(cloud.taken()).toEqual([]);
});

it('a selection that has the row stays as it is, with all that is in it', async () => {
  const { select, revealed, node, view } = await shown();
  view.selection = [node('/device/hub'), node('/device/lamp')];
  await select('lamp');
  expect(revealed).toEqual([]);
});

it('several rows that a person has selected stay selected, whichever panel comes to the front', async () => {
  const { select, revealed, node, view } = await shown();
  view.selection = [node('/device/hub'), node('/user/u1')];
  await select('lamp');
  expect(revealed).toEqual([]);
});
