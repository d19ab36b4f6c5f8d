import * as vscode from 'vscode';
import type { FilterProblem, FilterProblemReason } from '../../model/logs/filter/filterTypes.js';
import type { FilterProblemDto } from '../../protocol/logs.js';

export function filterProblemText({ reason }: FilterProblem): string {
  return texts[reason]();
}

export function filterProblemDto(problem: FilterProblem): FilterProblemDto {
  return { from: problem.from, to: problem.to, message: filterProblemText(problem) };
}

const texts: Readonly<Record<FilterProblemReason, () => string>> = {
  badRegex: () => vscode.l10n.t('This regular expression can’t be read.'),
  badRegexFlag: () => vscode.l10n.t('Behind a regular expression only “i” may stand.'),
  unclosedRegex: () => vscode.l10n.t('The regular expression has no second “/”.'),
  unclosedQuote: () => vscode.l10n.t('The quotation has no end.'),
  unknownType: () => vscode.l10n.t('No event type is called so.'),
  unknownSource: () => vscode.l10n.t('No source is called so.'),
  badNumber: () => vscode.l10n.t('A number is needed here.'),
  emptyRange: () => vscode.l10n.t('The range ends before it begins.'),
  emptyValue: () => vscode.l10n.t('Something is missing here.'),
  tooLong: () => vscode.l10n.t('The filter is too long.'),
  tooSlow: () => vscode.l10n.t('This regular expression takes too long on these values.'),
};
