import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { walkTo } from './harness/keyboard.js';

const refusal = 'The project ‘Bench’ is protected: nothing in it can be changed.';

journey('nothing leaves a protected project, whichever way it is asked for', {}, async (window) => {
  const { workbench, screenshot } = window;
  const { page, notifications } = workbench;
  await withCloudProject(window, {}, async ({ cloud, tree }) => {
    await (await tree.menu(/^Bench,/)).choose('Protect Project');
    await tree.row(/^Bench, .*protected/).waitFor();
    await tree.settled();
    await screenshot('tree-protected');
    const menu = await (await tree.menu(/^Kühlschrank,/)).names();
    expect(menu).toContain('Copy Device ID');
    for (const name of ['Rename…', 'Restore Factory Defaults…', 'Delete…']) expect(menu).not.toContain(name);
    await page.keyboard.press('Escape');

    for (const key of ['F2', 'Delete']) {
      await walkTo(window, /^Kühlschrank,/);
      await page.keyboard.press(key);
      await notifications.shown(refusal);
      await notifications.dismissAll();
    }
    expect(cloud.ledger.entries.filter(({ method }) => method !== 'GET')).toEqual([]);

    await (await tree.menu(/^Bench,/)).choose('Unprotect Project');
    await tree.row(/^Bench, cloud project, (?!.*protected)/).waitFor();
    await walkTo(window, /^Kühlschrank,/);
    await page.keyboard.press('F2');
    await workbench.quickInput.shown(/Rename Device/);
    await workbench.quickInput.answer('Free again');
    await tree.row(/^Free again,/).waitFor();
    await expect.poll(() => cloud.ledger.count('renameDevice').executed, { timeout: 10_000 }).toBe(1);
  });
});
