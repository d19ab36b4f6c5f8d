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
    await this.still();
  }

  /**
   * Waits until the rows stand where they stood a moment ago: a click meets what is under it by then. The pointer goes
   * out of the way first, for the hint of the row it rests on lies over other rows. On a busy machine a hint may come
   * after the pointer has left: it goes when the pointer has been on it and leaves it.
   */
  private async still(): Promise<void> {
    const hints = this.page.getByRole('tooltip').filter({ visible: true });
    let before: string[] | undefined;
    for (let look = 0; look < 40; look++) {
      await this.page.mouse.move((this.page.viewportSize()?.width ?? 0) / 2, 12);
      const now = await this.names();
      const isHidden = (await hints.count()) === 0;
      if (isHidden && now.join('\n') === before?.join('\n')) return;
      if (!isHidden && look > 2)
        await hints
          .first()
          .hover({ timeout: 1_000 })
          .catch(() => undefined);
      before = now;
      await this.page.waitForTimeout(150);
    }
  }

  /** Clicks the row as a person does, which runs its command. */
  async choose(name: string | RegExp): Promise<void> {
    const row = await this.find(name);
    const chosen = row.and(this.page.locator('[aria-selected=true]'));
    await this.still();
    await row.click();
    const isChosen = await chosen.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => false,
    );
    // The row moved away under the pointer; one that its own command took away was met.
    if (isChosen || (await row.count()) === 0) return;
    // The hint of the row that was met instead may lie over it.
    await this.still();
    await row.click();
  }

  /** Opens the row's context menu. */
  async menu(name: string | RegExp): Promise<ContextMenu> {
    const row = await this.find(name);
    await this.still();
    await row.click({ button: 'right' });
    return new ContextMenu(this.page);
  }

  /** A button on the row, which shows when the pointer is over it. */
  async inlineAction(row: string | RegExp, action: string | RegExp): Promise<Locator> {
    const found = await this.find(row);
    const button = found.getByRole('button', { name: action });
    // A row that is drawn anew under the pointer shows its buttons once that has moved.
    for (let tries = 0; tries < 5 && !(await button.isVisible()); tries++) {
      await this.page.mouse.move(0, 0);
      await found.hover();
      await button.waitFor({ timeout: 2_000 }).catch(() => undefined);
    }
    return button;
  }

  async focus(): Promise<void> {
    await this.tree.focus();
  }
}
