import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogFilterDto } from '../../src/protocol/logFilter.js';
import type { LogTailDto } from '../../src/protocol/logs.js';
import { FakeLog } from '../support/fakeLog.js';
import { device, explainedCodes, LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

const noFilter: LogFilterDto = { text: '', mode: 'hide', hiddenTypes: [] };
const following: LogTailDto = {
  state: 'following',
  frozen: false,
  queued: 0,
  intervalMs: 3000,
  cantKeepUp: false,
};

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

/** Left and top of every button of toolbar and filter, and of the rows' frame. */
async function places(logs: LogsPage): Promise<Readonly<Record<string, string>>> {
  return logs.page.evaluate(() => {
    const all = document.querySelectorAll<HTMLElement>(
      '.toolbar .tool, .filter-line .tool:not(.clear-filter), .log-grid, .head-cell, .status',
    );
    return Object.fromEntries(
      [...all].map((part, at) => {
        const { left, top } = part.getBoundingClientRect();
        const name =
          part.closest('tuya-popup')?.className ??
          part.className.replace(' is-on', '').replace('cancel', 'reload').trim();
        return [`${at} ${name}`, `${Math.round(left)},${Math.round(top)}`];
      }),
    );
  });
}

describe('what a person aims at', () => {
  it.each([1000, 640])(
    'stays where it is while a filter, a pause and new rows do their work, at %i px',
    async (width) => {
      const logs = await LogsPage.open(browser, {
        width,
        log: new FakeLog(2000, { notes: false }),
        snapshot: { rows: { read: 2000, shown: 2000, matching: 2000 } },
      });
      const before = await places(logs);
      const stays = async (changes: Parameters<LogsPage['show']>[0]): Promise<void> => {
        await logs.show(changes);
        expect(await places(logs)).toEqual(before);
      };
      await logs.page.getByRole('searchbox').fill('pow');
      await stays({ filter: { ...noFilter, text: 'pow' }, filtering: true });
      await stays({ filtering: false, rows: { read: 2000, shown: 12, matching: 1_234_567 } });
      await logs.page.getByRole('searchbox').fill('');
      await stays({ filter: noFilter, tail: following });
      await stays({ tail: { ...following, state: 'paused', frozen: true } });
      await stays({ tail: { ...following, state: 'paused', frozen: true, queued: 1234 } });
      logs.log.append(40);
      await stays({ tail: following });
      await stays({ loading: { rows: 100, calls: 1 } });
      await logs.close();
    },
  );

  it('stays where it is when the icons’ font comes late', async () => {
    const logs = await LogsPage.open(browser);
    const before = await places(logs);
    await logs.page.evaluate(() => {
      const late = new CSSStyleSheet();
      late.replaceSync(".codicon[class*='codicon-']::before { content: '' !important; font-family: serif }");
      document.adoptedStyleSheets.push(late);
    });
    expect(await places(logs)).toEqual(before);
    await logs.close();
  });

  it('is not covered by the way back to the newest row', async () => {
    const logs = await LogsPage.open(browser, {
      width: 400,
      snapshot: { tail: following, canLoadOlder: true },
    });
    const { page } = logs;
    await page.getByRole('grid').press('Home');
    await page.locator('.load-older').waitFor();
    logs.log.append(12_345);
    await logs.show();
    await page.locator('.jump').waitFor();
    const [pills, day, rows] = await Promise.all(
      ['.pills', '.day-text', '.rows'].map(async (part) => page.locator(part).boundingBox()),
    );
    expect(pills && rows && pills.y + pills.height <= rows.y).toBe(true);
    expect(pills && day && pills.x >= day.x + day.width).toBe(true);
    await logs.close();
  });
});

describe('room', () => {
  it('is the rows’ before the chart’s: five can be read at a height of 600 px', async () => {
    const logs = await LogsPage.open(browser, {
      width: 640,
      height: 600,
      kept: { view: { chartOpen: true, chartHeight: 500 } },
      snapshot: { tail: following, devices: [device(0, { codes: explainedCodes })] },
    });
    const { page } = logs;
    await page.locator('.chart-area').waitFor();
    await logs.settled();
    expect((await logs.rows()).length).toBeGreaterThanOrEqual(5);
    const overlaps = await page.evaluate(() => {
      const parts = ['tuya-log-toolbar', 'tuya-log-filter', '.work', '.chart-area', '.status'].map((name) =>
        document.querySelector(name)?.getBoundingClientRect(),
      );
      return parts.map((part, at) => Math.round((parts[at + 1]?.top ?? 600) - (part?.bottom ?? 0)));
    });
    expect(overlaps.every((gap) => gap >= 0)).toBe(true);
    await logs.close();
  });

  it('goes to what columns hold, up to a limit, and then to the values', async () => {
    const code = 'a_code_longer_than_its_column';
    const log = new FakeLog(100, { notes: false });
    log.setText(code);
    const logs = await LogsPage.open(browser, {
      width: 1400,
      log,
      snapshot: { devices: [device(0, { codes: [{ code, chart: false }] })] },
    });
    const { page } = logs;
    const widths = async (): Promise<number[]> =>
      page
        .locator('.row')
        .last()
        .evaluate((row) =>
          ['.cell-code', '.cell-value'].map(
            (name) => row.querySelector(name)?.getBoundingClientRect().width ?? 0,
          ),
        );
    const fits = (): Promise<boolean> =>
      page
        .locator('.row .cell-code code')
        .last()
        .evaluate(
          (own) =>
            own.getBoundingClientRect().right <= (own.parentElement?.getBoundingClientRect().right ?? 0),
        );
    await expect.poll(fits).toBe(true);
    const [, value = 0] = await widths();
    expect(value).toBeGreaterThan(250);
    const long = 'x'.repeat(190);
    await logs.show({ devices: [device(0, { codes: [{ code: long, chart: false }] })] });
    await expect.poll(async () => (await widths())[0]).toBeLessThanOrEqual(361);
    await logs.close();
  });
});
