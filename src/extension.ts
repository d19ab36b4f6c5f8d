import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { systemClock } from './base/clock.js';
import { Lazy } from './base/lazy.js';
import { commandHandlers } from './commands/handlers.js';
import type { Core } from './core.js';
import { DetailsPanels } from './panels/detailsPanels.js';
import { Activity } from './platform/activity.js';
import { registerCommands } from './platform/commands.js';
import { ContextKeys } from './platform/contextKeys.js';
import { OutputLog } from './platform/outputLog.js';
import { describeProblem } from './platform/problemTexts.js';
import { createSecretVault } from './platform/secrets.js';
import { readSetting } from './platform/settings.js';
import { viewIds } from './platform/views.js';
import { DeviceTree } from './tree/deviceTree.js';

/** Puts the parts together. What speaks to a cloud is loaded when somebody first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, globalState, secrets, extensionUri } = context;
  const log = new OutputLog();
  subscriptions.push(log);

  const core = new Lazy(async (): Promise<Core> => {
    const { createCore } = await import('./core.js');
    return createCore({
      state: globalState,
      vault: createSecretVault(secrets),
      log,
      newId: randomUUID,
      searchLimit: () => readSetting('gatewaySearchLimit') ?? 0,
    });
  });
  // Disposing doesn't wait, but what is in flight is aborted at once.
  subscriptions.push({ dispose: () => void core.current?.then((started) => started.dispose()) });

  const activity = new Activity(new ContextKeys());
  const tree = new DeviceTree(core, activity);
  const view = vscode.window.createTreeView(viewIds.devices, {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const panels = new DetailsPanels({
    extensionUri,
    log: log.child('panels'),
    openLog: () => log.show(),
    parts: async () => ({ model: (await core.get()).details, clock: systemClock, describeProblem }),
  });
  const handlers = commandHandlers({
    core,
    activity,
    showLog: () => log.show(),
    openDetails: (ref) => panels.open(ref),
    revealProject: async (projectId) => {
      const node = await tree.projectNode(projectId);
      if (node) await view.reveal(node, { select: true, focus: true, expand: true });
    },
  });
  subscriptions.push(
    activity,
    tree,
    view,
    panels,
    registerCommands(handlers, { log, showLog: () => log.show() }),
  );

  // Global state changes of other windows come without an event.
  subscriptions.push(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void core.current?.then(({ projects }) => projects.reload());
    }),
  );
}
