import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { unprotect } from '../../platform/errorMessages/nextSteps.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';

/** A device as it is called in questions and reports: taken before anything happens to it. */
export interface DeviceWords {
  readonly ref: DeviceRef;
  readonly name: string;
  readonly user: string;
  readonly project: string;
  readonly online: boolean | undefined;
  readonly subDevices: number;
}

export function wordsOf(core: Core, ref: DeviceRef): DeviceWords {
  const device = core.devices.device(ref)?.value;
  const project = core.projects.get(ref.projectId);
  return {
    ref,
    name: displayName(device?.name, ref.deviceId),
    user: userName(core, ref.projectId, device?.uid),
    project: displayName(project?.name, ref.projectId),
    online: device?.online,
    subDevices: core.devices.subDevicesOf(ref)?.length ?? 0,
  };
}

export function onlineText(online: boolean | undefined): string {
  if (online === undefined) return vscode.l10n.t('online state unknown');
  return online ? vscode.l10n.t('online') : vscode.l10n.t('offline');
}

/** The devices of projects that are there. */
export function present(core: Core, refs: readonly DeviceRef[]): DeviceRef[] {
  return refs.filter(({ projectId }) => core.projects.get(projectId) !== undefined);
}

/** @throws ToldError where one of the projects is protected: asked before anybody types anything */
export function refuseProtected(core: Core, refs: readonly DeviceRef[]): void {
  const project = refs
    .map(({ projectId }) => core.projects.get(projectId))
    .find((found) => found?.isProtected);
  if (!project) return;
  const name = displayText(project.name);
  throw new ToldError(
    { what: vscode.l10n.t('The project ‘{0}’ is protected: nothing in it can be changed.', name) },
    { next: unprotect(project.id) },
  );
}

function userName(core: Core, projectId: string, uid: string | undefined): string {
  if (uid === undefined) return vscode.l10n.t('no user');
  const { users } = core.fleet.of(projectId).users();
  return displayName(users.find((user) => user.uid === uid)?.name, uid);
}
