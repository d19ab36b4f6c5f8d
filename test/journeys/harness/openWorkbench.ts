import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { Workbench } from '../../support/workbench/workbench.js';
import { markedLanguage } from '../../support/languages.js';
import { keepSecretsOverReload, startBrowser, workbenchAddress } from '../../vscode/browser.mjs';
import { isNoise } from '../../vscode/noise.mjs';
import { root } from '../../vscode/paths.mjs';
import { startServer } from '../../vscode/server.mjs';
import { themes, writeSettings } from '../../vscode/settings.mjs';
import { installedExtensions, installedWithMarkedLanguage } from './installedExtensions.js';

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** The packaged extension as people get it (usual), or the one in `dist/`. */
  readonly extension?: 'vsix' | 'development';
  /** With the little extension of `npm start` that opens the view and adds the demo. */
  readonly companion?: boolean;
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
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface OpenWorkbench {
  readonly workbench: Workbench;
  readonly theme: Theme;
  /** What the window's console said, without what is always said. */
  readonly consoleLines: readonly string[];
  readonly logsDir: string;
  serverLog(): string;
  /** Loads the window again; projects, secrets and panels stay, as they do for a person. */
  reload(): Promise<void>;
  /** Writes test/journeys/screenshots/<name>-<theme>.png. */
  screenshot(name: string): Promise<void>;
  keepTrace(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a fresh VS Code of its own: nothing is kept from earlier windows, nothing is left when it's closed. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<OpenWorkbench> {
  const {
    extension = 'vsix',
    companion = false,
    theme = 'dark',
    size = { width: 1280, height: 800 },
  } = options;
  const dataDir = await mkdtemp(join(tmpdir(), 'vu-'));
  const cleanups: (() => Promise<unknown>)[] = [
    () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 }),
  ];
  const closeAll = async (): Promise<void> => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup().catch(() => undefined);
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll());
  try {
    const userDataDir = join(dataDir, 'user');
    await writeSettings(userDataDir, { 'workbench.colorTheme': themes[theme], ...options.settings });
    const extensionsDir =
      extension === 'development'
        ? join(dataDir, 'extensions')
        : options.language === markedLanguage
          ? await installedWithMarkedLanguage(dataDir)
          : await installedExtensions(dataDir, companion);
    const { workspaceTrust = false, env = {} } = options;
    const server = await startServer({ dataDir, userDataDir, extensionsDir, workspaceTrust, env });
    cleanups.push(server.stop);
    const browser = await startBrowser();
    cleanups.push(() => browser.close());
    const context = await browser.newContext({
      viewport: size,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    context.setDefaultTimeout(30_000);
    const tracing = Boolean(process.env['UI_TRACE']);
    if (tracing) await context.tracing.start({ screenshots: true, snapshots: true });
    await keepSecretsOverReload(context);
    if (options.language !== undefined) await speak(context, options.language);
    const page = await context.newPage();
    const consoleLines: string[] = [];
    page.on('console', (message) => {
      if (!isNoise(message.text())) consoleLines.push(`[${message.type()}] ${message.text()}`);
    });
    const workbench = new Workbench(page);
    const developmentPaths = extension === 'development' ? [root] : [];
    const folder = options.folder ?? join(root, 'test', 'fixtures', 'workspace');
    await page.goto(workbenchAddress({ origin: server.origin, folder, developmentPaths }));
    await workbench.ready();
    return {
      workbench,
      theme,
      consoleLines,
      logsDir: join(userDataDir, 'logs'),
      serverLog: server.log,
      reload: () => workbench.reload(),
      screenshot: async (name) => {
        await page.screenshot({
          path: join(root, 'test', 'journeys', 'screenshots', `${name}-${theme}.png`),
          caret: 'hide',
        });
      },
      keepTrace: async (file) => {
        if (tracing) await context.tracing.stop({ path: file });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes VS Code take this for its display language. Its own words stay English: they come in packs of their own. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.addInitScript((name) => {
    Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { value: name, writable: false });
  }, language);
}
