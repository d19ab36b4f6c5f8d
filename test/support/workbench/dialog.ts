import type { Locator, Page } from 'playwright-core';

/** A question that blocks the window until it's answered. */
export class Dialog {
  readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.monaco-dialog-box');
  }

  async shown(text: string | RegExp): Promise<void> {
    await this.box.filter({ hasText: text }).waitFor();
  }

  async text(): Promise<string> {
    return this.box.locator('.dialog-message-container').innerText();
  }

  async choose(button: string | RegExp): Promise<void> {
    await this.box.getByRole('button', { name: button }).click();
    await this.box.waitFor({ state: 'detached' });
  }
}
