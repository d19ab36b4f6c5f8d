import type { Locator, Page } from 'playwright-core';

export class StatusBar {
  constructor(private readonly page: Page) {}

  entry(name: string | RegExp): Locator {
    return this.page.locator('.part.statusbar').getByRole('button', { name });
  }
}
