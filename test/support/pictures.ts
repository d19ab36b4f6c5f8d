import { join } from 'node:path';
import type { Page, PageScreenshotOptions } from 'playwright-core';

/**
 * Pictures are for eyes: nothing is compared with them, and taking them, in theme after theme, costs more than all that
 * is asserted. `npm run pictures` takes them; a test that fails keeps one of its own in any case.
 */
export const takesPictures = process.env['TUYA_PICTURES'] === '1';

/** Writes test/pages/screenshots/<name>.png, where pictures are taken. */
export async function picture(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (!takesPictures) return;
  const folder = join(import.meta.dirname, '..', 'pages', 'screenshots');
  await page.screenshot({ ...options, path: join(folder, `${name}.png`) });
}
