import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as vscode from 'vscode';
import { systemClock } from '../../../../src/base/clock.js';
import { silentLogger } from '../../../../src/base/logger.js';
import type { OpenLog } from '../../../../src/model/logs/open/openLog.js';
import { LogsRegistry } from '../../../../src/panels/logs/logsRegistry.js';
import { aWorkbench } from '../../../support/commandSetup.js';
import { EventEmitter, window, workbench } from '../../../support/vscodeShim.js';

const dayMs = 86_400_000;

let bench: Awaited<ReturnType<typeof aWorkbench>>;
let registry: LogsRegistry;
let key: { projectId: string; deviceIds: string[] };
let active: boolean;
let moved: EventEmitter<void>;
let serializer: vscode.WebviewPanelSerializer;

function aPanel(): vscode.WebviewPanel {
  const ended = new EventEmitter<void>();
  const panel = {
    title: '',
    visible: true,
    get active() {
      return active;
    },
    webview: {
      html: '',
      cspSource: 'x',
      options: {},
      asWebviewUri: (uri: unknown) => uri,
      postMessage: () => Promise.resolve(true),
      onDidReceiveMessage: new EventEmitter<unknown>().event,
    },
    reveal: () => undefined,
    dispose: () => ended.fire(),
    onDidChangeViewState: moved.event,
    onDidDispose: ended.event,
  };
  return panel as unknown as vscode.WebviewPanel;
}

beforeEach(async () => {
  bench = await aWorkbench();
  active = true;
  moved = new EventEmitter();
  vi.spyOn(window, 'createWebviewPanel').mockImplementation(aPanel as never);
  const projectId = String(await bench.run('tuya.addProject', { name: 'Bench', ...bench.keys }));
  key = { projectId, deviceIds: [bench.cloud.truth.devicesOfProduct('strip')[0] ?? ''] };
  const { logs, projects } = bench.core;
  const serializers = vi.spyOn(window, 'registerWebviewPanelSerializer');
  registry = new LogsRegistry({
    extensionUri: {} as vscode.Uri,
    log: silentLogger,
    parts: () => Promise.resolve({ logs, projects, clock: systemClock }),
    showExtensionLog: () => undefined,
    showDocument: () => Promise.resolve(() => true),
    openDevice: () => undefined,
  });
  [, serializer] = serializers.mock.lastCall as unknown as [string, vscode.WebviewPanelSerializer];
});
afterEach(async () => {
  registry.dispose();
  await bench.end();
});

it('the log in front is linked with its range, and no other is', async () => {
  await registry.open(key);
  expect(registry.inFront()).toEqual({ kind: 'log', ...key, range: { kind: 'last', ms: 3_600_000 } });
  active = false;
  expect(registry.inFront()).toBeUndefined();
});

it('a log that is opened by a link begins with the range of the link', async () => {
  const range = { kind: 'last', ms: 2 * 3_600_000 } as const;
  await registry.open(key, range);
  await expect.poll(() => registry.inFront()).toEqual({ kind: 'log', ...key, range });
});

it('one that stands there takes the range over; what costs much is asked for, and left after a no', async () => {
  await registry.open(key);
  const range = { kind: 'last', ms: 3 * 3_600_000 } as const;
  await registry.open(key, range);
  expect(registry.inFront()).toMatchObject({ range });
  expect(workbench.questions).toEqual([]);
  await registry.open(key, { kind: 'last', ms: 300 * dayMs });
  expect(workbench.questions).toMatchObject([{ message: 'Read the whole range?' }]);
  expect(registry.inFront()).toMatchObject({ range });
});

it('a link to a log that came back with its window is asked about and read for the person who opened it', async () => {
  const logs = vi.spyOn(bench.core.logs, 'add');
  await serializer.deserializeWebviewPanel(aPanel(), key);
  const log = logs.mock.calls[0]?.[0] as OpenLog;
  const [estimates, runs] = [vi.spyOn(log.session, 'estimate'), vi.spyOn(log, 'run')];
  const range = { kind: 'last', ms: 3 * 3_600_000 } as const;
  await registry.open(key, range);
  expect(estimates.mock.calls.map(([, asking]) => asking?.asker)).toEqual(['person']);
  expect(runs.mock.calls).toEqual([[expect.objectContaining({ range }), 'person']]);
});

it('a log that comes to the front is told with its device, one of several devices is not', async () => {
  const told: unknown[] = [];
  registry.onDidActivate((ref) => told.push(ref));
  const { projectId, deviceIds } = key;
  const [deviceId] = deviceIds;
  await registry.open(key);
  expect(told).toEqual([{ projectId, deviceId }]);
  active = false;
  moved.fire();
  active = true;
  moved.fire();
  expect(told).toEqual([
    { projectId, deviceId },
    { projectId, deviceId },
  ]);
  await registry.open({ projectId, deviceIds: [...deviceIds, 'another'] });
  expect(told).toHaveLength(2);
});
