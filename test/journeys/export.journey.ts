import { expect } from 'vitest';
import type { QuickInput } from '../support/workbench/quickInput.js';
import { buildList } from './harness/buildList.js';
import { withCloudProject } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import { selectDown } from './harness/keyboard.js';

async function choose(quickInput: QuickInput, ...labels: (string | RegExp)[]): Promise<void> {
  for (const label of labels) {
    await quickInput.options.filter({ hasText: label }).first().waitFor();
    await quickInput.pick(label);
  }
}

const clipboard = (): Promise<string> => navigator.clipboard.readText();

journey(
  'devices are exported and copied; keys only where they were chosen',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, quickInput, dialog } = workbench;
    await withCloudProject(window, {}, async ({ cloud, tree, idOf }) => {
      const id = idOf('Kühlschrank');
      const key = String(cloud.truth.device(id)?.['local_key']);
      await (await tree.menu(/^Bench,/)).choose('Export Devices…');
      await choose(quickInput, 'devices.json', 'Without local keys', 'Open in a new editor');
      const open = await documentText(window, 'devices.json');
      const all = JSON.parse(open) as { id: string; key: string }[];
      expect(all.length).toBe(cloud.truth.deviceIds().length);
      expect(all.every((device) => device.key === '')).toBe(true);
      await screenshot('export-devices');

      await (await tree.menu(/^Kühlschrank,/)).choose('Export Devices…');
      await choose(quickInput, /^JSON/, 'With local keys');
      await dialog.shown('Export the local key of ‘Kühlschrank’?');
      await dialog.choose('Export');
      await choose(quickInput, 'Copy to the clipboard');
      await expect.poll(() => page.evaluate(clipboard), { timeout: 10_000 }).toContain(key);

      await (await tree.menu(/^Kühlschrank,/)).choose('Copy as JSON…');
      await choose(quickInput, 'Without secrets');
      await expect.poll(() => page.evaluate(clipboard), { timeout: 10_000 }).not.toContain(key);
      expect(await page.evaluate(clipboard)).toContain(`"id": "${id}"`);

      await (await tree.menu(/^Kühlschrank,/)).choose('Copy Local Key…');
      await screenshot('copy-local-key');
      await dialog.choose('Cancel');
      expect(await page.evaluate(clipboard)).not.toContain(key);
      await (await tree.menu(/^Kühlschrank,/)).choose('Copy Local Key…');
      await dialog.choose('Copy Local Key');
      await expect.poll(() => page.evaluate(clipboard), { timeout: 10_000 }).toBe(key);
    });
  },
);

journey(
  'factory data of a selection is a table, asked for by twenties',
  { anyWindow: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, notifications } = workbench;
    await withCloudProject(window, {}, async (project) => {
      const { cloud, idOf } = project;
      await buildList(window, project, 'Everything', [{ pick: 'All devices' }, { type: '' }, { type: '' }]);
      // The list's row has the keyboard: its 22 devices are below it.
      await page.keyboard.press('ArrowDown');
      await selectDown(window, 'Hub Diele', 21);
      // Rows that are redrawn meanwhile swallow keys. Nothing stands below the list, so that more of them do no harm.
      for (let more = 0; more < 20; more++) {
        await page.keyboard.press('Shift+ArrowDown');
        await page.waitForTimeout(100);
      }
      await page.keyboard.press('Shift+F10');
      await workbench.contextMenu.choose('Show Factory Data');
      await notifications.shown(/Factory data: 22 of 22 answered/);
      const text = await documentText(window, 'factory-data.md');
      await screenshot('factory-data');
      expect(text).toContain('Answered: 22 of 22.');
      expect(text).toContain(idOf('Hub Diele'));
      const calls = cloud.ledger.entries.filter(({ operation }) => operation === 'getFactoryInfos');
      const asked = calls.map(({ path }) =>
        (new URL(path, 'http://x').searchParams.get('device_ids') ?? '').split(','),
      );
      expect(asked.map((ids) => ids.length)).toEqual([20, 2]);
      await notifications.choose(/Factory data: 22 of 22 answered/, 'Copy as CSV');
      await expect
        .poll(() => page.evaluate(clipboard), { timeout: 10_000 })
        .toMatch(/^id,name,uuid,sn,mac,state\r?\n/);
    });
  },
);
