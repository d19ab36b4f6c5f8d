import type { FrameLocator, Locator, Page } from 'playwright-core';

/** A webview in an editor tab. Role selectors on `content` reach into the components' shadow roots. */
export class WebviewPanel {
  readonly tab: Locator;
  readonly content: FrameLocator;

  constructor(page: Page, title: string | RegExp) {
    this.tab = page.locator('.part.editor').getByRole('tab', { name: title });
    // Webviews behind others stay in the page, hidden.
    this.content = page.frameLocator('iframe.webview:visible').frameLocator('iframe#active-frame');
  }

  /** The cross on the tab: in a browser no key closes an editor, for they close the browser's own tab. */
  get closeButton(): Locator {
    return this.tab.first().locator('.tab-actions .action-label');
  }

  /** Waits until the tab is there and its page has drawn something. */
  async shown(): Promise<void> {
    await this.tab.first().waitFor();
    await this.content.locator('body > *').first().waitFor();
  }

  async show(): Promise<void> {
    await this.tab.first().click();
    await this.shown();
  }

  async close(): Promise<void> {
    await this.show();
    await this.closeButton.click();
    await this.tab.waitFor({ state: 'detached' });
  }
}
