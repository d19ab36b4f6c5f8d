import * as vscode from 'vscode';
import { systemClock } from './base/clock.js';
import { DisposableStore } from './base/lifecycle.js';
import { Lazy } from './base/lazy.js';
import type { CommandDeps } from './commands/commandDeps.js';
import { commandHandlers } from './commands/handlers.js';
import { watchForExpectations } from './commands/expectations/start.js';
import { watchTasks } from './commands/flash/watchTasks.js';
import { DetailsRegistry } from './panels/details/detailsRegistry.js';
import { LogsRegistry } from './panels/logs/logsRegistry.js';
import { UserFormRegistry } from './panels/userForm/userFormRegistry.js';
import { Activity } from './platform/treeView/activity.js';
import { commandIds, registerCommands } from './platform/commands/commands.js';
import { registerLinks } from './platform/commands/links.js';
import { ContextKeys } from './platform/settings/contextKeys.js';
import { OutputLog } from './platform/display/outputLog.js';
import { VirtualDocuments } from './platform/prompts/virtualDocuments.js';
import { revealRow } from './platform/treeView/revealRow.js';
import { nodesAtKeyboard } from './platform/treeView/treeSelection.js';
import { wantsPreviews } from './platform/settings/settings.js';
import { viewIds } from './platform/treeView/views.js';
import { SerialState } from './platform/storage/serialState.js';
import { lazyCore } from './app/startCore.js';
import { DeviceTree } from './tree/deviceTree.js';
import { showViewOptions } from './tree/viewState.js';
import { registerAgents } from './languages/registerAgents.js';
import { registerSource } from './languages/registerSource.js';
import { revealProject } from './tree/revealProject.js';
import { selectRow } from './tree/selectRow.js';
import { watchStates } from './tree/watchStates.js';
import { TreeDrag } from './tree/treeDrag.js';

/** Puts the parts together. What speaks to a cloud is loaded when somebody first needs it. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, extensionUri } = context;
  const log = new OutputLog();
  subscriptions.push(log);

  const contextKeys = new ContextKeys();
  const state = new SerialState(context.globalState);
  const core = lazyCore({
    ...{ context, log, contextKeys, state },
    follow: async (started) => {
      const { tellOfBudgets } = await import('./commands/meter/budgetMessages.js');
      const store = new DisposableStore();
      store.add(tellOfBudgets(started, () => void vscode.commands.executeCommand(commandIds.showCalls)));
      store.add(showViewOptions(view, started, contextKeys));
      store.add(watchStates(view, started));
      return store;
    },
  });
  const documents = new VirtualDocuments();
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
  const panelDeps = { extensionUri, log: log.child('panels'), showExtensionLog: () => log.show() };
  const userForms = new UserFormRegistry({
    ...panelDeps,
    parts: async () => {
      const { userForms: forms, weight } = await core.get();
      return { forms, weight, clock: systemClock };
    },
  });
  const panels = new DetailsRegistry({
    ...panelDeps,
    openUserForm: (ref, userId) => void userForms.open(ref, userId),
    wantsPreviews,
    tellPreview: (isPreview) => contextKeys.set('tuya.detailsPreview', isPreview),
    openDeviceLog: ({ projectId, deviceId }, code) => {
      const key = { projectId, deviceIds: [deviceId] };
      void (code === undefined ? logs.open(key) : logs.openPoint(key, code));
    },
    editPoint: async (ref, code) =>
      vscode.commands.executeCommand(commandIds.editDataPoint, { ...ref, code }),
    showInSource: async (ref, code) =>
      vscode.commands.executeCommand(commandIds.showInSource, { ...ref, code }),
    hasSource: () => source.hasFirmware,
    openProduct: async (ref) => vscode.commands.executeCommand(commandIds.openProduct, ref),
    importModel: async () => vscode.commands.executeCommand(commandIds.importProductModel),
    parts: async () => {
      const { details: model, weight, sender } = await core.get();
      return { model, weight, sender, clock: systemClock };
    },
  });
  const logs = new LogsRegistry({
    ...panelDeps,
    showDocument: (...document) => documents.show(...document),
    openDevice: (ref) => void panels.open(ref),
    parts: async () => {
      const { logs: model, projects } = await core.get();
      return { logs: model, projects, clock: systemClock };
    },
  });
  const source = registerSource({ core, workspaceState: context.workspaceState, log: log.child('source') });
  const deps: CommandDeps = {
    core,
    version: versionOf(context.extension),
    extensionId: context.extension?.id ?? '',
    extensionPath: extensionUri.fsPath,
    activity,
    showLog: () => log.show(),
    openDetails: async (ref) => {
      (await core.get()).recent.note(ref);
      await panels.open(ref);
    },
    keepDetails: (ref) => panels.keep(ref),
    openLogs: (projectId, deviceIds, range) => logs.open({ projectId, deviceIds }, range),
    logInFront: () => logs.inFront(),
    tellLogInFront: (command) => logs.tellInFront(command),
    revealProject: (projectId) => revealProject(tree, view, projectId),
    revealDevice: async (ref) => {
      const node = await tree.deviceNode(ref);
      if (node) await revealRow(view, node, { select: true, focus: true });
      return node !== undefined;
    },
    revealList: async (ref) => {
      const node = await tree.listNode(ref);
      if (node) await revealRow(view, node, { select: true, focus: true, expand: true });
    },
    nodesAtKeyboard: () => nodesAtKeyboard(view, log),
    showComparison: (left, right, title) => documents.compare(left, right, title),
    showDocument: (...document) => documents.show(...document),
    documentText: (address) => documents.textOf(address),
    linkSource: async (at, product) => (await source.features.get()).links.link(at, product),
    placesInSource: async (point) => (await source.features.get()).placesOfPoint(point),
  };
  const links = new Lazy(async () => {
    const { LinkOpener } = await import('./commands/links/openLinks.js');
    return new LinkOpener(deps);
  });
  const boundary = { log, showLog: () => log.show() };
  subscriptions.push(
    documents,
    activity,
    tree,
    view,
    view.onDidCollapseElement(({ element }) => tree.collapsed(element)),
    view.onDidExpandElement(({ element }) => tree.expanded(element)),
    panels.onDidActivate((ref) => void selectRow(tree, view, ref)),
    logs.onDidActivate((ref) => void selectRow(tree, view, ref)),
    userForms,
    panels,
    logs,
    source,
    ...registerAgents({
      core,
      state,
      send: async (what, signal) => {
        const { sendForScript } = await import('./commands/sending/sendDataPoint.js');
        return sendForScript(await core.get(), what, signal);
      },
    }),
    watchTasks({
      core,
      clock: systemClock,
      log: log.child('tasks'),
      devicesInLogs: () => logs.devices(),
      linkedDevices: async (folder) => (await source.features.get()).linkedDevices(folder),
    }),
    watchForExpectations(deps),
    registerCommands(commandHandlers(deps), boundary),
    registerLinks(async (address) => (await links.get()).open(address), boundary),
  );
}

function versionOf(extension: vscode.Extension<unknown> | undefined): string {
  const manifest: unknown = extension?.packageJSON;
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version;
  return typeof version === 'string' ? version : '';
}
