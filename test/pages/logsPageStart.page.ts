import type { Browser, BrowserContextOptions } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FakeLog } from '../support/fakeLog.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

// What a log's page does until its first rows are there. How long that takes is timed in test/bench/page.bench.ts.

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

/** In the page, before its scripts: tells what was asked of Intl before there was a row, and lets idle time begin with it. */
function watchIntl(): void {
  const asked: string[] = [];
  const hasRows = (): boolean => document.querySelector('.row:not(.skeleton)') !== null;
  const note = (what: string): unknown => hasRows() || asked.push(what);
  for (const name of ['DateTimeFormat', 'NumberFormat', 'RelativeTimeFormat'] as const) {
    const watched: ProxyHandler<(typeof Intl)[typeof name]> = {
      construct: (target, args: unknown[]) => (note(name), Reflect.construct(target, args) as object),
      get: (target, key) => (key === 'supportedLocalesOf' && note(name), Reflect.get(target, key)),
    };
    Object.assign(Intl, { [name]: new Proxy(Intl[name], watched as never) });
  }
  const { toLocaleString } = Number.prototype;
  Number.prototype.toLocaleString = function (...args) {
    note('toLocaleString');
    return toLocaleString.apply(this, args);
  };
  const idle = window.requestIdleCallback.bind(window);
  const later: IdleRequestCallback[] = [];
  window.requestIdleCallback = (act) => (hasRows() ? idle(act) : later.push(act));
  const look = (): unknown => (hasRows() ? later.forEach((act) => idle(act)) : requestAnimationFrame(look));
  requestAnimationFrame(look);
  Object.assign(window, { intlAsked: asked });
}

describe('the log page, until its first rows are there', () => {
  it('needs nothing of Intl, which takes its time for the first text, and writes the day afterwards', async () => {
    const watched = {
      newContext: async (options: BrowserContextOptions) => {
        const context = await browser.newContext(options);
        await context.addInitScript(watchIntl);
        return context;
      },
    } as Browser;
    // Two hours from row to row: days begin between them.
    const log = new FakeLog(200_000, { stepMs: 7_200_000, notes: false });
    const logs = await LogsPage.open(watched, { log });
    const asked = (): Promise<unknown> =>
      logs.page.evaluate(() => Reflect.get(window, 'intlAsked') as unknown);
    expect(await asked()).toEqual([]);
    expect(await logs.page.locator('.starts-day').count()).toBeGreaterThan(1);
    await expect.poll(() => logs.page.locator('.day-text').innerText()).toMatch(/^\w{3},? \d+ \w{3} \d{4}$/);
    expect(await logs.page.locator('.status-rows').innerText()).toBe('Rows: 200,000');
    await logs.close();
  });

  it.each([false, true])(
    'does not run what draws the chart, also where it asks for its files (%s)',
    async (asks) => {
      const logs = await LogsPage.open(browser, { asks });
      const { page, stage } = logs;
      const isKnown = (): Promise<boolean> =>
        page.evaluate(() => customElements.get('tuya-log-chart') !== undefined);
      expect(await isKnown()).toBe(false);
      for (const shown of [1, 0, 1]) {
        await page.locator('.toggle-chart').click();
        await expect.poll(() => page.locator('tuya-log-chart:defined [role=status]').count()).toBe(shown);
      }
      expect({
        isKnown: await isKnown(),
        violations: await stage.violations(),
        errors: stage.errors,
      }).toEqual({
        isKnown: true,
        violations: [],
        errors: [],
      });
      await logs.close();
    },
  );

  it('asks for them once, however much room they have', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(5000), height: 1600 });
    expect((await logs.rows()).at(-1)?.index).toBe(4999);
    expect(logs.windows.count).toBe(1);
    await logs.close();
  });
});
