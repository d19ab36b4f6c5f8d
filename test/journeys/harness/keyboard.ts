import type { OpenWorkbench } from './openWorkbench.js';

/** Moves the keyboard onto a row of the tree: by arrow keys only, as somebody without a mouse does. */
export async function walkTo({ workbench }: OpenWorkbench, name: RegExp): Promise<void> {
  const { page } = workbench;
  await workbench.tree('Devices').focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 200; step++) {
    const focused = page.locator('.part.sidebar .monaco-list-row.focused').first();
    const label = await focused.getAttribute('aria-label');
    if (label !== null && name.test(label)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`No row ${name.source} within reach of the arrow keys.`);
}
