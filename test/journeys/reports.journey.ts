import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { selectDown, walkTo } from './harness/keyboard.js';

journey(
  'reports open as they are read, and are copied as Markdown',
  // The preview is an extension of VS Code's own.
  { allBuiltins: true },
  async (window) => {
    const { workbench, screenshot } = window;
    const { page, palette, notifications, quickInput } = workbench;
    await withCloudProject(window, {}, async ({ tree, idOf }) => {
      /** The report in front: rendered, so that nothing of Markdown is left to read. */
      const report = async (tab: RegExp, heading: RegExp): Promise<FrameLocator> => {
        const panel = workbench.webview(tab);
        await panel.tab.first().waitFor();
        const { content } = panel;
        await content.getByRole('heading', { level: 1, name: heading }).waitFor();
        const text = await content.locator('body').innerText();
        expect(text).not.toMatch(/^#+ |\*\*|\|\s*-{3}|\\[[\]|_]/mu);
        const { scrollWidth, clientWidth } = await content
          .locator('html')
          .evaluate((own) => ({ scrollWidth: own.scrollWidth, clientWidth: own.clientWidth }));
        expect(scrollWidth - clientWidth).toBeLessThanOrEqual(0);
        return content;
      };

      await palette.run('Tuya: Show Calls');
      const calls = await report(/Tuya calls/, /calls/i);
      await calls.getByRole('table').first().waitFor();
      await screenshot('report-calls', 'dark', 'light', 'hc-dark');
      await page.locator('.part.editor').getByRole('button', { name: 'Copy as Markdown' }).first().click();
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()))
        .toMatch(/^# .*[\s\S]*^\| List the devices of a user/m);

      await palette.run('Tuya: Diagnose Project');
      await notifications.shown('All checks passed.');
      const diagnosis = await report(/diagnosis\.md/, /diagnosis/i);
      expect(await diagnosis.locator('body').innerText()).toContain('Secure connection');
      await screenshot('report-diagnosis', 'dark', 'light', 'hc-light');

      await (await tree.menu(/^Kühlschrank,/)).choose('Show Factory Data');
      const factory = await report(/factory-data\.md/, /factory/i);
      expect(await factory.getByRole('table').first().innerText()).toContain(idOf('Kühlschrank'));
      await screenshot('report-factory', 'dark', 'light');

      // For programs as much as for people: the product's document is the text itself.
      await (await tree.menu(/^Kühlschrank,/)).choose('Open Product');
      await page.locator('.part.editor .monaco-editor .view-lines').first().waitFor();
      await screenshot('product-document', 'dark', 'light');

      await walkTo(window, /^Schreibtisch,/);
      await selectDown(window, 'Schreibtisch', 1);
      await page.keyboard.press('Delete');
      await quickInput.shown(/Delete 2 Devices/);
      await quickInput.accept();
      await quickInput.widget.getByText('Type 2 to delete 2 devices').waitFor();
      await quickInput.answer('2');
      await notifications.shown('2 devices deleted.');
      const batch = await report(/deleted-devices\.md/, /delet/i);
      expect(await batch.getByRole('row').count()).toBe(3);
      await screenshot('report-batch', 'dark', 'light');
    });
  },
);
