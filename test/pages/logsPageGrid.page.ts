import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { FakeLog } from '../support/fakeLog.js';
import { device, LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

const million = 1_000_000;
const following = {
  state: 'following',
  frozen: false,
  queued: 0,
  intervalMs: 3000,
  cantKeepUp: false,
} as const;

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

/** What is on screen is what the log holds there, without a hole. */
async function expectRight(logs: LogsPage): Promise<readonly number[]> {
  await logs.settled();
  const rows = await logs.rows();
  expect(rows.length).toBeGreaterThan(5);
  for (const [at, { index, id, text }] of rows.entries()) {
    expect(index).toBe((rows[0]?.index ?? 0) + at);
    expect(id).toBe(logs.log.idAt(index));
    const item = logs.log.item(index);
    if (item.kind === 'row' && item.code !== undefined) expect(text).toContain(item.code);
    if (item.kind === 'note') expect(text).toContain(item.text);
  }
  return rows.map(({ index }) => index);
}

const scrollTo = async ({ page }: LogsPage, part: number): Promise<void> => {
  await page.locator('.log-grid').evaluate((grid, to) => {
    grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * to;
  }, part);
};

describe('the rows of the log page', () => {
  it.each([million, 3 * million])('shows any place of %d rows with few elements', async (count) => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(count), height: 700 });
    const { page } = logs;
    expect((await expectRight(logs)).at(-1)).toBe(count - 1);
    for (const part of [0.5, 0.123, 0.9999, 0, 0.77]) {
      await scrollTo(logs, part);
      const indexes = await expectRight(logs);
      const last = count - indexes.length;
      expect(Math.abs((indexes[0] ?? 0) - part * last)).toBeLessThan(count / 1000);
    }
    const grid = page.getByRole('grid');
    expect(await grid.getAttribute('aria-rowcount')).toBe(String(count + 1));
    await grid.focus();
    await page.keyboard.press('Control+Home');
    expect((await expectRight(logs))[0]).toBe(0);
    await page.keyboard.press('Control+End');
    expect((await expectRight(logs)).at(-1)).toBe(count - 1);
    // Row by row through a stretched bar too.
    for (let press = 0; press < 40; press++) await page.keyboard.press('ArrowUp');
    const active = page.locator('.row.is-active');
    expect(await active.getAttribute('data-index')).toBe(String(count - 41));
    expect(await active.getAttribute('aria-rowindex')).toBe(String(count - 39));
    await page.mouse.move(300, 400);
    const before = (await logs.rows())[0]?.index ?? 0;
    await page.mouse.wheel(0, -220);
    await expect.poll(async () => (await logs.rows())[0]?.index).toBe(before - 10);
    expect(await page.locator('.row').count()).toBeLessThan(200);
    expect(logs.windows.largest).toBeLessThanOrEqual(300);
    expect(logs.stage.errors).toEqual([]);
    await logs.close();
  });

  it('shows the rows that came with its first state without asking for any, and asks for others', async () => {
    const log = new FakeLog(5000);
    const firstRows = log.window({ index: log.total - 60, count: 60 });
    const logs = await LogsPage.open(browser, { log, height: 700, snapshot: { firstRows } });
    expect((await logs.rows()).at(-1)).toMatchObject({ index: log.total - 1, id: log.last });
    expect(logs.windows.count).toBe(0);
    await logs.page.locator('.log-grid').focus();
    await logs.page.keyboard.press('Control+Home');
    expect((await expectRight(logs))[0]).toBe(0);
    await logs.close();
  });

  it('keeps what is read in its place while rows come above and below', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(5000), snapshot: { tail: following } });
    await scrollTo(logs, 0.4);
    await expectRight(logs);
    const places = (): Promise<Record<string, number>> =>
      logs.page.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll('.row')].map((row) => [
            row.id,
            Math.round(row.getBoundingClientRect().top),
          ]),
        ),
      );
    const seen = (await logs.rows()).map(({ id }) => `log-row-${id}`);
    const before = await places();
    for (const rows of [1, 300, 12_345]) {
      logs.log.insertAbove(rows);
      logs.log.append(7);
      await logs.show();
      await expect
        .poll(() => logs.page.getByRole('grid').getAttribute('aria-rowcount'))
        .toBe(String(logs.log.total + 1));
      await expectRight(logs);
      const after = await places();
      expect(seen.map((id) => after[id])).toEqual(seen.map((id) => before[id]));
    }
    await logs.page.getByRole('button', { name: 'Jump to Latest (21 new)' }).click();
    expect((await expectRight(logs)).at(-1)).toBe(logs.log.total - 1);
    await logs.close();
  });

  it('follows at the end, lets go when scrolled up, and comes back', async () => {
    const logs = await LogsPage.open(browser, { snapshot: { tail: following } });
    const { page, log } = logs;
    const last = async (): Promise<number | undefined> => (await logs.rows()).at(-1)?.id;
    log.append(3);
    await logs.show();
    await expect.poll(last).toBe(log.last);
    const said = page.locator('.visually-hidden[aria-live=polite]');
    await expect.poll(() => said.innerText(), { timeout: 8000 }).toBe('New rows: 3');
    await page.mouse.move(300, 400);
    await page.mouse.wheel(0, -300);
    const jump = page.getByRole('button', { name: /Jump to Latest/ });
    await jump.waitFor();
    const held = await last();
    log.append(12);
    await logs.show();
    await page.getByRole('button', { name: 'Jump to Latest (12 new)' }).waitFor();
    expect(await last()).toBe(held);
    await jump.click();
    await expect.poll(last).toBe(log.last);
    await jump.waitFor({ state: 'detached' });
    log.append(2);
    await logs.show();
    await expect.poll(last).toBe(log.last);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await jump.waitFor();
    await page.keyboard.press('End');
    await jump.waitFor({ state: 'detached' });
    await logs.close();
  });

  it('selects with Shift over rows that are not loaded, all rows, single ones, and copies them', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(3000, { notes: false }) });
    const { page, log } = logs;
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+Home');
    await expectRight(logs);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => logs.asks('copy'))
      .toEqual([{ what: 'rows', ids: [log.first, log.first + 1, log.first + 2] }]);
    await page.keyboard.press('Control+Shift+End');
    await page.getByText('Selected: 3,000').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+a');
    await page.getByText('Selected: 3,000').waitFor();
    await expectRight(logs);
    const rows = await logs.rows();
    const click = async (at: number, modifiers: ('Control' | 'Shift')[]): Promise<void> =>
      page.locator(`#log-row-${rows[at]?.id}`).click({ modifiers });
    await click(4, []);
    await click(6, ['Control']);
    await click(9, ['Shift']);
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => logs.asks('copy').at(-1))
      .toEqual({
        what: 'rows',
        ids: [6, 7, 8, 9].map((at) => rows[at]?.id),
      });
    await logs.close();
  });

  it('keeps the active row and its selection through insertions', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(4000, { notes: false }) });
    const { page, log } = logs;
    await page.getByRole('grid').focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowUp');
    const id = await page.locator('.row.is-active').getAttribute('id');
    log.insertAbove(500);
    await logs.show();
    await expect
      .poll(() => page.locator('.row.is-active').getAttribute('data-index'))
      .toBe(String(log.total - 6));
    expect(await page.locator('.row.is-active').getAttribute('id')).toBe(id);
    expect(await page.getByRole('grid').getAttribute('aria-activedescendant')).toBe(id);
    // Far away meanwhile: the keys still start from that row.
    await scrollTo(logs, 0.1);
    await expectRight(logs);
    log.insertAbove(700);
    await logs.show();
    await expectRight(logs);
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.locator('.row.is-active').getAttribute('data-index'))
      .toBe(String(log.total - 5));
    await logs.close();
  });

  it('goes to the same time when a filter hides the row that held the place', async () => {
    const logs = await LogsPage.open(browser, { log: new FakeLog(4000, { notes: false }) });
    await scrollTo(logs, 0.5);
    await expectRight(logs);
    const first = (await logs.rows())[0]?.id ?? 0;
    logs.log.filter((id) => id % 100 === 0 && id !== first, 'hide');
    await logs.show({ filter: { text: 'x', mode: 'hide', hiddenTypes: [] } });
    await expect
      .poll(async () => logs.page.getByRole('grid').getAttribute('aria-rowcount'))
      .toBe(String(logs.log.total + 1));
    await expectRight(logs);
    const ids = (await logs.rows()).map(({ id }) => id);
    expect(ids.some((id) => Math.abs(id - first) <= 100)).toBe(true);
    await logs.close();
  });

  it('changes widths by mouse and by keyboard, and remembers them', async () => {
    const logs = await LogsPage.open(browser, { snapshot: { devices: [device(0), device(1)] }, width: 1200 });
    const { page } = logs;
    const handle = page.getByRole('separator', { name: 'Width of Data Point' });
    await handle.focus();
    const width = Number(await handle.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    const layouts = (): { columns: { column: string; width: number }[] }[] => logs.asks('layout') as never;
    await expect.poll(() => layouts().length).toBe(1);
    expect(layouts()[0]?.columns.find(({ column }) => column === 'code')?.width).toBe(width + 16);
    const box = await handle.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 3, (box?.y ?? 0) + 8);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 43, (box?.y ?? 0) + 8, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => layouts().length).toBe(2);
    expect(layouts()[1]?.columns.find(({ column }) => column === 'code')?.width).toBe(width + 56);
    await logs.close();
  });

  it('comes back to its place, its open row and its chart after the page was made anew', async () => {
    const log = new FakeLog(4000, { notes: false });
    const first = await LogsPage.open(browser, { log });
    await scrollTo(first, 0.3);
    await expectRight(first);
    await first.page.getByRole('button', { name: 'Show Chart' }).click();
    await expectRight(first);
    const row = (await first.rows())[5];
    await first.page.locator(`#log-row-${row?.id}`).dblclick();
    await first.page.locator('.facts').waitFor();
    const seen = (await first.rows()).map(({ id }) => id);
    await expect
      .poll(async () => ((await first.stage.kept())['view'] as { open?: { id: number } }).open?.id)
      .toBe(row?.id);
    const kept = await first.stage.kept();
    await first.close();
    expect(kept).toMatchObject({ projectId: 'p', deviceIds: ['d0'], follow: false, query: { codes: [] } });

    log.insertAbove(900);
    const again = await LogsPage.open(browser, { log, kept });
    await again.page.locator('.facts').waitFor();
    await expect.poll(async () => (await again.rows()).map(({ id }) => id)).toEqual(seen);
    expect(await again.page.locator('.chart-area').count()).toBe(1);
    await again.close();
  });
});
