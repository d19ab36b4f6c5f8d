import type { FrameLocator, Locator } from 'playwright-core';
import type { WebviewPanel } from '../../support/workbench/webviewPanel.js';
import type { CloudProject } from './cloudProject.js';
import type { OpenWorkbench } from './openWorkbench.js';

/** Opens a device's details from its row. */
export async function openDetails(
  { workbench }: OpenWorkbench,
  { tree }: CloudProject,
  device: string,
): Promise<WebviewPanel> {
  await tree.choose(new RegExp(`^${device},`));
  const panel = workbench.webview(device);
  await panel.content.getByRole('heading', { level: 1, name: device }).waitFor();
  await panel.content.getByRole('heading', { name: 'Attributes' }).waitFor();
  return panel;
}

/** A section of the details by its heading. */
export function sectionOf(content: FrameLocator, heading: string): Locator {
  return content.locator('details.section').filter({ has: content.getByRole('heading', { name: heading }) });
}

/** Renames by the pencil of a name, with the keyboard from there on. */
export async function renameInPlace(
  { workbench }: OpenWorkbench,
  content: FrameLocator,
  what: string,
  name: string,
): Promise<void> {
  const pencil = content.getByRole('button', { name: `Rename ${what}`, exact: true });
  await pencil.first().click();
  await content.getByRole('textbox', { name: `New name for ${what}`, exact: true }).waitFor();
  await workbench.page.keyboard.type(name);
  await workbench.page.keyboard.press('Enter');
}
