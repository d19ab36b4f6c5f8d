import type { FrameLocator } from 'playwright-core';
import type { WebviewPanel } from '../../support/workbench/webviewPanel.js';
import type { TreeView } from '../../support/workbench/treeView.js';
import type { OpenWorkbench } from './openWorkbench.js';

/** Opens a device's log from its row. */
export async function openLog(
  { workbench }: OpenWorkbench,
  tree: TreeView,
  device: string,
  command = 'Open Log',
): Promise<WebviewPanel> {
  await (await tree.menu(new RegExp(`^${device},`))).choose(command);
  const panel = workbench.webview(new RegExp(`^Log: ${device}`));
  await panel.shown();
  await panel.content.getByRole('grid').waitFor();
  return panel;
}

/** The rows on the screen, as text, from the top. */
export async function rowsShown(content: FrameLocator): Promise<string[]> {
  return content.getByRole('row').allInnerTexts();
}
