import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import { subDevicesFirst } from '../../model/devices/batch.js';
import type { DeviceRef } from '../../model/projects/project.js';
import { devicesArg, listArg } from '../../platform/commands/commandArgs.js';
import { confirmed } from '../../platform/prompts/notify.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { removeList } from '../lists/lists.js';
import { runBatch } from './batchRun.js';
import { confirmSeveral } from './confirmSeveral.js';
import { deletion, reset, type DestructiveAction } from './destructiveAction.js';
import { onlineText, present, refuseProtected, wordsOf, type DeviceWords } from './deviceWords.js';
import { runOne } from './runOne.js';

type Given = readonly DeviceRef[] | undefined;

/** Deletes devices; by key, whatever of a person's own has the keyboard. */
export async function deleteDevices(deps: CommandDeps, given: Given): Promise<void> {
  if (given) return destroy(deps, deletion, given);
  const nodes = await deps.nodesAtKeyboard();
  const list = nodes.length === 1 ? listArg(nodes[0]) : undefined;
  return list ? removeList(deps, list) : destroy(deps, deletion, devicesArg(nodes) ?? []);
}

export async function resetDevices(deps: CommandDeps, given: Given): Promise<void> {
  return destroy(deps, reset, given ?? devicesArg(await deps.nodesAtKeyboard()) ?? []);
}

/** Asks, does it device by device, and tells what became of each. */
async function destroy(
  deps: CommandDeps,
  kind: DestructiveAction,
  refs: readonly DeviceRef[],
): Promise<void> {
  const core = await deps.core.get();
  const [first, ...others] = ordered(core, present(core, refs));
  if (!first) return;
  refuseProtected(core, [first.ref, ...others.map(({ ref }) => ref)]);
  if (others.length === 0) {
    const hindrance = kind.hindrance(first);
    if (hindrance !== undefined) throw new ToldError({ what: kind.notDone(first.name), remedy: hindrance });
    if (await confirmed(kind.question(first.name), detailOf(kind, first), kind.verb()))
      await runOne(core, kind, first);
    return;
  }
  const chosen = await confirmSeveral(kind, [first, ...others]);
  if (chosen) await runBatch(deps, core, kind, chosen);
}

/** Sub-devices before their gateways, which take them with them. */
function ordered(core: Core, refs: readonly DeviceRef[]): DeviceWords[] {
  return subDevicesFirst(refs, (ref) => core.devices.gatewayOf(ref)).map((ref) => wordsOf(core, ref));
}

function detailOf(kind: DestructiveAction, device: DeviceWords): string {
  return [
    kind.consequence(device),
    '',
    vscode.l10n.t('ID: {0}', displayText(device.ref.deviceId)),
    vscode.l10n.t('User: {0}', device.user),
    vscode.l10n.t('Project: {0}', device.project),
    vscode.l10n.t('State: {0}', onlineText(device.online)),
  ].join('\n');
}
