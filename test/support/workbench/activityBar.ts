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
    const open = entry.and(this.page.locator('.checked'));
    // A window that comes back may show the container just before the click, which then hides it.
    for (let tries = 1; (await open.count()) === 0 && tries <= 4; tries++) {
      await entry.click();
      await open.waitFor({ timeout: 1_000 * tries }).catch(() => undefined);
    }
    await open.waitFor();
  }
}
