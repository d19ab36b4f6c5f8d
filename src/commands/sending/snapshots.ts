import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointSnapshot } from '../../model/sending/pointSnapshots.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { devicesArg } from '../../platform/commands/commandArgs.js';
import { commandIds } from '../../platform/commands/commands.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { comparedPoints } from '../products/productDocument.js';
import { present } from '../devices/deviceWords.js';

/**
 * Reads the device's data points and holds them, to be compared with later ones. One call.
 * @throws TuyaError, ToldError or an abort error
 */
export async function takeSnapshot(deps: CommandDeps, given: DeviceRef | undefined): Promise<void> {
  const core = await deps.core.get();
  const ref = await oneDevice(deps, core, given);
  const { at } = await readNow(core, ref);
  const compare = vscode.l10n.t('Show What Changed');
  const text = vscode.l10n.t(
    'Snapshot of ‘{0}’ taken at {1}. Send or try something, then show what changed.',
    nameOf(core, ref),
    timeText(at),
  );
  // Nobody waits for the message to be closed.
  void vscode.window.showInformationMessage(text, compare).then((pressed) => {
    if (pressed === compare) return vscode.commands.executeCommand(commandIds.compareSnapshot, ref);
    return undefined;
  });
}

/**
 * Reads the device's data points and shows how they differ from the snapshot, in VS Code's own comparison. One call.
 * @throws TuyaError, ToldError or an abort error
 */
export async function compareSnapshot(deps: CommandDeps, given: DeviceRef | undefined): Promise<void> {
  const core = await deps.core.get();
  const ref = await oneDevice(deps, core, given);
  const before = core.snapshots.of(ref);
  const name = nameOf(core, ref);
  if (!before)
    throw new ToldError({
      what: vscode.l10n.t('There is no snapshot of ‘{0}’ yet.', name),
      remedy: vscode.l10n.t('Take one first, then send or try something.'),
    });
  const now = await read(core, ref);
  const points = await pointsOf(core, ref);
  const side = ({ at, status }: PointSnapshot) => ({
    name: `${name} ${timeText(at)}.json`.replace(/[\\/:*?"<>|]/gu, '_'),
    text: comparedPoints(status, points),
  });
  const title = vscode.l10n.t('{0}: {1} ↔ {2}', name, timeText(before.at), timeText(now.at));
  await deps.showComparison(side(before), side(now), title);
}

async function readNow(core: Core, ref: DeviceRef): Promise<PointSnapshot> {
  const { status, at } = await read(core, ref);
  return core.snapshots.take(ref, { status }, at);
}

async function read(core: Core, ref: DeviceRef): Promise<PointSnapshot> {
  return withCancellableProgress(vscode.l10n.t('Reading the data points…'), async (signal) => {
    const client = await core.connections.client(ref.projectId, { asker: 'person', signal });
    const device = await client.devices.get(ref.deviceId, signal);
    const at = core.clock.now();
    core.devices.put(ref.projectId, [device], at);
    return { at, status: device.status };
  });
}

async function oneDevice(deps: CommandDeps, core: Core, given: DeviceRef | undefined): Promise<DeviceRef> {
  const [ref, ...others] = present(core, given ? [given] : (devicesArg(await deps.nodesAtKeyboard()) ?? []));
  if (!ref || others.length > 0)
    throw new ToldError({
      what: vscode.l10n.t('A snapshot is taken of one device.'),
      remedy: vscode.l10n.t('Choose one in the tree.'),
    });
  return ref;
}

/** As far as the model is known: it costs no call. */
async function pointsOf(
  core: Core,
  { projectId, deviceId }: DeviceRef,
): Promise<ReadonlyMap<string, PointModel>> {
  const productId = core.devices.device({ projectId, deviceId })?.value.productId;
  return productId ? (await core.productModels.kept({ projectId, productId })).points : new Map();
}

function nameOf(core: Core, ref: DeviceRef): string {
  return displayName(core.devices.device(ref)?.value.name, ref.deviceId);
}

/** By this computer's clock. */
function timeText(at: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, { timeStyle: 'medium' }).format(at);
}
