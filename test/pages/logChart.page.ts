import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';
import type { PointModel } from '../../src/model/values/pointModel.js';
import type { LogDeviceDto } from '../../src/protocol/logs.js';
import { fraction } from '../../src/simulator/requests/random.js';
import { ChartPage, type ChartPageOptions } from '../support/chartPage.js';
import { faultsOf } from '../support/axe.js';
import { pageBrowser } from '../support/pageBrowser.js';
import { themeNames } from '../support/themes.js';
import { picture } from '../support/pictures.js';

const noon = Date.UTC(2026, 10, 23, 11, 0, 0);
const hour = 3_600_000;
const span = { from: noon, to: noon + hour };

function report(id: number, time: number, code: string, value: string, device = 0): LogRow {
  return { id, device, time, type: 7, from: '1', code, value };
}

/** An hour of a socket: power that follows the switch, voltage that wanders, a thermometer, a lock. */
function anHour(): LogRow[] {
  const rows: LogRow[] = [];
  let id = 1;
  for (let at = 0; at < hour; at += 15_000) {
    const isOn = Math.floor(at / 600_000) % 2 === 0;
    const noise = fraction(1, at);
    rows.push(
      report(id++, noon + at + 250, 'cur_power', isOn ? String(2150 + Math.round(noise * 120)) : '0'),
    );
    if (at % 30_000 === 0)
      rows.push(report(id++, noon + at + 500, 'cur_voltage', String(2290 + Math.round(noise * 30))));
    if (at % 600_000 === 0) rows.push(report(id++, noon + at, 'switch_1', String(isOn)));
    if (at % 120_000 === 0)
      rows.push(report(id++, noon + at, 'temp_current', String(Math.round(215 + at / 200_000))));
    if (at % 300_000 === 0) rows.push(report(id++, noon + at, 'child_lock', String(at % 900_000 === 0)));
    if (at % 900_000 === 0) rows.push(report(id++, noon + at, 'work_mode', 'scene'));
  }
  return rows.sort((a, b) => a.time - b.time);
}

const socket: LogDeviceDto = {
  index: 0,
  id: 'd0',
  name: 'Workshop socket',
  colour: 0,
  shown: true,
  codes: [
    { code: 'child_lock', chart: true },
    { code: 'cur_power', name: 'Power', chart: true },
    { code: 'cur_voltage', chart: true },
    { code: 'switch_1', name: '<b>Outlet</b> 1', chart: true },
    { code: 'temp_current', name: 'Temperature behind the second heater in the workshop', chart: true },
    { code: 'work_mode', chart: false },
  ],
  watchedForOnline: false,
};
const usual: ChartPageOptions = { rows: anHour(), devices: [socket], span };

let browser: Browser;

beforeAll(async () => {
  browser = await pageBrowser();
});

describe('the chart of a log', () => {
  it.each(themeNames.flatMap((theme) => [400, 1200].map((width) => ({ theme, width }))))(
    'is drawn in the colours of $theme at $width px, and holds nothing that axe objects to',
    async ({ theme, width }) => {
      const chart = await ChartPage.open(browser, { ...usual, theme, width });
      const { page } = chart;
      await page.mouse.move(width * 0.6, 150);
      await picture(page, `chart-${theme}-${width}`, { clip: { x: 0, y: 0, width, height: 340 } });
      expect(await faultsOf(page, 'tuya-log-chart')).toEqual([]);
      expect(await page.locator('.chart-lane').count()).toBe(4);
      for (let lane = 0; lane < 4; lane++) {
        const { count, width: drawn } = await chart.inked(lane);
        expect(count).toBeGreaterThan(100);
        expect(drawn).toBeGreaterThan(width / 2);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      expect(await chart.violations()).toEqual([]);
      expect(chart.errors).toEqual([]);
      await chart.close();
    },
  );

  it('follows another theme without being opened again', async () => {
    const chart = await ChartPage.open(browser, { ...usual, theme: 'dark' });
    const before = await chart.inked(0);
    await chart.page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-charts-blue', '#ff00ff');
      document.body.className = 'vscode-light';
    });
    await expect.poll(async () => (await chart.inked(0)).colour).toBe('rgb(255, 0, 255)');
    expect(before.colour).not.toBe('rgb(255, 0, 255)');
    await chart.close();
  });

  it('says in words what it shows, names as text', async () => {
    const chart = await ChartPage.open(browser, { ...usual, zone: 'UTC' });
    const labels = await chart.page
      .locator('.chart-lane')
      .evaluateAll((lanes) => lanes.map((lane) => lane.getAttribute('aria-label') ?? ''));
    expect(labels[0]).toBe(
      'child_lock: 12 points from 23 Nov, 11:00:00.000 to 23 Nov, 11:55:00.000, last off',
    );
    expect(labels[1]).toMatch(
      /^Power \(cur_power\): 240 points from .*, lowest ≈ 0 W, highest ≈ 22\d(\.\d)? W, last ≈ 0 W$/,
    );
    const assumed = chart.page.locator('.lane-assumed');
    expect(await assumed.allTextContents()).toEqual([
      'Scale and unit are assumed: 690 of 769 known products with this data point have them.',
      'Scale and unit are assumed: 695 of 773 known products with this data point have them.',
    ]);
    await chart.page.getByRole('button', { name: /Choose data points/ }).click();
    await chart.page.getByRole('checkbox', { name: 'switch_1' }).check();
    await expect.poll(() => chart.page.locator('.chart-lane').count()).toBe(5);
    expect(await chart.page.locator('tuya-log-chart b').count()).toBe(0);
    expect(chart.asked.at(-1)?.series.at(-1)).toEqual({ device: 0, code: 'switch_1' });
    await chart.page.getByRole('checkbox', { name: 'cur_power' }).uncheck();
    await expect.poll(() => chart.page.locator('.chart-lane').count()).toBe(4);
    await chart.page.getByRole('button', { name: 'Busiest' }).click();
    await expect.poll(() => chart.asked.at(-1)?.series).toEqual([]);
    await chart.close();
  });

  it('is walked by keys from point to point, opens a row, and chooses a stretch', async () => {
    const chart = await ChartPage.open(browser, { ...usual, zone: '+08:00' });
    const { page } = chart;
    const status = page.locator('tuya-log-chart [role=status]');
    const power = page.getByRole('application', { name: /^Power/ });
    await power.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => status.innerText()).toMatch(/^23 Nov, 19:00:00\.250: ≈ 2\d\d(\.\d)? W$/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => status.innerText()).toContain('19:00:30.250');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const powers = usual.rows.filter(({ code }) => code === 'cur_power');
    expect(await chart.told()).toEqual([{ type: 'chart-row', detail: { id: powers[1]?.id } }]);
    await page.keyboard.press('Shift+PageDown');
    await page.keyboard.press('Enter');
    expect((await chart.told()).at(-1)).toEqual({
      type: 'chart-brush',
      detail: { from: noon + 15_250, to: noon + 165_251 },
    });
    await page.keyboard.press('End');
    await expect.poll(() => status.innerText()).toContain('19:59:45.250');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(
      /^cur_voltage/,
    );
    await page.keyboard.press('ArrowLeft');
    await expect
      .poll(() => status.innerText())
      .toMatch(/19:59:00\.500: ≈ 22\d\.\d V|19:59:00\.500: ≈ 23\d(\.\d)? V/);
    await page.keyboard.press('Escape');
    expect(await page.locator('.chart-cursor').isHidden()).toBe(true);
    await chart.close();
  });

  it('chooses the stretch that is drawn over it, shows the point under the pointer, and opens its row', async () => {
    const chart = await ChartPage.open(browser, usual);
    const { page } = chart;
    const box = await page.locator('.lane-plot').nth(1).boundingBox();
    if (!box) throw new Error('There is no lane.');
    // As chartOver and lanePlot lay it out.
    const xOf = (part: number): number => box.x + 58 + part * (box.width - 58 - 10);
    const middle = box.y + box.height / 2;
    await page.mouse.move(xOf(0.5), middle);
    await expect
      .poll(() => page.locator('.chart-readout').innerText())
      .toMatch(/^23 Nov, 12:30.* · Power \(cur_power\)$/);
    expect(await page.locator('.lane-dot:not([hidden])').count()).toBe(4);
    await page.mouse.down();
    await page.mouse.move(xOf(0.6), middle);
    await page.mouse.move(xOf(0.75), middle);
    expect(await page.locator('.chart-selection').isVisible()).toBe(true);
    await page.mouse.up();
    const [brush] = await chart.told();
    const detail = brush?.detail as { from: number; to: number };
    expect(brush?.type).toBe('chart-brush');
    const pixel = hour / (box.width - 68);
    expect(Math.abs(detail.from - (noon + hour / 2))).toBeLessThan(2 * pixel);
    expect(Math.abs(detail.to - (noon + 0.75 * hour))).toBeLessThan(2 * pixel);
    await page.mouse.click(xOf(0), middle);
    expect((await chart.told()).at(-1)).toEqual({
      type: 'chart-row',
      detail: { id: usual.rows.find(({ code }) => code === 'cur_power')?.id },
    });
    await chart.close();
  });

  it('zooms with Shift and by buttons, asks for the points of what it shows, and comes back', async () => {
    const chart = await ChartPage.open(browser, usual);
    const { page } = chart;
    const box = await page.locator('.lane-plot').first().boundingBox();
    if (!box) throw new Error('There is no lane.');
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + 200, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 300, box.y + 10);
    await page.mouse.up();
    await page.keyboard.up('Shift');
    expect(await chart.told()).toEqual([]);
    await expect.poll(() => chart.asked.length).toBe(2);
    const zoomed = chart.asked[1];
    const length = (zoomed?.to ?? 0) - (zoomed?.from ?? 0);
    expect(length).toBeGreaterThan(hour * 0.05);
    expect(length).toBeLessThan(hour * 0.2);
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => chart.asked.length).toBe(3);
    expect((chart.asked[2]?.to ?? 0) - (chart.asked[2]?.from ?? 0)).toBeLessThan(length);
    await chart.showRow(1, noon + hour - 1000);
    await expect.poll(() => chart.asked.at(-1)?.to).toBe(noon + hour);
    expect(await page.locator('.chart-cursor').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Show the whole range' }).click();
    await expect.poll(() => chart.asked.at(-1)).toMatchObject(span);
    await chart.close();
  });

  it('shows the point of a row', async () => {
    const chart = await ChartPage.open(browser, { ...usual, zone: 'Europe/Berlin' });
    const row = usual.rows.find(({ code, time }) => code === 'switch_1' && time > noon + hour / 2);
    await chart.showRow(row?.id ?? 0, row?.time ?? 0);
    await chart.drawn();
    expect(await chart.page.locator('.chart-readout').innerText()).toContain('12:40:00.000');
    await chart.showRow(usual.rows.find(({ code }) => code === 'cur_power')?.id ?? 0, noon + 250);
    await expect.poll(() => chart.page.locator('.chart-readout').innerText()).toMatch(/ W · Power/);
    await chart.close();
  });

  it('is saved as one picture of all lanes', async () => {
    const chart = await ChartPage.open(browser, usual);
    await chart.page.getByRole('button', { name: 'Save as picture' }).click();
    await expect.poll(() => chart.pictures.length).toBe(1);
    const [picture = ''] = chart.pictures;
    expect(picture).toMatch(/^data:image\/png;base64,/);
    const bytes = Buffer.from(picture.slice('data:image/png;base64,'.length), 'base64');
    const canvases = await chart.page
      .locator('.chart canvas')
      .evaluateAll((all) =>
        all.map((canvas) => [(canvas as HTMLCanvasElement).width, (canvas as HTMLCanvasElement).height]),
      );
    expect(canvases).toHaveLength(5);
    expect(bytes.readUInt32BE(16)).toBe(Math.max(...canvases.map(([width = 0]) => width)) + 16);
    expect(bytes.readUInt32BE(20)).toBe(
      canvases.reduce((sum, [, height = 0]) => sum + height, 0) + 4 * 18 + 16,
    );
    expect(bytes.length).toBeGreaterThan(5000);
    await chart.close();
  });

  it('draws what the product explains: units on the axis and beside the name, an enum in its steps', async () => {
    const models: Readonly<Record<string, PointModel>> = {
      cur_power: { code: 'cur_power', type: 'integer', scale: 1, unit: 'W' },
      work_mode: { code: 'work_mode', type: 'enum', range: ['white', 'colour', 'scene'], labels: ['White'] },
    };
    const words = ['white', 'scene', 'colour', 'turbo'];
    const modes = Array.from({ length: 12 }, (_, at) =>
      report(10_000 + at, noon + at * 300_000, 'work_mode', words[at % words.length] ?? ''),
    );
    const chart = await ChartPage.open(browser, {
      rows: [...anHour().filter(({ code }) => code !== 'work_mode'), ...modes].sort(
        (a, b) => a.time - b.time,
      ),
      devices: [
        {
          ...socket,
          codes: socket.codes.map((own) => (own.code === 'work_mode' ? { ...own, chart: true } : own)),
        },
      ],
      span,
      zone: 'UTC',
      point: (_, code) => (models[code] ? { model: models[code] } : {}),
    });
    const { page } = chart;
    await page.getByRole('button', { name: /Choose data points/ }).click();
    for (const name of ['child_lock', 'temp_current', 'cur_voltage'])
      await page.getByRole('checkbox', { name }).setChecked(false);
    await page.getByRole('checkbox', { name: 'work_mode' }).check();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.chart-lane').count()).toBe(2);
    await picture(page, 'chart-explained', { clip: { x: 0, y: 0, width: 1000, height: 340 } });
    const labels = await page
      .locator('.chart-lane')
      .evaluateAll((lanes) => lanes.map((lane) => lane.getAttribute('aria-label') ?? ''));
    expect(labels.find((label) => label.startsWith('Power'))).toMatch(
      /lowest 0 W, highest 22\d(\.\d)? W, last 0 W$/,
    );
    expect(labels.find((label) => label.startsWith('work_mode'))).toMatch(/: 12 points from .*, last turbo$/);
    expect(await page.locator('.lane-unit').allTextContents()).toEqual(['W']);
    const mode = page.getByRole('application', { name: /^work_mode/ });
    await mode.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.locator('tuya-log-chart [role=status]').innerText()).toMatch(/: White$/);
    expect(await faultsOf(page, 'tuya-log-chart')).toEqual([]);
    expect(chart.errors).toEqual([]);
    await chart.close();
  });

  it('says that there is nothing to draw, and that reading failed', async () => {
    const none = await ChartPage.open(browser, { ...usual, rows: [] });
    expect(await none.page.getByText('No data points that can be drawn in this range').isVisible()).toBe(
      true,
    );
    expect(await none.page.getByRole('button', { name: 'Save as picture' }).isDisabled()).toBe(true);
    await none.close();
    const chart = await ChartPage.open(browser, usual);
    chart.fails = true;
    await chart.set({ version: 2 });
    await chart.page.getByRole('alert').waitFor();
    chart.fails = false;
    await chart.page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => chart.page.getByRole('alert').count()).toBe(0);
    await chart.close();
  });

  it('asks seldom while rows keep coming, and for the last of them', async () => {
    const chart = await ChartPage.open(browser, usual);
    const before = chart.asked.length;
    for (let version = 10; version < 60; version++)
      await chart.set({ version, span: { from: noon, to: noon + hour + version } });
    await expect.poll(() => chart.asked.at(-1)?.to, { timeout: 5000 }).toBe(noon + hour + 59);
    expect(chart.asked.length - before).toBeLessThan(25);
    await chart.close();
  });

  it('draws a million points', async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, index) =>
      report(
        index,
        noon + Math.floor(index * 3.6),
        'temp',
        String(Math.round(Math.sin(index / 40_000) * 1000 + fraction(2, index) * 200)),
      ),
    );
    const chart = await ChartPage.open(browser, { ...usual, rows });
    await picture(chart.page, 'chart-million', { clip: { x: 0, y: 0, width: 1000, height: 340 } });
    expect((await chart.inked(0)).count).toBeGreaterThan(3000);
    expect(await chart.page.locator('.chart-thinned').innerText()).toContain('1,000,000');
    await chart.close();
  });
});
