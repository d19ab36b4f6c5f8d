import { beforeEach, expect, it } from 'vitest';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { eventually } from '../../support/eventually.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

/** A window that shows what a person opened, and asks again for that alone of which it is told that it changed. */
function aWindow(uids: readonly string[]) {
  const { core, cloud } = aFleet({ uids });
  const { tree, fired, item } = aTree(core);
  const shown = new Map<TreeNode | undefined, TreeNode[]>();
  const open = async (node: TreeNode | undefined): Promise<void> => {
    const children = await tree.getChildren(node);
    for (const child of children) item(child);
    shown.set(node, children);
    for (const child of children) if (shown.has(child)) await open(child);
  };
  const labels = (node?: TreeNode, depth = 0): string[] =>
    (shown.get(node) ?? []).flatMap((child) => [
      `${'  '.repeat(depth)}${item(child).label}`,
      ...labels(child, depth + 1),
    ]);
  return {
    cloud,
    open: async (label?: string) => {
      await open([...shown.values()].flat().find((node) => item(node).label === label));
    },
    outline: async () => {
      await eventually(() => expect(fired).not.toEqual([]));
      for (const nodes of fired.splice(0)) for (const node of nodes ?? [undefined]) await open(node);
      return labels();
    },
  };
}

it('a device that two users’ lists name, each as its own, is shown once: where it was read last', async () => {
  const { cloud, open, outline } = aWindow(['u1', 'u2']);
  for (const uid of ['u1', 'u2']) cloud.users.set(uid, [aDevice('x', { uid }), aDevice(uid, { uid })]);
  for (const label of [undefined, 'Bench', 'u1', 'u2']) await open(label);
  expect(await outline()).toEqual(['Bench', '  u1', '    Name u1', '  u2', '    Name x', '    Name u2']);
});

it('a device of nobody is shown once when a user’s list turns out to name it', async () => {
  const { cloud, open, outline } = aWindow(['u1']);
  cloud.project = [aDevice('x'), aDevice('y')];
  cloud.users.set('u1', [aDevice('x')]);
  for (const label of [undefined, 'Bench', 'Devices without a user', 'u1']) await open(label);
  expect(await outline()).toEqual(['Bench', '  u1', '    Name x', '  Devices without a user', '    Name y']);
});

it('a user who holds nothing but what others share has no devices to pair, and is told where they stand', async () => {
  const { cloud, open, outline } = aWindow(['u1', 'u2']);
  cloud.users.set('u1', [aDevice('x', { uid: 'u1' })]);
  cloud.users.set('u2', [aDevice('x', { uid: 'u1' })]);
  for (const label of [undefined, 'Bench', 'u1', 'u2']) await open(label);
  expect(await outline()).toEqual(['Bench', '  u1', '    Name x', '  u2', '    Only shared devices']);
});

it('nobody’s devices go when all of them turn out to be somebody’s', async () => {
  const { cloud, open, outline } = aWindow(['u1']);
  cloud.project = [aDevice('x')];
  cloud.users.set('u1', [aDevice('x')]);
  for (const label of [undefined, 'Bench', 'u1']) await open(label);
  expect(await outline()).toEqual(['Bench', '  u1', '    Name x']);
});
