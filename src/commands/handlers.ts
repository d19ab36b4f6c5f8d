import * as vscode from 'vscode';
import type { Place } from '../model/fleetViews.js';
import type { CommandHandlers } from '../platform/commands.js';
import { addProject, editProject } from './addProject.js';
import type { CommandDeps } from './commandDeps.js';
import {
  addDemoProject,
  forgetDamagedProject,
  listProjects,
  removeProject,
  renameProject,
} from './projects.js';
import { addUser } from './users.js';

/** What each command does. A command that is given nothing to work on does nothing. */
export function commandHandlers(deps: CommandDeps): CommandHandlers {
  const { core, activity } = deps;
  return {
    addProject: (input) => addProject(deps, input),
    addDemoProject: () => addDemoProject(deps),
    editProject: (projectId) => projectId && editProject(deps, projectId),
    renameProject: (projectId) => renameProject(deps, projectId),
    removeProject: (projectId) => removeProject(deps, projectId),
    listProjects: () => listProjects(deps),
    forgetDamagedProject: (index) => forgetDamagedProject(deps, index),
    refresh: async () => {
      const { projects } = await core.get();
      const places = projects.list().map(({ id }): Place => ({ kind: 'users', projectId: id }));
      await Promise.all(places.map((place) => refresh(deps, place)));
    },
    refreshNode: (place) => place && refresh(deps, place),
    cancelLoading: () => activity.cancelAll(),
    loadMore: async (more) => {
      if (!more) return;
      const { projects, fleet } = await core.get();
      if (!projects.get(more.place.projectId)) return;
      await activity.run((signal) => fleet.of(more.place.projectId).loadMore(more, signal));
    },
    openDetails: (ref) => ref && deps.openDetails(ref),
    addUser: (projectId) => addUser(deps, projectId),
    pinUser: async (user) => user && (await core.get()).setup.pin(user.projectId, user.uid),
    unpinUser: async (user) => user && (await core.get()).setup.unpin(user.projectId, user.uid),
    copyDeviceId: (ref) => ref && vscode.env.clipboard.writeText(ref.deviceId),
    copyUid: (user) => user && vscode.env.clipboard.writeText(user.uid),
    showLog: () => deps.showLog(),
  };
}

async function refresh({ core, activity }: CommandDeps, place: Place): Promise<void> {
  const { projects, fleet } = await core.get();
  if (!projects.get(place.projectId)) return;
  await activity.run((signal) => fleet.of(place.projectId).refresh(place, signal));
}
