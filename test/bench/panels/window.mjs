import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepSecretsOverReload, startBrowser, workbenchAddress } from '../../vscode/browser.mjs';
import { root } from '../../vscode/paths.mjs';
import { startServer } from '../../vscode/server.mjs';
import { writeSettings } from '../../vscode/settings.mjs';

/** A panel: the key that opens it, and what is on screen when it is of use. */
export const panels = {
  empty: { key: 'Alt+F6', shown: 'h1.empty' },
  details: { key: 'Alt+F7', shown: '.data-points .value-cell' },
  log: { key: 'Alt+F8', shown: '.row[data-index]:not(.note, .skeleton)' },
};

/**
 * Opens a window of the real VS Code with an extension as it is built, and its demo project.
 * @param {{ extension: string, deviceId: string }} given the extension's folder; whose panels are opened
 */
export async function openWindow({ extension, deviceId }) {
  const dataDir = await mkdtemp(join(tmpdir(), 'vb-'));
  const userDataDir = join(dataDir, 'user');
  const extensionsDir = join(dataDir, 'extensions');
  // Only one can be under development: ours is put where installed ones are.
  for (const part of await shippedParts(extension))
    await cp(join(extension, part), join(extensionsDir, 'tuya-device-explorer', part), { recursive: true });
  const server = await startServer({
    dataDir,
    userDataDir,
    extensionsDir,
    env: { PANEL_BENCH_DEVICE: deviceId },
  });
  const browser = await startBrowser();
  const close = async () => {
    await browser.close().catch(() => undefined);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await writeSettings(userDataDir);
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    await keepSecretsOverReload(context);
    await context.addInitScript(
      watchPaints,
      Object.values(panels)
        .map(({ shown }) => shown)
        .join(),
    );
    const page = await context.newPage();
    /** @type {((time: number) => void) | undefined} */
    let painted;
    page.on('console', (message) => {
      const [, time] = /^painted (\d+(?:\.\d+)?)$/.exec(message.text()) ?? [];
      if (time !== undefined) painted?.(Number(time));
    });
    const developmentPaths = [join(root, 'test', 'bench', 'panels')];
    const folder = join(root, 'test', 'fixtures', 'workspace');
    await page.goto(workbenchAddress({ origin: server.origin, folder, developmentPaths }));
    await page.getByText('Panels can be opened').waitFor({ timeout: 60_000 });
    return {
      page,
      close,
      /**
       * Opens a panel and closes it again.
       * @param {{ key: string }} panel
       * @returns {Promise<number>} from the key to its first useful paint, ms
       */
      async time({ key }) {
        const paint = new Promise((resolve, reject) => {
          painted = resolve;
          setTimeout(() => reject(new Error(`The panel of ${key} stayed empty.`)), 30_000);
        });
        await page.evaluate(() => {
          const heard = (/** @type {KeyboardEvent} */ { timeStamp }) =>
            Reflect.set(globalThis, 'keyPressedAt', performance.timeOrigin + timeStamp);
          addEventListener('keydown', heard, { capture: true, once: true });
        });
        await page.keyboard.press(key);
        const end = Number(await paint);
        const start = Number(await page.evaluate(() => Reflect.get(globalThis, 'keyPressedAt')));
        await page.keyboard.press('Alt+F9');
        await page.locator('iframe.webview').waitFor({ state: 'detached' });
        return end - start;
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} extension */
async function shippedParts(extension) {
  const names = await readdir(extension);
  return ['l10n', 'media', 'dist/extension.js', 'dist/host', 'dist/webview']
    .filter((part) => existsSync(join(extension, part)))
    .concat(names.filter((name) => /^package(\.nls.*)?\.json$/.test(name)));
}

/**
 * Runs in every frame: says when the frame within a webview shows something of use.
 * @param {string} shown selector
 */
function watchPaints(shown) {
  const look = () => {
    const frame = document.querySelector('iframe#active-frame');
    const found = frame instanceof HTMLIFrameElement && frame.contentDocument?.querySelector(shown);
    if (found && found.getClientRects().length > 0) {
      // The frame after this one is on screen.
      requestAnimationFrame(() => console.log(`painted ${performance.timeOrigin + performance.now()}`));
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
