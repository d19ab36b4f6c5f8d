import type { Browser } from 'playwright-core';
import { startBrowser } from '../vscode/browser.mjs';

let browser: Promise<Browser> | undefined;

/**
 * The browser of this process, which the files of page tests that run in it share: each opens contexts of its own and
 * closes them. It ends with the process.
 */
export async function pageBrowser(): Promise<Browser> {
  // One that could not be started is started anew.
  const last = await browser?.catch(() => undefined);
  if (last?.isConnected()) return last;
  browser = startBrowser();
  return browser;
}
