import * as vscode from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { PointSnapshot } from '../../model/sending/pointSnapshots.js';
import type { PointModel } from '../../model/values/pointModel.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';
import type { CommandDeps } from '../commandDeps.js';
import { comparedPoints } from '../products/productDocument.js';

/** Shows how data points of a device at two moments differ, in VS Code's own comparison. */
export async function showDifference(
  deps: CommandDeps,
  core: Core,
  ref: DeviceRef,
  before: PointSnapshot,
  after: PointSnapshot,
): Promise<void> {
  const name = nameOf(core, ref);
  const points = await pointsOf(core, ref);
  const side = ({ at, status }: PointSnapshot) => ({
    name: `${name} ${momentText(at)}.json`.replace(/[\\/:*?"<>|]/gu, '_'),
    text: comparedPoints(status, points),
  });
  const title = vscode.l10n.t('{0}: {1} ↔ {2}', name, momentText(before.at), momentText(after.at));
  await deps.showComparison(side(before), side(after), title);
}

/**
 * Reads the data points as they are now. One call.
 * @throws TuyaError, BudgetError or an abort error
 */
export async function readPoints(core: Core, ref: DeviceRef): Promise<PointSnapshot> {
  return withCancellableProgress(vscode.l10n.t('Reading the data points…'), async (signal) => {
    const client = await core.connections.client(ref.projectId, { asker: 'person', signal });
    const device = await client.devices.get(ref.deviceId, signal);
    const at = core.clock.now();
    core.devices.put(ref.projectId, [device], at);
    return { at, status: device.status };
  });
}

export function nameOf(core: Core, ref: DeviceRef): string {
  return displayName(core.devices.device(ref)?.value.name, ref.deviceId);
}

/** Day and time by this computer's clock: a snapshot may be of yesterday. */
export function momentText(at: number): string {
  const format = { dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, format).format(at);
}

/** As far as the model is known: it costs no call. */
async function pointsOf(
  core: Core,
  { projectId, deviceId }: DeviceRef,
): Promise<ReadonlyMap<string, PointModel>> {
  const productId = core.devices.device({ projectId, deviceId })?.value.productId;
  return productId ? (await core.productModels.kept({ projectId, productId })).points : new Map();
}
