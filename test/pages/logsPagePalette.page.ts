import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { LogTailDto } from '../../src/protocol/logs.js';
import { FakeLog } from '../support/fakeLog.js';
import { LogsPage } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';

const following: LogTailDto = {
  state: 'following',
  frozen: false,
  queued: 0,
  intervalMs: 3000,
  cantKeepUp: false,
};

let browser: Browser;

beforeAll(async () => (browser = await pageBrowser()));

it('commands of VS Code do what the buttons do, and nothing where the button could not', async () => {
  const log = new FakeLog(100, { notes: false });
  log.filter((id) => id % 10 === 0, 'keep');
  const logs = await LogsPage.open(browser, {
    log,
    snapshot: {
      filter: { text: 'power', mode: 'keep', hiddenTypes: [] },
      rows: { read: 100, shown: 100, matching: 10 },
    },
  });
  const { page } = logs;
  await logs.tell('pause');
  await logs.tell('follow');
  await expect.poll(() => logs.asks('follow')).toEqual([{ on: true }]);
  expect(logs.asks('pause')).toEqual([]);
  await logs.show({ tail: following });
  await logs.tell('pause');
  await expect.poll(() => logs.asks('pause')).toEqual([{ on: true }]);

  await page.getByRole('grid').press('Home');
  await logs.tell('next');
  await expect.poll(() => page.locator('.match-count').innerText()).toMatch(/of 10/);
  const at = await page.locator('.match-count').innerText();
  await logs.tell('next');
  await expect.poll(() => page.locator('.match-count').innerText()).not.toBe(at);
  await logs.tell('previous');
  await expect.poll(() => page.locator('.match-count').innerText()).toBe(at);

  await logs.tell('export');
  await expect.poll(() => logs.asks('export')).toEqual([{ to: 'file' }]);
  await page.locator('.row').first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await logs.tell('export');
  await expect.poll(() => logs.asks('export').at(-1)).toEqual({ to: 'file', ids: [1_000_000, 1_000_001] });

  await logs.tell('clearFilter');
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
  await logs.tell('nothing that it knows');
  expect(logs.stage.errors).toEqual([]);
  await logs.close();
});

it('a key that VS Code has a command for takes one step, not two', async () => {
  const logs = await LogsPage.open(browser);
  // Where VS Code listens to the keys of a page.
  await logs.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    window.addEventListener('keydown', ({ key }) => heard.push(key));
  });
  await logs.page.getByRole('grid').focus();
  for (const key of ['F3', 'Shift+F3', 'F2']) await logs.page.keyboard.press(key);
  expect(await logs.page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    'Shift',
    'F2',
  ]);
  expect(logs.asks('step')).toContainEqual(expect.objectContaining({ forward: false }));
  await logs.close();
});
