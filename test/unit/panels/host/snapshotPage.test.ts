import { describe, expect, it } from 'vitest';
import type * as vscode from 'vscode';
import type { Clock } from '../../../../src/base/clock.js';
import type { Logger } from '../../../../src/base/logger.js';
import { SnapshotPage } from '../../../../src/panels/host/snapshotPage.js';
import { EventEmitter, l10n } from '../../../support/vscodeShim.js';

interface Page {
  readonly events: Record<never, never>;
  readonly requests: Record<never, never>;
}

/** Time that passes when the test says so. */
function aClock() {
  let now = 0;
  const waiting: { at: number; wake(): void }[] = [];
  const clock: Clock = {
    now: () => now,
    sleep: (ms) => new Promise((resolve) => void waiting.push({ at: now + ms, wake: resolve })),
  };
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const one of waiting.filter(({ at }) => at <= now)) one.wake();
    await new Promise((resolve) => void setImmediate(resolve));
  };
  return { clock, pass };
}

function setUp(minIntervalMs?: number, failsWith?: Error) {
  const { clock, pass } = aClock();
  const posted: { name?: string; body?: unknown }[] = [];
  const received = new EventEmitter<unknown>();
  const viewState = new EventEmitter<void>();
  let made = 0;
  const firsts: boolean[] = [];
  let failure = failsWith;
  let title = 'A';
  const logged: unknown[] = [];
  const log: Logger = { log: (...line) => void logged.push(line), child: () => log };
  const panel = {
    title: '',
    visible: true,
    webview: {
      html: '',
      cspSource: 'x',
      asWebviewUri: (uri: unknown) => uri,
      postMessage: (message: never) => Promise.resolve(posted.push(message)),
      onDidReceiveMessage: received.event,
    },
    onDidChangeViewState: viewState.event,
  };
  const page = new SnapshotPage<Page, number>({
    panel: panel as unknown as vscode.WebviewPanel,
    extensionUri: {} as vscode.Uri,
    entry: 'x',
    seed: { key: {} },
    clock,
    log,
    handlers: { events: {}, requests: {} },
    snapshot: (isFirst) => {
      firsts.push(isFirst);
      if (failure) throw failure;
      return ++made;
    },
    title: () => title,
    ...(minIntervalMs !== undefined && { minIntervalMs }),
  });
  page.load();
  return {
    page,
    panel,
    pass,
    made: () => made,
    firsts,
    fail: (error?: Error) => (failure = error),
    logged,
    rename: (name: string) => (title = name),
    ready: () => received.fire({ kind: 'ready', session: `s${Math.random()}` }),
    show: (visible: boolean) => {
      panel.visible = visible;
      viewState.fire();
    },
    sent: () => posted.splice(0).map(({ name, body }) => [name, body]),
  };
}

describe('a page that shows a state', () => {
  it('gets the whole state each time it comes up', () => {
    const { ready, sent } = setUp();
    expect(sent()).toEqual([]);
    ready();
    expect(sent()).toEqual([['snapshot', 2]]);
    ready();
    expect(sent()).toEqual([['snapshot', 3]]);
  });

  it('gets one state for several changes of a turn', async () => {
    const { page, ready, sent, pass } = setUp();
    ready();
    sent();
    for (let change = 0; change < 5; change++) page.changed();
    await pass(0);
    expect(sent()).toEqual([['snapshot', 3]]);
  });

  it('gets no state put together while it is hidden, but its tab is renamed', async () => {
    const { page, panel, ready, sent, show, rename, made, pass } = setUp();
    ready();
    show(false);
    sent();
    rename('B');
    page.changed();
    await pass(0);
    expect([made(), sent(), panel.title]).toEqual([2, [], 'B']);
    show(true);
    ready();
    expect(sent()).toContainEqual(['snapshot', 3]);
  });

  it('gets at most one state per interval, and the last one in any case', async () => {
    const { page, ready, sent, pass } = setUp(100);
    ready();
    sent();
    for (let ms = 0; ms < 1_000; ms += 10) {
      page.changed();
      await pass(10);
    }
    const during = sent().length;
    expect(during).toBeGreaterThan(5);
    expect(during).toBeLessThanOrEqual(10);
    page.changed();
    await pass(100);
    expect(sent()).toHaveLength(1);
    await pass(1_000);
    expect(sent()).toEqual([]);
  });

  it('is told where its state can’t be put together, and gets the next one that can', async () => {
    const { page, ready, sent, pass, fail, logged } = setUp();
    fail(new RangeError('CANARY of a value'));
    ready();
    expect(sent()).toEqual([['noSnapshot', null]]);
    page.changed();
    await pass(0);
    expect(sent()).toEqual([['noSnapshot', null]]);
    expect(JSON.stringify(logged)).toContain('RangeError');
    expect(JSON.stringify(logged)).not.toContain('CANARY');
    fail(undefined);
    page.changed();
    await pass(0);
    expect(sent()).toEqual([['snapshot', 2]]);
  });

  it('gets all it begins with in its html and when it comes up, and no more than the state later', async () => {
    const { page, ready, firsts, pass } = setUp();
    ready();
    page.changed();
    await pass(0);
    expect(firsts).toEqual([true, true, false]);
  });

  it('hears nothing after its end', async () => {
    const { page, ready, sent, pass, made } = setUp(100);
    ready();
    page.changed();
    page.dispose();
    sent();
    await pass(1_000);
    page.changed();
    await pass(1_000);
    expect([made(), sent()]).toEqual([2, []]);
  });

  it('has the person’s language in its html, once, and nothing of it in English', () => {
    expect(seedOf(setUp().panel)).not.toHaveProperty('texts');
    l10n.bundle = { Cancel: '取消' };
    try {
      const { panel, ready, sent } = setUp();
      expect(seedOf(panel)).toMatchObject({ texts: { Cancel: '取消' } });
      ready();
      expect(JSON.stringify(sent())).not.toContain('取消');
    } finally {
      l10n.bundle = undefined;
    }
  });

  it('has the state it begins with in its html, under an id of its own, or none where it can’t be put together', () => {
    const ids = [setUp(), setUp()].map(({ panel }) => {
      const { key, first } = seedOf(panel) as { key: unknown; first: { id: string; state: unknown } };
      expect([key, first.state]).toEqual([{}, 1]);
      return first.id;
    });
    expect(new Set(ids).size).toBe(2);
    expect(seedOf(setUp(0, new RangeError('CANARY')).panel)).toEqual({ key: {} });
  });
});

function seedOf({ webview }: { webview: { html: string } }): unknown {
  const [, seed = ''] = /data-seed="([^"]*)"/.exec(webview.html) ?? [];
  return JSON.parse(seed.replaceAll('&quot;', '"'));
}
