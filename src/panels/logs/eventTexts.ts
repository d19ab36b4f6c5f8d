import * as vscode from 'vscode';
import { eventSourceNames, eventTypeNames } from './logsStrings.js';

/** A type that no page lists is told by its number. */
export function typeName(type: number): string {
  return eventTypeNames()[type] ?? vscode.l10n.t('Type {0}', type);
}

/** Empty where the cloud named no source. */
export function sourceName(from: string | undefined): string {
  if (from === undefined || from === '') return '';
  const names = eventSourceNames();
  return (Object.hasOwn(names, from) ? names[from] : undefined) ?? vscode.l10n.t('Source {0}', from);
}
