import type { Browser } from 'playwright-core';
import { startBrowser } from '../../vscode/browser.mjs';
import { ReusedPage } from './reusedPage.js';
import { SharedServer, type ServerNeeds } from './sharedServer.js';

/** The servers, the browser and its page that the windows of one worker use, one window after the other. */
export class Hosting {
  /** By what they were started for: most windows need the same. */
  private readonly servers = new Map<string, SharedServer>();
  private browser: Promise<Browser> | undefined;
  private page: ReusedPage | undefined;

  /** A server of this kind, as good as new: the one that an earlier window had, if it can be had again. */
  async serverFor(needs: ServerNeeds): Promise<SharedServer> {
    const key = SharedServer.keyOf(needs);
    const last = this.servers.get(key);
    if (last && (await last.refresh())) return last;
    this.servers.delete(key);
    const [server] = await Promise.all([SharedServer.start(needs), last?.stop()]);
    this.servers.set(key, server);
    return server;
  }

  async browserFor(): Promise<Browser> {
    // One that couldn't be started is started anew: the next try has nothing to do with it.
    const browser = await this.browser?.catch(() => undefined);
    if (browser?.isConnected()) return browser;
    this.page = undefined;
    return (this.browser = startBrowser());
  }

  /** The page that the last window left as good as new, or another one. No other window gets it until it is given back. */
  async takePage(): Promise<ReusedPage> {
    const browser = await this.browserFor();
    const { page } = this;
    this.page = undefined;
    return page ?? ReusedPage.open(browser);
  }

  async giveBack(page: ReusedPage): Promise<void> {
    if (page.isWorn || this.page) await page.close();
    else this.page = page;
  }

  async close(): Promise<void> {
    const { browser } = this;
    const servers = [...this.servers.values()];
    this.servers.clear();
    this.browser = undefined;
    this.page = undefined;
    await Promise.allSettled([
      ...servers.map((server) => server.stop()),
      browser?.then((open) => open.close()),
    ]);
  }
}
