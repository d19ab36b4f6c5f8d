import * as vscode from 'vscode';
import { logDevicesAtMost } from '../../model/logs/open/logDevices.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { devicesArg } from '../../platform/commands/commandArgs.js';
import type { CommandDeps } from '../commandDeps.js';
import { present } from '../devices/deviceWords.js';

/** The log of the selected devices, by key of those that have the keyboard: one timeline for each project. */
export async function openLogs(deps: CommandDeps, given: readonly DeviceRef[] | undefined): Promise<void> {
  const core = await deps.core.get();
  const refs = given ?? devicesArg(await deps.nodesAtKeyboard()) ?? [];
  const byProject = new Map<string, string[]>();
  for (const { projectId, deviceId } of present(core, refs)) {
    const group = byProject.get(projectId);
    if (group) group.push(deviceId);
    else byProject.set(projectId, [deviceId]);
  }
  for (const [projectId, deviceIds] of byProject) await open(deps, projectId, deviceIds);
}

/** A gateway and what is behind it. Where that isn't known yet, the gateway is asked: one call. */
export async function openLogsWithSubDevices(deps: CommandDeps, gateway: DeviceRef): Promise<void> {
  const core = await deps.core.get();
  if (present(core, [gateway]).length === 0) return;
  const { projectId, deviceId } = gateway;
  if (core.devices.subDevicesOf(gateway) === undefined) {
    await deps.activity.run((signal) =>
      core.fleet.of(projectId).refresh({ kind: 'gateway', projectId, deviceId }, { asker: 'person', signal }),
    );
  }
  await open(deps, projectId, [deviceId, ...(core.devices.subDevicesOf(gateway) ?? [])]);
}

async function open(deps: CommandDeps, projectId: string, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length > logDevicesAtMost) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'One log shows {0} devices at most; the first {0} of {1} are opened.',
        logDevicesAtMost,
        deviceIds.length,
      ),
    );
  }
  await deps.openLogs(projectId, deviceIds.slice(0, logDevicesAtMost));
}
