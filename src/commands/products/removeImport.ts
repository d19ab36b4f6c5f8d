import * as vscode from 'vscode';
import { displayName, displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import type { ProductModel } from '../../model/products/productModel.js';
import type { ProductArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { knownProducts, productOf } from './products.js';

/**
 * Takes an imported model away: the cloud's own stands alone again.
 * @throws ToldError where none is imported
 */
export async function removeImport(deps: CommandDeps, given: ProductArg | undefined): Promise<void> {
  const core = await deps.core.get();
  const asked = given && ('deviceId' in given ? productOf(core, given).productId : given.productId);
  const imported = await importedModels(core, asked);
  if (imported.length === 0)
    throw new ToldError({ what: vscode.l10n.t('No model is imported for a product that is known here.') });
  const chosen = asked === undefined ? await choose(imported) : imported[0];
  if (!chosen) return;
  await core.productModels.removeImport(chosen.model.productId);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Imported model removed'), 3_000);
}

interface Imported {
  readonly model: ProductModel;
  readonly name: string | undefined;
}

/** One for each product, whatever projects have it. */
async function importedModels(core: Core, asked: string | undefined): Promise<readonly Imported[]> {
  const names = new Map((await knownProducts(core)).map(({ productId, name }) => [productId, name]));
  const ids = asked === undefined ? [...names.keys()] : [asked];
  const found = await Promise.all(
    ids.map(async (id) => {
      const model = await core.productModels.importOf(id);
      return model ? [{ model, name: names.get(id) }] : [];
    }),
  );
  return found.flat();
}

async function choose(imported: readonly Imported[]): Promise<Imported | undefined> {
  const items = imported.map((each) => ({
    label: displayName(each.name, each.model.productId),
    description: displayText(each.model.productId),
    detail: displayText(each.model.file ?? ''),
    each,
  }));
  const placeHolder = vscode.l10n.t('The imported model of which product is to be removed?');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.each;
}
