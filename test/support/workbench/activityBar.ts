import type { Locator, Page } from 'playwright-core';

/** The column of icons at the window's edge. */
export class ActivityBar {
  constructor(private readonly page: Page) {}

  /** The entry itself has no name until it's active; the link inside it has. */
  entry(name: string): Locator {
    return this.page.locator(`.activitybar .action-item:has(a[aria-label^="${name}"])`).first();
  }

  /** Shows the container, and leaves it shown if it's shown already. */
  async open(name: string): Promise<void> {
    const entry = this.entry(name);
    await entry.waitFor();
    const classes = (await entry.getAttribute('class')) ?? '';
    if (!classes.split(' ').includes('checked')) await entry.click();
  }
}
