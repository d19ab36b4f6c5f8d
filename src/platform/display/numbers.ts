import * as vscode from 'vscode';

/** A number as the person writes numbers. */
export function numberText(value: number): string {
  return value.toLocaleString(vscode.env.language);
}

/** `1 call`, `1,204 calls`. */
export function callsText(calls: number): string {
  return calls === 1 ? vscode.l10n.t('1 call') : vscode.l10n.t('{0} calls', numberText(calls));
}
