import * as vscode from 'vscode';

/** A number as the person writes numbers. */
export function numberText(value: number): string {
  return value.toLocaleString(vscode.env.language);
}
