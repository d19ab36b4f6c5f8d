import type { OpenWorkbench } from './openWorkbench.js';

/** Moves the keyboard onto a row of the tree: by arrow keys only, as somebody without a mouse does. */
export async function walkTo({ workbench }: OpenWorkbench, name: RegExp): Promise<void> {
  const { page } = workbench;
  const focused = page.locator('.part.sidebar .monaco-list-row.focused').first();
  // A message that goes gives the keyboard back to where it was before: then once more.
  for (let look = 0; look < 10; look++) {
    await workbench.tree('Devices').focus();
    await page.keyboard.press('Home');
    if (await focused.isVisible()) break;
    await page.waitForTimeout(100);
  }
  for (let step = 0; step < 200; step++) {
    const label = await focused.getAttribute('aria-label');
    if (label !== null && name.test(label)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`No row ${name.source} within reach of the arrow keys.`);
}

/** Selects the device that the keyboard is on, and this many rows below it. */
export async function selectDown({ workbench }: OpenWorkbench, device: string, rows: number): Promise<void> {
  const { page } = workbench;
  const tree = workbench.tree('Devices');
  const row = tree.row(new RegExp(`^${device},`));
  await row.and(page.locator('.focused')).waitFor();
  await page.keyboard.press('Control+Shift+Enter');
  await row.and(page.locator('.focused.selected')).waitFor();
  const focused = page.locator('.part.sidebar .monaco-list-row.focused').first();
  for (let left = rows; left > 0; left--) {
    const before = await focused.getAttribute('data-index');
    const isOnAnother = async (): Promise<boolean> => (await focused.getAttribute('data-index')) !== before;
    await page.keyboard.press('Shift+ArrowDown');
    // A busy window loses keys that come before it has drawn what the last one did, or has the keyboard elsewhere.
    for (let look = 0; look < 40 && !(await isOnAnother()); look++) await page.waitForTimeout(50);
    if (await isOnAnother()) continue;
    await tree.focus();
    await page.keyboard.press('Shift+ArrowDown');
    for (let look = 0; look < 40 && !(await isOnAnother()); look++) await page.waitForTimeout(50);
  }
}
