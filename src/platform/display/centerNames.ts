import * as vscode from 'vscode';
import { dataCenterOf } from '../../tuya/dataCenters.js';

/** What the data centers that Tuya publishes are called, by their names in English. */
const names: Readonly<Record<string, (() => string) | undefined>> = {
  China: () => vscode.l10n.t('China'),
  'Western America': () => vscode.l10n.t('Western America'),
  'Eastern America': () => vscode.l10n.t('Eastern America'),
  'Central Europe': () => vscode.l10n.t('Central Europe'),
  'Western Europe': () => vscode.l10n.t('Western Europe'),
  India: () => vscode.l10n.t('India'),
  Singapore: () => vscode.l10n.t('Singapore'),
};

/** Where an endpoint is: its data center, or its host. */
export function endpointName(endpoint: string): string {
  const center = dataCenterOf(endpoint);
  return center ? centerName(center.name) : new URL(endpoint).host;
}

/** A data center by its name in English, in the person's language. */
export function centerName(english: string): string {
  return names[english]?.() ?? english;
}
