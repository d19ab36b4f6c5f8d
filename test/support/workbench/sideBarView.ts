import type { Locator, Page } from 'playwright-core';

/** A view in the sidebar, around whatever it shows: title buttons, welcome content, progress. */
export class SideBarView {
  readonly container: Locator;
  /** What stands in the view while it has nothing to show. */
  readonly welcome: Locator;
  /** The bar that runs while the view is busy. */
  readonly progress: Locator;
  /** The line of text that a view may have above its rows. */
  readonly message: Locator;

  constructor(page: Page) {
    this.container = page.locator('.part.sidebar');
    this.welcome = this.container.locator('.welcome-view-content');
    this.progress = this.container.locator('.monaco-progress-container.active');
    this.message = this.container.locator('.tree-explorer-viewlet-tree-view .message');
  }

  /** A link or button of the welcome content. */
  welcomeAction(name: string | RegExp): Locator {
    return this.welcome.getByRole('button', { name }).or(this.welcome.getByRole('link', { name }));
  }

  /** A button in the view's title, which shows when the pointer is over the view. */
  async titleAction(name: string | RegExp): Promise<Locator> {
    await this.container.hover();
    return this.container.locator('.composite.title, .pane-header').getByRole('button', { name });
  }
}
