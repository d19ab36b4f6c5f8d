import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { systemClock } from './base/clock.js';
import { Lazy } from './base/lazy.js';
import { tellOfBudgets } from './commands/calls/budgetMessages.js';
import { commandHandlers } from './commands/handlers.js';
import { markEndedTasks } from './commands/logs/taskMarkers.js';
import type { Core } from './core.js';
import { DetailsPanels } from './panels/detailsPanels.js';
import { LogsPanels } from './panels/logs/logsPanels.js';
import { UserFormPanels } from './panels/userFormPanels.js';
import { Activity } from './platform/activity.js';
import { CallStatus } from './platform/callStatus.js';
import { centerName } from './platform/centerNames.js';
import { commandIds, registerCommands } from './platform/commands.js';
import { ContextKeys } from './platform/contextKeys.js';
import { OutputLog } from './platform/outputLog.js';
import { Documents } from './platform/documents.js';
import { describeProblem } from './platform/problemTexts.js';
import { revealRow } from './platform/revealRow.js';
import { createSecretVault } from './platform/secrets.js';
import { logSettings, networkSettings, readSetting } from './platform/settings.js';
import { standInCenters, standInsVariable } from './platform/standIns.js';
import { createTextFiles } from './platform/textFiles.js';
import { nodesAtKeyboard } from './platform/treeSelection.js';
import { viewIds } from './platform/views.js';
import { DeviceTree } from './tree/deviceTree.js';
import { TreeDrag } from './tree/treeDrag.js';

/** Puts the parts together. What speaks to a cloud is loaded when somebody first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, globalState, globalStorageUri, secrets, extensionUri, extensionMode } = context;
  const log = new OutputLog();
  subscriptions.push(log);

  const contextKeys = new ContextKeys();
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
      storageFolder: context.globalStorageUri.fsPath,
      network: networkSettings,
      centers: standInCenters(extensionMode, process.env[standInsVariable]),
      centerName,
      logSettings,
    });
    const tellConnected = (): void => contextKeys.set('tuya.connected', started.projects.list().length > 0);
    tellConnected();
    started.projects.onDidChange(tellConnected);
    const showCalls = (): void => void vscode.commands.executeCommand(commandIds.showCalls);
    subscriptions.push(new CallStatus(started), tellOfBudgets(started, showCalls));
    return started;
  });
  // Disposing doesn't wait, but what is in flight is aborted at once.
  subscriptions.push({ dispose: () => void core.current?.then((started) => started.dispose()) });

  const activity = new Activity(contextKeys);
  const tree = new DeviceTree(core, activity);
  const view = vscode.window.createTreeView(viewIds.devices, {
    treeDataProvider: tree,
    showCollapseAll: true,
    canSelectMany: true,
    dragAndDropController: new TreeDrag(async (id, ontoId) =>
      (await core.get()).projects.moveOnto(id, ontoId),
    ),
  });
  const panelDeps = { extensionUri, log: log.child('panels'), openLog: () => log.show() };
  const userForms = new UserFormPanels({
    ...panelDeps,
    parts: async () => {
      const { userForms: forms, weight, budget } = await core.get();
      return { forms, weight, budget, clock: systemClock, describeProblem };
    },
  });
  const panels = new DetailsPanels({
    ...panelDeps,
    openUserForm: (ref, userId) => void userForms.open(ref, userId),
    openDeviceLog: ({ projectId, deviceId }) => void logs.open({ projectId, deviceIds: [deviceId] }),
    parts: async () => {
      const { details: model, weight, budget } = await core.get();
      return { model, weight, budget, clock: systemClock, describeProblem };
    },
  });
  const logs = new LogsPanels({
    ...panelDeps,
    openDevice: (ref) => void panels.open(ref),
    parts: async () => {
      const { logs: model, projects } = await core.get();
      return { logs: model, projects, clock: systemClock, describeProblem };
    },
  });
  const documents = new Documents();
  const handlers = commandHandlers({
    core,
    version: versionOf(context.extension),
    activity,
    showLog: () => log.show(),
    openDetails: (ref) => panels.open(ref),
    openLogs: (projectId, deviceIds) => logs.open({ projectId, deviceIds }),
    revealProject: async (projectId) => {
      const node = await tree.projectNode(projectId);
      if (node) await revealRow(view, node, { select: true, focus: true, expand: true });
    },
    revealDevice: async (ref) => {
      const node = await tree.deviceNode(ref);
      if (node) await revealRow(view, node, { select: true, focus: true });
      return node !== undefined;
    },
    revealList: async (ref) => {
      const node = await tree.listNode(ref);
      if (node) await revealRow(view, node, { select: true, focus: true, expand: true });
    },
    nodesAtKeyboard: () => nodesAtKeyboard(view),
    showDocument: (name, text) => documents.show(name, text),
    showOneDocument: (name, text) => documents.showOne(name, text),
  });
  subscriptions.push(
    activity,
    tree,
    view,
    userForms,
    panels,
    logs,
    markEndedTasks(core),
    registerCommands(handlers, { log, showLog: () => log.show() }),
  );

  // Global state changes of other windows come without an event.
  subscriptions.push(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      void core.current?.then(({ projects, meter }) => {
        projects.reload();
        void meter.refresh();
      });
    }),
  );
}

function versionOf(extension: vscode.Extension<unknown> | undefined): string {
  const manifest: unknown = extension?.packageJSON;
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version;
  return typeof version === 'string' ? version : '';
}
