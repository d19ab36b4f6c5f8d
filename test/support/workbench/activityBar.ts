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
    if (await this.isOpen(entry)) return;
    await entry.click();
    // A window that comes back may have shown the container just before: then the click has hidden it.
    await this.page.waitForTimeout(500);
    if (!(await this.isOpen(entry))) await entry.click();
  }

  private async isOpen(entry: Locator): Promise<boolean> {
    const classes = (await entry.getAttribute('class')) ?? '';
    return classes.split(' ').includes('checked');
  }
}
