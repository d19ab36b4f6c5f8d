import { expect } from 'vitest';
import { faultsOf, inPanel } from '../support/axe.js';
import type { WebviewPanel } from '../support/workbench/webviewPanel.js';
import { journey } from './harness/journey.js';
import type { OpenWorkbench } from './harness/openWorkbench.js';

async function openFromTree({ workbench }: OpenWorkbench, device: string): Promise<WebviewPanel> {
  await workbench.activityBar.open('Tuya');
  const tree = workbench.tree('Devices');
  const demo = workbench.sideBar.welcomeAction(/demo/i).first();
  await demo
    .or(tree.row(/Demo project/))
    .first()
    .waitFor();
  if (await demo.isVisible()) await demo.click();
  // Rows move until every sub-device has its place.
  await tree.row(new RegExp(`^${device},`)).waitFor();
  await workbench.sideBar.progress.waitFor({ state: 'detached' });
  await tree.settled();
  await tree.choose(new RegExp(`^${device},`));
  const panel = workbench.webview(device);
  await panel.content.getByRole('heading', { level: 1, name: device }).waitFor();
  await panel.content.getByRole('heading', { name: 'Attributes' }).waitFor();
  return panel;
}

/** What the browser refused to load or run in the page. */
function refusals({ consoleLines }: OpenWorkbench): string[] {
  return consoleLines.filter((line) => /Content Security Policy|unsafe-|Refused to/.test(line));
}

// In every theme and situation they are a page test. Here it's VS Code's own colours, a dark and a light set of them.
journey('details of a device are readable and accessible in VS Code itself', {}, async (window) => {
  const { content } = await openFromTree(window, 'Schreibtisch');
  await content.getByText(/^As of \d/).waitFor();
  let ofAxe = 0;
  for (const theme of ['dark', 'hc-light'] as const) {
    await window.switchTheme(theme);
    expect(refusals(window).slice(ofAxe), theme).toEqual([]);
    expect(await faultsOf(window.workbench.page, inPanel), theme).toEqual([]);
    // axe puts sheets of its own into the page.
    ofAxe = refusals(window).length;
    await window.screenshot('details');
  }
});

journey('details of a device: one panel each, kept over a reload', {}, async (window) => {
  const { workbench } = window;
  const panel = await openFromTree(window, 'Schreibtisch');
  const { content } = panel;

  await content
    .getByRole('row', { name: /switch_1/ })
    .first()
    .waitFor();
  await content
    .getByRole('row', { name: /Local key/ })
    .getByRole('button', { name: /^Show/ })
    .click();
  await content
    .getByRole('row', { name: /Local key/ })
    .getByRole('button', { name: /^Hide/ })
    .waitFor();
  await content.getByRole('button', { name: 'Copy ID', exact: true }).click();
  await expect.poll(() => content.locator('[aria-live=polite]').textContent()).toMatch(/Copied/);
  const copied = await workbench.page.evaluate(() => navigator.clipboard.readText());
  await content
    .getByRole('row', { name: /Device ID/ })
    .getByText(copied, { exact: true })
    .waitFor();

  // A preview gives way to the next one; what is kept stays.
  const tabs = workbench.page.locator('.part.editor').getByRole('tab');
  await workbench.tree('Devices').choose(/^Kühlschrank,/);
  await content.getByRole('heading', { level: 1, name: 'Kühlschrank' }).waitFor();
  await expect.poll(() => tabs.count()).toBe(1);
  await workbench.tree('Devices').choose(/^Schreibtisch,/);
  await content.getByRole('heading', { level: 1, name: 'Schreibtisch' }).waitFor();
  await workbench.palette.run('Tuya: Keep Details Open');
  await workbench.tree('Devices').choose(/^Kühlschrank,/);
  await content.getByRole('heading', { level: 1, name: 'Kühlschrank' }).waitFor();
  expect(await tabs.count()).toBe(2);

  // Row and panel in front agree, whichever is chosen.
  const selected = workbench.page.locator('[aria-selected=true]');
  await workbench
    .tree('Devices')
    .row(/^Kühlschrank,/)
    .and(selected)
    .waitFor();

  // Hidden and shown again: the page is another one, with the same device and without the secret.
  await panel.show();
  await content
    .getByRole('row', { name: /Local key/ })
    .getByRole('button', { name: /^Show/ })
    .waitFor();
  await workbench
    .tree('Devices')
    .row(/^Schreibtisch,/)
    .and(selected)
    .waitFor();

  await window.reload();
  await content.getByRole('heading', { level: 1, name: 'Schreibtisch' }).waitFor();
  await content
    .getByRole('row', { name: /switch_1/ })
    .first()
    .waitFor();
  await workbench.webview('Kühlschrank').show();
  await content.getByRole('heading', { level: 1, name: 'Kühlschrank' }).waitFor();
  expect(refusals(window)).toEqual([]);
});

journey('details of a gateway lead to its sub-devices and back', { theme: 'light' }, async (window) => {
  const { workbench } = window;
  await openFromTree(window, 'Kühlschrank');
  await workbench.tree('Devices').choose(/^Hub Diele,/);
  const { content } = workbench.webview('Hub Diele');
  await content.getByRole('heading', { level: 1, name: 'Hub Diele' }).waitFor();
  await window.screenshot('details-gateway');
  await content.getByRole('link', { name: 'Haustür' }).click();
  await content.getByRole('heading', { level: 1, name: 'Haustür' }).waitFor();
  await content.getByRole('link', { name: 'Hub Diele' }).first().click();
  await content.getByRole('heading', { level: 1, name: 'Hub Diele' }).waitFor();
  await content.getByRole('button', { name: 'Read Factory Data' }).click();
  await content.getByRole('row', { name: /^mac/ }).waitFor();
});

journey('details of a project that was removed say so', {}, async (window) => {
  const { workbench } = window;
  const { content } = await openFromTree(window, 'Kühlschrank');
  const menu = await workbench.tree('Devices').menu(/^Demo project/);
  await menu.names();
  await menu.choose(/Remove Project/);
  await workbench.dialog.choose(/Remove/);
  await content.getByRole('heading', { name: 'The project of this device was removed' }).waitFor();
  expect(await content.getByRole('row').count()).toBe(0);
  await window.reload();
  await content.getByRole('heading', { name: 'The project of this device was removed' }).waitFor();
});
