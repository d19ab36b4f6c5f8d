import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';

journey(
  'a whole fleet is read in one action, after it said what that costs',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    await withCloudProject(window, { devices: 4_000 }, async ({ cloud, tree }) => {
      const lists = (): number => cloud.ledger.count('listDevices').calls;
      await tree.focus();
      await workbench.page.keyboard.press('End');
      // Beside the row that reads a part of them.
      const all = await tree.inlineAction(/^More users, 900 of 4,000 devices read/, 'Read All Devices…');
      await screenshot('read-all-before', 'light', 'hc-dark', 'dark');
      await all.click();
      await workbench.dialog.shown(/Read all devices of ‘Bench’\?/);
      expect(await workbench.dialog.box.innerText()).toMatch(
        /It costs about 31 calls\. Calls used this month: [\d,]+ of 26,000\. [\d,]+ of 4,000 devices are known\./,
      );
      await screenshot('read-all-question');
      const before = lists();
      await workbench.dialog.choose('Read All');
      await workbench.notifications.shown(/‘Bench’ has been read: 4,000 devices\./);
      expect(lists() - before).toBe(31);
      await tree.settled();
      await screenshot('read-all-after');
      await workbench.palette.run('Tuya: Read All Devices…');
      await workbench.notifications.shown(/‘Bench’ has been read: 4,000 devices\./);
      expect(lists() - before).toBe(31);
    });
  },
);
