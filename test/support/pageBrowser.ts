import type { Browser } from 'playwright-core';
import { startBrowser } from '../vscode/browser.mjs';

let browser: Promise<Browser> | undefined;

/**
 * The browser of this process, which the files of page tests that run in it share: each opens contexts of its own and
 * closes them. It ends with the process.
 */
export async function pageBrowser(): Promise<Browser> {
  const last = await browser;
  if (last?.isConnected()) return last;
  browser = startBrowser();
  return browser;
}
