import type { OpenWorkbench } from './openWorkbench.js';

/** The whole text of a document in an editor tab: only the lines in view exist in the page, so it is copied. */
export async function documentText({ workbench }: OpenWorkbench, tab: string | RegExp): Promise<string> {
  const { page } = workbench;
  await page.locator('.part.editor').getByRole('tab', { name: tab }).first().click();
  await page.locator('.part.editor .monaco-editor .view-lines').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+C');
  return page.evaluate(() => navigator.clipboard.readText());
}
