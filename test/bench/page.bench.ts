import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { eventNames } from '../../src/panels/logs/eventTexts.js';
import { chartSeries } from '../../src/model/logs/chart/chartSeries.js';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';
import { chartRows } from '../support/chartRows.js';
import { usualSnapshot } from '../support/logsPage.js';
import { themeOf } from '../support/themes.js';
import { startBrowser } from '../vscode/browser.mjs';
import type { Bench, Side } from './bench.js';

const origin = 'https://panel.test';
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  ttf: 'font/ttf',
  html: 'text/html',
};
const frame = { width: 1000, height: 900 };

/** A script of this folder, for a page. */
async function script(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`test/bench/page/${name}.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

/** A page of these files, loaded. */
async function load(
  browser: Browser,
  file: (name: string) => Promise<string | Buffer>,
  scripts: readonly string[] = [],
): Promise<Page> {
  const context = await browser.newContext({ viewport: frame, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const content of scripts) await page.addInitScript({ content });
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const name = path === '' ? 'index.html' : path;
    const body = await file(name).catch(() => undefined);
    const contentType = types[name.split('.').at(-1) ?? ''] ?? '';
    return body === undefined ? route.abort() : route.fulfill({ body, contentType });
  });
  await page.goto(`${origin}/`, { waitUntil: 'commit', timeout: 120_000 });
  return page;
}

/** From its script's arrival until its rows are drawn: how a page's files get there is Playwright's time. */
async function readyAfter(page: Page): Promise<{ 'ready, ms': number; 'DOM nodes': number }> {
  await page.waitForFunction(() => 'ready' in window, undefined, { timeout: 240_000 });
  const told = await page.evaluate(() => ({
    'ready, ms':
      (window as unknown as { ready: number }).ready -
      Math.max(
        ...performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.js'))
          .map((entry) => (entry as PerformanceResourceTiming).responseEnd),
      ),
    'DOM nodes': document.querySelectorAll('*').length,
  }));
  await page.context().close();
  return told;
}

const html = (body: string): string =>
  `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body class="vscode-dark">${body}</body></html>`;

/** The page as it is built, its host in the page itself: a message's way through VS Code isn't counted. */
const log: Side = async ({ root }) => {
  const folder = join(root, 'dist/bench/webview');
  execFileSync(process.execPath, ['esbuild.mjs', 'webview', '--production', `--webview-dir=${folder}`], {
    cwd: root,
  });
  const seed = JSON.stringify({ key: { projectId: 'p', deviceIds: ['d0'] }, names: eventNames() });
  const sheets = ['codicon.css', 'logs.css']
    .map((name) => `<link rel="stylesheet" href="/${name}">`)
    .join('');
  const colours = Object.entries(themeOf('dark').variables)
    .map(([name, value]) => `${name}:${value}`)
    .join(';');
  // Before they were two, the page's script was one.
  const ownScripts = ['shared.js', 'logs.js']
    .filter((name) => existsSync(join(folder, name)))
    .map((name) => `<script type="module" src="/${name}"></script>`)
    .join('');
  const index = html(
    `<style>:root{${colours}}</style>${sheets}<div id="root" data-seed='${seed}'></div>${ownScripts}`,
  );
  const scripts = [`window.usualSnapshot = ${JSON.stringify(usualSnapshot)}`, await script('logHost')];
  const browser = await startBrowser();
  return {
    run: async () =>
      readyAfter(
        await load(
          browser,
          async (name) => (name === 'index.html' ? index : readFile(join(folder, name))),
          scripts,
        ),
      ),
    close: () => browser.close(),
  };
};

const table: Side = async () => {
  const own = await script('tablePage');
  const index = html('<div id="root"></div><script src="/table.js"></script>');
  const browser = await startBrowser();
  return {
    run: async () =>
      readyAfter(await load(browser, async (name) => Promise.resolve(name === 'index.html' ? index : own))),
    close: () => browser.close(),
  };
};

const million = 1_000_000;
const codes = ['switch_1', 'cur_power', 'cur_voltage', 'temp_current'];

function reported(): LogRow[] {
  return Array.from({ length: million }, (_, index) => {
    const code = codes[index % codes.length] ?? '';
    const value = code === 'switch_1' ? String(index % 400 < 200) : String(2000 + ((index * 7919) % 500));
    return { id: index, device: 0, time: index * 100, type: 7, from: '1', code, value };
  });
}

async function plotPage(browser: Browser): Promise<Page> {
  const [own, css] = [await script('plotPage'), await readFile('node_modules/uplot/dist/uPlot.min.css')];
  const index = html(
    '<link rel="stylesheet" href="/plot.css"><div id="root"></div><script src="/plot.js"></script>',
  );
  const files: Readonly<Record<string, string | Buffer>> = {
    'index.html': index,
    'plot.css': css,
    'plot.js': own,
  };
  const page = await load(browser, async (name) => Promise.resolve(files[name] ?? ''));
  await page.waitForFunction(() => 'drawAll' in window, undefined, { timeout: 120_000 });
  return page;
}

interface PlotPage {
  draw(lanes: unknown): Promise<number>;
  drawAll(): Promise<number>;
}

/** The lanes out of the log, and these drawn. */
const lanes: Side = async () => {
  const rows = chartRows(reported());
  const browser = await startBrowser();
  const page = await plotPage(browser);
  const request = { from: 0, to: million * 100, lanes: [], points: 2000 };
  return {
    run: async () => {
      const start = performance.now();
      const series = await chartSeries(rows, request);
      const made = performance.now() - start;
      const data = series.map(({ times, values }) => [times.map((time) => time / 1000), values]);
      const drawn = await page.evaluate((all) => (window as unknown as PlotPage).draw(all), data);
      return { 'drawn, ms': made + drawn };
    },
    close: () => browser.close(),
  };
};

/** All points in columns, as uPlot wants them, drawn by uPlot alone. */
const plot: Side = async () => {
  const browser = await startBrowser();
  const page = await plotPage(browser);
  return {
    run: async () => ({
      'drawn, ms': await page.evaluate(() => (window as unknown as PlotPage).drawAll()),
    }),
    close: () => browser.close(),
  };
};

export default {
  title: 'The log’s page, beside vscode-table and uPlot',
  rows: [
    {
      name: 'a log of 1,000,000 rows is ready (vscode-table: 10,000 rows)',
      rounds: 3,
      sides: { ours: log, 'vscode-table': table },
      goals: [
        { figure: 'ready, ms', atMost: 60 },
        { figure: 'ready, ms', beside: 'vscode-table', atMost: 0.01 },
        { figure: 'DOM nodes', atMost: 700 },
      ],
    },
    {
      name: 'four lanes out of 1,000,000 rows are drawn (uPlot: out of columns)',
      sides: { ours: lanes, uPlot: plot },
      goals: [{ figure: 'drawn, ms', beside: 'uPlot', atMost: 1.5 }],
    },
  ],
} satisfies Bench;
