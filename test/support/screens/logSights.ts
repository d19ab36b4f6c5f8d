import type { LogsSnapshot } from '../../../src/protocol/logs.js';
import { FakeLog } from '../fakeLog.js';
import { device, explainedCodes, type LogsPage, type LogsPageOptions } from '../logsPage.js';

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

const flashed = 'Flash · flashed ‘Heater’ · Wi-Fi 1.0.3 → 1.0.4, MCU 1.0.0';

export interface LogSight {
  readonly options: () => LogsPageOptions;
  /** Brings the page to what is looked at. */
  act?(page: LogsPage): Promise<void>;
}

/** The log page in each of its situations. */
export const logSights: Readonly<Record<string, LogSight>> = {
  busy: {
    options: () => ({
      log: new FakeLog(2000, { flash: 'm1' }),
      snapshot: {
        tail: following,
        canLoadOlder: true,
        devices: [
          device(0, { file: { path: '/home/dev/.config/log-files/7f3a/bf1ce3bcda23d67642568p.jsonl' } }),
        ],
        markers: [{ id: 'm1', time: Date.UTC(2026, 10, 23, 5), text: flashed, flash: true }],
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
      await page.locator('.match-count', { hasText: /\d\D+286|286\D+\d/ }).waitFor();
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
      snapshot: {
        devices: [device(0, { codes: explainedCodes })],
        tail: following,
        clockAheadMs: 6 * 3_600_000,
      },
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
      await page.locator('.range-menu > .tool').click();
      // The last of those that end now: seven days.
      await page.locator('.range-menu [role=dialog] .menu-group').first().locator('button').last().click();
      await page.locator('.cost', { hasText: /1,320/ }).waitFor();
    },
  },
};

/** Menus of toolbar and filter, by the beginning of their class. */
export const logMenus = ['range', 'types', 'codes', 'export', 'view', 'more', 'saved', 'highlights', 'help'];
export const forMenus: Partial<LogsSnapshot> = {
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
    { id: 'm2', time: Date.UTC(2026, 10, 23, 5), text: flashed, flash: true },
    { id: 'm1', time: Date.UTC(2026, 10, 23, 4), text: 'build ended' },
  ],
  devices: [
    device(0, {
      archive: { rows: 12_345, bytes: 2_300_000, from: Date.UTC(2026, 9, 1) },
      file: {
        path: '/home/dev/.config/log-files/7f3a/bf1ce3bcda23d67642568p.jsonl',
        problem: 'The disk is full.',
      },
    }),
  ],
};
