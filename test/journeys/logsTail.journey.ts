import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { addProbes, callsShown, filterBy, openLog, probesInTruth, probesShown } from './harness/logs.js';

const size = { width: 1280, height: 1400 };
/** `npm run test:soak` goes on for long; any other run has a taste of it. */
const soak = Boolean(process.env['TUYA_SOAK']);
const hides = soak ? 200 : 20;
const reloads = soak ? 20 : 2;

journey(
  `a log that is hidden and shown ${hides} times loses nothing and doubles nothing`,
  { size, timeoutMs: soak ? 600_000 : 180_000 },
  async (window) => {
    const { page } = window.workbench;
    await withCloudProject(window, {}, async (project) => {
      const { tree, idOf, cloud } = project;
      const id = idOf('Kühlschrank');
      const panel = await openLog(window, tree, 'Kühlschrank');
      await filterBy(panel.content, 'dp:probe');
      await window.workbench.palette.run('File: New Untitled Text File');
      const other = page.locator('.part.editor').getByRole('tab', { name: /Untitled-1/ });
      await other.waitFor();
      for (let turn = 0; turn < hides; turn++) {
        if (turn % 5 === 0) addProbes(project, id, turn / 5, 1);
        await panel.tab.first().click();
        await other.click();
      }
      // A question that was under way when it was hidden may still arrive.
      await page.waitForTimeout(1_500);
      const hidden = cloud.ledger.count('getDeviceLogs').calls;
      addProbes(project, id, hides / 5, 2);
      await page.waitForTimeout(5_000);
      // Nobody looks: nothing is asked for.
      expect(cloud.ledger.count('getDeviceLogs').calls).toBe(hidden);
      await panel.show();
      await expect
        .poll(() => probesShown(panel.content), { timeout: 30_000 })
        .toEqual(probesInTruth(project, id));
      expect(probesInTruth(project, id)).toHaveLength(hides / 5 + 2);
      await expect.poll(() => callsShown(panel.content)).toBe(cloud.ledger.count('getDeviceLogs').calls);
      await window.screenshot('log-shown-again');
    });
  },
);

journey(
  `a log comes back after each of ${reloads} window reloads, whole`,
  { size, timeoutMs: soak ? 900_000 : 180_000 },
  async (window) => {
    await withCloudProject(window, {}, async (project) => {
      const { tree, idOf } = project;
      const id = idOf('Kühlschrank');
      const { content } = await openLog(window, tree, 'Kühlschrank');
      await filterBy(content, 'dp:probe');
      // What the page keeps is written a moment after it changes.
      await window.workbench.page.waitForTimeout(1_000);
      for (let turn = 0; turn < reloads; turn++) {
        addProbes(project, id, turn * 2, 1);
        await window.reload();
        addProbes(project, id, turn * 2 + 1, 1);
        await expect
          .poll(() => probesShown(content), { timeout: 60_000 })
          .toEqual(probesInTruth(project, id));
      }
      expect(
        await content
          .getByRole('textbox', { name: 'Filter' })
          .or(content.getByRole('searchbox'))
          .first()
          .inputValue(),
      ).toBe('dp:probe');
      expect(probesInTruth(project, id)).toHaveLength(reloads * 2);
      await content.locator('.tail-following').waitFor();
    });
  },
);
