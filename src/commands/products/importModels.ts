import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { Core } from '../../app/core.js';
import {
  importBytesAtMost,
  ImportFileError,
  type ImportedProduct,
  type ImportProblem,
} from '../../model/products/importFile.js';
import { ChangesFileError, isChangesFile, readChanges } from '../../model/products/pointChanges.js';
import { saveAs } from '../../platform/prompts/saveOrCopyText.js';
import { ToldError } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { CommandDeps } from '../commandDeps.js';

/** What a team keeps beside its code, and every window of that folder reads. */
const sharedFile = '.vscode/tuya-products.json';

/** Takes models, or changes, from files that the person chooses. A file that can't be read doesn't keep the others out. */
export async function importModels({ core: lazy }: CommandDeps): Promise<void> {
  const core = await lazy.get();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uris = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import Product Model'),
    openLabel: vscode.l10n.t('Import'),
    canSelectMany: true,
    ...(folder && { defaultUri: folder }),
    filters: { [vscode.l10n.t('Product models')]: ['json', 'yaml', 'yml'] },
  });
  const done: string[] = [];
  for (const uri of uris ?? []) {
    const name = uri.path.split('/').at(-1) ?? '';
    try {
      done.push(await importOne(core, name, await textOf(uri)));
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      const what = vscode.l10n.t('‘{0}’ isn’t imported.', displayText(name));
      // Nobody waits for the message to be closed.
      void vscode.window.showErrorMessage(sentences([what, problem]));
    }
  }
  if (done.length > 0) void vscode.window.showInformationMessage(sentences(done));
}

/** Writes what the person changed, for others to read. */
export async function exportProductChanges({ core: lazy }: CommandDeps): Promise<void> {
  const core = await lazy.get();
  await core.productChanges.ready();
  if (core.productChanges.own.size === 0)
    throw new ToldError({
      what: vscode.l10n.t('No data point was changed by hand yet.'),
      remedy: vscode.l10n.t('Change one from its menu in the details.'),
    });
  await saveAs(Buffer.from(core.productChanges.text(), 'utf8'), sharedFile);
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > importBytesAtMost) throw new ImportFileError('tooLarge');
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8');
}

/** @returns what was done, in words */
async function importOne(core: Core, fileName: string, text: string): Promise<string> {
  if (isChangesFile(text)) return importChanges(core, text);
  // YAML is loaded with the first file.
  const { readImport } = await import('../../model/products/readImport.js');
  const products = readImport(fileName, text);
  const readAt = core.clock.now();
  await core.productModels.importModel(
    products.map(({ productId, points, unread }) => ({
      productId,
      source: 'import',
      readAt,
      file: fileName,
      points,
      ...(unread > 0 && { unread }),
    })),
  );
  return importedText(products, fileName);
}

async function importChanges(core: Core, text: string): Promise<string> {
  const { changes, unread } = readChanges(text);
  await keepingChanges(() => core.productChanges.set(changes));
  const count = [...changes.values()].reduce((sum, points) => sum + points.size, 0);
  return sentences([
    count === 1
      ? vscode.l10n.t('1 change of a data point was imported.')
      : vscode.l10n.t('{0} changes of data points were imported.', count),
    unreadText(unread),
  ]);
}

function unreadText(unread: number): string {
  if (unread === 0) return '';
  return unread === 1
    ? vscode.l10n.t('1 data point couldn’t be read.')
    : vscode.l10n.t('{0} data points couldn’t be read.', unread);
}

function importedText(products: readonly ImportedProduct[], fileName: string): string {
  const name = displayText(fileName);
  const points = products.reduce((sum, each) => sum + each.points.length, 0);
  const unread = products.reduce((sum, each) => sum + each.unread, 0);
  return sentences([
    points === 1
      ? vscode.l10n.t('‘{0}’: 1 data point of 1 product was imported.', name)
      : products.length === 1
        ? vscode.l10n.t('‘{0}’: {1} data points of 1 product were imported.', name, points)
        : vscode.l10n.t(
            '‘{0}’: {1} data points of {2} products were imported.',
            name,
            points,
            products.length,
          ),
    unreadText(unread),
  ]);
}

function problemOf(error: unknown): string | undefined {
  if (error instanceof ImportFileError) return importProblems[error.reason]();
  if (error instanceof ChangesFileError) return changesProblem(error);
  if (error instanceof ToldError) return error.message;
  return undefined;
}

/**
 * Writes to the person's own file of changes.
 * @throws ToldError where that one can't be read, or would be too large
 */
export async function keepingChanges(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof ChangesFileError)) throw error;
    throw new ToldError(
      {
        what: vscode.l10n.t('The change isn’t kept. {0}', changesProblem(error)),
        remedy: vscode.l10n.t('Correct or remove tuya-products.json in the folder of the extension’s data.'),
      },
      { cause: error },
    );
  }
}

function changesProblem({ reason }: ChangesFileError): string {
  return reason === 'tooLarge' ? importProblems.tooLarge() : importProblems.notReadable();
}

const importProblems: Readonly<Record<ImportProblem, () => string>> = {
  tooLarge: () => vscode.l10n.t('The file is too large.'),
  notReadable: () => vscode.l10n.t('The file can’t be read: its text is broken.'),
  otherShape: () =>
    vscode.l10n.t(
      'The file is none that is known here: a product-….json of TuyaOpen, a devices.json of tinytuya, a YAML file of tuya-local, or a tuya-products.json of this extension.',
    ),
  noProduct: () => vscode.l10n.t('The file doesn’t say which product it is of.'),
  noPoints: () => vscode.l10n.t('The file has no data points: let the tool that wrote it read them first.'),
};
