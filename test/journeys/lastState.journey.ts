import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';

journey(
  'the tree of the last window is there, dated, and calls nobody until it is refreshed',
  {},
  async (window) => {
    const { workbench, screenshot, reload } = window;
    await withCloudProject(window, { devices: 24 }, async ({ cloud, tree }) => {
      const devices = await tree.names();
      expect(devices.filter((name) => name.endsWith(', device')).length).toBeGreaterThan(3);
      // What was read is written a moment later.
      await workbench.page.waitForTimeout(4_000);

      const calls = (): number => cloud.ledger.totalCalls;
      const before = calls();
      const silence = cloud.faults.add({ fault: { kind: 'stall', what: 'headers' } });
      await reload();
      await workbench.activityBar.open('Tuya');
      await tree.row(/^Bench, cloud project.*, as of /).waitFor();
      await expect
        .poll(() => tree.names())
        .toEqual(
          devices.map((name) =>
            expect.stringMatching(name.startsWith('Bench,') || name.endsWith(' user') ? /as of/ : /./),
          ),
        );
      expect(await workbench.page.getByRole('dialog').count()).toBe(0);
      expect(await workbench.notifications.texts()).toEqual([]);
      await screenshot('last-state');
      expect(calls()).toBe(before);

      // What is tried fails, and isn't tried again by merely looking at it, nor in the seconds of rest after it.
      await workbench.palette.run('Tuya: Refresh All Projects');
      await tree
        .row(/could not refresh/)
        .first()
        .waitFor({ timeout: 60_000 });
      silence.remove();
      await workbench.page.waitForTimeout(6_000);
      await workbench.palette.run('Tuya: Refresh All Projects');
      await tree.row(/^Bench, cloud project(?!.*as of)/).waitFor({ timeout: 60_000 });
      const read = async (): Promise<string[]> =>
        (await tree.names()).filter((name) => name.endsWith(' device'));
      await expect
        .poll(read, { timeout: 40_000 })
        .toEqual(devices.filter((name) => name.endsWith(' device')));
    });
  },
);
