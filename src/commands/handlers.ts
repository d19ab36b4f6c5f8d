import * as vscode from 'vscode';
import type { More, Place } from '../model/fleet/fleetViews.js';
import type { ListRef } from '../model/lists/deviceLists.js';
import type { CommandHandlers } from '../platform/commands/commands.js';
import { addProject, editProject } from './setup/addProject.js';
import { setCallBudget } from './meter/setCallBudget.js';
import { CallsReport } from './meter/showCalls.js';
import type { CommandDeps } from './commandDeps.js';
import { copyIds, copyJson, copyLocalKeys, copyUuids } from './devices/copyDevices.js';
import { deleteDevices, resetDevices } from './devices/deleteAndReset.js';
import { exportDevices } from './exports/exportDevices.js';
import { factoryData } from './exports/factoryData.js';
import { renameDevice } from './devices/renameDevice.js';
import { diagnoseProject } from './diagnosis/diagnoseProject.js';
import { whyEmpty } from './diagnosis/whyEmpty.js';
import { findDevice } from './search/findDevice.js';
import { removeList, renameList } from './lists/lists.js';
import { showDeviceList } from './lists/showDeviceList.js';
import { addLogMarker } from './logs/addLogMarker.js';
import { openLogs, openLogsWithSubDevices } from './logs/openLogs.js';
import { tellWhenOnline } from './logs/tellWhenOnline.js';
import {
  addDemoProject,
  forgetDamagedProject,
  listProjects,
  removeProject,
  renameProject,
  useProjectHere,
} from './projects/projects.js';
import { moveProject } from './projects/projectOrder.js';
import { protectProject } from './projects/protectProject.js';
import { addUser } from './projects/addUser.js';

/** What each command does. A command that is given nothing to work on does nothing. */
export function commandHandlers(deps: CommandDeps): CommandHandlers {
  const { core, activity } = deps;
  const calls = new CallsReport(deps);
  return {
    addProject: (input) => addProject(deps, input),
    addDemoProject: () => addDemoProject(deps),
    editProject: (projectId) => projectId && editProject(deps, projectId),
    renameProject: (projectId) => renameProject(deps, projectId),
    removeProject: (projectId) => removeProject(deps, projectId),
    listProjects: () => listProjects(deps),
    moveProjectUp: (projectId) => moveProject(deps, projectId, 'up'),
    moveProjectDown: (projectId) => moveProject(deps, projectId, 'down'),
    useProjectHere: (projectId) => useProjectHere(deps, projectId),
    useNoProjectHere: async () => (await core.get()).workspaceProject.use(undefined),
    forgetDamagedProject: (index) => forgetDamagedProject(deps, index),
    refresh: async () => {
      const { projects } = await core.get();
      const places = projects.list().map(({ id }): Place => ({ kind: 'users', projectId: id }));
      await Promise.all(places.map((place) => refresh(deps, place)));
    },
    refreshNode: (what) => what && refresh(deps, what),
    cancelLoading: () => activity.cancelAll(),
    loadMore: (more) => more && loadMore(deps, more),
    openDetails: (ref) => ref && deps.openDetails(ref),
    addUser: (projectId) => addUser(deps, projectId),
    pinUser: async (user) => user && (await core.get()).setup.pin(user.projectId, user.uid),
    unpinUser: async (user) => user && (await core.get()).setup.unpin(user.projectId, user.uid),
    renameDevice: (refs) => renameDevice(deps, refs),
    resetDevice: (refs) => resetDevices(deps, refs),
    deleteDevice: (refs) => deleteDevices(deps, refs),
    factoryData: (scope) => factoryData(deps, scope),
    exportDevices: (scope) => exportDevices(deps, scope),
    findDevice: () => findDevice(deps),
    showDeviceList: (projectId) => showDeviceList(deps, projectId),
    renameList: (list) => renameList(deps, list),
    removeList: (list) => removeList(deps, list),
    protectProject: (projectId) => protectProject(deps, projectId, true),
    unprotectProject: (projectId) => protectProject(deps, projectId, false),
    diagnoseProject: (projectId) => diagnoseProject(deps, projectId),
    whyEmpty: (what) => what && whyEmpty(deps, what, () => refresh(deps, what)),
    copyDeviceId: (refs) => copyIds(refs),
    copyDeviceUuid: async (refs) => copyUuids(await core.get(), refs),
    copyLocalKey: async (refs) => copyLocalKeys(await core.get(), refs),
    copyDeviceJson: async (refs) => copyJson(await core.get(), refs),
    copyUid: (user) => user && vscode.env.clipboard.writeText(user.uid),
    showCalls: () => calls.show(),
    setCallBudget: (projectId) => setCallBudget(deps, projectId),
    openLogs: (refs) => openLogs(deps, refs),
    openLogsWithSubDevices: (ref) => ref && openLogsWithSubDevices(deps, ref),
    tellWhenOnline: (refs) => tellWhenOnline(deps, refs),
    addLogMarker: (text) => addLogMarker(deps, text),
    showLog: () => deps.showLog(),
  };
}

async function refresh({ core, activity }: CommandDeps, what: Place | ListRef): Promise<void> {
  const { projects, fleet, deviceLists } = await core.get();
  if (!projects.get(what.projectId)) return;
  await activity.run(async (signal) => {
    if ('listId' in what) await deviceLists.of(what)?.refresh(signal);
    else await fleet.of(what.projectId).refresh(what, signal);
  });
}

async function loadMore({ core, activity }: CommandDeps, more: More | ListRef): Promise<void> {
  const { projects, fleet, deviceLists } = await core.get();
  await activity.run(async (signal) => {
    if ('listId' in more) await deviceLists.of(more)?.loadMore(signal);
    else if (projects.get(more.place.projectId)) await fleet.of(more.place.projectId).loadMore(more, signal);
  });
}
