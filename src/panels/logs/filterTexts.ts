import * as vscode from 'vscode';
import type { FilterProblem, FilterProblemReason } from '../../model/logs/filter/filterTypes.js';
import type { FilterProblemDto } from '../../protocol/logFilter.js';

export function filterProblemText({ reason }: FilterProblem): string {
  return texts[reason]();
}

export function filterProblemDto(problem: FilterProblem): FilterProblemDto {
  return { from: problem.from, to: problem.to, message: filterProblemText(problem) };
}

const texts: Readonly<Record<FilterProblemReason, () => string>> = {
  badRegex: () => vscode.l10n.t('This regular expression can’t be read.'),
  badRegexFlag: () => vscode.l10n.t('Only the flag ‘i’ can follow a regular expression.'),
  unclosedRegex: () => vscode.l10n.t('The closing ‘/’ of the regular expression is missing.'),
  unclosedQuote: () => vscode.l10n.t('The closing quotation mark is missing.'),
  unknownType: () => vscode.l10n.t('There is no such event type.'),
  unknownSource: () => vscode.l10n.t('There is no such source.'),
  unknownVerdict: () => vscode.l10n.t('There is no such verdict.'),
  badNumber: () => vscode.l10n.t('Enter a number.'),
  emptyRange: () => vscode.l10n.t('The end is before the start.'),
  emptyValue: () => vscode.l10n.t('A value is missing here.'),
  tooLong: () => vscode.l10n.t('The filter is too long.'),
  tooSlow: () => vscode.l10n.t('This regular expression takes too long on these values.'),
};
