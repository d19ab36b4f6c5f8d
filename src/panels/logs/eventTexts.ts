import * as vscode from 'vscode';

// The words of the page's own two tables (Description of event types, Description of event sources).

/** Event types by number. */
export function typeNames(): Readonly<Record<number, string>> {
  return {
    1: vscode.l10n.t('Online'),
    2: vscode.l10n.t('Offline'),
    3: vscode.l10n.t('Activated'),
    4: vscode.l10n.t('Reset'),
    5: vscode.l10n.t('Command'),
    6: vscode.l10n.t('Firmware update'),
    7: vscode.l10n.t('Data report'),
    8: vscode.l10n.t('Semaphore'),
    9: vscode.l10n.t('Restart'),
    10: vscode.l10n.t('Timer'),
  };
}

/** Sources by what is on the wire. */
export function sourceNames(): Readonly<Record<string, string>> {
  return {
    '1': vscode.l10n.t('Device'),
    '2': vscode.l10n.t('Client'),
    '3': vscode.l10n.t('Third party'),
    '4': vscode.l10n.t('Cloud'),
    '5': vscode.l10n.t('Removed in the app'),
    '6': vscode.l10n.t('Factory reset in the app'),
    '7': vscode.l10n.t('Update notice of the app'),
    '8': vscode.l10n.t('Forced device update'),
    '9': vscode.l10n.t('Forced app update'),
    '10': vscode.l10n.t('App updates checked by hand'),
    '11': vscode.l10n.t('Removed on the developer platform'),
    '12': vscode.l10n.t('Removed by the developer'),
    '13': vscode.l10n.t('Removed in the client'),
    '16': vscode.l10n.t('Energy-saving miniapp'),
    '-1': vscode.l10n.t('Unknown'),
  };
}

/** A type that no page lists is told by its number. */
export function typeName(type: number): string {
  return typeNames()[type] ?? vscode.l10n.t('Type {0}', type);
}

/** Empty where the cloud named no source. */
export function sourceName(from: string | undefined): string {
  if (from === undefined || from === '') return '';
  const names = sourceNames();
  return Object.hasOwn(names, from) ? (names[from] ?? '') : vscode.l10n.t('Source {0}', from);
}
