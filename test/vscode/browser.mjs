import { cleanEnvironment } from './processes.mjs';
import { ensureBrowserParts } from './browserParts.mjs';

/** Keeps Chromium from talking to anybody but the page, and from needing a graphics card or a user of its own. */
const quietFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * Starts a headless browser.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser() {
  const { executablePath, env } = await ensureBrowserParts();
  const { chromium } = await import('playwright-core');
  const environment = /** @type {Record<string, string>} */ (cleanEnvironment(env));
  return chromium.launch({
    executablePath,
    args: quietFlags,
    env: environment,
    timeout: 60_000,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * The server has no place for the key that secrets are encrypted with, so it would mint another at every load and
 * secrets would be lost on reload. The same 32 bytes each time keep them for as long as the browser context lives.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function keepSecretsOverReload(context) {
  await context.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.fetch = (input, init) =>
      String(input instanceof Request ? input.url : input).endsWith('/mint-key') && init?.method === 'POST'
        ? Promise.resolve(new Response(new Uint8Array(32).fill(7)))
        : fetch(input, init);
  });
}

/**
 * The workbench's address for a folder, with an extension under development and, for in-host tests, the test runner.
 * @param {{ origin: string, folder?: string | undefined, developmentPaths?: readonly string[], testsPath?: string | undefined }} what
 */
export function workbenchAddress({ origin, folder, developmentPaths = [], testsPath }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${new URL(origin).host}${asUriPath(path)}`;
  /** @type {[string, string][]} */
  const payload = developmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]);
  if (testsPath) payload.push(['extensionTestsPath', remote(testsPath)]);
  const address = new URL(origin);
  if (folder) address.searchParams.set('folder', asUriPath(folder));
  else address.searchParams.set('ew', 'true');
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/** @param {string} path */
function asUriPath(path) {
  const forward = path.replaceAll('\\', '/');
  return forward.startsWith('/') ? forward : `/${forward}`;
}
