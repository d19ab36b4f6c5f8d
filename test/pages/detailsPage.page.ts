import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { unreadDetails, type DetailsState } from '../../src/model/details/detailsState.js';
import { TuyaError } from '../../src/tuya/errors/errors.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import type { Device } from '../../src/tuya/results.js';
import { ToldError } from '../../src/platform/errorMessages/problemTexts.js';
import { DetailsPage } from '../support/detailsPage.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { themeNames } from '../support/pageStage.js';
import { picture } from '../support/pictures.js';
import { startBrowser } from '../vscode/browser.mjs';
import { hostileTexts } from '../unit/panels/hostile.js';
import { modelOf, unreadModel } from '../support/productModels.js';

vi.mock('vscode', () => ({
  l10n: {
    t: (text: string, ...values: readonly unknown[]) =>
      text.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
  },
}));

const ref = { projectId: 'p', deviceId: 'vdevo1612345678901234' };
const secret = 'CANARY0123456789';
const device: Device = {
  id: ref.deviceId,
  name: 'Workshop power strip',
  uid: 'eu1548569152777Qabcd',
  localKey: secret,
  category: 'pc',
  productId: 'EvolhYPyZNWYPabc',
  productName: 'Smart Power Strip 4 Outlets',
  sub: false,
  uuid: '27511006b4e62d4babcd',
  ownerId: '35712345',
  online: true,
  status: [
    { code: 'switch_1', value: true, type: 'Boolean' },
    { code: 'cur_power', value: 2196, type: 'Integer' },
    { code: 'relay_status', value: 'power_on', type: 'Enum' },
    { code: 'colour_data_v2', value: '{"h":210,"s":1000,"v":740,"scene":{"steps":[1,2,3]}}', type: 'Json' },
    { code: 'cycle_time', value: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj', type: 'Raw' },
    { code: 'phase_a', value: 'Ag8JIgAV9AAEoQAAZAAFIloA', type: 'Raw' },
    { code: 'long_text', value: 'Lorem ipsum dolor sit amet, '.repeat(60), type: 'String' },
    { code: 'fault', value: '', type: 'Bitmap' },
  ],
  activeTime: 1_700_000_000_000,
  createTime: 1_690_000_000_000,
  updateTime: 1_750_000_000_000,
  bizType: 299009,
  icon: 'smart/icon/x.png',
  ip: '120.198.12.34',
  timeZone: '+08:00',
  lat: '30.27',
  lon: '120.15',
  extra: { is_cloud: true },
};
const known: DetailsState = {
  ...unreadDetails,
  ref,
  project: {
    id: 'p',
    name: 'Bench',
    kind: 'cloud',
    endpoint: 'https://openapi.tuyaeu.com',
    accessId: 'a',
    uids: [],
  },
  device,
  readAt: 1_763_892_123_000,
  gone: false,
  refreshing: false,
  changes: new Map([['cur_power', { wasThere: true, previous: 2150 }]]),
  factory: { state: 'unread' },
};
const { device: _device, readAt: _readAt, ...unread } = known;
const refusal = new TuyaError('permission', {
  operation: 'products.thingModel',
  message: '',
  remedy: 'authorizeApi',
  code: 28841105,
});
const problem = new ToldError({
  what: 'The cloud project has no permission for this.',
  remedy: 'Link the app account that owns the device to the cloud project, and check the data center.',
  code: 1106,
  tid: '9a7d1b2c3d4e5f60718293a4b5c6d7e8',
});
const points: readonly PointModel[] = [
  { code: 'switch_1', dpId: 1, name: 'Outlet 1', access: 'rw', type: 'boolean' },
  {
    code: 'cur_power',
    dpId: 19,
    name: 'Power',
    access: 'ro',
    type: 'integer',
    min: 0,
    max: 80_000,
    scale: 1,
    unit: 'W',
  },
  {
    code: 'relay_status',
    dpId: 38,
    name: 'After a power failure',
    access: 'rw',
    type: 'enum',
    range: ['power_off', 'last'],
  },
  { code: 'cycle_time', dpId: 41, access: 'wr', type: 'raw', maxLength: 255 },
  {
    code: 'fault',
    dpId: 26,
    name: 'Fault',
    access: 'ro',
    type: 'bitmap',
    labels: ['ov_cr', 'ov_vol', 'ov_pwr', 'ls_cr'],
  },
  {
    code: 'countdown_1',
    dpId: 9,
    name: 'Countdown 1',
    access: 'rw',
    type: 'integer',
    min: 0,
    max: 86_400,
    unit: 's',
  },
  { code: 'child_lock', dpId: 42, name: 'Child lock', access: 'rw', type: 'boolean' },
];
const meter: DetailsState['device'] = {
  ...device,
  status: [
    { code: 'cur_power', value: 2196 },
    { code: 'switch_1', value: true },
    { code: 'relay_status', value: 'memory' },
    { code: 'fault', value: 5 },
    { code: 'phase_a', value: 'CSIAFfQABKE=' },
    { code: 'countdown_2', value: 0 },
    ...device.status.filter(({ code }) => /^(colour|cycle|long)/.test(code)),
  ],
};
const withModel: DetailsState = {
  ...known,
  device: meter,
  model: modelOf(points, { readAt: Date.now() - 3 * 86_400_000, changedByHand: ['fault'] }),
  names: new Map([['switch_1', { name: 'Desk lamp on the left', state: 'known' }]]),
  shadow: {
    state: 'read',
    value: [
      { code: 'cur_power', value: 2196, dpId: 19, at: Date.now() - 12_000 },
      {
        code: 'switch_1',
        value: true,
        dpId: 1,
        at: Date.now() - 3 * 3_600_000,
        customName: 'Desk lamp on the left',
      },
      { code: 'fault', value: 5, dpId: 26, at: Date.now() - 200_000 },
      { code: 'lift_height', value: 730, dpId: 101, at: Date.now() - 40_000, type: 'value' },
    ],
  },
};
const lost = new TuyaError('outcomeUnknown', {
  operation: 'devices.rename',
  message: '',
  remedy: 'lookAtDevice',
});
const inDoubt = { outcome: 'unknown', why: 'notYet', error: lost } as const;
const seenDone = { outcome: 'done', settledBy: 'look', value: undefined, error: lost } as const;
const situations: Readonly<Record<string, DetailsState>> = {
  known,
  withModel,
  modelComing: { ...withModel, model: unreadModel, shadow: { state: 'unread' } },
  modelRefused: { ...known, model: modelOf([], { reading: { state: 'refused', problem: refusal } }) },
  modelFailed: {
    ...withModel,
    model: modelOf([], { reading: { state: 'failed', problem } }),
    shadow: { state: 'failed', problem: refusal },
  },
  imported: {
    ...withModel,
    device: { ...meter, status: [] },
    model: modelOf(points, { source: 'import', file: 'product-waq2wj9pjadcg1qc.json' }),
    shadow: { state: 'unread' },
  },
  stale: { ...known, problem },
  gone: { ...known, gone: true, problem },
  deleted: {
    ...known,
    gone: true,
    isDeleted: true,
    outlets: { state: 'unsupported' },
    users: {
      state: 'read',
      value: {
        badRecords: [],
        items: [
          { userId: '5100001', nickName: 'Ada', contact: 'ada@example.com', extra: {} },
          { userId: '5100002', nickName: 'Ada', extra: {} },
        ],
      },
    },
  },
  unread: { ...unread, problem },
  loading: { ...unread, refreshing: true },
  projectGone: { ...unreadDetails, ref },
  gateway: {
    ...known,
    device: { ...device, name: 'Hallway gateway', category: 'wg2', status: [] },
    subDevices: { state: 'read', value: ['s1', 's2', 's3'] },
    factory: { state: 'read', value: { id: ref.deviceId, mac: '90:35:ea:ff:fe:11', extra: {} } },
  },
  outletsAndUsers: {
    ...known,
    outlets: {
      state: 'read',
      value: [
        { identifier: 'switch_1', name: 'Desk lamp' },
        { identifier: 'switch_2', name: 'Soldering iron on the left' },
      ],
    },
    users: {
      state: 'read',
      value: {
        badRecords: [],
        items: [
          {
            userId: '5100001',
            nickName: 'Mila',
            sex: 2,
            birthday: Date.UTC(1988, 3, 17),
            height: 171,
            weight: 62_400,
            contact: 'mila.novak@example.com',
            extra: {},
          },
          { nickName: 'Without an id', sex: 1, extra: {} },
        ],
      },
    },
    names: new Map([
      ['switch_1', { name: 'Desk lamp', state: 'known' }],
      ['cur_power', { name: 'Power now', state: 'unsure' }],
    ]),
    live: { state: 'on', intervalMs: 15_000 },
  },
  inDoubt: {
    ...known,
    doubts: [
      { id: 1, ref, operation: 'devices.remove', about: [], result: inDoubt },
      { id: 2, ref, operation: 'outlets.rename', about: ['switch_1', 'Lamp'], result: seenDone },
    ],
  },
  protectedAndStopped: {
    ...known,
    isProtected: true,
    live: { state: 'off', problem },
    outlets: { state: 'failed', problem },
    users: { state: 'unsupported' },
  },
  subDevice: {
    ...known,
    gatewayId: 'g1',
    device: {
      ...device,
      name: 'Window contact',
      category: 'mcs',
      sub: true,
      online: false,
      ip: '',
      nodeId: 'a4c1',
    },
    factory: { state: 'failed', problem },
  },
};

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => browser?.close());

describe('the details page', () => {
  it('marks an assumed scale and unit, and tells how sure they are on a hover and to a screen reader', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const scaled = details.page.locator('.data-points .shown').first();
    const why = 'Scale and unit are assumed: 690 of 769 known products with this data point have them.';
    expect(await scaled.textContent()).toBe(`≈ 219.6 W (${why})`);
    expect(await scaled.getAttribute('title')).toBe(why);
    await details.close();
  });

  it('is a reference of the product: ids, names, ranges, access and ages, in the order of ids', async () => {
    const details = await DetailsPage.open(browser, { state: withModel, width: 1200 });
    const { page } = details;
    const rows = page.locator('.data-points tbody tr');
    expect(await page.locator('.data-points thead th').allInnerTexts()).toEqual([
      'DP',
      'Code',
      'Name',
      'Value',
      'Type',
      'Access',
      'Range',
      'Reported',
    ]);
    expect(await page.locator('.data-points tbody th code').allInnerTexts()).toEqual([
      'switch_1',
      'cur_power',
      'fault',
      'relay_status',
      'cycle_time',
      'lift_height',
      'phase_a',
      'countdown_2',
      'colour_data_v2',
      'long_text',
    ]);
    const cells = async (row: number): Promise<readonly string[]> =>
      (await rows.nth(row).locator('th, td').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
    expect((await cells(2)).slice(0, 8)).toEqual([
      '26',
      'fault',
      'Fault',
      '5 ov_cr, ov_pwr',
      'Bitmap',
      'read-only',
      '0: ov_cr, 1: ov_vol, 2: ov_pwr, 3: ls_cr',
      '3 min ago',
    ]);
    expect((await cells(3))[3]).toMatch(/^memory .*not one of power_off, last$/);
    expect((await cells(5)).slice(1, 3)).toEqual(['lift_height not in the standard set', '— unknown']);
    const titleOf = (row: number, selector: string): Promise<string | null> =>
      rows.nth(row).locator(selector).first().getAttribute('title');
    expect(await titleOf(0, '.name-cell bdi')).toBe('Name given to this device’s data point');
    expect(await titleOf(1, '.name-cell bdi')).toBe('Name in the product’s model');
    expect(await titleOf(1, '.age-column span')).toMatch(/\d:\d\d/);
    await details.close();
  });

  it('finds data points by id, code and name, also those that the device doesn’t report', async () => {
    const details = await DetailsPage.open(browser, { state: withModel });
    const { page } = details;
    const codes = (): Promise<string[]> => page.locator('.data-points tbody th code').allInnerTexts();
    await page.getByRole('button', { name: 'More in the product’s model' }).click();
    expect(await codes()).toHaveLength(12);
    const search = page.getByRole('searchbox', { name: 'Search by DP id, code or name' });
    for (const [typed, found] of [
      ['101', ['lift_height']],
      ['LAMP', ['switch_1']],
      ['countdown', ['countdown_2', 'countdown_1']],
      ['nothing like it', []],
    ] as const) {
      await search.fill(typed);
      await expect.poll(codes).toEqual(found);
      expect(await page.locator('.point-search [role=status]').innerText()).toBe(`${found.length} of 12`);
    }
    await page.getByText('No data point matches.').waitFor();
    await search.press('Escape');
    await expect.poll(codes).toHaveLength(12);
    await details.close();
  });

  it('says of bytes that changed what they were as it says what they are', async () => {
    const previous = 'COwABY8AARA=';
    const changes: DetailsState['changes'] = new Map([['phase_a', { wasThere: true, previous }]]);
    const details = await DetailsPage.open(browser, { state: { ...withModel, changes } });
    const row = details.page.locator('.data-points tr', { hasText: 'phase_a' });
    expect(await row.locator('.was').innerText()).toBe('was 228.4 V, 1.423 A, 272 W');
    await details.show({ ...withModel, changes: new Map([['phase_a', { wasThere: true, previous: '' }]]) });
    expect(await row.locator('.was').innerText()).toBe('was empty');
    await details.close();
  });

  it('copies a value as shown and as it came, and has its meaning changed', async () => {
    const details = await DetailsPage.open(browser, { state: withModel });
    const { page } = details;
    await page.getByRole('button', { name: 'Copy cur_power as shown' }).click();
    await page.getByRole('button', { name: 'Copy cur_power as it came' }).click();
    await page.getByRole('button', { name: 'Copy lift_height' }).click();
    await expect.poll(() => details.copied).toEqual(['219.6 W', '2196', '730']);
    await page.getByRole('button', { name: 'Change what fault means (changed by hand)' }).click();
    await page.getByRole('button', { name: 'Renew' }).click();
    await expect.poll(() => details.asked).toEqual(['editPoint fault', 'renewModel']);
    await details.close();
  });

  it('says of a model that is missing what would be gained, and offers what helps', async () => {
    const details = await DetailsPage.open(browser, { state: situations['modelRefused'] ?? known });
    const { page } = details;
    const line = page.locator('.model-line');
    await expect.poll(() => line.innerText()).toContain('authorise the API group ‘IoT Core’. (28841105)');
    await line.getByRole('button', { name: 'Try Again' }).click();
    await line.getByRole('button', { name: 'Import…' }).click();
    await expect.poll(() => details.asked).toEqual(['renewModel', 'importModel']);
    await details.show({ ...known, model: modelOf([], { reading: { state: 'none' } }) });
    await line.getByText('The cloud has no model for this product.').waitFor();
    await details.show(situations['modelFailed'] ?? known);
    await line.last().getByRole('button', { name: 'Try Again' }).click();
    await expect.poll(() => details.asked.at(-1)).toBe('loadShadow');
    await details.close();
  });

  it('keeps columns, and rows their heights, when a model comes; a field that is open stays in its place', async () => {
    const details = await DetailsPage.open(browser, {
      state: situations['modelComing'] ?? known,
      width: 1200,
    });
    const { page } = details;
    const lefts = (): Promise<number[]> =>
      page
        .locator('.data-points thead th')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    const heightOf = async (code: string): Promise<number | undefined> =>
      (await page.getByRole('row', { name: new RegExp(`\\b${code}\\b`) }).boundingBox())?.height;
    const before = [await lefts(), await heightOf('switch_1'), await heightOf('colour_data_v2')];
    await page.getByRole('button', { name: 'Rename countdown_2' }).click();
    await page.keyboard.type('Sleep');
    const codes = (): Promise<string[]> => page.locator('.data-points tbody th code').allInnerTexts();
    const order = await codes();
    await details.show(withModel);
    expect((await codes()).slice(0, order.length)).toEqual(order);
    const field = page.getByRole('textbox', { name: 'New name for countdown_2' });
    expect(await field.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await field.inputValue()).toBe('Sleep');
    await page.keyboard.press('Escape');
    await details.show(withModel);
    expect((await codes())[0]).toBe('switch_1');
    expect([await lefts(), await heightOf('switch_1'), await heightOf('colour_data_v2')]).toEqual(before);
    await details.close();
  });

  it('has its table readable at every width', async () => {
    const details = await DetailsPage.open(browser, { state: withModel });
    const { page } = details;
    for (let width = 320; width <= 1400; width += 40) {
      await page.setViewportSize({ width, height: 900 });
      const size = await page.evaluate(() => {
        const cells = [...document.querySelectorAll<HTMLElement>('.data-points tbody :is(td, th)')];
        const spilt = cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0);
        const value = document.querySelector('.data-points .value-cell');
        return {
          overflow: document.documentElement.scrollWidth - window.innerWidth,
          spilt: spilt.map((cell) => `${cell.className} ${cell.innerText.slice(0, 30)}`),
          value: value?.getBoundingClientRect().width ?? 0,
        };
      });
      expect(size, `${width} px`).toMatchObject({ overflow: 0, spilt: [] });
      expect(size.value, `value at ${width} px`).toBeGreaterThan(170);
      if (width === 320 || width === 800 || width === 1400)
        await picture(page, `details-table-${width}`, { fullPage: true });
    }
    await details.close();
  });

  it('shows the parts of a value in a fold, with what was sent', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const value = details.page.locator('.data-points tuya-value', { hasText: '233.8 V, 5.620 A, 1185 W' });
    await value.locator('summary').click();
    expect(await value.locator('.value-fields').innerText()).toContain('Apparent power\n1314 VA\n');
    expect(await value.locator('pre').allInnerTexts()).toEqual([
      '02 0f 09 22 00 15 f4 00 04 a1 00 00 64 00 05 22 5a 00',
      'Ag8JIgAV9AAEoQAAZAAFIloA',
    ]);
    await details.close();
  });

  it.each(themeNames)('marks a value that its model does not allow: %s', async (theme) => {
    const details = await DetailsPage.open(browser, { state: known, theme, width: 700 });
    await details.page.locator('tuya-value').evaluateAll((elements) => {
      for (const element of elements as unknown as { value: object }[])
        element.value = { ...element.value, isOutside: true };
    });
    for (const summary of await details.page.locator('.data-points summary').all()) await summary.click();
    const mark = details.page.locator('.data-points .outside').first();
    const why = 'The product’s model does not allow this value.';
    expect([await mark.getAttribute('title'), await mark.textContent()]).toEqual([why, ` (${why})`]);
    await picture(details.page, `details-outside-${theme}`, { fullPage: true });
    expect(await faultsOf(details.page, undefined, coloursOnly)).toEqual([]);
    await details.close();
  });

  describe.each(Object.entries(situations))('%s', (name, state) => {
    let details: DetailsPage;
    beforeAll(async () => (details = await DetailsPage.open(browser, { state, width: 400 })));
    afterAll(() => details.close());

    it.each(themeNames)(`has no accessibility fault and fits a narrow editor: ${name}, %s`, async (theme) => {
      const { page, stage } = details;
      // axe puts sheets of its own into the page, which the policy objects to.
      const earlier = (await stage.violations()).length;
      await stage.switchTheme(theme);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      const violations = (await stage.violations()).slice(earlier);
      await picture(page, `details-${name}-${theme}-400`, { fullPage: true });
      expect(await faultsOf(page, undefined, theme === themeNames[0] ? undefined : coloursOnly)).toEqual([]);
      expect({ overflow, violations }).toEqual({ overflow: 0, violations: [] });
    });

    it('fits a wide editor', async () => {
      const { page, stage } = details;
      await page.setViewportSize({ width: 1200, height: 900 });
      for (const theme of themeNames) {
        await stage.switchTheme(theme);
        await picture(page, `details-${name}-${theme}-1200`, { fullPage: true });
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      if (name === 'outletsAndUsers') expect(await faultsOf(page)).toEqual([]);
    });
  });

  it.each(['known', 'gateway', 'subDevice', 'stale'])(
    'has a header of few lines at every width: %s',
    async (name) => {
      const state = situations[name] ?? known;
      const details = await DetailsPage.open(browser, { state });
      const { page } = details;
      for (let width = 320; width <= 1400; width += 30) {
        await page.setViewportSize({ width, height: 600 });
        const size = await page.evaluate(() => {
          const heightOf = (selector: string): number =>
            document.querySelector(selector)?.getBoundingClientRect().height ?? Infinity;
          return {
            head: heightOf('.head'),
            name: heightOf('h1'),
            overflow: document.documentElement.scrollWidth - window.innerWidth,
          };
        });
        expect(size.head, `head at ${width} px`).toBeLessThan(width < 480 ? 330 : 220);
        expect(size.name, `name at ${width} px`).toBeLessThan(70);
        expect(size.overflow, `${width} px`).toBe(0);
      }
      await details.close();
    },
  );

  it.each(themeNames)('keeps buttons readable that have the focus or the pointer: %s', async (theme) => {
    const details = await DetailsPage.open(browser, { state: situations['stale'] ?? known, theme });
    const { page } = details;
    await page.locator('vscode-button', { hasText: 'Copy ID' }).focus();
    await page.locator('vscode-button', { hasText: 'More' }).hover();
    const contrasts = await page.locator('.actions vscode-button').evaluateAll((buttons) => {
      const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number);
      const luminance = (color: string): number => {
        const [red = 0, green = 0, blue = 0] = channels(color).map((channel) =>
          channel > 10 ? ((channel / 255 + 0.055) / 1.055) ** 2.4 : channel / 255 / 12.92,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      return buttons.map((button) => {
        const base = button.shadowRoot?.querySelector('.base');
        if (!base) return 0;
        const { color, backgroundColor } = getComputedStyle(base);
        const isClear = channels(backgroundColor)[3] === 0;
        const ground = isClear ? getComputedStyle(document.body).backgroundColor : backgroundColor;
        const [light = 0, dark = 0] = [luminance(color), luminance(ground)].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05);
      });
    });
    await details.close();
    expect(contrasts).toHaveLength(4);
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5);
  });

  describe.each(themeNames)('what is done now and then: %s', (theme) => {
    it('is in a menu, by keyboard alone', async () => {
      const details = await DetailsPage.open(browser, { state: known, theme, width: 320 });
      const { page } = details;
      const more = page.getByRole('button', { name: 'More', exact: true });
      const items = page.getByRole('menuitem');
      const active = (): Promise<string | null> =>
        page.evaluate(() => document.activeElement?.textContent ?? null);
      await more.focus();
      await page.keyboard.press('ArrowDown');
      await expect
        .poll(() => items.allInnerTexts())
        .toEqual([
          'Copy as JSON',
          'Copy Link',
          'Reveal in Tree',
          'Export…',
          'Compare with Another Device…',
          'Restore Factory Defaults…',
          'Delete…',
        ]);
      await picture(page, `details-menu-${theme}-320`);
      expect(await faultsOf(page, undefined, coloursOnly)).toEqual([]);
      const box = await page.getByRole('menu').boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= 320).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      for (const [key, name] of [
        ['ArrowUp', 'Delete…'],
        ['Home', 'Copy as JSON'],
        ['r', 'Reveal in Tree'],
        ['r', 'Restore Factory Defaults…'],
      ] as const) {
        await page.keyboard.press(key);
        expect((await active())?.trim()).toBe(name);
      }
      await page.keyboard.press('Escape');
      expect(await items.count()).toBe(0);
      expect((await active())?.trim()).toBe('More');
      for (const [at, action] of ['copyLink', 'reveal', 'export', 'compare', 'reset', 'delete'].entries()) {
        await page.keyboard.press('Enter');
        for (let step = 0; step <= at; step++) await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await expect.poll(() => details.asked.at(-1)).toBe(`run ${action}`);
      }
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      await expect.poll(() => details.copied.length).toBe(1);
      await more.click();
      await page.locator('h1').click();
      expect(await items.count()).toBe(0);
      await details.close();
    });

    it('says why it can’t be done in a protected project', async () => {
      const details = await DetailsPage.open(browser, { state: { ...known, isProtected: true }, theme });
      const { page } = details;
      await page.getByRole('button', { name: 'More', exact: true }).click();
      for (const name of ['Restore Factory Defaults…', 'Delete…']) {
        const item = page.getByRole('menuitem', { name });
        expect(await item.innerText()).toContain('This project is protected');
        expect(await item.getAttribute('aria-disabled')).toBe('true');
        await item.click({ force: true });
      }
      await picture(page, `details-menu-protected-${theme}`);
      expect(await faultsOf(page, undefined, coloursOnly)).toEqual([]);
      await page.getByRole('menuitem', { name: 'Reveal in Tree' }).click();
      await expect.poll(() => details.asked).toEqual(['run reveal']);
      await details.close();
    });

    it('labels and values differ', async () => {
      const details = await DetailsPage.open(browser, {
        state: situations['outletsAndUsers'] ?? known,
        theme,
      });
      const looks = (selector: string): Promise<string[]> =>
        details.page.locator(selector).evaluateAll((all) =>
          [
            ...new Set(
              all.map((one) => {
                const { color, fontWeight } = getComputedStyle(one);
                return `${color} ${fontWeight}`;
              }),
            ),
          ].sort(),
        );
      for (const [labels, values] of [
        ['.facts dt', '.facts dd'],
        ['.attributes .label', '.attributes td bdi'],
      ] as const) {
        const [label, ...others] = await looks(labels);
        expect(others).toEqual([]);
        expect(await looks(values)).not.toContain(label);
      }
      await details.close();
    });
  });

  it('has the last changes of a data point one click away, whatever its code is', async () => {
    const code = '"><img src=x> dp:other';
    const details = await DetailsPage.open(browser, {
      state: { ...known, device: { ...device, status: [{ code, value: 1 }, ...device.status] } },
    });
    await details.page.getByRole('button', { name: `Show the last changes of ${code} in the log` }).click();
    await details.page.getByRole('button', { name: 'Show the last changes of cur_power in the log' }).click();
    await expect.poll(() => details.asked).toEqual([`log ${code}`, 'log cur_power']);
    await details.close();
  });

  it('no row grows by what a read changed, at no width; what is cut is said on a hover', async () => {
    const changes = new Map(
      [...meter.status].map(({ code }, index) => [
        code,
        index % 3 === 0
          ? { wasThere: false, previous: undefined }
          : { wasThere: true, previous: 'x'.repeat(200) },
      ]),
    );
    const details = await DetailsPage.open(browser, { state: { ...withModel, changes: new Map() } });
    const { page } = details;
    const heights = (): Promise<number[]> =>
      page
        .locator('.data-points tbody tr')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    for (let width = 320; width <= 1400; width += 60) {
      await page.setViewportSize({ width, height: 900 });
      await details.show({ ...withModel, changes: new Map() });
      const before = await heights();
      await details.show({ ...withModel, changes });
      expect(await heights(), `${width} px`).toEqual(before);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
      if (width === 320 || width === 800) await picture(page, `details-changed-${width}`, { fullPage: true });
    }
    expect(await page.locator('.change').first().getAttribute('title')).toMatch(/^(new|changed, was x)/);
    await details.close();
  });

  it.each<[string, string, string, DetailsState, DetailsState]>([
    ['Refresh', '', 'refresh', { ...known, refreshing: true }, known],
    ['Try Again', '', 'refresh', { ...known, refreshing: true }, known],
    [
      'Read Users',
      'users',
      'loadUsers',
      { ...known, users: { state: 'loading' } },
      { ...known, users: { state: 'unsupported' } },
    ],
    [
      'Read Outlets',
      'outlets',
      'loadOutlets',
      { ...known, outlets: { state: 'loading' } },
      { ...known, outlets: { state: 'unsupported' } },
    ],
    [
      'Read Factory Data',
      'factory',
      'loadFactory',
      { ...known, factory: { state: 'loading' } },
      { ...known, factory: { state: 'read', value: { id: 'x', uuid: 'u', extra: {} } } },
    ],
  ])('keeps the keyboard where it was: %s', async (name, section, asked, loading, read) => {
    const details = await DetailsPage.open(browser, {
      state: name === 'Try Again' ? (situations['stale'] ?? known) : known,
    });
    const { page } = details;
    const place = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document;
        const home = activeElement?.closest('.section')?.className.replace('section section-', '');
        return home ?? (activeElement?.closest('.head') ? '' : 'nowhere');
      });
    await page.getByRole('button', { name, exact: true }).focus();
    await page.keyboard.press('Enter');
    if (asked !== 'refresh') await expect.poll(() => details.asked).toEqual([asked]);
    await details.show(loading);
    await expect.poll(place).toBe(section);
    await details.show(read);
    await expect.poll(place).toBe(section);
    // A click into nothing takes it away, and then nothing gives it back.
    await page.locator('h1').click();
    expect(await place()).toBe('nowhere');
    await details.show(known);
    expect(await place()).toBe('nowhere');
    await details.close();
  });

  it('says that a device was deleted here, and offers nothing that takes one', async () => {
    const details = await DetailsPage.open(browser, { state: situations['deleted'] ?? known });
    const { page } = details;
    await page.getByRole('heading', { name: 'This device was deleted' }).waitFor();
    expect(await page.locator('.head-states').innerText()).toMatch(/^Deleted\s+Last read /);
    expect(await page.locator('.live, tuya-name, .rename').count()).toBe(0);
    for (const name of ['Edit Ada (5100001)', 'Delete Ada (5100002)'])
      expect(await page.getByRole('button', { name }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /^Read / }).count()).toBe(0);
    await page.getByRole('button', { name: 'More', exact: true }).click();
    const disabled = page.locator('.menu-item[aria-disabled=true] .menu-label');
    expect(await disabled.allInnerTexts()).toHaveLength(5);
    await details.close();
  });

  it('says the category in words beside its code, and a code without words alone', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const category = details.page.locator('.head .facts > div', { hasText: 'Category' }).locator('dd');
    expect(await category.innerText()).toBe('Power strip (pc)');
    await details.show({ ...known, device: { ...device, category: 'xyz' } });
    expect(await category.innerText()).toBe('xyz');
    await details.close();
  });

  it('says that there are no outlets where reading showed it, and asks again where a person wants that', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, lacksOutlets: true } });
    const { page } = details;
    await page.getByText('Another device of this product was asked: it has no outlets with names.').waitFor();
    await page.getByRole('button', { name: 'Read Outlets' }).click();
    await expect.poll(() => details.asked).toEqual(['loadOutlets']);
    await details.show({ ...known, outlets: { state: 'unsupported' } });
    await page.getByText('This device has no outlets with names.').waitFor();
    await details.close();
  });

  it('says of a sub-device too that nobody knows whether it is online', async () => {
    const details = await DetailsPage.open(browser, {
      state: { ...known, subDevices: { state: 'read', value: ['s1'] } },
      context: { device: () => undefined },
    });
    await details.page.locator('.links li').getByText('Online state unknown').waitFor({ timeout: 5_000 });
    await details.close();
  });

  it('says that it can’t be shown instead of showing what was so, asks again, and comes back', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, refreshing: true } });
    const { page } = details;
    await details.showNone();
    expect(await page.locator('h1').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Try Again' }).click();
    await page.locator('h1').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await details.close();
  });

  it('marks what can’t be read in its own row, raw, in every theme', async () => {
    const { online: _online, ...without } = device;
    const unread = ['online', 'status[1]', 'status[7]'].map((field) => ({ field, problem: 'has no code' }));
    const extra = {
      online: 'perhaps',
      'status[1]': { value: 5, token: secret },
      'status[7]': 'x'.repeat(3_000),
    };
    const marked = (field: string, raw: unknown) => ({
      extra: { [field]: raw },
      unread: [{ field, problem: '' }],
    });
    const factory = { state: 'read', value: { id: 'x', ...marked('sn', ['SN?']) } } as const;
    const items = [{ userId: '1', nickName: 'Ada', ...marked('birthday', '1990-99-99') }];
    const users = { state: 'read', value: { items, badRecords: [] } } as const;
    for (const theme of themeNames) {
      const details = await DetailsPage.open(browser, {
        state: { ...known, device: { ...without, extra, unread }, factory, users },
        theme,
      });
      const { page } = details;
      const mark = 'can’t be read';
      for (const text of ['SN?', '1990-99-99'])
        expect(await page.locator('tr, dd').filter({ hasText: text }).textContent()).toContain(mark);
      const row = page.getByRole('row').filter({ hasText: 'perhaps' });
      expect(await row.textContent()).toContain(mark);
      expect(await row.textContent()).toContain('online');
      const points = page.getByRole('table', { name: 'Data points that can’t be read' }).getByRole('row');
      expect(await points.count()).toBe(2);
      expect(await points.first().textContent()).toMatch(
        /status\[1\].*\{"value":5,"token":"•••"\}.*can’t be read/s,
      );
      expect(await page.content()).not.toContain(secret);
      await points.first().getByRole('button', { name: 'Copy status[1]' }).click();
      await expect.poll(() => details.copied).toEqual(['{"value":5}']);
      await row.scrollIntoViewIfNeeded();
      await picture(page, `details-unread-${theme}`);
      await points.first().scrollIntoViewIfNeeded();
      await picture(page, `details-unread-points-${theme}`);
      expect(await faultsOf(page, undefined, theme === themeNames[0] ? undefined : coloursOnly)).toEqual([]);
      await details.close();
    }
  });

  it('says how many rows it leaves out', async () => {
    const status = Array.from({ length: 700 }, (_, index) => ({ code: `point_${index}`, value: index }));
    const extra = Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`field_${index}`, index]));
    const details = await DetailsPage.open(browser, {
      state: { ...known, device: { ...device, status, extra } },
    });
    for (const count of [200, 300]) await details.page.getByText(`Not listed here: ${count}`).waitFor();
    await details.close();
  });

  it('turns none of the hostile texts into elements, requests, dialogs or violations', async () => {
    const hostile = (text: string): DetailsState => ({
      ...known,
      gatewayId: 'g',
      subDevices: { state: 'read', value: ['s1'] },
      changes: new Map([[text, { wasThere: true, previous: text }]]),
      problem: new ToldError({ what: text, remedy: text, tid: text }),
      factory: { state: 'read', value: { id: 'x', uuid: text, sn: text, mac: text, extra: {} } },
      device: {
        ...device,
        ...Object.fromEntries(
          [
            'name',
            'uid',
            'category',
            'productName',
            'productId',
            'model',
            'ip',
            'timeZone',
            'uuid',
            'lat',
          ].map((field) => [field, text]),
        ),
        status: [{ code: text, value: text, type: text }],
        extra: { [text]: text },
      },
    });
    const details = await DetailsPage.open(browser, {
      state: hostile('plain'),
      context: {
        device: () => ({ at: 0, value: { id: 's1', name: known.device?.name ?? '', status: [], extra: {} } }),
      },
      width: 400,
    });
    let dialogs = 0;
    details.page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    /** What the page is made of, apart from what a value's kind adds or leaves out. */
    const shape = (): Promise<string[]> =>
      details.page.evaluate(() =>
        [...document.querySelectorAll('*')].map(({ localName, attributes }) =>
          [
            localName,
            ...[...attributes].map(({ name }) => name).filter((name) => /^(on|style|href|src)/.test(name)),
          ].join(' '),
        ),
      );
    const usual = new Set(await shape());
    for (const extra of ['details', 'summary', 'pre', 'div', 'span', 'button']) usual.add(extra);
    const wide: string[] = [];
    for (const text of hostileTexts) {
      await details.show(hostile(text));
      const odd = (await shape()).filter((element) => !usual.has(element));
      expect(odd, text.slice(0, 80)).toEqual([]);
      const overflow = await details.page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      if (overflow > 0) wide.push(text.slice(0, 80));
    }
    const violations = await details.page.evaluate(
      () => (window as unknown as { violations: string[] }).violations,
    );
    expect({ dialogs, violations, wide, fetched: details.fetched, errors: details.errors }).toEqual({
      dialogs: 0,
      violations: [],
      wide: [],
      fetched: [],
      errors: [],
    });
    await details.close();
  }, 120_000);

  it('has the local key only while somebody looks at it, and copies it without', async () => {
    const details = await DetailsPage.open(browser, { state: known });
    const { page } = details;
    const row = page.getByRole('row', { name: /Local key/ });
    await row.getByRole('button', { name: 'Copy Local key' }).click();
    await expect.poll(() => details.copied).toEqual([secret]);
    expect(details.sent.join('')).not.toContain(secret);
    await row.getByRole('button', { name: 'Show: Local key' }).click();
    await row.getByText(secret).waitFor();
    await row.getByRole('button', { name: 'Hide: Local key' }).click();
    await row.getByText(secret).waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);
    expect(
      await page.evaluate(() => JSON.stringify((window as unknown as { kept(): unknown }).kept())),
    ).not.toContain(secret);
    await details.close();
  });

  it('is used by keyboard alone: sections, times, long values, links', async () => {
    const details = await DetailsPage.open(browser, { state: { ...known, gatewayId: 'g1' } });
    const { page } = details;
    const time = page
      .getByRole('row', { name: /Last paired/ })
      .getByRole('button', { name: '14 Nov 2023, 23:13:20' });
    await time.focus();
    const forms = page.getByRole('tooltip').filter({ visible: true });
    await expect
      .poll(() => forms.innerText())
      .toMatch(/15 Nov 2023, 06:13:20 \(\+08:00\)[^]*2023-11-14T22:13:20\.000Z/);
    await page.keyboard.press('Escape');
    await forms.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Show all' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('pre.whole').waitFor();
    await page.locator('summary', { hasText: 'Attributes' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /Last paired/ }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'g1' }).first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => details.opened).toEqual(['g1']);
    await details.close();
  });

  it.each([
    ['beside data points', known],
    ['where there are none', { ...known, device: { ...device, status: [] } }],
  ])('names a data point that isn’t reported, and shows it: %s', async (_, state) => {
    const named: string[][] = [];
    const details = await DetailsPage.open(browser, {
      state,
      writes: {
        renameDataPoint: (code, name) => {
          named.push([code, name]);
          return Promise.resolve({ outcome: 'done', settledBy: 'answer', value: undefined });
        },
      },
    });
    await details.page.getByRole('button', { name: 'Name Another Data Point…' }).click();
    await expect.poll(() => named).toEqual([['countdown_1', 'Timer']]);
    await details.show({ ...state, names: new Map([['countdown_1', { name: 'Timer', state: 'known' }]]) });
    const row = details.page.getByRole('row', { name: /countdown_1/ });
    expect(await row.innerText()).toMatch(/Timer[^]*not reported/);
    await row.getByRole('button', { name: 'Rename countdown_1' }).click();
    await details.page.keyboard.type('Delay');
    await details.page.keyboard.press('Enter');
    await expect.poll(() => named.at(-1)).toEqual(['countdown_1', 'Delay']);
    await details.show({ ...state, isProtected: true });
    expect(await details.page.getByRole('button', { name: 'Name Another Data Point…' }).isDisabled()).toBe(
      true,
    );
    await details.close();
  });

  it('keeps reference, folded sections and place through its own end', async () => {
    const details = await DetailsPage.open(browser, {
      state: known,
      kept: { folded: ['factory'], scroll: 120 },
    });
    const { page } = details;
    await expect.poll(() => page.evaluate(() => Math.round(window.scrollY))).toBe(120);
    await page.locator('summary', { hasText: 'Data Points' }).click();
    const kept = (): Promise<unknown> =>
      page.evaluate(() => (window as unknown as { kept(): unknown }).kept());
    await expect.poll(kept).toMatchObject({ ...ref, folded: ['factory', 'dataPoints'] });
    await details.close();
  });

  it('says once why an outlet keeps its name, and keeps what was typed', async () => {
    const refused = new TuyaError('conflict', {
      operation: 'outlets.rename',
      message: '',
      remedy: 'chooseAnotherName',
      code: 2101,
    });
    const details = await DetailsPage.open(browser, {
      state: { ...known, ...situations['outletsAndUsers'] },
      writes: {
        renameOutlet: () => Promise.resolve({ outcome: 'notDone', settledBy: 'answer', error: refused }),
      },
    });
    const { page } = details;
    await page.getByRole('button', { name: 'Rename switch_1' }).last().click();
    await page.keyboard.type('Lamp');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: 'New name for switch_1' });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('Lamp');
    const text = await page.evaluate(() => document.body.textContent);
    expect(text.split('Another device has this name already.')).toHaveLength(2);
    await details.close();
  });

  it('tells of changes in doubt, and what came of them, until each is put away', async () => {
    const renaming = { ref, operation: 'devices.rename', about: ['Lamp'] } as const;
    const looking = { ...renaming, id: 1, result: { ...inDoubt, later: Promise.resolve(inDoubt) } };
    const details = await DetailsPage.open(browser, { state: { ...known, doubts: [looking] } });
    const { page } = details;
    const notice = page.getByRole('alert');
    await notice.getByRole('heading', { name: /Whether the name is/ }).waitFor();
    await notice.getByText('Checking again automatically…').waitFor();
    await notice.getByRole('button', { name: 'Check Again' }).click();
    await notice.getByRole('button', { name: 'Stop Checking' }).click();
    await expect.poll(() => details.asked).toEqual(['lookAgain 1', 'dismissDoubt 1']);
    await details.show({ ...known, doubts: [{ ...looking, result: inDoubt }] });
    await notice.getByRole('button', { name: 'Dismiss' }).waitFor();
    await notice.getByText('Checking again automatically…').waitFor({ state: 'detached' });
    await details.show({ ...known, doubts: [{ ...looking, result: seenDone }] });
    await notice.getByRole('heading', { name: /a check showed that it was renamed/ }).waitFor();
    await notice.getByRole('button', { name: 'Check Again' }).waitFor({ state: 'detached' });
    await details.close();
  });

  it('tells politely how a refresh went', async () => {
    const details = await DetailsPage.open(browser, {
      state: known,
      refresh: () => Promise.resolve({ outcome: 'updated', changed: 4 }),
    });
    await details.page.getByRole('button', { name: 'Refresh' }).click();
    const said = details.page.locator('[aria-live=polite]');
    await expect.poll(() => said.innerText()).toBe('Device read again; data points changed: 4.');
    await details.close();
  });

  it('draws an icon where the picture cannot be loaded, and asks only the allowed host for it', async () => {
    const icon = 'https://images.tuyaeu.com/smart/icon/x.png';
    const imageHosts = ['https://images.tuyaeu.com'];
    const allowed = await DetailsPage.open(browser, {
      state: known,
      context: { iconUrl: () => icon },
      imageHosts,
    });
    await allowed.page.locator('.device-icon .codicon').waitFor();
    expect(allowed.fetched).toEqual([icon]);
    await allowed.close();
    const elsewhere = await DetailsPage.open(browser, {
      state: known,
      context: { iconUrl: () => 'https://evil.example/x.png' },
      imageHosts,
    });
    await elsewhere.page.locator('.device-icon .codicon').waitFor();
    expect(elsewhere.fetched).toEqual([]);
    await elsewhere.close();
  });
});
