import * as vscode from 'vscode';
import { displayText } from '../../base/displayText.js';
import type { PointName } from '../../model/details/detailsState.js';
import { nameMaxLength, readName } from '../../model/devices/nameInput.js';
import { readPointCode } from '../../model/devices/pointCode.js';
import { nameProblemText } from '../../platform/errorMessages/nameProblems.js';

/**
 * Asks which data point is meant, by its code, and what it is to be called. No call tells the codes of those that the
 * device doesn't report. Undefined where the person gave up.
 */
export async function askPointName(
  names: ReadonlyMap<string, PointName>,
): Promise<{ readonly code: string; readonly name: string } | undefined> {
  const title = vscode.l10n.t('Name a Data Point');
  const typedCode = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Code of the data point, as its product defines it'),
    placeHolder: 'countdown_1',
    ignoreFocusOut: true,
    validateInput: codeProblem,
  });
  const read = typedCode === undefined ? undefined : readPointCode(typedCode);
  if (!read?.ok) return undefined;
  const known = names.get(read.code);
  const current = known?.state === 'unsure' ? undefined : known?.name;
  const typedName = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('Name of the data point {0}', displayText(read.code)),
    value: known?.name ?? '',
    ignoreFocusOut: true,
    validateInput: (value) => {
      const name = readName(value, current);
      return name.ok ? undefined : nameProblemText(name.problem, nameMaxLength);
    },
  });
  const name = typedName === undefined ? undefined : readName(typedName, current);
  return name?.ok ? { code: read.code, name: name.name } : undefined;
}

function codeProblem(typed: string): string | undefined {
  const read = readPointCode(typed);
  if (read.ok) return undefined;
  return read.problem === 'empty'
    ? vscode.l10n.t('Enter a code.')
    : vscode.l10n.t('Use letters, digits and underscores, like countdown_1.');
}
