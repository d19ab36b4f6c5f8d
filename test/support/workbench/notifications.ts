import type { Locator, Page } from 'playwright-core';

const patienceMs = 40_000;

/**
 * The messages of the window. A window that is driven by tests shows no toasts, so they are read where a person finds
 * them later: behind the bell.
 */
export class Notifications {
  readonly center: Locator;
  readonly items: Locator;

  constructor(private readonly page: Page) {
    this.center = page.locator('.notifications-center.visible');
    this.items = this.center.locator('.notification-list-item');
  }

  /** Waits for a message and answers with it. */
  async shown(text: string | RegExp): Promise<Locator> {
    const found = this.items.filter({ hasText: text }).first();
    const until = Date.now() + patienceMs;
    // The list closes by itself when its last message goes, so it may have to be opened again; one that has just opened
    // draws its rows anew.
    while (!(await found.isVisible()) && Date.now() < until) {
      await this.open();
      await this.page.waitForTimeout(100);
    }
    await found.waitFor({ timeout: 1_000 });
    return found;
  }

  async choose(text: string | RegExp, button: string | RegExp): Promise<void> {
    const item = await this.shown(text);
    // Away from the bell, whose own hint lies over the buttons.
    await item.locator('.notification-list-item-message').hover();
    await item.getByRole('button', { name: button }).click();
  }

  async texts(): Promise<string[]> {
    await this.open();
    return this.items.locator('.notification-list-item-message').allInnerTexts();
  }

  async dismissAll(): Promise<void> {
    await this.open();
    if ((await this.items.count()) > 0)
      await this.center.getByRole('button', { name: /Clear All Notifications/ }).click();
    else await this.center.getByRole('button', { name: /Hide Notifications/ }).click();
    await this.center.waitFor({ state: 'detached' });
  }

  private async open(): Promise<void> {
    if ((await this.center.count()) > 0) return;
    // Opening it takes the keyboard: not before what was just done has led to something.
    const unread = this.page.locator('[id="status.notifications"] .codicon-bell-dot');
    await unread.waitFor({ timeout: 2_000 }).catch(() => undefined);
    if ((await this.center.count()) > 0) return;
    await this.page.locator('.part.statusbar [id="status.notifications"] a').click();
    // A second click would close it again.
    await this.center.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
}
