import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import { sortInSlices } from '../../base/sortInSlices.js';
import { eachInSlices } from '../../base/timeSlicing.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { devicesArg } from '../../platform/commands/commandArgs.js';
import type { Device } from '../../tuya/results.js';
import type { CommandDeps } from '../commandDeps.js';
import { present } from '../devices/deviceWords.js';
import { wholeDevices } from '../devices/wholeDevices.js';
import { comparedDevice } from './productDocument.js';

/** A list that somebody chooses from by typing. */
const choicesAtMost = 2_000;

/** Shows how two devices differ, in VS Code's own comparison: what they are, and what they report. */
export async function compareDevices(
  deps: CommandDeps,
  given: readonly DeviceRef[] | undefined,
): Promise<void> {
  const core = await deps.core.get();
  const refs = present(core, given ?? devicesArg(await deps.nodesAtKeyboard()) ?? []);
  const [one] = refs;
  if (!one || refs.length > 2) return;
  const other = refs[1] ?? (await chooseOther(core, one));
  if (!other) return;
  const whole = await wholeDevices(core, [one, other], vscode.l10n.t('Compare Devices'));
  const [first, second] = [...(whole ?? [])];
  if (!first || !second) return;
  const sides = await Promise.all(
    [
      { ref: one, device: first.device },
      { ref: other, device: second.device },
    ].map(async ({ ref, device }) => ({
      name: `${fileName(device)}.json`,
      text: comparedDevice(device, await pointsOf(core, ref, device)),
    })),
  );
  const [left, right] = sides;
  if (left && right)
    await deps.showComparison(left, right, `${nameOf(first.device)} ↔ ${nameOf(second.device)}`);
}

async function chooseOther(core: Core, one: DeviceRef): Promise<DeviceRef | undefined> {
  const known = core.devices.device(one)?.value;
  const items: (vscode.QuickPickItem & { readonly isSameProduct: boolean; readonly ref: DeviceRef })[] = [];
  for (const { id: projectId, name } of core.projects.list())
    await eachInSlices(core.devices.knownOf(projectId).values(), ({ value: device }) => {
      if (projectId === one.projectId && device.id === one.deviceId) return;
      items.push({
        label: nameOf(device),
        description: displayText(device.id),
        detail: [displayText(device.productName ?? ''), displayText(name)].filter(Boolean).join(' · '),
        isSameProduct: device.productId !== undefined && device.productId === known?.productId,
        ref: { projectId, deviceId: device.id },
      });
    });
  const inOrder = await sortInSlices(
    items,
    (a, b) => Number(b.isSameProduct) - Number(a.isSameProduct) || a.label.localeCompare(b.label),
  );
  const placeHolder = vscode.l10n.t(
    'Compare ‘{0}’ with which device?',
    displayName(known?.name, one.deviceId),
  );
  const chosen = await vscode.window.showQuickPick(inOrder.slice(0, choicesAtMost), {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.ref;
}

/** As far as the model is known: comparing costs no call. */
async function pointsOf(
  core: Core,
  { projectId }: DeviceRef,
  { productId }: Device,
): Promise<ReadonlyMap<string, PointModel>> {
  return productId ? (await core.productModels.kept({ projectId, productId })).points : new Map();
}

function nameOf({ name, id }: Device): string {
  return displayName(name, id);
}

/** As a tab has it. Devices of one name are told apart by their ids. */
function fileName(device: Device): string {
  return `${nameOf(device)} (${device.id})`.replace(/[\\/:*?"<>|]/gu, '_');
}
