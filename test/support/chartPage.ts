import type { Browser, Page } from 'playwright-core';
import { chartSeries } from '../../src/model/logs/chart/chartSeries.js';
import type { LogRow } from '../../src/model/logs/rows/logTypes.js';
import type { ChartSeriesDto } from '../../src/protocol/logChart.js';
import type { FromLogsPage } from '../../src/protocol/logRequests.js';
import type { LogDeviceDto } from '../../src/protocol/logs.js';
import { chartRows } from './chartRows.js';
import { LogsPage } from './logsPage.js';
import type { ThemeName } from './themes.js';

type ChartParams = FromLogsPage['requests']['chart']['params'];

/** `<tuya-log-chart>` as its page sees it. */
interface ChartElement extends HTMLElement {
  devices: readonly LogDeviceDto[];
  span: { readonly from: number; readonly to: number };
  version: number;
  load: (params: ChartParams) => Promise<readonly ChartSeriesDto[]>;
  savePng: (dataUrl: string) => void;
  showRow(id: number, time: number): void;
}

export interface ChartPageOptions {
  readonly rows: readonly LogRow[];
  readonly devices: readonly LogDeviceDto[];
  readonly span: { readonly from: number; readonly to: number };
  readonly theme?: ThemeName;
  readonly width?: number;
  /** Height of the chart, px. */
  readonly height?: number;
  readonly zone?: string;
  /** What is known of the data points. */
  readonly point?: Parameters<typeof chartSeries>[3];
}

/** The chart alone on the log page's own sheet and policy, with the host's real lanes behind it. */
export class ChartPage {
  readonly asked: ChartParams[] = [];
  readonly pictures: string[] = [];
  /** Set: reading the points fails. */
  fails = false;

  private constructor(
    private readonly logs: LogsPage,
    private readonly options: ChartPageOptions,
  ) {}

  static async open(browser: Browser, options: ChartPageOptions): Promise<ChartPage> {
    const logs = await LogsPage.open(browser, {
      width: options.width ?? 1000,
      height: 500,
      ...(options.theme && { theme: options.theme }),
    });
    const chart = new ChartPage(logs, options);
    await chart.start();
    return chart;
  }

  get page(): Page {
    return this.logs.page;
  }

  get errors(): readonly string[] {
    return this.logs.stage.errors;
  }

  violations(): Promise<readonly string[]> {
    return this.logs.stage.violations();
  }

  /** Events of the chart, as they came. */
  async told(): Promise<readonly { readonly type: string; readonly detail: unknown }[]> {
    return this.page.evaluate(
      () => (window as unknown as { told: { type: string; detail: unknown }[] }).told,
    );
  }

  /** Sets properties of the chart. */
  async set(values: Partial<Pick<ChartElement, 'version' | 'span'>>): Promise<void> {
    await this.page.evaluate(
      (given) => Object.assign(document.querySelector('tuya-log-chart') ?? {}, given),
      values,
    );
  }

  async showRow(id: number, time: number): Promise<void> {
    await this.page.evaluate(
      ([row, at]) => document.querySelector<ChartElement>('tuya-log-chart')?.showRow(row ?? 0, at ?? 0),
      [id, time],
    );
  }

  /** How many pixels of a lane's canvas aren't empty, and the colour that most of them have. */
  async inked(
    lane: number,
  ): Promise<{ readonly count: number; readonly width: number; readonly colour: string }> {
    return this.page.evaluate((index) => {
      const canvas = document.querySelectorAll<HTMLCanvasElement>('.lane-plot canvas')[index];
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return { count: 0, width: 0, colour: '' };
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const colours = new Map<string, number>();
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] ?? 0) < 255) continue;
        const colour = `rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`;
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
      }
      const sorted = [...colours].sort((a, b) => b[1] - a[1]);
      const count = sorted.reduce((sum, [, pixels]) => sum + pixels, 0);
      return { count, width: canvas.width, colour: sorted[0]?.[0] ?? '' };
    }, lane);
  }

  async drawn(): Promise<void> {
    await this.logs.stage.drawn();
  }

  close(): Promise<void> {
    return this.logs.close();
  }

  private async start(): Promise<void> {
    const { page, options } = this;
    // The chart is made ready with the first one that is shown.
    await page.getByRole('button', { name: 'Show Chart' }).click();
    await page.evaluate(() => customElements.whenDefined('tuya-log-chart').then(() => undefined));
    await page.getByRole('button', { name: 'Hide Chart' }).click();
    await page.exposeFunction('loadChart', async (params: ChartParams) => {
      this.asked.push(params);
      if (this.fails) throw new Error('It failed.');
      const { from, to, series: lanes, points } = params;
      return chartSeries(chartRows(options.rows), { from, to, lanes, points }, undefined, options.point);
    });
    await page.exposeFunction('keepPicture', (dataUrl: string) => void this.pictures.push(dataUrl));
    await page.evaluate(
      ({ devices, span, height, zone }) => {
        const here = window as unknown as {
          told: unknown[];
          loadChart: ChartElement['load'];
          keepPicture: ChartElement['savePng'];
        };
        here.told = [];
        const chart = document.createElement('tuya-log-chart') as ChartElement;
        Object.assign(chart, {
          devices,
          span,
          locale: 'en-GB',
          ...(zone !== undefined && { zone }),
        });
        chart.load = (params) => here.loadChart(params);
        chart.savePng = (dataUrl) => here.keepPicture(dataUrl);
        for (const type of ['chart-brush', 'chart-row']) {
          chart.addEventListener(type, (event) =>
            here.told.push({ type, detail: (event as CustomEvent).detail }),
          );
        }
        const main = document.createElement('main');
        const title = document.createElement('h1');
        title.className = 'visually-hidden';
        title.textContent = 'Log';
        const frame = document.createElement('div');
        frame.style.height = `${height}px`;
        frame.append(chart);
        main.append(title, frame);
        document.getElementById('root')?.replaceChildren(main);
      },
      {
        devices: options.devices,
        span: options.span,
        height: options.height ?? 320,
        zone: options.zone,
      },
    );
    await page.waitForFunction(() => document.querySelector('.lane-plot canvas, .chart-note:not([hidden])'));
    await page.waitForFunction(() => !document.body.innerText.includes('Reading the points'));
    await this.drawn();
  }
}
