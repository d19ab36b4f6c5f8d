import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { PointArg } from '../../platform/commands/commandArgs.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import type { CommandDeps } from '../commandDeps.js';

/** Shows where the workspace's source names a data point of a device. */
export async function showInSource(deps: CommandDeps, point: PointArg): Promise<void> {
  const places = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Searching source…') },
    () => deps.placesInSource(point),
  );
  const [first] = places;
  if (!first)
    throw new ToldError({
      what: vscode.l10n.t('No source in this window names ‘{0}’.', displayText(point.code)),
      remedy: vscode.l10n.t('Open the folder of its firmware, and link it to the product.'),
    });
  const editor = await vscode.window.showTextDocument(first.uri, { selection: first.range });
  if (places.length > 1)
    await vscode.commands.executeCommand(
      'editor.action.goToLocations',
      editor.document.uri,
      first.range.start,
      places,
      'peek',
    );
}
