import type { Locator, Page } from 'playwright-core';
import { ContextMenu } from './contextMenu.js';

/** How many screens of rows `find` looks through. */
const screens = 60;

/** A tree in the sidebar. Only the rows that are scrolled into view exist in the page. */
export class TreeView {
  readonly tree: Locator;
  readonly rows: Locator;

  constructor(
    private readonly page: Page,
    name: string | RegExp,
  ) {
    this.tree = page.getByRole('tree', { name });
    this.rows = this.tree.getByRole('treeitem');
  }

  /** A row by what a screen reader says of it. */
  row(name: string | RegExp): Locator {
    return this.tree.getByRole('treeitem', { name });
  }

  /** The names of the rows in view, from top to bottom. */
  async names(): Promise<string[]> {
    const rows = await this.rows.evaluateAll((elements) =>
      elements.map((element) => ({
        name: element.getAttribute('aria-label') ?? element.textContent ?? '',
        top: element.getBoundingClientRect().top,
      })),
    );
    return rows.sort((a, b) => a.top - b.top).map((row) => row.name);
  }

  /** The row, scrolled into view if need be. */
  async find(name: string | RegExp): Promise<Locator> {
    const row = this.row(name).first();
    const visible = await row.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (visible) return row;
    await this.focus();
    await this.page.keyboard.press('Home');
    for (let screen = 0; screen < screens; screen++) {
      if ((await row.count()) > 0) break;
      await this.page.keyboard.press('PageDown');
      await this.page.waitForTimeout(50);
    }
    await row.waitFor();
    return row;
  }

  /** Opens the row's branch and waits for what is in it; the row's own command doesn't run. */
  async expand(name: string | RegExp): Promise<void> {
    const row = await this.find(name);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await this.page.waitForFunction(
      (element) => element?.getAttribute('aria-expanded') === 'true',
      await row.elementHandle(),
    );
    await this.settled();
  }

  async collapse(name: string | RegExp): Promise<void> {
    const row = await this.find(name);
    if ((await row.getAttribute('aria-expanded')) === 'true') await row.locator('.monaco-tl-twistie').click();
  }

  /** Waits until no branch of the tree is loading. */
  async settled(): Promise<void> {
    const loading = this.tree.locator('.codicon-tree-item-loading');
    await this.page.waitForTimeout(50);
    await loading.first().waitFor({ state: 'detached' });
  }

  /** Clicks the row as a person does, which runs its command. */
  async choose(name: string | RegExp): Promise<void> {
    await (await this.find(name)).click();
  }

  /** Opens the row's context menu. */
  async menu(name: string | RegExp): Promise<ContextMenu> {
    const row = await this.find(name);
    await row.click({ button: 'right' });
    return new ContextMenu(this.page);
  }

  /** A button on the row, which shows when the pointer is over it. */
  async inlineAction(row: string | RegExp, action: string | RegExp): Promise<Locator> {
    const found = await this.find(row);
    await found.hover();
    return found.getByRole('button', { name: action });
  }

  async focus(): Promise<void> {
    await this.tree.focus();
  }
}
