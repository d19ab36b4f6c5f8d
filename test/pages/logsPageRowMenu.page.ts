import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from '../support/axe.js';
import { FakeLog } from '../support/fakeLog.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the menu of a row', () => {
  it('opens where the pointer is, selects the row, and does with it what is chosen', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(300, { notes: false, explained: true }) });
    const { page } = logs;
    const row = page.locator('.row', { hasText: 'switch_1' }).last();
    const id = Number((await row.getAttribute('id'))?.replace('log-row-', ''));
    const choose = async (name: string): Promise<void> => {
      await row.click({ button: 'right' });
      await page.getByRole('menuitem', { name, exact: true }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    };
    await row.click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await row.getAttribute('aria-selected')).toBe('true');
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');

    await choose('Copy Value');
    await choose('Copy JSON');
    expect(logs.asks('copy')).toEqual([
      { what: 'value', ids: [id] },
      { what: 'json', ids: [id] },
    ]);
    await choose('Show Only switch_1');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe(`code:${id}`);
    await choose('Hide Report');
    await expect
      .poll(() => logs.asks('filter').at(-1))
      .toEqual({ text: `code:${id} -type:${id}`, mode: 'hide', hiddenTypes: [] });
    await choose('Highlight switch_1');
    await expect
      .poll(() => logs.asks('highlights'))
      .toEqual([{ rules: [{ text: `code:${id}`, colour: 0, enabled: true }] }]);
    const time = logs.log.timeOf(id);
    await choose('Add Marker Here');
    await expect.poll(() => logs.asks('addMarker')).toEqual([{ time }]);
    await choose('Range to Here');
    await expect
      .poll(() => logs.asks('query'))
      .toMatchObject([{ query: { range: { kind: 'between', to: time + 1 } } }]);
    await logs.close();
  });

  it('of a flash’s marker compares with before it; F shows the time since then', async () => {
    const log = new FakeLog(350, { explained: true, flash: 'm7' });
    const logs = await LogsPage.open(browser, {
      log,
      snapshot: {
        markers: [
          { id: 'm9', time: 9, text: 'later, by hand' },
          { id: 'm7', time: 7, text: 'Flash · flashed', flash: true },
        ],
      },
    });
    const { page } = logs;
    await page.locator('.note-marker').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Compare with Before the Flash' }).click();
    await expect.poll(() => logs.asks('compareFlash')).toEqual([{ marker: 'm7' }]);
    await page.getByRole('grid').focus();
    await page.keyboard.press('f');
    await expect
      .poll(() => logs.asks('query'))
      .toMatchObject([{ query: { range: { kind: 'sinceMarker', marker: 'm7' } } }]);
    // Where nothing was flashed, that is said, and nothing is read.
    await logs.show({ title: 'Nothing flashed', markers: [{ id: 'm9', time: 9, text: 'by hand' }] });
    await page.getByRole('heading', { name: 'Nothing flashed' }).waitFor();
    await page.keyboard.press('f');
    await expect
      .poll(() => page.locator('[aria-live]').allInnerTexts())
      .toContainEqual(expect.stringContaining('No flash task has ended with success'));
    expect(logs.asks('query')).toHaveLength(1);
    await logs.close();
  });

  it('is used by keyboard: opened beneath the row, walked through, chosen, closed', async () => {
    const logs = await LogsPage.open(browser, {
      log: new FakeLog(300, { notes: false, explained: true }),
      height: 420,
    });
    const { page } = logs;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu');
    await menu.waitFor();
    const box = await menu.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= 420).toBe(true);
    const focused = (): Promise<string | undefined> =>
      page.evaluate(() => document.activeElement?.querySelector('.menu-text')?.textContent);
    expect(await focused()).toBe('Details of the Row');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Range to Here');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Details of the Row');
    await page.keyboard.press('a');
    expect(await focused()).toBe('Add Marker Here');
    await page.keyboard.press('Enter');
    await expect.poll(() => logs.asks('addMarker').length).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    await logs.close();
  });

  it('is for all rows of a selection, as far as it copies', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(300, { notes: false, explained: true }) });
    const { page } = logs;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('Shift+ArrowUp');
    await page.locator('.row[aria-selected=true]').nth(1).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy Values (3)' }).click();
    await expect.poll(() => logs.asks('copy')).toMatchObject([{ what: 'value', ids: { length: 3 } }]);
    await logs.close();
  });
});

describe('the keyboard of a log', () => {
  it('is the rows’ when it opens, and the toolbar is one Tab stop', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(300, { notes: false }) });
    const { page } = logs;
    const role = async (): Promise<string | null | undefined> =>
      page.evaluate(() => document.activeElement?.getAttribute('role'));
    await expect.poll(role).toBe('grid');
    const stops = async (): Promise<number> =>
      page
        .locator('.toolbar .tool')
        .evaluateAll(
          (all) =>
            all.filter((button) => (button as HTMLElement).tabIndex === 0 && !button.matches(':disabled'))
              .length,
        );
    await expect.poll(stops).toBe(1);
    const inToolbar = async (): Promise<string | undefined> =>
      page.evaluate(
        () => document.activeElement?.closest('tuya-popup')?.className ?? document.activeElement?.className,
      );
    await page.locator('.toolbar .tool[tabindex="0"]').focus();
    await page.keyboard.press('End');
    expect(await inToolbar()).toContain('more-menu');
    await page.keyboard.press('ArrowLeft');
    expect(await inToolbar()).toContain('view-menu');
    await page.keyboard.press('Tab');
    expect(await role()).toBe('searchbox');
    await page.keyboard.press('Shift+Tab');
    expect(await inToolbar()).toContain('view-menu');
    await logs.show({ loading: { rows: 1, calls: 1 } });
    expect(await stops()).toBe(1);
    expect(await inToolbar()).toContain('view-menu');
    await logs.close();
  });
});
