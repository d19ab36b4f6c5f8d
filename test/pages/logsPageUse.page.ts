import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { hostileTexts } from '../unit/panels/hostile.js';
import type { LogFilterDto } from '../../src/protocol/logFilter.js';
import type { LogsSnapshot } from '../../src/protocol/logs.js';
import { FakeLog } from '../support/fakeLog.js';
import { device, explainedCodes, LogsPage, usualSnapshot } from '../support/logsPage.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { picture } from '../support/pictures.js';

const allTypes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const noFilter: LogFilterDto = { text: '', mode: 'hide', hiddenTypes: [] };

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('using the log page', () => {
  it('sends the filter once the typing rests, shows what is wrong with it at its place, clears it', async () => {
    const logs = await LogsPage.open(browser);
    const { page } = logs;
    await page.keyboard.press('Control+f');
    // One letter after the other without a rest, however busy the machine.
    await page.evaluate((text) => {
      const box = document.activeElement as HTMLInputElement;
      for (let length = 1; length <= text.length; length++) {
        box.value = text.slice(0, length);
        box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      }
    }, 'value>>23 power');
    await expect.poll(() => logs.asks('filter')).toEqual([{ ...noFilter, text: 'value>>23 power' }]);
    await logs.show({
      filter: { ...noFilter, text: 'value>>23 power' },
      filterProblem: { from: 6, to: 9, message: 'A number is expected here.' },
    });
    const box = page.getByRole('searchbox', { name: 'Filter' });
    expect(await page.locator('.squiggle').innerText()).toBe('>23');
    expect(await box.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('A number is expected here.').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => logs.asks('filter').at(-1)).toEqual(noFilter);
    expect(await box.inputValue()).toBe('');
    expect(await page.locator('.squiggle').count()).toBe(0);
    await logs.close();
  });

  it('says which log goes to a file, switches that, and leads to the file', async () => {
    const logs = await LogsPage.open(browser, { height: 900 });
    const { page } = logs;
    const tick = page.getByRole('checkbox', { name: /Write the log of .* to a file/ });
    const open = () => page.locator('.more-menu > .tool').click();
    await open();
    expect(await tick.isChecked()).toBe(false);
    await tick.click();
    await expect.poll(() => logs.asks('logFile')).toEqual([{ device: 0, on: true }]);
    const path = `/home/someone/.config/Code/User/globalStorage/tuya/log-files/0123456789abcdef/${'a'.repeat(30)}.jsonl`;
    const { tail: off } = usualSnapshot;
    await logs.show({ devices: [device(0, { file: { path } })] });
    expect(await tick.isChecked()).toBe(true);
    await page.getByText(path).waitFor();
    // What doesn’t follow isn’t written.
    expect(await page.getByText('Written to a file').count()).toBe(0);
    await logs.show({ devices: [device(0, { file: { path } })], tail: { ...off, state: 'following' } });
    await page.getByText('Written to a file').waitFor();
    await picture(page, 'logs-file-menu');
    for (const [name, how] of [
      ['Open Log File', 'editor'],
      ['Reveal Log File', 'reveal'],
      ['Open Log File in Terminal', 'terminal'],
    ] as const) {
      if ((await page.getByRole('dialog').count()) === 0) await open();
      await page.getByRole('button', { name, exact: true }).click();
      await expect.poll(() => logs.asks('showLogFile').at(-1)).toEqual({ device: 0, how });
    }
    await logs.show({ devices: [device(0, { file: { path, problem: 'The disk is full.' } })] });
    await page.getByText('Not written to its file').waitFor();
    await open();
    await page.getByText('The disk is full.').waitFor();
    await logs.close();
  });

  it('does not lose what is typed to a snapshot that was sent before', async () => {
    const logs = await LogsPage.open(browser);
    const box = logs.page.getByRole('searchbox');
    await box.fill('abc');
    await expect.poll(() => logs.asks('filter').length).toBe(1);
    await logs.show({ calls: 43 }); // still the filter from before
    expect(await box.inputValue()).toBe('abc');
    await logs.show({ filter: { ...noFilter, text: 'abc' } });
    await logs.show({ filter: { ...noFilter, text: 'from elsewhere' } });
    expect(await box.inputValue()).toBe('from elsewhere');
    await logs.close();
  });

  it('steps through matches from the box and from anywhere, and says which one it is', async () => {
    const log = new FakeLog(3000, { notes: false });
    log.filter((id) => id % 500 === 0, 'keep');
    const logs = await LogsPage.open(browser, {
      log,
      snapshot: {
        filter: { ...noFilter, text: 'x', mode: 'keep' },
        rows: { read: 3000, shown: 3000, matching: 6 },
      },
    });
    const { page } = logs;
    const active = (): Promise<string | null> => page.locator('.row.is-active').getAttribute('id');
    await page.getByText('Matches: 6').waitFor();
    await page.getByRole('searchbox').focus();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('6 of 6').waitFor();
    expect(await active()).toBe('log-row-1002500');
    await page.keyboard.press('Shift+F3');
    await page.getByText('5 of 6').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('4 of 6').waitFor();
    await page.keyboard.press('F3');
    await page.getByText('5 of 6').waitFor();
    expect(await active()).toBe('log-row-1002000');
    expect(await page.locator('.row.is-context').count()).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'Keep all rows and step through matches' }).click();
    await expect.poll(() => logs.asks('filter').at(-1)).toEqual({ ...noFilter, text: 'x', mode: 'hide' });
    await logs.close();
  });

  it('is used by keyboard alone: range, filter, row, details, copy, follow, export', async () => {
    const logs = await LogsPage.open(browser, { width: 700 });
    const { page } = logs;
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByRole('button', { name: /^Time range/ }).focus();
    await press('Enter', 'ArrowDown', 'Enter');
    await expect
      .poll(() => logs.asks('query'))
      .toEqual([
        { query: { range: { kind: 'last', ms: 3_600_000 }, types: allTypes, codes: [] }, confirmed: false },
      ]);
    await press('ArrowRight', 'Enter');
    await page.getByRole('dialog', { name: 'Event types' }).waitFor();
    await press('ArrowDown', 'Space', 'Escape');
    await expect.poll(() => logs.asks('query').at(-1)).toMatchObject({ query: { types: allTypes.slice(1) } });
    await page.getByRole('grid').focus();
    await press('ArrowUp', 'ArrowUp', 'Enter');
    await page.locator('.facts').waitFor();
    const id = Number((await page.locator('.row.is-open').getAttribute('id'))?.replace('log-row-', ''));
    await page.getByRole('button', { name: 'Copy JSON' }).focus();
    await press('Enter');
    await expect.poll(() => logs.asks('copy')).toEqual([{ what: 'json', ids: [id] }]);
    await press('Escape');
    await page.locator('.facts').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
    await press('m', '/');
    await expect.poll(() => logs.asks('addMarker').length).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('searchbox');
    await page.getByRole('button', { name: 'Follow' }).focus();
    await press('Enter');
    await expect.poll(() => logs.asks('follow')).toEqual([{ on: true }]);
    await logs.show({
      tail: { state: 'following', frozen: false, queued: 0, intervalMs: 3000, cantKeepUp: false },
    });
    await page.getByRole('grid').focus();
    await press('Space');
    await expect.poll(() => logs.asks('pause')).toEqual([{ on: true }]);
    await logs.show({
      tail: { state: 'failing', frozen: true, queued: 3, intervalMs: 3000, cantKeepUp: false },
    });
    await page.locator('.tail-paused').waitFor();
    await page.getByRole('grid').focus();
    await press('Space');
    await expect.poll(() => logs.asks('pause').at(-1)).toEqual({ on: false });
    await page.getByRole('button', { name: /^Export/ }).focus();
    await press('Enter', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    await expect.poll(() => logs.asks('export')).toEqual([{ format: 'jsonl', to: 'document' }]);
    await logs.close();
  });

  it('says by how much this computer’s clock is wrong, and counts ages by the cloud’s', async () => {
    const logs = await LogsPage.open(browser);
    const { page } = logs;
    const status = page.locator('.status');
    const hour = 3_600_000;
    const layout = { ...usualSnapshot.layout, time: 'relative' as const };
    await logs.show({ layout });
    const age = (): Promise<string> => page.locator('.cell-time').first().innerText();
    const far = /^in \d,\d{3} days$/;
    expect(await age()).not.toMatch(far);
    expect(await status.innerText()).not.toContain('clock');
    await logs.show({ clockAheadMs: 6 * hour });
    await expect
      .poll(() => status.innerText())
      .toContain('This computer’s clock is 6 hrs ahead of the cloud’s: times are the cloud’s.');
    await logs.show({ clockAheadMs: -hour / 6 });
    await expect
      .poll(() => status.innerText())
      .toContain('This computer’s clock is 10 mins behind the cloud’s: times are the cloud’s.');
    await logs.show({ layout, clockAheadMs: 5_000 * 24 * hour });
    await expect.poll(age).toMatch(far);
    await logs.close();
  });

  it('marks an assumed scale and unit, and tells in a row’s details how sure they are', async () => {
    const logs = await LogsPage.open(browser);
    const { page } = logs;
    const cell = page.locator('.cell .shown').last();
    const why = 'Scale and unit are assumed: 690 of 769 known products with this data point have them.';
    expect(await cell.innerText()).toBe('≈ 219.6 W');
    expect(await cell.getAttribute('title')).toBe(why);
    await cell.click();
    await page.getByRole('grid').press('Enter');
    await expect.poll(() => page.locator('.details .value-number').innerText()).toBe('≈ 219.6 W');
    expect(await page.locator('.details .value-number + p').innerText()).toBe(why);
    await logs.close();
  });

  it('tells in a row’s details what of it couldn’t be read, as the cloud sent it', async () => {
    const log = new FakeLog(50, { notes: false });
    log.unread = [
      { field: 'event_from', text: '{"app":"x"}', truncated: false },
      { field: 'status', text: '[0,1', truncated: true },
    ];
    const logs = await LogsPage.open(browser, { log });
    const { page } = logs;
    await page.locator('.row').last().dblclick();
    const facts = page.locator('.details .facts');
    await facts.getByText('event_from').waitFor();
    expect((await facts.innerText()).replace(/\s+/g, ' ')).toContain(
      'event_from {"app":"x"} can’t be read status [0,1… can’t be read',
    );
    await logs.close();
  });

  it('shows DP ids in a column that can be switched off, marks what the model does not allow', async () => {
    const logs = await LogsPage.open(browser, {
      log: new FakeLog(200, { notes: false, explained: true }),
      snapshot: { devices: [device(0, { codes: explainedCodes })] },
    });
    const { page } = logs;
    const heads = (): Promise<string[]> => page.locator('.head-text').allInnerTexts();
    expect(await heads()).toEqual(['Time', 'Event', 'DP', 'Data Point', 'Value', 'Source']);
    const row = page.locator('.row', { hasText: 'cur_voltage' }).first();
    expect(await row.locator('.cell-dp').innerText()).toBe('20');
    expect(await row.locator('.cell-value').innerText()).toMatch(/^99999\b[^]*9999\.9 V$/);
    expect(await row.locator('.outside').getAttribute('title')).toBe(
      'The product’s model does not allow this value.',
    );
    expect(
      await page.locator('.row', { hasText: 'phase_a' }).first().locator('.cell-value').innerText(),
    ).toBe('233.8 V, 5.620 A, 1185 W8 B');
    await row.dblclick();
    const facts = page.locator('.details .facts');
    await facts.getByText('Integer · read-only').waitFor();
    expect((await facts.innerText()).replace(/\s+/g, ' ')).toContain(
      'DP 20 Type Integer · read-only Range 0.0 to 500.0 V, in steps of 0.1',
    );
    await page.locator('.details').getByText('does not allow this value').waitFor();
    await page.getByRole('button', { name: 'View' }).click();
    await page.getByRole('checkbox', { name: 'DP', exact: true }).uncheck();
    const layout = logs.asks('layout').at(-1) as LogsSnapshot['layout'];
    expect(layout.columns.find(({ column }) => column === 'dp')).toMatchObject({ shown: false });
    await logs.show({ layout });
    expect(await heads()).toEqual(['Time', 'Event', 'Data Point', 'Value', 'Source']);
    await logs.close();
  });

  it('has no column for DP ids that nobody knows', async () => {
    const logs = await LogsPage.open(browser);
    expect(await logs.page.locator('.head-dp').count()).toBe(0);
    await logs.page.getByRole('button', { name: 'Filter Help' }).click();
    await logs.page.getByText('data points by code, name or DP ID; * matches anything').waitFor();
    await logs.close();
  });

  it('shows what a large query costs and asks for it only when the person says so', async () => {
    const answers = {
      query: ({ confirmed }: { confirmed: boolean }) =>
        confirmed ? { state: 'started' } : { state: 'costly', calls: 1320 },
    };
    const logs = await LogsPage.open(browser, { answers });
    const { page } = logs;
    const week = { range: { kind: 'last', ms: 604_800_000 }, types: allTypes, codes: [] };
    await page.getByRole('button', { name: '7 days' }).click();
    await page.getByText('This takes about 1,320 calls of your quota.').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/1,320/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '7 days' }).click();
    await page.locator('.cost-newest').click();
    await expect.poll(() => logs.asks('query').at(-1)).toMatchObject({ query: { range: { ms: 3_600_000 } } });
    await page.getByRole('button', { name: '7 days' }).click();
    await page.locator('.cost-load').click();
    await expect.poll(() => logs.asks('query').at(-1)).toEqual({ query: week, confirmed: true });
    await logs.close();
  });

  it('reads typed times to the millisecond in the chosen zone, and says what is wrong with others', async () => {
    const logs = await LogsPage.open(browser, {
      snapshot: { layout: { columns: [], zone: 'device', time: 'absolute' } },
    });
    const { page } = logs;
    await page.getByRole('button', { name: /^Time range/ }).click();
    const from = page.getByRole('textbox', { name: 'From' });
    const to = page.getByRole('textbox', { name: 'To' });
    expect(await from.inputValue()).toBe('2026-11-22 14:00:00.000');
    await from.fill('yesterday');
    await page.getByRole('button', { name: 'Load', exact: true }).click();
    await page.getByText('Not a time. Enter it like YYYY-MM-DD hh:mm:ss.mmm.').waitFor();
    await from.fill('2026-11-31 10:00');
    await page.getByText('There is no such date or time.').waitFor();
    await from.fill('2026-11-23 10:42:03.120');
    await to.fill('2026-11-23 10:00');
    await page.getByText('The end is before the start.').waitFor();
    await to.fill('2026-11-23 11:00:00.001');
    await page.getByText('17 mins 57 secs').waitFor();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => logs.asks('query'))
      .toMatchObject([
        {
          query: {
            range: {
              kind: 'between',
              from: Date.UTC(2026, 10, 23, 2, 42, 3, 120),
              // The moment that was typed still belongs to it.
              to: Date.UTC(2026, 10, 23, 3, 0, 0, 2),
            },
          },
        },
      ]);
    await logs.close();
  });

  it('switches chips and devices, reads gaps, cancels, loads older rows', async () => {
    const logs = await LogsPage.open(browser, {
      log: new FakeLog(60),
      snapshot: {
        devices: [device(0), device(1)],
        canLoadOlder: true,
      },
      height: 1500,
    });
    const { page } = logs;
    await page.getByRole('button', { name: /^Command/ }).click();
    await page.getByRole('button', { name: 'Hallway gateway' }).click();
    await page.getByRole('button', { name: 'Load Older' }).click();
    await expect.poll(() => logs.asks('filter')).toEqual([{ ...noFilter, hiddenTypes: [5] }]);
    await expect.poll(() => logs.asks('showDevice')).toEqual([{ device: 1, on: false }]);
    await expect.poll(() => logs.asks('loadOlder').length).toBe(1);
    await logs.show({ loading: { rows: 100, calls: 3, part: 0.4 } });
    await page.getByText('Rows: 100 · calls: 3 · 40%').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => logs.asks('cancel').length).toBe(1);
    const read = page.getByRole('button', { name: 'Read what is missing here' }).first();
    if ((await read.count()) > 0) {
      await read.click();
      await expect.poll(() => logs.asks('readGap').length).toBe(1);
    }
    await logs.close();
  });

  it('says that a request failed, in the words of the host', async () => {
    const logs = await LogsPage.open(browser, {
      answers: {
        addMarker: () => {
          throw new Error('no');
        },
      },
    });
    await logs.page.getByRole('button', { name: 'Add Marker' }).click();
    await expect
      .poll(() => logs.page.locator('.visually-hidden[aria-live=polite]').innerText())
      .toBe('The cloud said no.');
    await logs.close();
  });

  it('turns none of the hostile texts into elements, requests, dialogs or violations', async () => {
    const log = new FakeLog(400);
    const logs = await LogsPage.open(browser, { log, width: 400 });
    const { page, stage } = logs;
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs++;
      void dialog.dismiss();
    });
    const look = (): Promise<{ odd: string[]; overflow: number }> =>
      page.evaluate(() => {
        const known = 'iframe img script style link a object form base meta'.split(' ');
        // The page's own scripts stand in its html.
        const own = 'body > script:is([type=module], [type="text/plain"])';
        const others = document.body.querySelectorAll(`*:not(${own})`);
        const shapes = [...others].map(({ localName, attributes }) =>
          [
            localName,
            ...[...attributes].map(({ name }) => name).filter((name) => /^(on|style$|href|src)/.test(name)),
          ].join(' '),
        );
        const odd = shapes.filter((shape) => known.includes(shape.split(' ')[0] ?? '') || / on/.test(shape));
        return {
          odd,
          overflow: document.documentElement.scrollWidth - window.innerWidth,
        };
      });
    for (const text of hostileTexts) {
      log.setText(text);
      await logs.show({
        title: text,
        devices: [device(0, { name: text, codes: [{ code: text, name: text, chart: true }] }), device(1)],
        markers: [{ id: 'm', time: 0, text }],
        problem: { what: text, remedy: text, tid: text },
        empty: { title: text, hints: [text] },
        savedFilters: [{ name: text, text }],
        filter: { ...noFilter, text: text.slice(0, 2000) },
        filterProblem: { from: 0, to: 3, message: text },
      });
      await logs.settled();
      expect(await look(), text.slice(0, 80)).toEqual({ odd: [], overflow: 0 });
    }
    expect({
      dialogs,
      violations: await stage.violations(),
      fetched: stage.fetched,
      errors: stage.errors,
    }).toEqual({
      dialogs: 0,
      violations: [],
      fetched: [],
      errors: [],
    });
    await logs.close();
  }, 240_000);
});
