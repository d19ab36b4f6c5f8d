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

/**
 * Extends the selection of the tree downwards, row by row. A busy window loses keys that come before it has drawn what the
 * last one did: the next is pressed when the keyboard stands on another row.
 */
export async function extendDown({ workbench: { page } }: OpenWorkbench, rows: number): Promise<void> {
  const focused = page.locator('.part.sidebar .monaco-list-row.focused').first();
  for (let row = 0; row < rows; row++) {
    const before = await focused.getAttribute('data-index');
    await page.keyboard.press('Shift+ArrowDown');
    for (let look = 0; look < 40 && (await focused.getAttribute('data-index')) === before; look++)
      await page.waitForTimeout(50);
  }
}
