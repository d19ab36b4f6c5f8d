import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import type { Logger } from '../../src/base/logger.js';
import { pageHtml } from '../../src/panels/host/html.js';
import type { Port } from '../../src/protocol/channel.js';
import themes from '../fixtures/themes.json' with { type: 'json' };

export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];

const repository = join(import.meta.dirname, '..', '..');
const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export async function buildWebview(): Promise<void> {
  await promisify(execFile)(process.execPath, ['esbuild.mjs', 'webview'], { cwd: repository });
}

export interface StageOptions {
  /** Name of the page's files in `dist/webview`. */
  readonly entry: string;
  readonly title: string;
  readonly seed: unknown;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What VS Code kept of an earlier page. */
  readonly kept?: Readonly<Record<string, unknown>>;
  /** Image hosts the policy allows. */
  readonly imageHosts?: readonly string[];
}

/**
 * A page of the extension as it is built, in a real browser, under its own policy: everything but VS Code's frame around
 * it. The test is its host, at the other end of the port.
 */
export class PageStage {
  /** Every message the host sent, as text. */
  readonly sent: string[] = [];
  /** Requests that left for anything but the page's own files. */
  readonly fetched: string[] = [];
  readonly errors: string[] = [];
  /** For the host's channel: what it drops is an error of the test. */
  readonly log: Logger = {
    log: (_, message) => this.errors.push(message),
    child: () => ({ log: () => undefined, child: () => undefined as never }),
  };
  readonly port: Port = {
    post: (message) => {
      this.sent.push(JSON.stringify(message));
      // A page that was closed meanwhile hears nothing.
      this.page.evaluate((data) => window.postMessage(data, '*'), message).catch(() => undefined);
    },
    onMessage: (listener) => {
      this.listeners.add(listener);
      return { dispose: () => this.listeners.delete(listener) };
    },
  };
  private readonly listeners = new Set<(message: unknown) => void>();

  private constructor(
    readonly page: Page,
    private readonly options: StageOptions,
  ) {}

  /** A browser page that isn't loaded yet: the host connects first. */
  static async prepare(browser: Browser, options: StageOptions): Promise<PageStage> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1000, height: options.height ?? 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    return new PageStage(await context.newPage(), options);
  }

  async load(): Promise<void> {
    const { page, options } = this;
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    await page.exposeFunction('toHost', (message: unknown) =>
      this.listeners.forEach((listener) => listener(message)),
    );
    const theme = options.theme ?? 'dark';
    await page.addInitScript(standInForVsCode, { kept: options.kept ?? {}, theme, variables: themes[theme] });
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (url.origin === origin && url.pathname === '/') {
        return route.fulfill({ contentType: 'text/html', body: this.html() });
      }
      const file = url.origin === origin ? join(repository, 'dist', 'webview', url.pathname) : undefined;
      const body = file && (await readFile(file).catch(() => undefined));
      if (body)
        return route.fulfill({ contentType: types[url.pathname.split('.').at(-1) ?? ''] ?? '', body });
      this.fetched.push(url.href);
      return route.abort();
    });
    await page.goto(`${origin}/`);
    await page.locator('h1').waitFor({ state: 'attached' });
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  /** Resolves when what was sent before is drawn. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('message', () => requestAnimationFrame(resolve), { once: true });
          window.postMessage({ drawn: true }, '*');
        }),
    );
  }

  /** What the page kept through VS Code. */
  async kept(): Promise<Readonly<Record<string, unknown>>> {
    return this.page.evaluate(() =>
      (window as unknown as { kept(): Readonly<Record<string, unknown>> }).kept(),
    );
  }

  /** What broke the page's policy. */
  async violations(): Promise<readonly string[]> {
    return this.page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  private html(): string {
    const { entry, title, seed, imageHosts = [] } = this.options;
    return pageHtml({
      cspSource: origin,
      lang: 'en',
      title,
      script: `${origin}/${entry}.js`,
      styles: [`${origin}/${entry}.css`],
      iconStyle: `${origin}/codicon.css`,
      imageHosts,
      seed,
    });
  }
}

/** Runs in the page before its own script: VS Code's api, the theme's variables and body class, and an ear for violations. */
function standInForVsCode(given: {
  kept: Readonly<Record<string, unknown>>;
  theme: string;
  variables: Readonly<Record<string, string>>;
}): void {
  let kept: unknown = given.kept;
  const here = window as unknown as Record<string, unknown>;
  const violations: string[] = [];
  here['violations'] = violations;
  here['kept'] = () => kept;
  here['acquireVsCodeApi'] = () => ({
    postMessage: (message: unknown) => (here['toHost'] as (message: unknown) => void)(message),
    getState: () => kept,
    setState: (state: unknown) => (kept = state),
  });
  document.addEventListener('securitypolicyviolation', (event) =>
    violations.push(`${event.effectiveDirective} ${event.blockedURI}`),
  );
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(given.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.classList.add(`vscode-${given.theme}`);
    if (given.theme === 'high-contrast-light') document.body.classList.add('vscode-high-contrast');
  });
}
