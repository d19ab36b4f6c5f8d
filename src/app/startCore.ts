import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { Lazy } from '../base/lazy.js';
import { tellOfBudgets } from '../commands/meter/budgetMessages.js';
import type { Core } from './core.js';
import { MeterStatus } from '../platform/display/meterStatus.js';
import { centerName } from '../platform/display/centerNames.js';
import { commandIds } from '../platform/commands/commands.js';
import type { ContextKeys } from '../platform/settings/contextKeys.js';
import type { OutputLog } from '../platform/display/outputLog.js';
import { createSecretVault } from '../platform/storage/secrets.js';
import { logSettings, networkSettings, readSetting } from '../platform/settings/settings.js';
import { testDataCenters, testDataCentersVariable } from '../platform/settings/testDataCenters.js';
import { createTextFiles } from '../platform/storage/textFiles.js';

/** The core, made when somebody first needs it, with what VS Code has for it and what shows its state everywhere. */
export function lazyCore(
  context: vscode.ExtensionContext,
  log: OutputLog,
  contextKeys: ContextKeys,
): Lazy<Core> {
  const { subscriptions, globalState, globalStorageUri, secrets, extensionMode } = context;
  const core = new Lazy(async (): Promise<Core> => {
    const { createCore } = await import('./core.js');
    const started = createCore({
      state: globalState,
      workspaceState: context.workspaceState,
      vault: createSecretVault(secrets),
      files: createTextFiles(globalStorageUri),
      log,
      newId: randomUUID,
      searchLimit: () => readSetting('gatewaySearchLimit') ?? 0,
      storageFolder: globalStorageUri.fsPath,
      network: networkSettings,
      centers: testDataCenters(extensionMode, process.env[testDataCentersVariable]),
      centerName,
      logSettings,
    });
    const tellConnected = (): void => contextKeys.set('tuya.connected', started.projects.list().length > 0);
    tellConnected();
    started.projects.onDidChange(tellConnected);
    const showCalls = (): void => void vscode.commands.executeCommand(commandIds.showCalls);
    subscriptions.push(new MeterStatus(started), tellOfBudgets(started, showCalls));
    return started;
  });
  subscriptions.push(
    // Disposing doesn't wait, but what is in flight is aborted at once.
    { dispose: () => void core.current?.then((started) => started.dispose()) },
    // Global state changes of other windows come without an event.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      void core.current?.then(({ projects, meter }) => {
        projects.reload();
        void meter.refresh();
      });
    }),
  );
  return core;
}
