import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { faultsOf } from '../support/axe.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

let browser: Browser;

beforeAll(async () => (browser = await pageBrowser()));

/** Noon of a day in the zone that pages of tests are in, Berlin's. */
const now = Date.UTC(2026, 9, 28, 11);

async function openCalendar(zone: 'local' | 'utc' = 'local'): Promise<LogsPage> {
  const logs = await LogsPage.open(browser, {
    snapshot: { layout: { columns: [], zone, time: 'absolute' } },
  });
  await logs.page.clock.setFixedTime(now);
  await logs.page.locator('.range-menu > .tool').click();
  await logs.page.locator('tuya-calendar .is-today').waitFor();
  return logs;
}

it('a range is chosen in the calendar by its first day and its last, whole days in the grid’s zone', async () => {
  const logs = await openCalendar();
  const { page } = logs;
  expect(await faultsOf(page, '.popup')).toEqual([]);
  await page.locator('.calendar-head button').first().click();
  await page.locator('.calendar-head button').last().click();
  const day = (name: string) => page.getByRole('gridcell', { name });
  await day('Monday, 26 October 2026').click();
  expect(await page.locator('[name=range-from]').inputValue()).toBe('2026-10-26 00:00:00.000');
  expect(await page.locator('[name=range-to]').inputValue()).toBe('2026-10-26 23:59:59.999');
  await day('Sunday, 25 October 2026').click();
  expect(await page.locator('.calendar-day[aria-selected=true]').allInnerTexts()).toEqual(['25', '26']);
  // The clocks go back on the 25th.
  expect(await page.locator('#range-about').innerText()).toMatch(/2 d|49 h/);
  await page.locator('.apply-range').click();
  await expect
    .poll(() => logs.asks('query'))
    .toMatchObject([
      {
        query: { range: { kind: 'between', from: Date.UTC(2026, 9, 24, 22), to: Date.UTC(2026, 9, 26, 23) } },
      },
    ]);
  await logs.close();
});

it('by the keyboard alone, and never a day that is yet to come', async () => {
  const logs = await openCalendar('utc');
  const { page } = logs;
  await page.locator('.calendar-day[tabindex="0"]').focus();
  const press = async (...keys: readonly string[]): Promise<string | null> => {
    for (const key of keys) await page.keyboard.press(key);
    return page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? null);
  };
  // The day that is shown first is that of the range.
  await press('PageDown', 'PageDown');
  expect(await press('ArrowDown')).toBe('Wednesday, 28 October 2026');
  expect(await press('ArrowUp', 'Home')).toBe('Monday, 19 October 2026');
  expect(await press('Enter', 'End', 'PageUp')).toBe('Friday, 25 September 2026');
  expect(await press('Enter')).toBe('Friday, 25 September 2026');
  await page.locator('[name=range-to]').press('Enter');
  await expect
    .poll(() => logs.asks('query'))
    .toMatchObject([
      { query: { range: { kind: 'between', from: Date.UTC(2026, 8, 25), to: Date.UTC(2026, 9, 20) } } },
    ]);
  await logs.close();
});
