import * as vscode from 'vscode';
import type { NameProblem } from '../../model/devices/nameInput.js';

/** Why a name can't be taken: of a device, an outlet, a data point, a project or a list. */
export function nameProblemText(problem: NameProblem, maxLength: number): string {
  switch (problem) {
    case 'empty':
      return vscode.l10n.t('Enter a name.');
    case 'unchanged':
      return vscode.l10n.t('This is its current name.');
    case 'tooLong':
      return vscode.l10n.t('At most {0} characters.', maxLength);
    case 'controlCharacters':
      return vscode.l10n.t('Line breaks and invisible characters can’t be part of a name.');
  }
}
