import type { Browser, Page } from 'playwright-core';
import { liveIntervals } from '../../src/model/details/liveRefresh.js';
import type { DetailsState } from '../../src/model/details/detailsState.js';
import { detailsRequests } from '../../src/panels/details/detailsRequests.js';
import { detailsSending, type DetailsSendingDeps } from '../../src/panels/details/detailsSending.js';
import { detailsWrites, type DetailsWriteDeps } from '../../src/panels/details/detailsWrites.js';
import { detailsSnapshot, type SnapshotContext } from '../../src/panels/details/detailsSnapshot.js';
import { Channel } from '../../src/protocol/channel.js';
import type { DetailsSnapshot, FromDetailsPage } from '../../src/protocol/details.js';
import type { FromPageHost } from '../../src/protocol/page.js';
import { PageStage } from './pageStage.js';
import type { ThemeName } from './themes.js';

export interface DetailsPageOptions {
  readonly state: DetailsState;
  readonly context?: Partial<SnapshotContext>;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly zoom?: number;
  readonly language?: string;
  readonly texts?: unknown;
  /** What VS Code kept of an earlier page. */
  readonly kept?: Readonly<Record<string, unknown>>;
  /** The state in the page’s html, and the id it bears. */
  readonly first?: { readonly id: string; readonly state: DetailsState };
  /** Image hosts the policy allows. */
  readonly imageHosts?: readonly string[];
  readonly writes?: Partial<DetailsWriteDeps['details']['writes']>;
  readonly sender?: DetailsSendingDeps['sender'];
  refresh?(): Promise<{ outcome: 'updated'; changed: number } | { outcome: 'failed'; problem: unknown }>;
}

/**
 * The details page as it is built, in a real browser, under its own policy, with the host's real side of the
 * conversation in this process: everything but VS Code's frame around it.
 */
export class DetailsPage {
  readonly copied: string[] = [];
  readonly opened: string[] = [];
  /** What was asked about changes in doubt, models and the meaning of data points. */
  readonly asked: string[] = [];
  private readonly channel: Channel<FromDetailsPage, FromPageHost<DetailsSnapshot>>;
  private state: DetailsState;

  private constructor(
    readonly stage: PageStage,
    private readonly options: DetailsPageOptions,
  ) {
    this.state = options.state;
    this.channel = new Channel<FromDetailsPage, FromPageHost<DetailsSnapshot>>({
      log: stage.log,
      describeError: () => ({ reason: 'failed', message: '' }),
      port: stage.port,
      handlers: detailsRequests({
        details: {
          ref: options.state.ref,
          state: () => this.state,
          refresh: options.refresh ?? (() => Promise.resolve({ outcome: 'updated', changed: 0 })),
          cancelRefresh: () => undefined,
          loadSubDevices: () => Promise.resolve(),
          renewModel: () => Promise.resolve(void this.asked.push('renewModel')),
          loadShadow: () => Promise.resolve(void this.asked.push('loadShadow')),
          extras: { factory: { load: () => Promise.resolve(void this.asked.push('loadFactory')) } },
        },
        writes: detailsWrites({
          details: {
            state: () => this.state,
            writes: { ...doneWrites, ...options.writes },
            extras: { users: { load: () => Promise.resolve(void this.asked.push('loadUsers')) } },
            loadOutlets: () => Promise.resolve(void this.asked.push('loadOutlets')),
            live: { start: () => undefined, stop: () => undefined },
            lookAgain: (id) => Promise.resolve(void this.asked.push(`lookAgain ${id}`)),
            dismissDoubt: (id) => this.asked.push(`dismissDoubt ${id}`),
          },
          liveIntervals,
          preferWeightUnit: () => Promise.resolve(),
          openUserForm: () => undefined,
          askPointName: () => Promise.resolve({ code: 'countdown_1', name: 'Timer' }),
          confirmDeletion: () => Promise.resolve(true),
        }),
        sending: detailsSending({
          details: { state: () => this.state },
          sender: options.sender ?? nothingSent,
        }),
        copy: (text) => Promise.resolve(void this.copied.push(text)),
        openDevice: ({ deviceId }) => this.opened.push(deviceId),
        showExtensionLog: () => undefined,
        openDeviceLog: (code) => this.asked.push(`log ${code ?? ''}`),
        runAction: (action) => this.asked.push(`run ${action}`),
        editPoint: (code) => Promise.resolve(void this.asked.push(`editPoint ${code}`)),
        showInSource: (code) => Promise.resolve(void this.asked.push(`showInSource ${code}`)),
        openProduct: () => Promise.resolve(void this.asked.push('openProduct')),
        importModel: () => Promise.resolve(void this.asked.push('importModel')),
      }),
    });
    // Nobody waits for what the page draws then: it may be closed already.
    this.channel.onReady(() => this.send(this.state));
  }

  get page(): Page {
    return this.stage.page;
  }

  /** Every message the host sent, as text. */
  get sent(): readonly string[] {
    return this.stage.sent;
  }

  /** Requests that left for anything but the page's own files. */
  get fetched(): readonly string[] {
    return this.stage.fetched;
  }

  get errors(): readonly string[] {
    return this.stage.errors;
  }

  violations(): Promise<readonly string[]> {
    return this.stage.violations();
  }

  static async open(browser: Browser, options: DetailsPageOptions): Promise<DetailsPage> {
    const { first } = options;
    const stage = await PageStage.prepare(browser, {
      entry: 'details',
      title: 'Device',
      seed: {
        key: { ...options.state.ref },
        ...(first && {
          first: { id: first.id, state: detailsSnapshot(first.state, { ...plainContext, commands: [] }) },
        }),
      },
      ...options,
    });
    await stage.page.addInitScript(keepNames);
    const details = new DetailsPage(stage, options);
    await stage.load();
    await details.page.locator('h1').waitFor();
    return details;
  }

  /** Every name that the head has had, in order. */
  names(): Promise<readonly string[]> {
    return this.page.evaluate(() => (globalThis as unknown as { names: string[] }).names);
  }

  /** Sends this state's snapshot and waits until it is drawn. */
  async show(state: DetailsState): Promise<void> {
    this.send(state);
    await this.stage.drawn();
  }

  /** As the host does where it can't make a snapshot. */
  async showNone(): Promise<void> {
    this.channel.emit('noSnapshot', null);
    await this.page.getByRole('alert').waitFor();
  }

  private send(state: DetailsState): void {
    this.state = state;
    this.channel.emit(
      'snapshot',
      detailsSnapshot(state, {
        ...plainContext,
        commands: this.options.sender?.sentTo(state.ref) ?? [],
        ...this.options.context,
      }),
    );
  }

  async close(): Promise<void> {
    this.channel.dispose();
    await this.stage.close();
  }
}

/** Runs in the page. */
function keepNames(): void {
  const names: string[] = [];
  (globalThis as unknown as { names: string[] }).names = names;
  new MutationObserver(() => {
    const name = document.querySelector('h1')?.textContent?.trim();
    if (name !== undefined && name !== names.at(-1)) names.push(name);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

const plainContext: SnapshotContext = {
  device: () => undefined,
  iconUrl: () => undefined,
  weightUnit: 'kg',
  liveIntervals,
};

const nothingSent: DetailsSendingDeps['sender'] = {
  sentTo: () => [],
  outlook: () => ({ isReportOnly: false, hasValue: false, isOffline: false }),
  sendAll: () => Promise.reject(new Error('Nobody said what becomes of it.')),
};

const done = { outcome: 'done', settledBy: 'answer', value: undefined } as const;
const doneWrites: DetailsWriteDeps['details']['writes'] = {
  rename: () => Promise.resolve(done),
  renameDataPoint: () => Promise.resolve(done),
  renameOutlet: () => Promise.resolve(done),
  removeUser: () => Promise.resolve(done),
};
