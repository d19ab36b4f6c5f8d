import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceTree } from '../../../src/tree/deviceTree.js';
import type { TreeNode } from '../../../src/tree/nodes/treeNode.js';
import { byPerson } from '../../support/asking.js';
import { LongCloud } from '../../support/longCloud.js';
import { longCloudClient } from '../../support/longCloudClient.js';
import { longFleet } from '../../support/longFleet.js';
import { aTree } from '../../support/treeSetup.js';
import { workbench } from '../../support/vscodeShim.js';
import { WatchedTree } from '../../support/watchedTree.js';

beforeEach(() => workbench.reset());
afterEach(() => vi.useRealTimers());

async function opened(devices: number) {
  const cloud = new LongCloud({ devices, users: 1 });
  const parts = longFleet(longCloudClient(cloud).client);
  const { tree } = aTree(parts.core);
  const watched = new WatchedTree(tree);
  await watched.unfold();
  return { ...parts, cloud, tree, watched };
}

async function userOf(tree: DeviceTree): Promise<TreeNode | undefined> {
  const [project] = await tree.getChildren();
  const rows = await tree.getChildren(project);
  return rows.find(({ id }) => id.includes('/user/'));
}

describe('a fleet that is read on', () => {
  it('by clicks asks VS Code for at most 110 rows for each thousand devices', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { fleet, watched, close } = await opened(20_000);
    // A person clicks every two seconds, on “More” of the user and of the project by turns.
    const tick = async () => {
      await vi.advanceTimersByTimeAsync(2_000);
      await watched.drawn();
    };
    await tick();
    const before = watched.rows;
    let read = 0;
    for (let more = fleet.users().more; more; more = fleet.users().more) {
      await fleet.loadMore(more, byPerson());
      read += 1_000;
      await tick();
    }
    expect(read).toBeGreaterThan(15_000);
    expect((watched.rows - before) / (read / 1_000)).toBeLessThanOrEqual(110);
    close();
  });

  it('in one action draws it in the end', async () => {
    const { fleet, watched, tree, close } = await opened(20_000);
    await fleet.readAll(byPerson());
    await vi.waitFor(async () => {
      const [user] = [await userOf(tree)];
      expect((await tree.getChildren(user)).at(-1)?.item().label).toBe('101 to 20,000');
    });
    await watched.drawn();
    expect(watched.rows / 20).toBeLessThanOrEqual(110);
    close();
  });
});
