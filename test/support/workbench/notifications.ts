import type { Locator, Page } from 'playwright-core';

/** The messages in the window's corner. */
export class Notifications {
  readonly toasts: Locator;

  constructor(private readonly page: Page) {
    this.toasts = page.locator('.notifications-toasts .notification-toast');
  }

  /** Waits for a message and answers with it. */
  async shown(text: string | RegExp): Promise<Locator> {
    const toast = this.toasts.filter({ hasText: text }).last();
    await toast.waitFor();
    return toast;
  }

  async choose(text: string | RegExp, button: string | RegExp): Promise<void> {
    await (await this.shown(text)).getByRole('button', { name: button }).click();
  }

  async texts(): Promise<string[]> {
    return this.toasts.locator('.notification-list-item-message').allInnerTexts();
  }

  async dismissAll(): Promise<void> {
    while ((await this.toasts.count()) > 0) {
      await this.toasts.last().hover();
      await this.toasts
        .last()
        .getByRole('button', { name: /Clear Notification/ })
        .click();
      await this.page.waitForTimeout(100);
    }
  }
}
