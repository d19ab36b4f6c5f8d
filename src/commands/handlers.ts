import * as vscode from 'vscode';
import { Lazy } from '../base/lazy.js';
import type { CommandHandlers } from '../platform/commands/commands.js';
import type { CommandDeps } from './commandDeps.js';

/**
 * Runs each command. Its module is loaded with the first call: activation evaluates none of them. A command that is
 * given nothing to work on does nothing.
 */
export function commandHandlers(deps: CommandDeps): CommandHandlers {
  const { core, activity } = deps;
  const report = new Lazy(() => import('./meter/showCalls.js').then((m) => new m.CallsReport(deps)));
  const pages = new Lazy(() => import('./products/openProduct.js').then((m) => new m.ProductPages(deps)));
  return {
    addProject: (input) => import('./setup/addProject.js').then((m) => m.addProject(deps, input)),
    addDemoProject: () => import('./projects/projects.js').then((m) => m.addDemoProject(deps)),
    editProject: (id) => id && import('./setup/addProject.js').then((m) => m.editProject(deps, id)),
    renameProject: (id) => import('./projects/projects.js').then((m) => m.renameProject(deps, id)),
    removeProject: (id) => import('./projects/projects.js').then((m) => m.removeProject(deps, id)),
    listProjects: () => import('./projects/projects.js').then((m) => m.listProjects(deps)),
    moveProjectUp: (id) => import('./projects/projectOrder.js').then((m) => m.moveProject(deps, id, 'up')),
    moveProjectDown: (id) =>
      import('./projects/projectOrder.js').then((m) => m.moveProject(deps, id, 'down')),
    useProjectHere: (id) => import('./projects/projects.js').then((m) => m.useProjectHere(deps, id)),
    useNoProjectHere: async () => (await core.get()).workspaceProject.use(undefined),
    forgetDamagedProject: (at) =>
      import('./projects/projects.js').then((m) => m.forgetDamagedProject(deps, at)),
    refresh: () => import('./projects/refresh.js').then((m) => m.refreshAll(deps)),
    refreshNode: (what) => what && import('./projects/refresh.js').then((m) => m.refresh(deps, what)),
    refreshStates: () => import('./projects/refreshStates.js').then((m) => m.refreshStates(deps)),
    cancelLoading: () => activity.cancelAll(),
    loadMore: (more) => more && import('./projects/refresh.js').then((m) => m.loadMore(deps, more)),
    openDetails: (ref) => ref && deps.openDetails(ref),
    revealDevice: (ref) => ref && import('./devices/revealDevice.js').then((m) => m.revealDevice(deps, ref)),
    keepDetails: () => deps.keepDetails(),
    addUser: (id) => import('./projects/addUser.js').then((m) => m.addUser(deps, id)),
    pinUser: async (user) => user && (await core.get()).setup.pin(user.projectId, user.uid),
    unpinUser: async (user) => user && (await core.get()).setup.unpin(user.projectId, user.uid),
    renameDevice: (refs) => import('./devices/renameDevice.js').then((m) => m.renameDevice(deps, refs)),
    resetDevice: (refs) => import('./devices/deleteAndReset.js').then((m) => m.resetDevices(deps, refs)),
    deleteDevice: (refs) => import('./devices/deleteAndReset.js').then((m) => m.deleteDevices(deps, refs)),
    factoryData: (scope) => import('./exports/factoryData.js').then((m) => m.factoryData(deps, scope)),
    exportDevices: (scope) => import('./exports/exportDevices.js').then((m) => m.exportDevices(deps, scope)),
    findDevice: () => import('./search/findDevice.js').then((m) => m.findDevice(deps)),
    viewOptions: () => import('./viewOptions/viewOptions.js').then((m) => m.pickViewOptions(deps)),
    filterDevices: () => import('./viewOptions/filterDevices.js').then((m) => m.filterDevices(deps)),
    clearFilter: async () => (await core.get()).viewOptions.clearFilter(),
    resetViewOptions: async () => (await core.get()).viewOptions.reset(),
    readRest: (id) => id && import('./projects/refresh.js').then((m) => m.readRest(deps, id)),
    readAll: (id) => import('./projects/readAll.js').then((m) => m.readAll(deps, id)),
    showDeviceList: (id) => import('./lists/showDeviceList.js').then((m) => m.showDeviceList(deps, id)),
    renameList: (list) => import('./lists/lists.js').then((m) => m.renameList(deps, list)),
    removeList: (list) => import('./lists/lists.js').then((m) => m.removeList(deps, list)),
    protectProject: (id) =>
      import('./projects/protectProject.js').then((m) => m.protectProject(deps, id, true)),
    unprotectProject: (id) =>
      import('./projects/protectProject.js').then((m) => m.protectProject(deps, id, false)),
    diagnoseProject: (id) =>
      import('./diagnosis/diagnoseProject.js').then((m) => m.diagnoseProject(deps, id)),
    whyEmpty: (what) => what && import('./diagnosis/whyEmpty.js').then((m) => m.whyEmpty(deps, what)),
    copyDeviceId: (refs) => import('./devices/copyDevices.js').then((m) => m.copyIds(refs)),
    copyDeviceUuid: (refs) => import('./devices/copyDevices.js').then((m) => m.copyUuids(deps, refs)),
    copyLocalKey: (refs) => import('./devices/copyDevices.js').then((m) => m.copyLocalKeys(deps, refs)),
    copyDeviceJson: (refs) => import('./devices/copyDevices.js').then((m) => m.copyJson(deps, refs)),
    copyUid: (user) => user && vscode.env.clipboard.writeText(user.uid),
    copyDeviceLink: (refs) => import('./links/copyLinks.js').then((m) => m.copyDeviceLinks(deps, refs)),
    copyLogLink: () => import('./links/copyLinks.js').then((m) => m.copyLogLink(deps)),
    copyDocument: (address) => {
      const text = deps.documentText(address);
      return text !== undefined && vscode.env.clipboard.writeText(text);
    },
    showCalls: async () => (await report.get()).show(),
    setCallBudget: (id) => import('./meter/setCallBudget.js').then((m) => m.setCallBudget(deps, id)),
    openLogs: (refs) => import('./logs/openLogs.js').then((m) => m.openLogs(deps, refs)),
    openLogOfDevice: () => import('./search/findDevice.js').then((m) => m.openLogOfDevice(deps)),
    toggleLogFollow: () => deps.tellLogInFront('follow'),
    toggleLogPause: () => deps.tellLogInFront('pause'),
    nextLogMatch: () => deps.tellLogInFront('next'),
    previousLogMatch: () => deps.tellLogInFront('previous'),
    clearLogFilter: () => deps.tellLogInFront('clearFilter'),
    exportLog: () => deps.tellLogInFront('export'),
    openLogsWithSubDevices: (ref) =>
      ref && import('./logs/openLogs.js').then((m) => m.openLogsWithSubDevices(deps, ref)),
    tellWhenOnline: (refs) => import('./logs/tellWhenOnline.js').then((m) => m.tellWhenOnline(deps, refs)),
    switchLogFile: (given) => import('./logs/logFile.js').then((m) => m.switchLogFile(deps, given)),
    openLogFile: (ref) => ref && import('./logs/logFile.js').then((m) => m.openLogFile(deps, ref)),
    revealLogFile: (ref) => ref && import('./logs/logFile.js').then((m) => m.revealLogFile(deps, ref)),
    openLogFileTerminal: (ref) =>
      ref && import('./logs/logFile.js').then((m) => m.openLogFileTerminal(deps, ref)),
    revealArchive: () => import('./logs/logFile.js').then((m) => m.revealArchive(deps)),
    addLogMarker: (marker) => import('./logs/addLogMarker.js').then((m) => m.addLogMarker(deps, marker)),
    showSinceFlash: () => deps.tellLogInFront('sinceFlash'),
    compareFlash: (marker) => import('./flash/compareFlash.js').then((m) => m.compareFlash(deps, marker)),
    chooseFlashedDevice: (given) =>
      import('./flash/chooseFlashedDevice.js').then((m) => m.chooseFlashedDevice(deps, given)),
    openProduct: async (product) => (await pages.get()).open(product),
    renewProductModel: (product) =>
      import('./products/renewModel.js').then((m) => m.renewModel(deps, product)),
    compareProducts: (product) =>
      import('./products/openProduct.js').then((m) => m.compareProducts(deps, product)),
    compareDevices: (refs) =>
      import('./products/compareDevices.js').then((m) => m.compareDevices(deps, refs)),
    importProductModel: () => import('./products/importModels.js').then((m) => m.importModels(deps)),
    removeProductImport: (product) =>
      import('./products/removeImport.js').then((m) => m.removeImport(deps, product)),
    exportProductChanges: () =>
      import('./products/importModels.js').then((m) => m.exportProductChanges(deps)),
    editDataPoint: (point) =>
      point && import('./products/editDataPoint.js').then((m) => m.editDataPoint(deps, point)),
    sendDataPoint: (given) => import('./sending/sendDataPoint.js').then((m) => m.sendDataPoint(deps, given)),
    takeSnapshot: (ref) => import('./sending/snapshots.js').then((m) => m.takeSnapshot(deps, ref)),
    compareSnapshot: (ref) => import('./sending/snapshots.js').then((m) => m.compareSnapshot(deps, ref)),
    copyAgentServer: () => import('./agents/copyAgentServer.js').then((m) => m.copyAgentServer(deps)),
    linkSource: (given) => import('./source/linkSource.js').then((m) => m.linkSource(deps, given)),
    showInSource: (point) =>
      point && import('./source/showInSource.js').then((m) => m.showInSource(deps, point)),
    showLog: () => deps.showLog(),
  };
}
