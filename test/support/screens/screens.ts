import type { Browser, Page } from 'playwright-core';
import { chartSeries } from '../../../src/model/logs/chart/chartSeries.js';
import type { LogRow } from '../../../src/model/logs/rows/logTypes.js';
import type { LogsSnapshot } from '../../../src/protocol/logs.js';
import { DetailsPage } from '../detailsPage.js';
import { situations, withModel } from '../detailsStates.js';
import { chartRows } from '../chartRows.js';
import { FakeLog, logStart } from '../fakeLog.js';
import { device, explainedCodes, LogsPage, type LogsPageOptions } from '../logsPage.js';
import type { PageStage } from '../pageStage.js';
import { UserFormPage } from '../userFormPage.js';
import { formSituations } from './formSituations.js';
import { forMenus, logMenus, logSights } from './logSights.js';

/** How a screen is looked at. */
export interface Look {
  readonly width: number;
  readonly height: number;
  /** 1.5 is a window that somebody has enlarged: the page has as many pixels less. */
  readonly zoom?: number;
  readonly language?: string;
  readonly texts?: unknown;
}

export interface OpenScreen {
  readonly stage: PageStage;
  close(): Promise<void>;
}

export interface Screen {
  readonly name: string;
  /** Another width may close it. */
  readonly isMenu?: boolean;
  open(browser: Browser, look: Look): Promise<OpenScreen>;
}

type Prepare = (page: Page) => Promise<unknown>;

function details(name: string, state = situations[name] ?? withModel, prepare?: Prepare): Screen {
  return {
    name: `details-${name}`,
    isMenu: prepare !== undefined,
    open: async (browser, look) => {
      const page = await DetailsPage.open(browser, { state, ...look });
      await prepare?.(page.page);
      await page.stage.drawn();
      return page;
    },
  };
}

function log(
  name: string,
  options: () => LogsPageOptions,
  prepare?: (logs: LogsPage) => Promise<unknown>,
  isMenu = false,
): Screen {
  return {
    name: `log-${name}`,
    isMenu,
    open: async (browser, look) => {
      const logs = await LogsPage.open(browser, { ...options(), ...look });
      await prepare?.(logs);
      await logs.settled();
      return logs;
    },
  };
}

const sendTo = (code: string): Prepare => {
  return async (page) => {
    await page.locator('.data-points tr', { hasText: code }).locator('.send-button').first().press('Enter');
    await page.locator('.send-editor').waitFor();
  };
};

/** Rows as a busy socket reports them, for the chart. */
function socketRows(): LogRow[] {
  return Array.from({ length: 800 }, (_, id) => {
    const time = logStart + id * 4000;
    const isOn = Math.floor(id / 90) % 2 === 0;
    const row = (code: string, value: string): LogRow => ({
      id,
      device: 0,
      time,
      type: 7,
      from: '1',
      code,
      value,
    });
    if (id % 90 === 0) return row('switch_1', String(isOn));
    if (id % 150 === 1) return row('work_mode', id % 300 === 1 ? 'scene' : 'white');
    return row('cur_power', isOn ? String(2100 + ((id * 37) % 190)) : '0');
  });
}

const withChart = (): LogsPageOptions => ({
  kept: { view: { chartOpen: true, chartHeight: 180 } },
  log: new FakeLog(800, { explained: true, stepMs: 4000 }),
  snapshot: {
    devices: [device(0, { codes: explainedCodes })],
    span: { from: logStart, to: logStart + 3_200_000 },
  },
  answers: {
    chart: async ({ from, to, series, points }) => ({
      version: 1,
      series: await chartSeries(chartRows(socketRows()), { from, to, lanes: series, points }, undefined),
    }),
  },
});

const eightDevices: Partial<LogsSnapshot> = {
  devices: Array.from({ length: 8 }, (_, at) => device(at, { codes: explainedCodes })),
};

/** Every screen of ours that is a page; what VS Code draws for us is in journeys. */
export const screens: readonly Screen[] = [
  ...Object.keys(situations).map((name) => details(name)),
  details('menu', withModel, (page) => page.locator('.actions [aria-haspopup]').first().click()),
  details('send-unchecked', withModel, sendTo('countdown_2')),
  details('send-switch', withModel, sendTo('switch_1')),
  details('send-choice', withModel, sendTo('relay_status')),
  ...Object.entries(logSights)
    .filter(([name]) => name !== 'chart')
    .map(([name, { options, act }]) => log(name, options, act)),
  log('chart', withChart, async ({ page }) => page.locator('.lane-plot canvas').first().waitFor()),
  log('eightDevices', () => ({ log: new FakeLog(2000, { devices: 8 }), snapshot: eightDevices })),
  log(
    'rowMenu',
    () => ({ log: new FakeLog(300, { explained: true, notes: false }) }),
    async ({ page }) => {
      await page.locator('.row:not(.note)').nth(3).click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
    true,
  ),
  log(
    'completion',
    () => ({}),
    async ({ page }) => {
      await page.locator('.filter-box').pressSequentially('type:');
      await page.locator('#filter-completions').waitFor();
    },
    true,
  ),
  ...logMenus.map((menu) =>
    log(
      `menu-${menu}`,
      () => ({ snapshot: forMenus }),
      async ({ page }) => {
        await page.locator(`.${menu}-menu > .tool`).click();
        await page.getByRole('dialog').waitFor();
      },
      true,
    ),
  ),
  ...Object.entries(formSituations).map(([name, state]): Screen => ({
    name: `form-${name}`,
    open: async (browser, look) => {
      const form = await UserFormPage.open(browser, { state, ...look });
      await form.stage.drawn();
      return form;
    },
  })),
];
