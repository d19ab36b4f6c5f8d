import { expect } from 'vitest';
import { Workbench } from '../support/workbench/workbench.js';
import { withCloudProject } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

const entry = /^Tuya, Bench: .* calls this month/;

/** Another window of the same person, beside the first. */
async function secondWindow({ workbench }: OpenWorkbench): Promise<Workbench> {
  const page = await workbench.page.context().newPage();
  const second = new Workbench(page);
  await page.goto(workbench.page.url());
  await second.ready();
  await second.activityBar.open('Tuya');
  const tree = second.tree('Devices');
  await tree
    .row(/, sub-device$/)
    .first()
    .waitFor();
  await tree.settled();
  return second;
}

/** The calls for this month as the status bar says them, once it has read what other windows counted. */
async function shownCalls(workbench: Workbench): Promise<number> {
  await workbench.palette.run('Tuya: Show Calls');
  const label = await workbench.statusBar.entry(entry).getAttribute('aria-label');
  return Number(/: ([\d,]+) of/.exec(label ?? '')?.[1]?.replaceAll(',', ''));
}

journey(
  'the calls of two windows, with reloads and faults, are those the server counted',
  {},
  async (window) => {
    await withCloudProject(window, {}, async ({ cloud, tree }) => {
      const { workbench } = window;
      // What is known of projects reaches other windows with the reload.
      await window.reload();
      await tree
        .row(/, sub-device$/)
        .first()
        .waitFor();
      const second = await secondWindow(window);
      cloud.faults.add({ fault: { kind: 'reset', when: 'during' }, probability: 0.15 });
      cloud.faults.add({ fault: { kind: 'code', code: 500 }, probability: 0.1 });
      cloud.faults.add({ fault: { kind: 'deadToken' }, probability: 0.05 });
      for (const one of [workbench, second, workbench, second]) {
        await one.palette.run('Tuya: Refresh All Projects');
        await one.tree('Devices').settled();
      }
      // The tree of the last window stands there at once, so that calls may still be under way.
      const missedBy = async (one: Workbench): Promise<number> => {
        const shown = await shownCalls(one);
        return cloud.ledger.totalCalls - shown;
      };
      await window.reload();
      await tree.row(/^Bench, cloud project/).waitFor();
      await tree.settled();
      await expect.poll(() => missedBy(second), { timeout: 60_000 }).toBe(0);
      await expect.poll(() => missedBy(workbench), { timeout: 60_000 }).toBe(0);
      expect(cloud.ledger.entries.some(({ faults }) => faults.length > 0)).toBe(true);
      await second.page.close();
      const text = await documentText(window, /Tuya calls/);
      expect(text).toContain(`This month: ${cloud.ledger.totalCalls.toLocaleString('en')} of 26,000`);
      expect(text).toMatch(/^\| List the devices of a user +\| +\d+ \| +\d+ \|$/m);
      await window.screenshot('calls');
    });
  },
);

journey('a budget warns, stops what runs by itself, and asks', {}, async (window) => {
  await withCloudProject(window, {}, async ({ cloud, tree }) => {
    const { workbench } = window;
    const { quickInput, statusBar, dialog, palette } = workbench;
    const setBudget = async (calls: number): Promise<void> => {
      await palette.run('Tuya: Set Call Budget');
      await quickInput.pick('Another number…');
      await quickInput.shown(/Call Budget of/);
      await quickInput.answer(String(calls));
      await quickInput.gone();
    };
    const used = cloud.ledger.totalCalls;
    await setBudget(Math.floor(used / 0.85));
    await workbench.notifications.shown(/has used \d+ of its \d+ calls for this month/);
    await statusBar.entry(entry).hover();
    await workbench.page.locator('.monaco-hover').getByText('Forecast').waitFor();
    await window.screenshot('calls-near-budget', 'dark', 'light');
    await setBudget(used);
    const before = cloud.ledger.totalCalls;
    await tree.row(/^Bench, cloud project/).click();
    await palette.run('Tuya: Refresh All Projects');
    await dialog.shown(/The monthly budget of ‘Bench’ is used up/);
    // A modal question is in front of the palette that switches themes: one picture, in the theme that is on.
    await window.screenshot('calls-budget-used-up');
    expect(cloud.ledger.totalCalls).toBe(before);
    await dialog.choose('Continue');
    await tree.settled();
    await expect.poll(() => cloud.ledger.totalCalls).toBeGreaterThan(before);
  });
});
