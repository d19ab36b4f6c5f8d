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

  async choose(name: string | RegExp): Promise<void> {
    await this.item(name).click();
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
