import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { keepSecretsOverReload } from '../../vscode/browser.mjs';

/** How long a window may take to go away, ms. */
const patienceMs = 10_000;
/** Each window leaves some 50 MB behind in the page's process. */
const mostWindows = 12;

/** What windows have in common, whatever page they are in. */
export const windowContext = {
  permissions: ['clipboard-read', 'clipboard-write'],
  // Nobody watches what moves.
  reducedMotion: 'reduce' as const,
};

/** Of pages that are on their own as of those that are used again. */
export async function prepare(context: BrowserContext): Promise<void> {
  context.setDefaultTimeout(30_000);
  await keepSecretsOverReload(context);
}

/**
 * A page that one window after another is shown in. It keeps nothing of a window but what its server sent, as the browser
 * has it: reading and compiling the 20 MB of VS Code's own code was half of the work of opening a window.
 */
export class ReusedPage {
  private windows = 0;

  private constructor(
    readonly page: Page,
    private readonly devTools: CDPSession,
  ) {}

  static async open(browser: Browser): Promise<ReusedPage> {
    const context = await browser.newContext(windowContext);
    await prepare(context);
    const page = await context.newPage();
    return new ReusedPage(page, await context.newCDPSession(page));
  }

  /** Whether it has shown so many windows that the next one is better off with another page. */
  get isWorn(): boolean {
    return this.windows >= mostWindows;
  }

  /**
   * Leaves the window, and takes away everything that the browser keeps for it.
   * @throws when the window doesn't go; the page is of no further use then
   */
  async leave(): Promise<void> {
    const { page } = this;
    this.windows++;
    const { origin } = new URL(page.url());
    const context = page.context();
    const others = context.pages().filter((other) => other !== page);
    await Promise.all(others.map((other) => other.close()));
    await page.mouse.move(0, 0);
    // A line of text of the same origin, so that the process and what it has compiled stay.
    await page.goto(`${origin}/version`, { timeout: patienceMs });
    await page.evaluate(() => {
      sessionStorage.clear();
      window.name = '';
    });
    await context.clearCookies();
    // Local storage, databases, caches of scripts and the workers that serve them.
    await this.devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  }

  async close(): Promise<void> {
    await closeContext(this.page.context());
  }
}

/** Pages are left before they are closed: only then their extension hosts end at once. */
export async function closeContext(context: BrowserContext): Promise<void> {
  const leave = (page: Page): Promise<unknown> => page.goto('about:blank', { timeout: patienceMs });
  await Promise.allSettled(context.pages().map(leave));
  await context.close().catch(() => undefined);
}
