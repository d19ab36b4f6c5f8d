import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Logger } from '../../src/base/logger.js';
import { canStandInHtml, pageHtml, scriptNames } from '../../src/panels/host/html.js';
import { laterScriptName } from '../../src/panels/host/html.js';
import type { Port } from '../../src/protocol/channel.js';
import type { PageSeed } from '../../src/protocol/page.js';
import { themeOf, type Theme, type ThemeName } from './themes.js';

/** Where test/pages/buildPages.mts puts them: what is packaged meanwhile stays as it is. */
const pages = join(import.meta.dirname, '..', '..', 'dist', 'test', 'webview');
const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
};

export interface StageOptions {
  /** Name of the page's files in `dist/webview`. */
  readonly entry: string;
  readonly title: string;
  readonly seed: PageSeed;
  /** BCP 47; English where it's left out. */
  readonly language?: string;
  /** The translation bundle of the language, or what stands in its place. */
  readonly texts?: unknown;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** Of the window: the page has as many pixels less. */
  readonly zoom?: number;
  /** What VS Code kept of an earlier page. */
  readonly kept?: Readonly<Record<string, unknown>>;
  /** Whether the page asks for its files, as where the host couldn't read them. */
  readonly asks?: boolean;
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
    const { zoom = 1 } = options;
    const context = await browser.newContext({
      viewport: {
        width: Math.round((options.width ?? 1000) / zoom),
        height: Math.round((options.height ?? 900) / zoom),
      },
      deviceScaleFactor: zoom,
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
    await page.addInitScript(missesNoIcon);
    await page.addInitScript(standInForVsCode, { kept: options.kept ?? {} });
    await page.addInitScript(themeOfVsCode, themeOf(options.theme ?? 'dark'));
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (url.origin === origin && url.pathname === '/') {
        return route.fulfill({ contentType: 'text/html', body: await this.html() });
      }
      const file = url.origin === origin ? join(pages, url.pathname) : undefined;
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

  /** Gives the page another theme as VS Code does: other variables, another class of its body. */
  async switchTheme(theme: ThemeName | Theme): Promise<void> {
    await this.page.evaluate(themeOfVsCode, typeof theme === 'string' ? themeOf(theme) : theme);
    await this.drawn();
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

  private async html(): Promise<string> {
    const { entry, title, seed, texts, language = 'en', imageHosts = [] } = this.options;
    const names = scriptNames(entry);
    const read = (file: string): Promise<string> => readFile(join(pages, file), 'utf8');
    const scripts = await Promise.all(names.map(read));
    const laterName = laterScriptName(entry);
    const later = laterName === undefined ? undefined : await read(laterName);
    const [style = '', icons = ''] = await Promise.all([`${entry}.css`, 'codicon.css'].map(read));
    if (!canStandInHtml(...scripts, later ?? '', style, icons))
      throw new Error(`The files of ${entry} can't stand in html.`);
    return pageHtml({
      cspSource: origin,
      lang: language,
      title,
      scripts: names.map((name) => `${origin}/${name}`),
      later: laterName === undefined ? undefined : `${origin}/${laterName}`,
      styles: [`${origin}/${entry}.css`],
      iconStyle: `${origin}/codicon.css`,
      files: this.options.asks ? undefined : { scripts, later, style, icons },
      imageHosts,
      seed: { ...seed, texts },
    });
  }
}

/** Runs in the page before its own script: VS Code's api, and an ear for violations. */
function standInForVsCode(given: { kept: Readonly<Record<string, unknown>> }): void {
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
}

/** Runs in the page: an icon that the built font doesn't have is an error. */
function missesNoIcon(): void {
  const told = new Set<string>();
  let waiting = false;
  const look = (root: Document | ShadowRoot): void => {
    // Icons of components bring their sheet along.
    const isStyled = [...root.querySelectorAll('link')].every(({ sheet }) => sheet);
    if (!isStyled) soon();
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) look(element.shadowRoot);
      if (!isStyled || !element.matches('.codicon:not(.codicon-blank)')) continue;
      const { content } = getComputedStyle(element, '::before');
      const isThere = content !== 'none' && content !== 'normal';
      if (isThere || told.has(element.className) || element.getClientRects().length === 0) continue;
      told.add(element.className);
      console.error(`The font has no icon for “${element.className}”.`);
    }
  };
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      look(document);
    }, 100);
  };
  const start = (): void => {
    new MutationObserver(soon).observe(document.body, { subtree: true, childList: true, attributes: true });
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
}

/** Runs in the page: sets the theme's variables and class, as soon as there is a body. */
function themeOfVsCode(given: Theme): void {
  const paint = (): void => {
    const { style } = document.documentElement;
    for (const name of [...style]) if (name.startsWith('--vscode-')) style.removeProperty(name);
    for (const [name, value] of Object.entries(given.variables)) style.setProperty(name, value);
    const { classList } = document.body;
    for (const name of [...classList]) if (name.startsWith('vscode-')) classList.remove(name);
    classList.add(given.kind);
    if (given.kind === 'vscode-high-contrast-light') classList.add('vscode-high-contrast');
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', paint);
  else paint();
}
