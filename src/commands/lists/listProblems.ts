import * as vscode from 'vscode';
import { mostIds, type ListProblem } from '../../model/lists/deviceListQuery.js';

export function listProblemText(problem: ListProblem): string {
  switch (problem) {
    case 'missing':
      return vscode.l10n.t('Enter a value.');
    case 'notAnId':
      return vscode.l10n.t('This is not an ID: no spaces, commas or slashes.');
    case 'tooMany':
      return vscode.l10n.t('At most {0} IDs.', mostIds);
    case 'notTogether':
      return vscode.l10n.t('Schema, product and IDs can’t be used together.');
    case 'endBeforeStart':
      return vscode.l10n.t('The end is before the start.');
    case 'inTheFuture':
      return vscode.l10n.t('This date is in the future.');
    case 'tooLong':
      return vscode.l10n.t('At most ten years.');
  }
}
