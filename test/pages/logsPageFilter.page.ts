import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogFilterDto } from '../../src/protocol/logFilter.js';
import { faultsOf } from '../support/axe.js';
import { FakeLog } from '../support/fakeLog.js';
import { explainedCodes, device, LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

const noFilter: LogFilterDto = { text: '', mode: 'hide', hiddenTypes: [] };

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the filter box', () => {
  it('completes keys and values by keyboard and mouse, and moves nothing for it', async () => {
    const logs = await LogsPage.open(browser, {
      log: new FakeLog(200, { notes: false, explained: true }),
      snapshot: { devices: [device(0, { codes: explainedCodes })] },
    });
    const { page } = logs;
    const box = page.getByRole('searchbox');
    const top = async (): Promise<number | undefined> => (await page.locator('.log-grid').boundingBox())?.y;
    const before = await top();
    await box.focus();
    await page.keyboard.type('dp');
    await page.getByRole('option', { name: 'dp:' }).waitFor();
    expect(await top()).toBe(before);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('dp:');
    await page.keyboard.type('cur_p');
    await page.keyboard.press('ArrowDown');
    expect(await box.getAttribute('aria-activedescendant')).toBe('filter-completion-0');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await box.inputValue()).toBe('dp:cur_power ');
    await page.keyboard.type('type:rep');
    await page.getByRole('option', { name: 'Report' }).click();
    await expect
      .poll(() => logs.asks('filter').at(-1))
      .toEqual({ ...noFilter, text: 'dp:cur_power type:Report ' });
    await page.keyboard.press('Escape');
    expect(await box.inputValue()).toBe('');
    await logs.close();
  });

  it('says nothing of what is only unfinished, until somebody is through with it', async () => {
    const logs = await LogsPage.open(browser);
    const { page } = logs;
    const box = page.getByRole('searchbox');
    const filter = { ...noFilter, text: 'x type:zzz' };
    await box.focus();
    await page.keyboard.type(filter.text);
    await expect.poll(() => logs.asks('filter').at(-1)).toEqual(filter);
    const filterProblem = { from: 7, to: 10, message: 'No such type.' };
    await logs.show({ filter, filterProblem });
    expect(await box.getAttribute('aria-invalid')).toBe('false');
    expect(await page.locator('.squiggle').count()).toBe(0);
    await page.keyboard.press('Home');
    await page.locator('.squiggle').waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type('z');
    await expect.poll(() => logs.asks('filter').at(-1)).toEqual({ ...filter, text: 'x type:zzzz' });
    await logs.show({
      filter: { ...filter, text: 'x type:zzzz' },
      filterProblem: { ...filterProblem, to: 11 },
    });
    expect(await page.locator('.squiggle').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.locator('.squiggle').waitFor();
    await logs.close();
  });

  it('names what hides all rows, and shows them again whatever it was', async () => {
    const log = new FakeLog(100, { notes: false });
    log.filter(() => false, 'hide');
    const logs = await LogsPage.open(browser, {
      log,
      snapshot: {
        filter: { ...noFilter, hiddenTypes: [5] },
        rows: { read: 100, shown: 0, matching: 0 },
        counts: [{ type: 5, count: 60 }],
        devices: [device(0), device(1, { shown: false })],
      },
    });
    const { page } = logs;
    await page.getByText('Rows of event types that are switched off: 60').waitFor();
    await page.getByText('Rows of devices that are switched off: 40').waitFor();
    expect(await page.getByText('The filter matches none').count()).toBe(0);
    await page.locator('.show-all').click();
    await expect.poll(() => logs.asks('filter').at(-1)).toEqual(noFilter);
    await expect.poll(() => logs.asks('showDevice')).toEqual([{ device: 1, on: true }]);
    await logs.show({ counts: [{ type: 5, count: 60, matching: 12 }] });
    expect(await page.locator('.chip-count').first().innerText()).toBe('12 of 60');
    await logs.close();
  });
});
