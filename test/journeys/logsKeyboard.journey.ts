import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { withCloudProject } from './harness/cloudProject.js';
import { documentText } from './harness/documentText.js';
import { journey } from './harness/journey.js';
import { walkTo } from './harness/keyboard.js';
import { rowsShown } from './harness/logs.js';

/** What has the keyboard, by its name. */
async function focused(content: FrameLocator): Promise<string> {
  return content.locator('body').evaluate(({ ownerDocument: { activeElement: element, body } }) => {
    // Nothing has it, and the body's text would be that of everything.
    if (!element || element === body) return '';
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `${element.getAttribute('role') ?? ''} ${name}`.trim();
  });
}

async function tabTo(page: Page, content: FrameLocator, name: RegExp, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (name.test(await focused(content))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Nothing called ${name.source} within reach of ${key}.`);
}

/** The toolbar is one stop of Tab; within it the arrow keys go on. */
async function toolbarTo(page: Page, content: FrameLocator, name: RegExp, key = 'Tab'): Promise<void> {
  const bar = content.getByRole('toolbar').first();
  const isThere = (): Promise<boolean> =>
    bar.evaluate((element) => element.contains(element.ownerDocument.activeElement));
  for (let step = 0; step < 60 && !(await isThere()); step++) await page.keyboard.press(key);
  await tabTo(page, content, name, 'ArrowRight');
}

journey(
  'a log by the keyboard alone: range, filter, steps, a row, copy, follow, export',
  { anyWindow: true },
  async (window) => {
    const { page, contextMenu } = window.workbench;
    await withCloudProject(window, {}, async ({ cloud, idOf }) => {
      const id = idOf('Kühlschrank');
      await walkTo(window, /^Kühlschrank,/);
      await page.keyboard.press('Shift+F10');
      await contextMenu.item('Open Log').waitFor();
      // A menu takes nothing in its first moments.
      await page.waitForTimeout(400);
      const openLog = page.locator('.monaco-menu .action-item.focused', {
        hasText: /^Open Log(?:Ctrl\+L)?$/,
      });
      for (let step = 0; step < 20 && (await openLog.count()) === 0; step++)
        await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const { content } = window.workbench.webview(/^Log: Kühlschrank/);
      await content.locator('.row:not(.skeleton)').first().waitFor();

      await toolbarTo(page, content, /24 h/);
      await page.keyboard.press('Enter');
      await content.locator('.preset.is-on', { hasText: '24 h' }).waitFor();
      await content.locator('.status-loading').waitFor({ state: 'detached' });
      await expect.poll(async () => (await rowsShown(content)).length).toBeGreaterThan(10);

      await page.keyboard.press('Control+F');
      await page.keyboard.type('type:command');
      await expect
        .poll(async () => new Set((await rowsShown(content)).map(({ type }) => type)))
        .toEqual(new Set(['Command']));
      await tabTo(page, content, /Show only matching rows/);
      await page.keyboard.press('Enter');
      await content.getByRole('button', { name: 'Keep all rows and step through matches' }).waitFor();
      await expect.poll(async () => (await rowsShown(content)).map(({ type }) => type)).toContain('Report');
      await page.keyboard.press('F3');
      await content.locator('.row.is-active', { hasText: 'Command' }).waitFor();
      await content
        .getByText(/^\d+ of \d+$/)
        .first()
        .waitFor();
      const first = await content.locator('.row.is-active').getAttribute('aria-rowindex');
      await page.keyboard.press('F3');
      await expect
        .poll(() => content.locator('.row.is-active').getAttribute('aria-rowindex'))
        .not.toBe(first);
      await window.screenshot('log-keyboard');

      await tabTo(page, content, /^grid/);
      // What it means stands behind it.
      const sent = content.locator('.row.is-active .cell-value').locator('.number, .boolean').first();
      const value = (await sent.innerText()).trim();
      await page.keyboard.press('Enter');
      await content.getByRole('button', { name: 'Copy Value' }).waitFor();
      await tabTo(page, content, /Copy Value/);
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.evaluate(() => navigator.clipboard.readText()), { timeout: 10_000 })
        .toBe(value);
      await page.keyboard.press('Escape');
      await content.getByRole('button', { name: 'Copy Value' }).waitFor({ state: 'detached' });

      await toolbarTo(page, content, /^Follow$/, 'Shift+Tab');
      await page.keyboard.press('Enter');
      await content.locator('.tail-following').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await content.locator('.tail-following').waitFor();

      await toolbarTo(page, content, /Export/);
      await page.keyboard.press('Enter');
      await tabTo(page, content, /JSON Lines: Open as Document/);
      await page.keyboard.press('Enter');
      const lines = (await documentText(window, /-log\.jsonl/)).trimEnd().split(/\r?\n/);
      const times = lines.map((line) => (JSON.parse(line) as { time_ms: number }).time_ms);
      const truth = cloud.truth.log(id, { from: Math.min(...times), to: Math.max(...times) + 1 });
      expect(times).toEqual(truth.map(({ time }) => time).toReversed());
    });
  },
);
