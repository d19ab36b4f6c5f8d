import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../../support/workbench/workbench.js';

const clearedMs = 15_000;

/** The other end of the little extension in test/vscode/windowHelper, which does by commands what no journey is about. */
export class Helper {
  private readonly folder: string;

  /** @param userDataDir of the window's server */
  constructor(
    userDataDir: string,
    private readonly workbench: Workbench,
  ) {
    this.folder = join(userDataDir, 'User', 'globalStorage', 'tuya-device-explorer.window-helper');
  }

  /** Returns at once: what comes of it is seen in the window. */
  async ask(what: 'project' | 'clear', given: object): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await rm(this.done(what), { force: true });
    // Whole at once: the extension may look at any moment.
    const part = join(this.folder, `${what}.part`);
    await writeFile(part, JSON.stringify(given));
    await rename(part, join(this.folder, `${what}.json`));
  }

  /**
   * Closes all editors and messages, and removes all projects with everything that was read from them.
   * @throws where that takes too long
   */
  async clear(): Promise<void> {
    const { dialog, page } = this.workbench;
    await this.ask('clear', {});
    const until = Date.now() + clearedMs;
    while (!existsSync(this.done('clear'))) {
      if (Date.now() > until) throw new Error('The window could not be cleared.');
      const removes = dialog.box.getByRole('button', { name: 'Remove' });
      if (await removes.isVisible()) await removes.click({ timeout: 2_000 }).catch(() => undefined);
      await page.waitForTimeout(30);
    }
    // What is gone is still drawn for a moment.
    await this.workbench.tree('Devices').rows.first().waitFor({ state: 'hidden' });
    await page.mouse.move(0, 0);
    // The keyboard may still be in a frame that was closed, and only a page that has it may write there.
    await page.evaluate(() => {
      window.focus();
      return navigator.clipboard.writeText('');
    });
  }

  private done(what: string): string {
    return join(this.folder, `${what}.json.done`);
  }
}
