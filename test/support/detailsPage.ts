import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { liveIntervals } from '../../src/model/details/liveRefresh.js';
import type { DetailsState } from '../../src/model/detailsState.js';
import { detailsRequests } from '../../src/panels/detailsRequests.js';
import { detailsWrites, type DetailsWriteDeps } from '../../src/panels/detailsWrites.js';
import { detailsSnapshot, type SnapshotContext } from '../../src/panels/detailsSnapshot.js';
import { attributeLabels, detailsStrings } from '../../src/panels/detailsStrings.js';
import { pageHtml } from '../../src/panels/html.js';
import { Channel } from '../../src/protocol/channel.js';
import type { FromDetailsHost, FromDetailsPage } from '../../src/protocol/details.js';
import type { ProblemDto } from '../../src/protocol/problem.js';
import themes from '../fixtures/themes.json' with { type: 'json' };

export type ThemeName = keyof typeof themes;
export const themeNames = Object.keys(themes) as ThemeName[];

const repository = join(import.meta.dirname, '..', '..');
const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };

export async function buildWebview(): Promise<void> {
  await promisify(execFile)(process.execPath, ['esbuild.mjs', 'webview'], { cwd: repository });
}

export interface DetailsPageOptions {
  readonly state: DetailsState;
  readonly context?: Partial<SnapshotContext>;
  readonly theme?: ThemeName;
  readonly width?: number;
  /** What VS Code kept of an earlier page. */
  readonly kept?: Readonly<Record<string, unknown>>;
  /** Image hosts the policy allows. */
  readonly imageHosts?: readonly string[];
  readonly writes?: Partial<DetailsWriteDeps['details']['writes']>;
  refresh?(): Promise<{ outcome: 'updated'; changed: number } | { outcome: 'failed'; problem: unknown }>;
}

/** A failure that comes with its words. */
export class ToldProblem extends Error {
  constructor(readonly problem: ProblemDto) {
    super(problem.what);
  }
}

/**
 * The details page as it is built, in a real browser, under its own policy, with the host's real side of the
 * conversation in this process: everything but VS Code's frame around it.
 */
export class DetailsPage {
  readonly copied: string[] = [];
  readonly opened: string[] = [];
  /** Every message the host sent, as text. */
  readonly sent: string[] = [];
  /** Requests that left for anything but the page's own files. */
  readonly fetched: string[] = [];
  readonly errors: string[] = [];
  private readonly listeners = new Set<(message: unknown) => void>();
  private readonly channel: Channel<FromDetailsPage, FromDetailsHost>;
  private state: DetailsState;

  private constructor(
    readonly page: Page,
    private readonly options: DetailsPageOptions,
  ) {
    this.state = options.state;
    this.channel = new Channel<FromDetailsPage, FromDetailsHost>({
      log: {
        log: (_, message) => this.errors.push(message),
        child: () => ({ log: () => undefined, child: () => undefined as never }),
      },
      describeError: () => ({ reason: 'failed', message: '' }),
      port: {
        post: (message) => {
          this.sent.push(JSON.stringify(message));
          // A page that was closed meanwhile hears nothing.
          page.evaluate((data) => window.postMessage(data, '*'), message).catch(() => undefined);
        },
        onMessage: (listener) => {
          this.listeners.add(listener);
          return { dispose: () => this.listeners.delete(listener) };
        },
      },
      handlers: detailsRequests({
        details: {
          ref: options.state.ref,
          state: () => this.state,
          refresh: options.refresh ?? (() => Promise.resolve({ outcome: 'updated', changed: 0 })),
          cancelRefresh: () => undefined,
          loadSubDevices: () => Promise.resolve(),
          extras: { factory: { load: () => Promise.resolve() } },
        },
        writes: detailsWrites({
          details: {
            state: () => this.state,
            writes: { ...doneWrites, ...options.writes },
            extras: {
              outlets: { load: () => Promise.resolve() },
              users: { load: () => Promise.resolve() },
            },
            live: { start: () => undefined, stop: () => undefined },
          },
          liveIntervals,
          preferWeightUnit: () => Promise.resolve(),
          openUserForm: () => undefined,
          confirmDeletion: () => Promise.resolve(true),
          describeProblem: describe,
        }),
        copy: (text) => Promise.resolve(void this.copied.push(text)),
        openDevice: ({ deviceId }) => this.opened.push(deviceId),
        openLog: () => undefined,
        openDeviceLog: () => undefined,
        describeProblem: describe,
      }),
    });
    this.channel.onReady(() => {
      this.channel.emit('words', { locale: 'en', strings: detailsStrings() });
      void this.show(this.state);
    });
  }

  static async open(browser: Browser, options: DetailsPageOptions): Promise<DetailsPage> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1000, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const details = new DetailsPage(page, options);
    await details.start();
    return details;
  }

  /** Sends this state's snapshot and waits until it is drawn. */
  async show(state: DetailsState): Promise<void> {
    this.state = state;
    this.channel.emit('snapshot', detailsSnapshot(state, { ...plainContext, ...this.options.context }));
    await this.page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('message', () => requestAnimationFrame(resolve), { once: true });
          window.postMessage({ drawn: true }, '*');
        }),
    );
  }

  async close(): Promise<void> {
    this.channel.dispose();
    await this.page.context().close();
  }

  private async start(): Promise<void> {
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
    await page.locator('h1').waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
  }

  private html(): string {
    return pageHtml({
      cspSource: origin,
      lang: 'en',
      title: 'Device',
      script: `${origin}/details.js`,
      styles: [`${origin}/details.css`],
      iconStyle: `${origin}/codicon.css`,
      imageHosts: this.options.imageHosts ?? [],
      seed: this.options.state.ref,
    });
  }
}

const plainContext: SnapshotContext = {
  device: () => undefined,
  describeProblem: describe,
  iconUrl: () => undefined,
  attributeLabels: attributeLabels(),
  weightUnit: 'kg',
  liveIntervals,
};

const done = { outcome: 'done', settledBy: 'answer', value: undefined } as const;
const doneWrites: DetailsWriteDeps['details']['writes'] = {
  rename: () => Promise.resolve(done),
  renameDataPoint: () => Promise.resolve(done),
  renameOutlet: () => Promise.resolve(done),
  removeUser: () => Promise.resolve(done),
};

function describe(error: unknown): ProblemDto {
  return error instanceof ToldProblem ? error.problem : { what: 'It failed.' };
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
