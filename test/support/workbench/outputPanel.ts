import type { Locator, Page } from 'playwright-core';

/** The panel below the editors that shows an extension's log. */
export class OutputPanel {
  readonly lines: Locator;

  constructor(page: Page) {
    this.lines = page.locator('.part.panel .view-lines');
  }

  /** What is in view of the log. */
  async text(): Promise<string> {
    await this.lines.locator('.view-line').first().waitFor();
    const text = await this.lines.innerText();
    return text.replaceAll(' ', ' ');
  }
}
