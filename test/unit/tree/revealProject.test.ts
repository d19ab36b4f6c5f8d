import { beforeEach, expect, it } from 'vitest';
import { revealProject } from '../../../src/tree/revealProject.js';
import { aDevice } from '../../support/fakeFleetCloud.js';
import { aFleet } from '../../support/fleetSetup.js';
import { aTree } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';

beforeEach(() => workbench.reset());

function revealing(devices: number, uids: readonly string[] = ['u1']) {
  const fleet = aFleet({ uids: [...uids] });
  fleet.cloud.users.set(
    'u1',
    Array.from({ length: devices }, (_, at) => aDevice(`d${at}`, { uid: 'u1' })),
  );
  const { tree } = aTree(fleet.core);
  const revealed: [id: string, options: unknown][] = [];
  const view = {
    reveal: (node: { readonly id: string }, options?: unknown) => {
      revealed.push([node.id, options]);
      return Promise.resolve();
    },
  };
  return { revealed, reveal: (id: string) => revealProject(tree, view, id) };
}

it('a project is selected and open, its first devices in sight, and the keyboard left alone meanwhile', async () => {
  const { reveal, revealed } = revealing(30);
  await reveal('p');
  expect(revealed).toEqual([
    ['project/p', { select: true, focus: true, expand: true }],
    ['project/p/user/u1/device/d4', { select: false, focus: false }],
    ['project/p', { select: false, focus: false }],
  ]);
});

it('of users that begin folded none is opened for that', async () => {
  const { reveal, revealed } = revealing(30, ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8']);
  await reveal('p');
  expect(revealed[1]?.[0]).toBe('project/p/user/u6');
});

it('a project that is not there is not revealed', async () => {
  const { reveal, revealed } = revealing(1);
  await reveal('other');
  expect(revealed).toEqual([]);
});
