import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FakeLog } from '../support/fakeLog.js';
import { device, explainedCodes, LogsPage, type LogsPageOptions } from '../support/logsPage.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { themeNames, type ThemeName } from '../support/pageStage.js';
import { picture } from '../support/pictures.js';
import { startBrowser } from '../vscode/browser.mjs';

vi.mock('vscode', () => ({ l10n: { t: (text: string) => text } }));

const following = {
  state: 'following',
  frozen: false,
  queued: 0,
  intervalMs: 3000,
  lastSuccessAt: Date.UTC(2026, 10, 23, 9, 42, 3),
  lagMs: 2400,
  cantKeepUp: false,
} as const;
const problem = {
  what: 'The cloud project has no permission for this.',
  remedy: 'Subscribe the project to the log service, then try again.',
  code: 1106,
  tid: '9a7d1b2c3d4e5f60718293a4b5c6d7e8',
};
const none = { total: 0, rows: { read: 0, shown: 0, matching: 0 }, counts: [] };
const few = (mode: 'hide' | 'keep'): FakeLog => {
  const log = new FakeLog(2000);
  log.filter((id) => id % 7 === 0, mode);
  return log;
};

interface Observation {
  readonly options: () => LogsPageOptions;
  /** Brings the page to what is looked at. */
  act?(page: LogsPage): Promise<void>;
}

const sights: Readonly<Record<string, Observation>> = {
  busy: {
    options: () => ({
      snapshot: {
        tail: following,
        canLoadOlder: true,
        markers: [{ id: 'm1', time: Date.UTC(2026, 10, 23, 5), text: 'flashed 1.4.2' }],
      },
    }),
  },
  hide: {
    options: () => ({
      log: few('hide'),
      snapshot: {
        filter: { text: '/0x[0-9]+/ -type:online', mode: 'hide', hiddenTypes: [8] },
        rows: { read: 2000, shown: 286, matching: 286 },
      },
    }),
  },
  keep: {
    options: () => ({
      log: few('keep'),
      snapshot: {
        filter: { text: 'dp:cur_power value>23', mode: 'keep', hiddenTypes: [] },
        rows: { read: 2000, shown: 2000, matching: 286 },
      },
    }),
    act: async ({ page }) => {
      await page.keyboard.press('F3');
      await page.getByText(/of 286/).waitFor();
    },
  },
  wrongFilter: {
    options: () => ({
      snapshot: {
        filter: { text: 'value>>23 power', mode: 'hide', hiddenTypes: [] },
        filterProblem: { from: 6, to: 9, message: 'A number is expected here.' },
      },
    }),
  },
  details: {
    options: () => ({}),
    act: async (logs) => {
      await logs.page.locator('.row', { hasText: 'colour_data_v2' }).first().dblclick();
      await logs.page.locator('.facts').waitFor();
    },
  },
  explained: {
    options: () => ({
      log: new FakeLog(2000, { explained: true }),
      snapshot: { devices: [device(0, { codes: explainedCodes })], tail: following },
    }),
  },
  explainedDetails: {
    options: () => ({
      log: new FakeLog(2000, { explained: true }),
      snapshot: { devices: [device(0, { codes: explainedCodes })] },
    }),
    act: async (logs) => {
      await logs.page.locator('.row', { hasText: 'cur_voltage' }).first().dblclick();
      await logs.page.locator('.facts').waitFor();
    },
  },
  devices: {
    options: () => ({
      log: new FakeLog(2000, { devices: 3 }),
      snapshot: {
        devices: [device(0), device(1, { online: false }), device(2, { shown: false })],
        tail: following,
      },
    }),
  },
  chart: {
    options: () => ({ kept: { view: { chartOpen: true, chartHeight: 200 } } }),
  },
  loading: {
    options: () => ({ snapshot: { ...none, loading: { rows: 0, calls: 1 } } }),
  },
  loadingMore: {
    options: () => ({ snapshot: { loading: { rows: 2000, calls: 21, part: 0.34 } } }),
  },
  cancelled: { options: () => ({ snapshot: { ...none, cancelled: true } }) },
  empty: {
    options: () => ({
      snapshot: {
        ...none,
        empty: {
          title: 'No rows in this range',
          hints: [
            'The device reported nothing in these 24 hours.',
            'Only codes of the standard instruction set are logged, unless the product is in DP instruction mode.',
            'The free edition keeps seven days.',
          ],
        },
      },
    }),
  },
  nothingYet: { options: () => ({ snapshot: { ...none, tail: following } }) },
  allHidden: {
    options: () => ({
      snapshot: {
        ...none,
        rows: { read: 2000, shown: 0, matching: 0 },
        counts: [{ type: 7, count: 2000 }],
        filter: { text: 'nowhere', mode: 'hide', hiddenTypes: [] },
      },
    }),
  },
  problem: { options: () => ({ snapshot: { ...none, problem } }) },
  problemWithRows: {
    options: () => ({ snapshot: { problem, tail: { ...following, state: 'failing', problem } } }),
  },
  projectGone: { options: () => ({ snapshot: { ...none, situation: 'projectGone' } }) },
  deviceGone: { options: () => ({ snapshot: { situation: 'deviceGone' } }) },
  paused: {
    options: () => ({
      snapshot: { tail: { ...following, state: 'paused', frozen: true, queued: 128, cantKeepUp: true } },
    }),
  },
  costly: {
    options: () => ({ answers: { query: () => ({ state: 'costly', calls: 1320 }) } }),
    act: async ({ page }) => {
      await page.getByRole('button', { name: /^Time range/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: '7 days' }).click();
      await page.getByText(/1,320/).waitFor();
    },
  },
};

const menus = ['range', 'types', 'codes', 'export', 'view', 'more', 'saved', 'highlights', 'help'];
const forMenus: LogsPageOptions['snapshot'] = {
  filter: { text: 'power', mode: 'hide', hiddenTypes: [] },
  savedFilters: [
    { name: 'Power above 20', text: 'dp:cur_power value>20' },
    { name: 'Connection', text: 'type:online,offline' },
  ],
  highlights: [
    { text: 'power', colour: 0, enabled: true },
    { text: '/^0x/', colour: 2, enabled: false },
  ],
  highlightProblems: [{ rule: 1, message: 'This regular expression takes too long.' }],
  markers: [
    { id: 'm2', time: Date.UTC(2026, 10, 23, 5), text: 'flashed 1.4.2' },
    { id: 'm1', time: Date.UTC(2026, 10, 23, 4), text: 'build ended' },
  ],
  devices: [device(0, { archive: { rows: 12_345, bytes: 2_300_000, from: Date.UTC(2026, 9, 1) } })],
};

/** Faults axe finds, a line each. */
let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => browser?.close());

/** What is seen most, looked at in every theme; the other sights in one dark and one light. */
const everywhere = ['busy', 'keep', 'details', 'devices', 'chart', 'problem', 'costly'];

describe('the log page', () => {
  describe.each(Object.entries(sights))('%s', (name, observation) => {
    let logs: LogsPage;
    beforeAll(async () => {
      logs = await LogsPage.open(browser, { ...observation.options(), width: 400, height: 760 });
      await observation.act?.(logs);
    });
    afterAll(() => logs.close());

    it.each(themesOf(name))(
      `has no accessibility fault and fits a narrow editor: ${name}, %s`,
      async (theme) => {
        const { page, stage } = logs;
        // axe puts sheets of its own into the page, which the policy objects to.
        const earlier = { violations: (await stage.violations()).length, errors: stage.errors.length };
        await stage.switchTheme(theme);
        await logs.settled();
        await picture(page, `logs-${name}-${theme}-400`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        const before = {
          overflow,
          violations: (await stage.violations()).slice(earlier.violations),
          errors: stage.errors.slice(earlier.errors),
        };
        expect(await faultsOf(page, undefined, theme === 'light' ? undefined : coloursOnly)).toEqual([]);
        expect(before).toEqual({ overflow: 0, violations: [], errors: [] });
      },
    );

    // Last: another width may close what is open.
    it('fits a wide editor', async () => {
      const { page, stage } = logs;
      await page.setViewportSize({ width: 1200, height: 760 });
      for (const theme of themesOf(name)) {
        await stage.switchTheme(theme);
        await logs.settled();
        await picture(page, `logs-${name}-${theme}-1200`);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    });
  });

  describe('menus', () => {
    let logs: LogsPage;
    beforeAll(async () => {
      logs = await LogsPage.open(browser, { snapshot: forMenus, width: 400, height: 760 });
    });
    afterAll(() => logs.close());

    it.each(themeNames)(
      'are without accessibility fault and fit a narrow editor: %s',
      async (theme) => {
        const { page, stage } = logs;
        await stage.switchTheme(theme);
        for (const menu of menus) {
          await page.locator(`.${menu}-menu > .tool`).click();
          await page.getByRole('dialog').waitFor();
          await stage.drawn();
          await picture(page, `logs-menu-${menu}-${theme}-400`);
          expect({
            menu,
            faults: await faultsOf(page, '.popup', theme === 'light' ? undefined : coloursOnly),
          }).toEqual({ menu, faults: [] });
          const box = await page.getByRole('dialog').boundingBox();
          expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 400, menu).toBe(true);
          await page.keyboard.press('Escape');
          await page.getByRole('dialog').waitFor({ state: 'detached' });
        }
      },
      90_000,
    );
  });
});

function themesOf(sight: string): readonly ThemeName[] {
  return everywhere.includes(sight) ? themeNames : ['light', 'dark'];
}
