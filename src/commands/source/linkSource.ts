import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { SourceArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';
import { chooseProduct, knownProducts } from '../products/products.js';

/** Says which product the source in front is for: the file alone, its folder, or the folder of the workspace. */
export async function linkSource(deps: CommandDeps, given: SourceArg | undefined): Promise<void> {
  if (given) {
    const { uri, projectId, productId } = given;
    await deps.linkSource(uri, { projectId, productId });
    return;
  }
  const document = vscode.window.activeTextEditor?.document;
  if (!document)
    throw new ToldError({
      what: vscode.l10n.t('No source file is open.'),
      remedy: vscode.l10n.t('Open a file of your firmware first.'),
    });
  const core = await deps.core.get();
  for (const { id } of core.projects.list()) await core.fleet.restored(id);
  const product = await chooseProduct(
    core,
    await knownProducts(core),
    vscode.l10n.t('Which product is this source for?'),
  );
  if (!product) return;
  const at = await choosePlace(document.uri);
  if (!at) return;
  const { projectId, productId } = product;
  await deps.linkSource(at.toString(), { projectId, productId });
}

async function choosePlace(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) return uri;
  const own = vscode.Uri.joinPath(uri, '..');
  const items = [
    { label: vscode.l10n.t('The whole folder'), at: folder },
    ...(own.toString() === folder.toString()
      ? []
      : [{ label: vscode.l10n.t('The folder of this file'), at: own }]),
    { label: vscode.l10n.t('This file'), at: uri },
  ].map((item) => ({ ...item, description: displayText(vscode.workspace.asRelativePath(item.at)) }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What of the source is for this product?'),
  });
  return chosen?.at;
}
