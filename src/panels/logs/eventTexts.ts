import * as vscode from 'vscode';
import type { EventWords } from '../../model/logs/open/openLog.js';
import { eventSourceKeys, eventTypeKeys } from '../../model/logs/rows/logNames.js';
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

/** What types and sources are called where they are searched for: keys in English, and the person's words. */
export function eventWords(): EventWords {
  return {
    type: typeName,
    source: sourceName,
    vocabulary: {
      types: Object.entries(eventTypeKeys).map(([type, key]) => ({
        type: Number(type),
        words: [key, typeName(Number(type))],
      })),
      sources: Object.entries(eventSourceKeys).map(([source, key]) => ({
        source,
        words: [key, sourceName(source)],
      })),
    },
  };
}
