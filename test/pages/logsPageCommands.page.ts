import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { LogCommandDto } from '../../src/protocol/logRows.js';
import { coloursOnly, faultsOf } from '../support/axe.js';
import { FakeLog } from '../support/fakeLog.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';

let browser: Browser;
beforeAll(async () => (browser = await pageBrowser()));

const commands: readonly (readonly [offset: number, command: LogCommandDto])[] = [
  [-14, { key: 'a', role: 'sent', tone: 'good', verdict: 'Applied', text: 'Accepted in 84 ms. Applied.' }],
  [-13, { key: 'a', role: 'report', tone: 'good', verdict: 'Applied', text: 'The report of true.' }],
  [
    -11,
    { key: 'b', role: 'sent', tone: 'note', verdict: 'Another value', text: 'Applied with another value.' },
  ],
  [-10, { key: 'b', role: 'report', tone: 'note', verdict: 'Another value', text: 'The report of 35.0 ℃.' }],
  [-8, { key: 'c', role: 'sent', tone: 'bad', verdict: 'Refused', text: 'Refused. The device is offline.' }],
  [-6, { key: 'd', role: 'sent', tone: 'note', verdict: 'No report', text: 'No report in 15 s.' }],
  [-2, { key: 'e', role: 'sent', tone: 'waiting', verdict: 'Waiting', text: 'Waiting for the report…' }],
];
const latencies: Readonly<Record<string, number>> = { a: 412, b: 1_203 };

async function openLog(): Promise<{ logs: LogsPage; id: (offset: number) => number }> {
  const log = new FakeLog(300, { notes: false, explained: true });
  const id = (offset: number): number => log.last + offset;
  for (const [offset, command] of commands) {
    const latencyMs = latencies[command.key];
    log.commands.set(id(offset), {
      ...command,
      ...(latencyMs !== undefined && { latencyMs, acceptedMs: 84 }),
    });
  }
  const logs = await LogsPage.open(browser, {
    log,
    snapshot: { hasCommands: true, counts: [...log.counts(), { type: 1_000, count: 5 }] },
    width: 1200,
    height: 620,
  });
  return { logs, id };
}

it('what was sent is a row with its verdict and latency; select one, and its report is marked', async () => {
  const { logs, id } = await openLog();
  const { page } = logs;
  const row = (offset: number) => page.locator(`#log-row-${id(offset)}`);
  expect(await row(-14).innerText()).toMatch(/Sent[^]*Applied[^]*412 ms/);
  expect(await row(-13).innerText()).toMatch(/Report[^]*412 ms/);
  expect(await row(-8).innerText()).toContain('Refused');
  expect(await page.getByRole('columnheader', { name: 'Latency' }).count()).toBe(1);
  await row(-14).click();
  await expect.poll(() => row(-13).getAttribute('class')).toContain('is-linked');
  expect(await page.locator('.is-linked').count()).toBe(1);
  // The other way round, by the keyboard: and from one to the other by the row's menu.
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => row(-14).getAttribute('class')).toContain('is-linked');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Show Its Command' }).click();
  await expect.poll(() => row(-14).getAttribute('class')).toContain('is-active');
  expect(logs.asks('linked')).toEqual([{ id: id(-13) }]);
  await row(-8).click({ button: 'right' });
  expect(await page.getByRole('menuitem', { name: /Show Its/ }).count()).toBe(0);
  await page.keyboard.press('Escape');
  await logs.close();
});

it('has no latency column where nothing was sent', async () => {
  const logs = await LogsPage.open(browser, { width: 1200 });
  expect(await logs.page.getByRole('columnheader', { name: 'Latency' }).count()).toBe(0);
  await logs.close();
});

it('is legible in every theme, wide and narrow', async () => {
  const { logs, id } = await openLog();
  const { page, stage } = logs;
  await page.locator(`#log-row-${id(-11)}`).click();
  for (const theme of themeNames) {
    await stage.switchTheme(theme);
    for (const width of [400, 1200]) {
      await page.setViewportSize({ width, height: 620 });
      await logs.settled();
      await picture(page, `logs-commands-${theme}-${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0);
    }
    expect(await faultsOf(page, undefined, theme === 'light' ? undefined : coloursOnly)).toEqual([]);
  }
  await logs.close();
});
