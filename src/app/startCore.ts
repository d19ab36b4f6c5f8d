import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { Lazy } from '../base/lazy.js';
import { DisposableStore, type IDisposable } from '../base/lifecycle.js';
import type { StateStore } from '../base/storage.js';
import type { Core } from './core.js';
import { projectsKey } from '../model/projects/projectsKey.js';
import { MeterStatus } from '../platform/statusBar/meterStatus.js';
import { categoryName } from '../platform/display/categoryNames.js';
import { centerName } from '../platform/display/centerNames.js';
import type { ContextKeys } from '../platform/settings/contextKeys.js';
import type { OutputLog } from '../platform/display/outputLog.js';
import { createSecretVault } from '../platform/storage/secrets.js';
import {
  gatewaySearchLimit,
  keptForMs,
  logSettings,
  networkSettings,
} from '../platform/settings/settings.js';
import { testDataCenters, testDataCentersVariable } from '../platform/settings/testDataCenters.js';
import { WorkspaceProducts } from '../platform/storage/workspaceProducts.js';
import { createTextFiles } from '../base/textFiles.js';

interface StartDeps {
  readonly context: vscode.ExtensionContext;
  readonly log: OutputLog;
  readonly contextKeys: ContextKeys;
  /** The window's global state. */
  readonly state: StateStore;
  /** Attaches what follows the core for as long as it lives; callers get the core afterwards. */
  readonly follow: (core: Core) => Promise<IDisposable>;
}

/** The core, made when somebody first needs it, with what VS Code has for it and what shows its state everywhere. */
export function lazyCore({ context, log, contextKeys, state, follow }: StartDeps): Lazy<Core> {
  const ends = new DisposableStore();
  // Before the view asks, and without the core: a welcome that only flashes says that the projects are gone.
  tellProjects(contextKeys, storedProjects(state.get(projectsKey)));
  const core = new Lazy(async (): Promise<Core> => {
    const own = ends.add(new DisposableStore());
    try {
      const workspaceProducts = own.add(new WorkspaceProducts());
      const started = await startCore(context, state, log, workspaceProducts);
      // Disposing doesn't wait, but what is in flight is aborted at once.
      own.add({ dispose: () => void started.dispose() });
      const told = (): void => tellProjects(contextKeys, started.projects.list().length);
      told();
      own.add(started.projects.onDidChange(told));
      own.add(new MeterStatus(started));
      own.add(await follow(started));
      return started;
    } catch (error) {
      // The next caller starts another one.
      ends.delete(own);
      throw error;
    }
  });
  // Global state changes of other windows come without an event.
  const focus = vscode.window.onDidChangeWindowState(({ focused }) => {
    if (!focused) return;
    void core.current?.then(({ projects, meter, productModels }) => {
      projects.reload();
      void productModels.refresh();
      void meter.refresh();
    });
  });
  context.subscriptions.push(ends, focus);
  return core;
}

function storedProjects(stored: unknown): number {
  return Array.isArray(stored) ? stored.length : 0;
}

function tellProjects(contextKeys: ContextKeys, count: number): void {
  contextKeys.set('tuya.connected', count > 0);
  contextKeys.set('tuya.noProjects', count === 0);
}

async function startCore(
  context: vscode.ExtensionContext,
  state: StateStore,
  log: OutputLog,
  workspaceProducts: WorkspaceProducts,
): Promise<Core> {
  const { globalStorageUri, secrets, extensionMode, workspaceState } = context;
  const { createCore } = await import('./core.js');
  return createCore({
    state,
    workspaceState,
    vault: createSecretVault(secrets),
    files: createTextFiles(globalStorageUri.fsPath),
    log,
    newId: randomUUID,
    searchLimit: gatewaySearchLimit,
    keptForMs,
    storageFolder: globalStorageUri.fsPath,
    network: networkSettings,
    centers: testDataCenters(extensionMode, process.env[testDataCentersVariable]),
    centerName,
    categoryName,
    logSettings,
    workspaceProducts,
  });
}
