import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { journey } from './harness/journey.js';

const folder = await mkdtemp(join(tmpdir(), 'firmware-'));
await cp(join(root, 'test', 'fixtures', 'firmware', 'tuyaopen'), folder, { recursive: true });

journey(
  'a data point in source explains itself, and what doesn’t fit is underlined with its fix',
  { folder },
  async ({ workbench, screenshot }) => {
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const { page, quickInput } = workbench;
    await page.keyboard.press('Control+P');
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
    await lines.getByText('PROP_ENUM').first().dblclick();
    await page.keyboard.type('PROP_BOOL');
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
