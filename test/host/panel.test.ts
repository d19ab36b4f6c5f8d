import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Clock } from '../../src/base/clock.js';
import type { IDisposable } from '../../src/base/lifecycle.js';
import { silentLogger } from '../../src/base/logger.js';
import { readDeviceRef } from '../../src/panels/details/detailsRegistry.js';
import { PanelHost } from '../../src/panels/host/panelHost.js';
import { WebviewPage } from '../../src/panels/host/webviewPage.js';

const viewType = 'tuya.test';
const root = vscode.Uri.file('/nowhere');

/** Asks again until it holds: the workbench tells the host of tabs when it comes to it. */
async function eventually(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

interface Filled extends IDisposable {
  readonly panel: vscode.WebviewPanel;
  readonly key: string;
  disposed: boolean;
}

const hosts: IDisposable[] = [];

function aHost(fill?: () => Promise<IDisposable>): { host: PanelHost<string>; filled: Filled[] } {
  const filled: Filled[] = [];
  const host = new PanelHost<string>(
    {
      viewType,
      entry: 'details',
      icon: new vscode.ThemeIcon('circuit-board'),
      idOf: (key) => key,
      titleOf: (key) => `Panel ${key}`,
      readKey: (state) => (typeof state === 'string' ? state : undefined),
      fill: async (panel, key) => {
        if (fill) return fill();
        const content: Filled = { panel, key, disposed: false, dispose: () => (content.disposed = true) };
        filled.push(content);
        return Promise.resolve(content);
      },
    },
    root,
    silentLogger,
  );
  hosts.push(host);
  return { host, filled };
}

function aPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, 'Restored', vscode.ViewColumn.One);
}

function tabs(): number {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .filter((tab) => tab.label.startsWith('Panel')).length;
}

suite('panels', () => {
  teardown(() => {
    for (const host of hosts.splice(0)) host.dispose();
  });

  test('there is one panel per key, and asking again brings it to the front', async () => {
    const { host, filled } = aHost();
    await host.open('a');
    await host.open('b');
    await host.open('a');
    assert.deepEqual(
      filled.map(({ key }) => key),
      ['a', 'b'],
    );
    await eventually(() => filled[0]?.panel.active === true && tabs() === 2, 'two tabs, the first in front');
    host.dispose();
    await eventually(() => tabs() === 0, 'the tabs to close');
    assert.ok(filled.every(({ disposed }) => disposed));
  });

  test('a panel reads only what is made for it and keeps nothing while it is hidden', async () => {
    const { host, filled } = aHost();
    await host.open('a');
    const panel = filled[0]?.panel;
    assert.deepEqual(
      panel?.webview.options.localResourceRoots?.map(({ path }) => path),
      ['/nowhere/dist/webview', '/nowhere/media'],
    );
    assert.equal(panel.webview.options.enableCommandUris, false);
    assert.ok(!panel.options.retainContextWhenHidden);
  });

  test('closing the panel lets go of its content, and it can be opened anew', async () => {
    const { host, filled } = aHost();
    await host.open('a');
    filled[0]?.panel.dispose();
    await eventually(() => filled[0]?.disposed === true, 'the content to go');
    await host.open('a');
    assert.equal(filled.length, 2);
  });

  test('a restored panel is taken up by its key; one without a key, or a second one, is closed', async () => {
    const { host, filled } = aHost();
    let closed = 0;
    const panels = [aPanel(), aPanel(), aPanel()] as const;
    panels.forEach((panel) => panel.onDidDispose(() => closed++));
    await host.deserializeWebviewPanel(panels[0], 'a');
    await host.deserializeWebviewPanel(panels[1], { nonsense: true });
    await host.deserializeWebviewPanel(panels[2], 'a');
    await eventually(() => closed === 2, 'two panels to close');
    assert.deepEqual({ keys: filled.map(({ key }) => key), closed }, { keys: ['a'], closed: 2 });
    host.dispose();
  });

  test('a panel that cannot be filled says so', async () => {
    const { host } = aHost(() => Promise.reject(new TypeError('secret inside')));
    const panel = aPanel();
    await host.deserializeWebviewPanel(panel, 'a');
    assert.match(panel.webview.html, /could not be opened/);
    assert.doesNotMatch(panel.webview.html, /secret inside/);
    host.dispose();
  });

  test('a page that stays silent gets its html once more, and only once', async () => {
    const waits: (() => void)[] = [];
    const clock: Clock = { now: () => 0, sleep: () => new Promise((resolve) => waits.push(resolve)) };
    const panel = aPanel();
    const page = new WebviewPage({
      panel,
      extensionUri: root,
      entry: 'none',
      seed: { key: {} },
      handlers: { events: {}, requests: {} },
      clock,
      log: silentLogger,
    });
    page.load();
    const first = panel.webview.html;
    waits.shift()?.();
    await eventually(() => panel.webview.html !== first, 'another html');
    const second = panel.webview.html;
    waits.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(panel.webview.html, second);
    page.dispose();
    panel.dispose();
  });

  test('only a reference is read from what a page kept', () => {
    const ref = { projectId: 'p', deviceId: 'd' };
    assert.deepEqual(readDeviceRef({ ...ref, folded: ['x'], scroll: 5 }), ref);
    for (const state of [
      undefined,
      null,
      'x',
      {},
      { projectId: 'p' },
      { ...ref, deviceId: 5 },
      { ...ref, deviceId: '' },
    ])
      assert.equal(readDeviceRef(state), undefined);
    assert.equal(readDeviceRef(JSON.parse('{"__proto__":{"projectId":"p","deviceId":"d"}}')), undefined);
  });
});
