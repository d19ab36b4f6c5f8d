import type { Browser, Page } from 'playwright-core';
import type { z } from 'zod';
import { eventNames } from '../../src/panels/logs/eventTexts.js';
import type { Handlers, RequestHandler } from '../../src/protocol/channel.js';
import { Channel } from '../../src/protocol/channel.js';
import { chartParams, pngParams } from '../../src/protocol/logChart.js';
import { filterSchema } from '../../src/protocol/logFilter.js';
import { layoutSchema } from '../../src/protocol/logLayout.js';
import * as protocol from '../../src/protocol/logRequests.js';
import type { FromLogsPage } from '../../src/protocol/logRequests.js';
import type { LogRowDto } from '../../src/protocol/logRows.js';
import type { LogsSeed, LogsSnapshot } from '../../src/protocol/logs.js';
import { noParams, type FromPageHost } from '../../src/protocol/page.js';
import { FakeLog } from './fakeLog.js';
import { PageStage } from './pageStage.js';
import type { ThemeName } from './themes.js';

type Requests = FromLogsPage['requests'];

export interface LogsPageOptions {
  readonly log?: FakeLog;
  readonly snapshot?: Partial<LogsSnapshot>;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly zoom?: number;
  readonly language?: string;
  readonly texts?: unknown;
  readonly kept?: Readonly<Record<string, unknown>>;
  /** Whether the page asks for its files. */
  readonly asks?: boolean;
  /** Answers other than the usual ones. */
  readonly answers?: { readonly [Name in keyof Requests]?: (params: Requests[Name]['params']) => unknown };
}

/** The log page in a real browser, with a fake log at the other end of the real conversation. */
export class LogsPage {
  /** What the page asked for, windows left out. */
  readonly asked: { readonly name: string; readonly params: unknown }[] = [];
  readonly log: FakeLog;
  /** How many windows were asked for, and the largest. */
  windows = { count: 0, largest: 0 };
  private changes: Partial<LogsSnapshot>;
  private readonly channel: Channel<FromLogsPage, FromPageHost<LogsSnapshot>>;

  private constructor(
    readonly stage: PageStage,
    private readonly options: LogsPageOptions,
  ) {
    this.log = options.log ?? new FakeLog(2000);
    this.changes = options.snapshot ?? {};
    this.channel = new Channel<FromLogsPage, FromPageHost<LogsSnapshot>>({
      log: stage.log,
      describeError: () => ({ reason: 'failed', message: 'The cloud said no.' }),
      port: stage.port,
      handlers: this.handlers(),
    });
    // Nobody waits for what the page draws then: it may be closed already.
    this.channel.onReady(() => this.send({}));
  }

  static async open(browser: Browser, options: LogsPageOptions = {}): Promise<LogsPage> {
    const seed: LogsSeed = { key: { projectId: 'p', deviceIds: ['d0'] }, names: eventNames() };
    const stage = await PageStage.prepare(browser, {
      entry: 'logs',
      title: 'Log',
      seed,
      ...options,
    });
    const page = new LogsPage(stage, options);
    await stage.load();
    await page.settled();
    // The day above the rows is written once nothing else is to be done.
    await page.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 500 })));
    await stage.drawn();
    return page;
  }

  get page(): Page {
    return this.stage.page;
  }

  /** Sends the log as it is now, with these changes from now on, and waits until it is drawn. */
  async show(changes: Partial<LogsSnapshot> = {}): Promise<void> {
    this.send(changes);
    await this.stage.drawn();
  }

  /** As the palette and the keys of VS Code do. */
  async tell(command: string): Promise<void> {
    this.channel.emit('command', command);
    await this.stage.drawn();
  }

  private send(changes: Partial<LogsSnapshot>): void {
    this.changes = { ...this.changes, ...changes };
    this.channel.emit('snapshot', this.snapshot());
  }

  /** Waits until no row on screen is still to come. */
  async settled(): Promise<void> {
    await this.stage.drawn(); // what was scrolled or sent just now
    await this.page.waitForFunction(() => {
      const grid = document.querySelector<HTMLElement>('.log-grid');
      if (!grid || grid.offsetParent === null) return true;
      return (
        document.querySelector('.row:not(.skeleton)') !== null && !document.querySelector('.row.skeleton')
      );
    });
    await this.stage.drawn();
  }

  /** What is on screen: index, id and the row's text. */
  async rows(): Promise<readonly { readonly index: number; readonly id: number; readonly text: string }[]> {
    return this.page.evaluate(() => {
      const frame = document.querySelector('.rows')?.getBoundingClientRect();
      return [...document.querySelectorAll<HTMLElement>('.row')]
        .filter((row) => {
          const { top, bottom } = row.getBoundingClientRect();
          return frame && bottom > frame.top + 1 && top < frame.bottom - 1;
        })
        .map((row) => ({
          index: Number(row.dataset['index']),
          id: Number(row.id.replace('log-row-', '')),
          text: row.innerText,
        }));
    });
  }

  asks(name: string): readonly unknown[] {
    return this.asked.filter((own) => own.name === name).map(({ params }) => params);
  }

  async close(): Promise<void> {
    this.channel.dispose();
    await this.stage.close();
  }

  private snapshot(): LogsSnapshot {
    const { log } = this;
    return {
      ...usualSnapshot,
      version: log.version,
      total: log.total,
      rows: { read: log.last - log.first + 1, shown: log.total, matching: log.total },
      counts: log.counts(),
      ...this.changes,
    };
  }

  private handlers(): Handlers<FromLogsPage> {
    const { log } = this;
    const answer = <Name extends keyof Requests>(
      name: Name,
      schema: z.ZodType<Requests[Name]['params']>,
      usual: (params: Requests[Name]['params']) => Requests[Name]['result'],
    ): RequestHandler<Requests[Name]['params'], Requests[Name]['result']> => ({
      parse: (body) => schema.parse(body),
      handle: async (params) => {
        if (name === 'window') {
          const { count } = params as Requests['window']['params'];
          this.windows = { count: this.windows.count + 1, largest: Math.max(this.windows.largest, count) };
        } else this.asked.push({ name, params });
        const other = this.options.answers?.[name];
        return Promise.resolve(other ? (other(params) as Requests[Name]['result']) : usual(params));
      },
    });
    return {
      events: {},
      requests: {
        window: answer('window', protocol.windowParams, (params) => log.window(params)),
        row: answer('row', protocol.idParams, ({ id }) => ({ row: this.details(id) })),
        linked: answer('linked', protocol.idParams, ({ id }) => log.linked(id)),
        query: answer('query', protocol.queryParams, () => ({ state: 'started' })),
        edition: answer('edition', protocol.editionParams, () => null),
        reload: answer('reload', noParams, () => null),
        cancel: answer('cancel', noParams, () => null),
        loadOlder: answer('loadOlder', noParams, () => null),
        loadNewer: answer('loadNewer', noParams, () => null),
        readGap: answer('readGap', protocol.idParams, () => null),
        follow: answer('follow', protocol.onParams, () => null),
        fast: answer('fast', protocol.onParams, () => null),
        pause: answer('pause', protocol.onParams, () => null),
        filter: answer('filter', filterSchema, () => null),
        step: answer('step', protocol.stepParams, (params) => log.step(params)),
        goTo: answer('goTo', protocol.timeParams, ({ time, last }) => log.goTo(time, last)),
        highlights: answer('highlights', protocol.highlightsParams, () => null),
        saveFilter: answer('saveFilter', protocol.saveFilterParams, () => null),
        removeFilter: answer('removeFilter', protocol.nameParams, () => null),
        savedFilter: answer('savedFilter', protocol.nameParams, () => null),
        showDevice: answer('showDevice', protocol.deviceOnParams, () => null),
        layout: answer('layout', layoutSchema, () => null),
        idsBetween: answer('idsBetween', protocol.rangeIdsParams, ({ from, to }) => ({
          ids: log.idsBetween(from, to),
        })),
        copy: answer('copy', protocol.copyParams, ({ ids }) => ({ copied: ids.length })),
        export: answer('export', protocol.exportParams, () => null),
        narrow: answer('narrow', protocol.narrowParams, ({ id, by, how, text }) => ({
          text: [text, `${how === 'hide' ? '-' : ''}${by}:${id}`].filter((part) => part !== '').join(' '),
        })),
        addMarker: answer('addMarker', protocol.markerParams, () => null),
        compareFlash: answer('compareFlash', protocol.flashParams, () => null),
        chart: answer('chart', chartParams, () => ({ version: log.version, series: [] })),
        savePng: answer('savePng', pngParams, () => null),
        archive: answer('archive', protocol.deviceOnParams, () => null),
        logFile: answer('logFile', protocol.deviceOnParams, () => null),
        showLogFile: answer('showLogFile', protocol.showFileParams, () => null),
        watchOnline: answer('watchOnline', protocol.deviceOnParams, () => null),
        openDevice: answer('openDevice', protocol.deviceParams, () => null),
        showExtensionLog: answer('showExtensionLog', noParams, () => null),
      },
    };
  }

  private details(id: number): Requests['row']['result']['row'] {
    const index = this.log.indexOf(id);
    if (index === undefined) return null;
    const row = this.log.item(index) as LogRowDto;
    const { value } = row;
    return {
      id,
      device: 'Workshop power strip',
      deviceId: 'vdevo1612345678901234',
      time: row.time,
      iso: new Date(row.time).toISOString(),
      zone: '+08:00',
      type: row.type,
      ...(row.from !== undefined && { from: row.from }),
      ...(row.code !== undefined && { code: row.code }),
      ...(row.name !== undefined && { name: row.name }),
      ...(row.dpId !== undefined && {
        point: { dpId: row.dpId, access: 'ro', type: 'Integer', range: '0.0 to 500.0 V, in steps of 0.1' },
      }),
      kind: value.kind,
      raw: value.text,
      ...(value.shown && { shown: value.shown }),
      ...(value.isOutside && { isOutside: value.isOutside }),
      ...(this.log.unread && { unread: this.log.unread }),
      ...(value.kind === 'json' && {
        decoded: { as: 'json', size: 5, text: JSON.stringify(JSON.parse(value.text), null, 2) },
      }),
      json: JSON.stringify(
        { event_time: row.time, event_id: row.type, code: row.code, value: value.text },
        null,
        2,
      ),
    };
  }
}

/** The data points of a log whose product says what they are. */
export const explainedCodes: LogsSnapshot['devices'][number]['codes'] = [
  { code: 'cur_power', name: 'Power', dpId: 19, chart: true },
  { code: 'switch_1', name: 'Switch 1', dpId: 1, chart: true },
  { code: 'work_mode', dpId: 101, chart: true },
];

export function device(
  index: number,
  changes: Partial<LogsSnapshot['devices'][number]> = {},
): LogsSnapshot['devices'][number] {
  return {
    index,
    id: `d${index}`,
    name:
      ['Workshop power strip', 'Hallway gateway', 'Window contact, kitchen, left', 'Thermostat'][index] ??
      `Device ${index}`,
    online: true,
    colour: index % 8,
    shown: true,
    codes: [
      { code: 'cur_power', name: 'Power now', chart: true },
      { code: 'switch_1', name: 'Desk lamp', chart: true },
      { code: 'relay_status', chart: false },
    ],
    zone: '+08:00',
    watchedForOnline: false,
    ...changes,
  };
}

/** A log that is open, without rows. */
export const usualSnapshot: LogsSnapshot = {
  situation: 'open',
  title: 'Log of Workshop power strip',
  devices: [device(0)],
  isDemo: false,
  query: { range: { kind: 'last', ms: 86_400_000 }, types: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], codes: [] },
  span: { from: Date.UTC(2026, 10, 22, 6), to: Date.UTC(2026, 10, 23, 6) },
  edition: 'free',
  version: 0,
  total: 0,
  rows: { read: 0, shown: 0, matching: 0 },
  counts: [],
  cancelled: false,
  canLoadOlder: false,
  canLoadNewer: false,
  tail: { state: 'off', frozen: false, queued: 0, intervalMs: 3000, cantKeepUp: false },
  calls: 42,
  filter: { text: '', mode: 'hide', hiddenTypes: [] },
  filtering: false,
  savedFilters: [],
  highlights: [],
  highlightProblems: [],
  markers: [],
  layout: { columns: [], zone: 'local', time: 'absolute' },
  archive: { possible: true },
};
