import { join } from 'node:path';
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import { takesPictures } from '../../support/pictures.js';
import { Workbench } from '../../support/workbench/workbench.js';
import { workbenchAddress } from '../../vscode/browser.mjs';
import { isNoise } from '../../vscode/noise.mjs';
import { root } from '../../vscode/paths.mjs';
import { themes, writeSettings } from '../../vscode/settings.mjs';
import { Helper } from './helper.js';
import type { Hosting } from './hosting.js';
import { closeContext, prepare, windowContext } from './reusedPage.js';

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** The packaged extension as people get it (usual), or the one in `dist/`. */
  readonly extension?: 'vsix' | 'development';
  /** With the little extension of `npm start` that opens the view and adds the demo. */
  readonly companion?: boolean;
  /** Absolute path of an extension of ours that stands beside the product, for this test. */
  readonly beside?: string;
  /** With all extensions that come with VS Code; usually a few are enough. */
  readonly allBuiltins?: boolean;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Of the window, in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Absolute path of the folder to open. */
  readonly folder?: string;
  /** Ask whether the workspace is trusted, as VS Code does unless told otherwise. */
  readonly workspaceTrust?: boolean;
  /** Of the window: `zh-cn`, or `qps-ploc` for a language in which every word of ours is marked. */
  readonly language?: string;
  /** What VS Code keeps secrets in: the browser lets it (usual), or refuses. */
  readonly secretStorage?: 'works' | 'refuses';
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface OpenWorkbench {
  readonly workbench: Workbench;
  /** Absolute path of the folder that is open. */
  readonly folder: string;
  /** Of the server; holds `User/settings.json`. */
  readonly userDataDir: string;
  /** What the window's console said, without what is always said. */
  readonly consoleLines: readonly string[];
  readonly helper: Helper;
  readonly logsDir: string;
  serverLog(): string;
  /** Loads the window again; projects, secrets and panels stay, as they do for a person. */
  reload(): Promise<void>;
  /** Chooses another theme as a person does, and waits until the window has its colours; closes lists that are open. */
  switchTheme(theme: Theme): Promise<void>;
  /**
   * Writes test/journeys/screenshots/<name>-<theme>.png, where pictures are taken: as the window is, or in each of these
   * themes.
   */
  screenshot(name: string, ...themes: readonly Theme[]): Promise<void>;
  keepTrace(file: string): Promise<void>;
  /** Leaves nothing for later windows. */
  close(): Promise<void>;
  /** No later window gets this one's page, for somebody may still be at it. */
  disown(): void;
}

/** Every step of a window with pictures, kept where a journey fails. */
const isTraced = Boolean(process.env['UI_TRACE']);

/** A page to show a window in, and how to be done with it. */
type WindowPage = Pick<OpenWorkbench, 'close' | 'disown'> & { readonly page: Page };

/** The page that windows share, or one of its own for a window that needs the browser to be another one. */
async function pageFor(
  hosting: Hosting,
  { secretStorage, language }: Pick<WorkbenchOptions, 'secretStorage' | 'language'>,
): Promise<WindowPage> {
  if (secretStorage !== 'refuses' && language === undefined && !isTraced) {
    const reused = await hosting.takePage();
    let isGood = true;
    const disown = (): void => void (isGood = false);
    const close = async (): Promise<void> => {
      if (isGood) await reused.leave().catch(disown);
      if (isGood) await hosting.giveBack(reused);
      else await reused.close();
    };
    return { page: reused.page, close, disown };
  }
  const context = await (await hosting.browserFor()).newContext(windowContext);
  await prepare(context);
  if (secretStorage === 'refuses') await refuseSecrets(context);
  if (language !== undefined) await speak(context, language);
  const close = (): Promise<void> => closeContext(context);
  return { page: await context.newPage(), close, disown: () => undefined };
}

/** Opens a window as if it were the first ever: nothing is kept from earlier windows, nothing is left for later ones. */
export async function openWorkbench(
  hosting: Hosting,
  options: WorkbenchOptions = {},
): Promise<OpenWorkbench> {
  const { extension = 'vsix', companion = false, allBuiltins = false } = options;
  const { workspaceTrust = false, env = {}, language, size = { width: 1280, height: 800 } } = options;
  let { theme = 'dark' } = options;
  const [server, { page, close, disown }] = await Promise.all([
    hosting.serverFor({ extension, companion, allBuiltins, workspaceTrust, language, env }),
    pageFor(hosting, options),
  ]);
  const { userDataDir } = server;
  await writeSettings(userDataDir, { 'workbench.colorTheme': themes[theme], ...options.settings });
  await page.setViewportSize(size);
  try {
    const context = page.context();
    if (isTraced) await context.tracing.start({ screenshots: true, snapshots: true });
    const consoleLines: string[] = [];
    const onConsole = (message: ConsoleMessage): void => {
      if (!isNoise(message.text())) consoleLines.push(`[${message.type()}] ${message.text()}`);
    };
    page.on('console', onConsole);
    const workbench = new Workbench(page);
    const developmentPaths = [
      ...(extension === 'development' ? [root] : []),
      ...(options.beside === undefined ? [] : [options.beside]),
    ];
    const folder = options.folder ?? join(root, 'test', 'fixtures', 'workspace');
    await page.goto(workbenchAddress({ origin: server.origin, folder, developmentPaths }));
    await workbench.ready();
    // What an earlier window copied isn't what this one has to copy: windows of one browser share it.
    await page.evaluate(() => navigator.clipboard.writeText(''));
    const switchTheme = async (next: Theme): Promise<void> => {
      if (next === theme) return;
      theme = next;
      await workbench.palette.run('Preferences: Color Theme');
      const { quickInput } = workbench;
      // The palette's own list may still be there.
      await quickInput.widget.locator('input[placeholder*="Color Theme"]').waitFor();
      await quickInput.type(themeLabels[theme]);
      await quickInput.options.filter({ hasText: themeLabels[theme] }).first().waitFor();
      await quickInput.accept();
      await workbench.quickInput.gone();
      await workbench.themed(theme);
    };
    return {
      workbench,
      folder,
      userDataDir,
      consoleLines,
      helper: new Helper(userDataDir, workbench),
      logsDir: join(userDataDir, 'logs'),
      serverLog: () => server.log(),
      reload: () => workbench.reload(),
      switchTheme,
      screenshot: async (name, ...inThemes) => {
        if (!takesPictures) return;
        // The one that is there first.
        const order = inThemes.toSorted((a, b) => Number(b === theme) - Number(a === theme));
        for (const next of order.length > 0 ? order : [theme]) {
          if (next !== theme) await switchTheme(next);
          await page.screenshot({
            path: join(root, 'test', 'journeys', 'screenshots', `${name}-${next}.png`),
            caret: 'hide',
          });
        }
      },
      keepTrace: async (file) => {
        if (isTraced) await context.tracing.stop({ path: file });
      },
      close: async () => {
        page.off('console', onConsole);
        await close();
      },
      disown,
    };
  } catch (error) {
    disown();
    await close();
    throw error;
  }
}

/** As the list of themes calls them. */
const themeLabels = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'hc-dark': 'Dark High Contrast',
  'hc-light': 'Light High Contrast',
} as const satisfies Record<Theme, string>;

/**
 * Refuses VS Code the place where it keeps secrets, as a browser does that keeps no data of a site: its own storage of
 * secrets then fails as one without a keyring does, and extensions are told so by VS Code itself.
 */
async function refuseSecrets(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const place = 'secrets.provider';
    for (const action of ['getItem', 'setItem'] as const) {
      const plain = Reflect.get(Storage.prototype, action) as (...given: unknown[]) => unknown;
      Reflect.set(Storage.prototype, action, function (this: Storage, name: string, ...rest: unknown[]) {
        if (name === place) throw new DOMException('The storage is refused.', 'SecurityError');
        return Reflect.apply(plain, this, [name, ...rest]);
      });
    }
  });
}

/** Makes VS Code take this for its display language. Its own words stay English: they come in packs of their own. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.addInitScript((name) => {
    Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { value: name, writable: false });
  }, language);
}
