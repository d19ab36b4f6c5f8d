import type { Locator, Page } from 'playwright-core';

/** The menu that a right click or a “…” button opens. */
export class ContextMenu {
  readonly items: Locator;

  constructor(private readonly page: Page) {
    this.items = page.getByRole('menu').last().getByRole('menuitem');
  }

  item(name: string | RegExp): Locator {
    return this.page.getByRole('menuitem', { name });
  }

  /** A menu takes no click in its first moments, lest the click that opened it choose something. */
  async choose(name: string | RegExp): Promise<void> {
    const item = this.item(name);
    await item.hover();
    await this.page.waitForTimeout(400);
    await item.click();
    await item.waitFor({ state: 'hidden' });
  }

  /** What the menu offers, from top to bottom. */
  async names(): Promise<string[]> {
    await this.items.first().waitFor();
    const names = await this.items.evaluateAll((items) =>
      items.map((item) => item.getAttribute('aria-label') ?? item.textContent ?? ''),
    );
    return names.map((name) => name.trim()).filter((name) => name !== '');
  }
}
