import { join } from 'node:path';
import { expect } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { journey } from './harness/journey.js';

journey(
  'a data point in source explains itself, and what doesn’t fit is underlined with its fix',
  { copyOf: join(root, 'test', 'fixtures', 'firmware', 'tuyaopen') },
  async ({ workbench, screenshot }) => {
    const { page, quickInput } = workbench;
    // Keys of a window that has just opened may go nowhere.
    await expect
      .poll(async () => {
        if (!(await quickInput.widget.isVisible())) await page.keyboard.press('Control+P');
        return quickInput.widget.isVisible();
      })
      .toBe(true);
    await quickInput.type('main.c');
    await quickInput.options.filter({ hasText: 'main.c' }).first().click();
    const lines = page.locator('.monaco-editor .view-line');
    await lines.filter({ hasText: 'DPID_ROOM_TEMP' }).first().waitFor();

    // No project, no call: the product's model stands in the folder.
    await lines.getByText('DPID_ROOM_TEMP').first().hover();
    const hover = page.locator('.monaco-hover:visible').filter({ hasText: 'Room temperature' });
    await hover.first().waitFor();
    expect(await hover.first().innerText()).toMatch(/room_temp.*DP 101[^]*Integer/u);
    await screenshot('source-hover');

    await page.keyboard.press('Escape');
    // What is typed replaces the word once it is selected; a hover on the way takes the click.
    await page.mouse.move(0, 0);
    await hover.first().waitFor({ state: 'hidden' });
    await lines.getByText('PROP_ENUM').first().dblclick();
    await page.locator('.monaco-editor .selected-text').first().waitFor();
    await page.keyboard.type('PROP_BOOL');
    await lines.getByText('PROP_BOOL').first().waitFor();
    await page.locator('.squiggly-warning').first().waitFor();
    await page.keyboard.press('Control+.');
    const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'PROP_ENUM' });
    await fix.first().waitFor();
    await screenshot('source-fix');
    await fix.first().click();
    await expect.poll(() => page.locator('.squiggly-warning').count()).toBe(0);
    await lines.getByText('PROP_ENUM').first().waitFor();
  },
);
