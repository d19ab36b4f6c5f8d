import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { addProbes, callsShown, filterBy, openLog, probesInTruth, probesShown } from './harness/logs.js';

const size = { width: 1280, height: 1400 };

journey(
  'a log that is hidden and shown 200 times loses nothing and doubles nothing',
  { size },
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
      for (let turn = 0; turn < 200; turn++) {
        if (turn % 5 === 0) addProbes(project, id, turn / 5, 1);
        await panel.tab.first().click();
        await other.click();
      }
      // A question that was under way when it was hidden may still arrive.
      await page.waitForTimeout(1_500);
      const hidden = cloud.ledger.count('getDeviceLogs').calls;
      addProbes(project, id, 40, 2);
      await page.waitForTimeout(5_000);
      // Nobody looks: nothing is asked for.
      expect(cloud.ledger.count('getDeviceLogs').calls).toBe(hidden);
      await panel.show();
      await expect
        .poll(() => probesShown(panel.content), { timeout: 30_000 })
        .toEqual(probesInTruth(project, id));
      expect(probesInTruth(project, id)).toHaveLength(42);
      await expect.poll(() => callsShown(panel.content)).toBe(cloud.ledger.count('getDeviceLogs').calls);
      await window.screenshot('log-shown-again');
    });
  },
);

journey(
  'a log comes back after each of 20 window reloads, whole',
  { size, timeoutMs: 600_000 },
  async (window) => {
    await withCloudProject(window, {}, async (project) => {
      const { tree, idOf } = project;
      const id = idOf('Kühlschrank');
      const { content } = await openLog(window, tree, 'Kühlschrank');
      await filterBy(content, 'dp:probe');
      // What the page keeps is written a moment after it changes.
      await window.workbench.page.waitForTimeout(1_000);
      for (let turn = 0; turn < 20; turn++) {
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
      expect(probesInTruth(project, id)).toHaveLength(40);
      await content.locator('.tail-following').waitFor();
    });
  },
);
