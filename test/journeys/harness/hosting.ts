import type { Browser } from 'playwright-core';
import { startBrowser } from '../../vscode/browser.mjs';
import { SharedServer, type ServerNeeds } from './sharedServer.js';

/** The server and the browser that the windows of one journey file use, one window after the other. */
export class Hosting {
  private server: SharedServer | undefined;
  private browser: Promise<Browser> | undefined;

  /** The server of the last window, as good as new, if it fits; another one otherwise. */
  async serverFor(needs: ServerNeeds): Promise<SharedServer> {
    const last = this.server;
    this.server = undefined;
    if (last?.serves(needs) && (await last.refresh())) return (this.server = last);
    await last?.stop();
    return (this.server = await SharedServer.start(needs));
  }

  async browserFor(): Promise<Browser> {
    const browser = await (this.browser ??= startBrowser());
    if (browser.isConnected()) return browser;
    return (this.browser = startBrowser());
  }

  async close(): Promise<void> {
    const { server, browser } = this;
    this.server = undefined;
    this.browser = undefined;
    await Promise.allSettled([server?.stop(), browser?.then((open) => open.close())]);
  }
}
