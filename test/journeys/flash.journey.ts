import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { withCloudProject } from './harness/cloudProject.js';
import { journey } from './harness/journey.js';
import { openLog, rowsShown } from './harness/logs.js';

journey(
  'a flash draws its marker, one key shows what came since, and what changed opens',
  { copyOf: join(root, 'test', 'fixtures', 'firmware') },
  async (window) => {
    const { workbench, screenshot } = window;
    const { notifications, page, palette, quickInput } = workbench;
    await withCloudProject(window, {}, async ({ cloud, tree, idOf }) => {
      const id = idOf('Kühlschrank');
      const report = (value: boolean, time = Date.now()): void =>
        cloud.truth.addLogEvent(id, { time, type: 7, code: 'switch_1', value });
      report(false, Date.now() - 5_000);
      const { content } = await openLog(window, tree, 'Kühlschrank');
      const notes = content.locator('.note-marker .note-text');
      const flash = async (): Promise<void> => {
        await palette.run('Tasks: Run Task');
        await quickInput.type('Flash the board');
        await quickInput.options.filter({ hasText: 'Flash the board' }).first().click();
      };

      // A log that is open is no word of a person: the first flash asks, and one press says it.
      await flash();
      await notifications.choose(/nothing says which device/, 'Kühlschrank');
      await expect
        .poll(() => notes.allInnerTexts(), { timeout: 30_000 })
        .toEqual(['Flash the board · flashed, no device linked']);
      expect(cloud.ledger.count('getUpgradeInfos').calls).toBe(0);

      await flash();
      await expect.poll(() => cloud.ledger.count('getUpgradeInfos').calls, { timeout: 20_000 }).toBe(1);
      await expect.poll(() => notes.allInnerTexts(), { timeout: 30_000 }).toHaveLength(2);
      cloud.truth.flash(id, '9.0.1');
      report(true, Date.now() + 500);
      await expect
        .poll(() => notes.last().innerText(), { timeout: 60_000 })
        .toMatch(/^Flash the board · flashed ‘Kühlschrank’ · Wi-Fi \d\.\d\.\d → 9\.0\.1, MCU \d\.\d\.\d$/);
      expect(cloud.ledger.count('getUpgradeInfos').calls).toBe(2);

      await content.getByRole('grid').focus();
      await page.keyboard.press('f');
      await expect
        .poll(() => content.locator('.range-menu').first().innerText())
        .toMatch(/^Since Flash the board/);
      // What was reported before the flash isn't in the range any more.
      await expect
        .poll(async () =>
          (await rowsShown(content))
            .filter(({ code }) => code.startsWith('switch_1'))
            .map(({ value }) => value),
        )
        .toEqual(['true']);
      await screenshot('log-flash');

      await content.locator('.note-marker').click({ button: 'right' });
      await content.getByRole('menuitem', { name: 'Compare with Before the Flash' }).click();
      const diff = page.locator('.monaco-diff-editor');
      await diff.first().waitFor();
      await expect
        .poll(() => page.locator('.tab.active').innerText())
        .toMatch(/Kühlschrank: \d+\/\d+\/\d+, .+ ↔ \d+\/\d+\/\d+, /);
      await screenshot('flash-difference');
    });
  },
);
