import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { root } from '../vscode/paths.mjs';
import { journey } from './harness/journey.js';

const folder = join(root, 'media', 'readme');
/** A page that is opened on the road is read, too. */
const mostBytes = 60_000;

// Only where the pictures are to be made again.
if (process.env['TUYA_WRITE_README_PICTURES'] === '1')
  journey(
    'the pictures of the README',
    { companion: true, size: { width: 1180, height: 680 }, timeoutMs: 300_000 },
    async (window) => {
      const { workbench, switchTheme } = window;
      const { page } = workbench;
      await mkdir(folder, { recursive: true });
      const picture = async (name: string): Promise<void> => {
        for (const theme of ['dark', 'light'] as const) {
          await switchTheme(theme);
          await page.mouse.move(700, 6);
          await page.waitForTimeout(1_000);
          const path = join(folder, `${name}-${theme}.webp`);
          await writeFile(path, await webpOf(page, await page.screenshot({ caret: 'hide' })));
          expect((await stat(path)).size).toBeLessThanOrEqual(mostBytes);
        }
      };
      const tree = workbench.tree(/Devices/);
      await tree.choose(/^Zähler Keller/);
      const details = workbench.webview(/Zähler Keller/).content;
      await details.getByRole('heading', { name: 'Data Points' }).waitFor();
      await details.locator('.point-facts').first().waitFor();
      await picture('details');

      await (await tree.menu(/^Kühlschrank/)).choose('Open Log');
      const log = workbench.webview(/Log: Kühlschrank/).content;
      await log.locator('.row:not(.note, .skeleton)').first().waitFor();
      await log.getByRole('button', { name: 'Show Chart' }).click();
      await log.locator('tuya-log-chart canvas').first().waitFor();
      await page.waitForTimeout(2_000);
      await picture('log');
    },
  );

/** The same picture in a form that keeps letters sharp in fewer bytes. */
async function webpOf(page: Page, png: Buffer): Promise<Buffer> {
  const painter = await page.context().newPage();
  try {
    const url = await painter.evaluate(
      async ([source, most]) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.width, image.height];
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        for (let quality = 0.8; ; quality -= 0.1) {
          const made = canvas.toDataURL('image/webp', quality);
          // Base64 is a third longer.
          if (made.length * 0.75 <= most || quality < 0.4) return made;
        }
      },
      [`data:image/png;base64,${png.toString('base64')}`, mostBytes] as const,
    );
    return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
  } finally {
    await painter.close();
  }
}
