import { expect } from 'vitest';
import { buildList } from './harness/buildList.js';
import { withCloudProject, type CloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { walkTo } from './harness/keyboard.js';

/** The queries of the calls of an operation since the last look. */
function taker({ cloud }: CloudProject) {
  let seen = cloud.ledger.entries.length;
  return (): Record<string, string>[] => {
    const fresh = cloud.ledger.entries.slice(seen);
    seen = cloud.ledger.entries.length;
    return fresh
      .filter(({ operation }) => operation === 'listDevices' || operation === 'listUserDevices')
      .map(({ path }) => Object.fromEntries(new URL(path, 'http://x').searchParams));
  };
}

journey('lists of devices are built by every parameter, and kept', { anyWindow: true }, async (window) => {
  const { workbench, screenshot, reload } = window;
  await withCloudProject(window, {}, async (project) => {
    const { cloud, tree, idOf } = project;
    const taken = taker(project);
    const uid = String(cloud.credentials.uids[2]);
    await buildList(window, project, 'Shared with Jürgen', [
      { pick: 'Of a user' },
      { pick: 'Another user ID…' },
      { type: uid },
      { pick: /^Shared/ },
    ]);
    expect(taken()).toEqual([{ from: 'sharing', page_no: '1', page_size: '100' }]);

    await buildList(window, project, 'Own of Jürgen', [
      { pick: 'Of a user' },
      { pick: 'Another user ID…' },
      { type: uid },
      { pick: /^Own(?! and)/ },
    ]);
    expect(taken()).toMatchObject([{ from: 'home' }]);

    await buildList(window, project, 'Strips', [
      { pick: 'Of a product' },
      { pick: 'strip' },
      { type: '' },
      { type: '' },
    ]);
    const productId = String(cloud.truth.device(idOf('Schreibtisch'))?.['product_id']);
    expect(taken()).toMatchObject([{ product_id: productId, page_no: '1', page_size: '100' }]);

    await buildList(window, project, 'Of the app', [
      { pick: 'Of an app' },
      { type: cloud.credentials.schema },
      { type: '' },
      { type: '' },
    ]);
    expect(taken()).toMatchObject([{ schema: cloud.credentials.schema }]);

    const ids = [idOf('Kühlschrank'), idOf('Hub Diele')];
    await buildList(window, project, 'Two of them', [
      { pick: 'With these IDs' },
      { type: `"${ids[0]}"; ${ids[1]} vdevo000000000000000` },
      { type: '' },
      { type: '' },
    ]);
    expect(taken()).toMatchObject([{ device_ids: `${ids.join(',')},vdevo000000000000000` }]);
    await tree.find(/^1 ID was not answered\. vdevo000000000000000/);
    await screenshot('list-of-ids');

    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    await buildList(window, project, 'Activated lately', [
      { pick: 'All devices' },
      { type: day(75) },
      { type: day(5) },
    ]);
    const windows = taken();
    expect(windows).toHaveLength(3);
    for (const { start_time: start, end_time: end } of windows) {
      expect(Number(end) - Number(start)).toBeLessThanOrEqual(30 * 86_400);
      expect(start).toMatch(/^\d{10}$/);
    }

    await walkTo(window, /^Strips, list/);
    await workbench.page.keyboard.press('F2');
    await workbench.quickInput.shown(/Rename List/);
    await workbench.quickInput.answer('Multi-outlet');
    await tree.row(/^Multi-outlet, list/).waitFor();
    await walkTo(window, /^Own of Jürgen, list/);
    await workbench.page.keyboard.press('Delete');
    await workbench.dialog.choose('Remove');
    await tree.row(/^Own of Jürgen, list/).waitFor({ state: 'detached' });
    await screenshot('tree-lists');
    await reload();
    await tree.find(/^Multi-outlet, list/);
    expect(await tree.row(/^Own of Jürgen, list/).count()).toBe(0);
  });
});

journey('a long list is read on where it stopped, by last_id', { anyWindow: true }, async (window) => {
  await withCloudProject(window, { devices: 1_100 }, async (project) => {
    const { tree } = project;
    const taken = taker(project);
    await buildList(window, project, 'Everything', [{ pick: 'All devices' }, { type: '' }, { type: '' }]);
    const first = taken();
    expect(first).toHaveLength(9);
    expect(first[0]).toEqual({ page_no: '1', page_size: '100' });
    const cursors = first.slice(1).map((query) => query['last_id']);
    expect(new Set(cursors).size).toBe(8);
    expect(first.slice(1).every((query) => query['page_size'] === '100' && !('page_no' in query))).toBe(true);
    await tree.focus();
    await window.workbench.page.keyboard.press('End');
    await tree.choose(/^More devices, 900 devices read/);
    await tree.row(/^More devices, 900/).waitFor({ state: 'detached' });
    expect(taken().map((query) => 'last_id' in query)).toEqual([true, true, true]);
  });
});
