import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import type { Theme } from './harness/openWorkbench.js';

const themes: readonly Theme[] = ['dark', 'light'];

journey(
  'the tree is filtered, grouped and sorted, and says so; details open in one tab',
  {},
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, quickInput } = workbench;
    await withCloudProject(window, {}, async ({ tree }) => {
      await tree.row(/^Bench, cloud project, .*\d+ devices, \d+ online/).waitFor();
      await screenshot('tree-counts', ...themes);

      // One tab, which the next device takes, and the row of what is in front.
      const tabs = page.locator('.part.editor').getByRole('tab');
      await tree.choose(/^Kühlschrank,/);
      await workbench.webview('Kühlschrank').content.getByRole('heading', { level: 1 }).waitFor();
      const before = await tabs.count();
      await tree.choose(/^Schreibtisch,/);
      const desk = workbench.webview('Schreibtisch').content;
      await desk.getByRole('heading', { level: 1, name: 'Schreibtisch' }).waitFor();
      await expect.poll(() => tabs.count()).toBe(before);
      await screenshot('details-preview', ...themes);
      await workbench.palette.run('Tuya: Keep Details Open');
      await tree.choose(/^Kühlschrank,/);
      await expect.poll(() => tabs.count()).toBe(before + 1);
      await workbench.webview('Schreibtisch').show();
      await tree
        .row(/^Schreibtisch,/)
        .and(page.locator('[aria-selected=true]'))
        .waitFor();

      await workbench.palette.run('Tuya: View Options…');
      await quickInput.shown(/View Options/);
      await screenshot('view-options');
      await quickInput.pick('Offline Only');
      const message = page.locator('.tree-explorer-viewlet-tree-view .message');
      await message.getByText('Filter: offline only').waitFor();
      await quickInput.options.filter({ has: page.getByText('Category', { exact: true }) }).click();
      await quickInput.cancel();
      await page
        .locator('.tree-explorer-viewlet-tree-view .message')
        .getByText('Filter: offline only')
        .waitFor();
      await tree.settled();
      await expect.poll(async () => (await tree.names()).filter((row) => /, online,/.test(row))).toEqual([]);
      expect((await tree.names()).filter((row) => /, offline,/.test(row)).length).toBeGreaterThan(0);
      await screenshot('tree-filtered', ...themes);

      await window.reload();
      await page
        .locator('.tree-explorer-viewlet-tree-view .message')
        .getByText('Filter: offline only')
        .waitFor();
      await page.getByRole('button', { name: 'Clear the Filter of the Tree' }).first().click();
      await page.getByText('Filter: offline only').waitFor({ state: 'detached' });

      await workbench.palette.run('Tuya: Find a Device…');
      await quickInput.shown(/Find a Device/);
      await quickInput.options.filter({ hasText: 'Kühlschrank' }).first().waitFor();
      await screenshot('find-first');
      await quickInput.cancel();
    });
  },
);
