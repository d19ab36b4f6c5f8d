import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DetailsState } from '../../src/model/details/detailsState.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { DetailsPage } from '../support/detailsPage.js';
import { device, known, meter, situations, withModel } from '../support/detailsStates.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';
import { modelOf } from '../support/productModels.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the data points of a device', () => {
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
    const search = page.getByRole('searchbox', { name: 'Search by DP ID, code or name' });
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
    await details.show(situations['modelNotRenewed'] ?? known);
    await expect.poll(() => line.innerText()).toMatch(/read 3 days ago.*could not be read/s);
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

  it('shows the whole of a long value as it is now, also where only its end has changed', async () => {
    const ending = (end: string): DetailsState => {
      const status = [{ code: 'long_text', value: `${'x'.repeat(600)}${end}` }];
      return { ...known, device: { ...device, status }, changes: new Map() };
    };
    const details = await DetailsPage.open(browser, { state: ending('a') });
    const { page } = details;
    await page.getByRole('button', { name: 'Show all' }).click();
    const whole = page.locator('pre.whole');
    await expect.poll(() => whole.innerText()).toMatch(/xa$/);
    await details.show(ending('b'));
    await expect.poll(() => whole.innerText()).toMatch(/xb$/);
    await details.show(ending('bc'));
    await whole.waitFor({ state: 'detached' });
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

  it('says how many rows it leaves out', async () => {
    const status = Array.from({ length: 700 }, (_, index) => ({ code: `point_${index}`, value: index }));
    const extra = Object.fromEntries(Array.from({ length: 800 }, (_, index) => [`field_${index}`, index]));
    const details = await DetailsPage.open(browser, {
      state: { ...known, device: { ...device, status, extra } },
    });
    for (const count of [200, 300]) await details.page.getByText(`Not listed here: ${count}`).waitFor();
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
});
