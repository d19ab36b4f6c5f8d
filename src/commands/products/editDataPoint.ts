import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { PointChange } from '../../model/products/pointChanges.js';
import type { PointModel } from '../../model/values/pointModel.js';
import type { PointArg } from '../../platform/commands/commandArgs.js';
import type { CommandDeps } from '../commandDeps.js';
import { askLabel, askName, askScale, askUnit, type Edited } from './editSteps.js';
import { keepingChanges } from './importModels.js';
import { productOf } from './products.js';

type Part = 'name' | 'unit' | 'scale' | 'labels' | 'reset';

/**
 * Changes what a data point means, for all devices of its product and all projects: one part after the other, each kept
 * at once, until the person leaves.
 * @throws ToldError
 */
export async function editDataPoint({ core: lazy }: CommandDeps, point: PointArg): Promise<void> {
  const core = await lazy.get();
  const { productId } = productOf(core, point);
  await core.productModels.kept({ projectId: point.projectId, productId });
  for (;;) {
    const edited = editedOf(core, point, productId);
    const part = await askPart(edited);
    if (!part) return;
    const change = part === 'reset' ? {} : await askChange(part, edited);
    if (change) await keepingChanges(() => core.productModels.override(productId, edited.code, change));
  }
}

/** The data point as it is used now, and what of that is the person's. */
function editedOf(core: Core, { projectId, deviceId, code }: PointArg, productId: string): Edited {
  const { productModels, productChanges, devices } = core;
  const product = devices.device({ projectId, deviceId })?.value.productName;
  const value = devices
    .device({ projectId, deviceId })
    ?.value.status.find((each) => each.code === code)?.value;
  const model: PointModel = productModels.known({ projectId, productId }).points.get(code) ?? { code };
  return {
    productId,
    code,
    model,
    own: productChanges.ownOf(productId).get(code) ?? {},
    value,
    title: vscode.l10n.t('{0} of ‘{1}’', displayText(code), displayName(product, productId)),
  };
}

async function askPart({ title, model, own, value }: Edited): Promise<Part | undefined> {
  const { type, range, labels, name, unit, scale } = model;
  const isUntyped = type === undefined || type === 'other';
  const isNumber = isUntyped || type === 'integer' || type === 'float';
  // Without a type a word for a number would be one of a member, or of a bit.
  const hasWords = isUntyped ? typeof value !== 'number' : type === 'enum' || type === 'bitmap';
  const none = vscode.l10n.t('none');
  const shown = (text: string | undefined, isOwn: boolean): string =>
    [displayText(text ?? none), isOwn ? vscode.l10n.t('changed by you') : ''].filter(Boolean).join(' · ');
  const items: (vscode.QuickPickItem & { readonly part: Part })[] = [
    { label: vscode.l10n.t('Name'), description: shown(name, own.name !== undefined), part: 'name' },
  ];
  if (isNumber)
    items.push(
      { label: vscode.l10n.t('Unit'), description: shown(unit, own.unit !== undefined), part: 'unit' },
      {
        label: vscode.l10n.t('Digits after the point'),
        description: shown(scale === undefined ? undefined : String(scale), own.scale !== undefined),
        part: 'scale',
      },
    );
  if (hasWords)
    items.push({
      label: vscode.l10n.t('Words for its values'),
      description: shown((labels ?? range)?.slice(0, 6).join(', '), own.labels !== undefined),
      part: 'labels',
    });
  if (Object.keys(own).length > 0)
    items.push({ label: vscode.l10n.t('Take back what you changed'), part: 'reset' });
  const placeHolder = vscode.l10n.t('What does it mean, for all devices of this product?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.part;
}

/** All of the person's change as it is to be; undefined where this part stays as it is. */
function askChange(part: Exclude<Part, 'reset'>, edited: Edited): Promise<PointChange | undefined> {
  switch (part) {
    case 'name':
      return askName(edited);
    case 'unit':
      return askUnit(edited);
    case 'scale':
      return askScale(edited);
    case 'labels':
      return askLabel(edited);
  }
}
