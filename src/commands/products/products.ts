import * as vscode from 'vscode';
import { eachInSlices } from '../../base/timeSlicing.js';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { ProductRef } from '../../model/products/productModel.js';
import type { DeviceRef } from '../../model/projects/project.js';
import type { Device } from '../../tuya/results.js';
import type { ProductArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { withCancellableProgress } from '../../platform/prompts/notify.js';

/** A product, by what the devices that are known here say of it. */
export interface KnownProduct extends ProductRef {
  readonly name: string | undefined;
  readonly category: string | undefined;
  readonly devices: readonly Device[];
}

/** A device with its product, as models are asked for. */
export type DeviceOfProduct = DeviceRef & { readonly productId: string };

/** The products of all devices that are known here, in all projects. Looked for with breaks: there may be many devices. */
export async function knownProducts(core: Core): Promise<readonly KnownProduct[]> {
  const products = new Map<string, { readonly ref: ProductRef; readonly devices: Device[] }>();
  for (const { id: projectId } of core.projects.list()) {
    await eachInSlices(core.devices.knownOf(projectId).values(), ({ value: device }) => {
      const { productId } = device;
      if (!productId) return;
      const key = `${projectId}\n${productId}`;
      const found = products.get(key);
      if (found) found.devices.push(device);
      else products.set(key, { ref: { projectId, productId }, devices: [device] });
    });
  }
  return [...products.values()].map(({ ref, devices }) => ({
    ...ref,
    name: devices.find(({ productName }) => productName)?.productName,
    category: devices.find(({ category }) => category)?.category,
    devices,
  }));
}

/**
 * The product that a command was given; by one of its devices, by its id, or chosen by the person. Undefined where the
 * person would rather not.
 * @throws ToldError where there is none
 */
export async function givenProduct(
  core: Core,
  given: ProductArg | undefined,
  placeHolder: string,
): Promise<KnownProduct | undefined> {
  const products = await knownProducts(core);
  if (!given) return chooseProduct(core, products, placeHolder);
  const { projectId } = given;
  const productId = 'deviceId' in given ? productOf(core, given).productId : given.productId;
  const found = products.find((each) => each.projectId === projectId && each.productId === productId);
  return found ?? { projectId, productId, name: undefined, category: undefined, devices: [] };
}

/** @throws ToldError where the cloud didn't say which product the device is of */
export function productOf(core: Core, { projectId, deviceId }: DeviceRef): DeviceOfProduct {
  const productId = core.devices.device({ projectId, deviceId })?.value.productId;
  if (productId) return { projectId, deviceId, productId };
  throw new ToldError({
    what: vscode.l10n.t('It isn’t known which product this device is of.'),
    remedy: vscode.l10n.t('Refresh the device first.'),
  });
}

/** @throws ToldError where none is known */
export async function chooseProduct(
  core: Core,
  products: readonly KnownProduct[],
  placeHolder: string,
): Promise<KnownProduct | undefined> {
  if (products.length === 0)
    throw new ToldError({
      what: vscode.l10n.t('No product is known here yet.'),
      remedy: vscode.l10n.t('Open a project in the tree first, so that its devices are read.'),
    });
  const items = products.map((product) => ({
    label: displayName(product.name, product.productId),
    description: displayText(product.productId),
    detail: [
      deviceCount(product.devices.length),
      displayText(core.projects.get(product.projectId)?.name ?? ''),
    ]
      .filter(Boolean)
      .join(' · '),
    product,
  }));
  items.sort((a, b) => a.label.localeCompare(b.label));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return chosen?.product;
}

function deviceCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 device') : vscode.l10n.t('{0} devices', count);
}

/** The device through which a product is asked for: one that is online, where there is one. */
export function spokesman({ projectId, productId, devices }: KnownProduct): DeviceOfProduct | undefined {
  const device = devices.find(({ online }) => online) ?? devices[0];
  return device && { projectId, productId, deviceId: device.id };
}

/** Reads the model where nobody has; what can't be read stands in the model's state. */
export async function loadModel(core: Core, product: KnownProduct): Promise<void> {
  const device = spokesman(product);
  const { reading } = await core.productModels.kept(product);
  const isKnown = reading.state === 'read' ? reading.model.source !== 'import' : reading.state === 'none';
  if (!device || isKnown || reading.state === 'refused') return;
  await withCancellableProgress(vscode.l10n.t('Reading the product’s model…'), (signal) =>
    core.productModels.load(device, [], { asker: 'person', signal }),
  );
}
