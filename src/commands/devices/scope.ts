import * as vscode from 'vscode';
import { eachInSlices } from '../../base/timeSlicing.js';
import type { Core } from '../../app/core.js';
import type { ExportedDevice } from '../../model/exports/exportedDevice.js';
import type { ProductRef } from '../../model/products/productModel.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { DeviceScope } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { present } from './deviceWords.js';

/** The devices of one project that a command is about. */
export interface ProjectDevices {
  readonly projectId: string;
  readonly deviceIds: readonly string[];
  /** What they have in common, as a name for a file. */
  readonly name: string;
}

/**
 * The devices of a scope, by project: the selection, or what is known of a list, a user or a whole project.
 * @throws ToldError where there are none
 */
export function devicesOfScope(core: Core, scope: DeviceScope): readonly ProjectDevices[] {
  const { devices, list, user, projectId } = scope;
  const refs = present(core, devices);
  if (refs.length > 0) return byProject(core, refs);
  const project = projectId === undefined ? undefined : core.projects.get(projectId);
  if (!project || projectId === undefined) return [];
  const found = list
    ? {
        name: core.lists.get(projectId, list.listId)?.name,
        deviceIds: core.deviceLists.of(list)?.state().ids,
      }
    : { name: user?.uid ?? project.name, deviceIds: knownOf(core, projectId, user?.uid) };
  const { name = project.name, deviceIds = [] } = found;
  if (deviceIds.length > 0) return [{ projectId, deviceIds, name }];
  throw new ToldError({
    what: vscode.l10n.t('No device is known here yet.'),
    remedy: vscode.l10n.t('Open it in the tree first to read its devices.'),
  });
}

/** A device with all that is known about it. */
export function exported(core: Core, ref: DeviceRef): ExportedDevice | undefined {
  const device = core.devices.device(ref)?.value;
  if (!device) return undefined;
  const factory = core.factory.get(ref);
  const gatewayId = core.devices.gatewayOf(ref);
  const points = device.productId
    ? core.productModels.known({ projectId: ref.projectId, productId: device.productId }).points
    : undefined;
  return {
    device,
    ...(factory && { factory }),
    ...(gatewayId !== undefined && { gatewayId }),
    ...(points && { points }),
  };
}

/** Has a look at what is kept of the models of these devices' products. Costs no call. */
export async function lookForModels(core: Core, refs: readonly DeviceRef[]): Promise<void> {
  const products = new Map<string, ProductRef>();
  await eachInSlices(refs, (ref) => {
    const productId = core.devices.device(ref)?.value.productId;
    if (productId) products.set(`${ref.projectId}\n${productId}`, { projectId: ref.projectId, productId });
  });
  for (const product of products.values()) await core.productModels.kept(product);
}

function byProject(core: Core, refs: readonly DeviceRef[]): ProjectDevices[] {
  const groups = new Map<string, string[]>();
  for (const { projectId, deviceId } of refs) {
    const group = groups.get(projectId);
    if (group) group.push(deviceId);
    else groups.set(projectId, [deviceId]);
  }
  return [...groups].map(([projectId, deviceIds]) => {
    const [only] = deviceIds;
    const device =
      deviceIds.length === 1 && only ? core.devices.device({ projectId, deviceId: only }) : undefined;
    return { projectId, deviceIds, name: device?.value.name ?? core.projects.get(projectId)?.name ?? '' };
  });
}

function knownOf({ devices }: Core, projectId: string, uid: string | undefined): string[] {
  return [...(uid === undefined ? devices.knownOf(projectId).keys() : devices.ownedBy(projectId, uid))];
}
