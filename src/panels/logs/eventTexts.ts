import * as vscode from 'vscode';
import type { EventWords } from '../../model/logs/open/openLog.js';
import { sentKey, sentType } from '../../model/logs/rows/commandRow.js';
import { eventSourceKeys, eventTypeKeys, verdictKeys } from '../../model/logs/rows/logNames.js';
import type { EventNamesDto } from '../../protocol/logs.js';

/** For the page, which looks them up itself. */
export function eventNames(): EventNamesDto {
  return { types: eventTypeNames(), sources: eventSourceNames(), verdicts: verdictKinds.map(verdictName) };
}

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
      types: [...Object.entries(eventTypeKeys), [String(sentType), sentKey] as const].map(([type, key]) => ({
        type: Number(type),
        words: [key, typeName(Number(type))],
      })),
      sources: Object.entries(eventSourceKeys).map(([source, key]) => ({
        source,
        words: [key, sourceName(source)],
      })),
      verdicts: verdictKinds.map((verdict) => ({
        verdict,
        words: [verdictKeys[verdict], verdictName(verdict)],
      })),
    },
  };
}

/** Names of the event types of the cloud's table, by number. */
function eventTypeNames(): Readonly<Record<number, string>> {
  return {
    1: vscode.l10n.t('Online'),
    2: vscode.l10n.t('Offline'),
    3: vscode.l10n.t('Activated'),
    4: vscode.l10n.t('Reset'),
    5: vscode.l10n.t('Command'),
    6: vscode.l10n.t('Firmware'),
    7: vscode.l10n.t('Report'),
    8: vscode.l10n.t('Signal'),
    9: vscode.l10n.t('Restart'),
    10: vscode.l10n.t('Timer'),
    [sentType]: vscode.l10n.t('Sent'),
  };
}

/** Names of the event sources of the cloud's table, by what is on the wire. */
function eventSourceNames(): Readonly<Record<string, string>> {
  return {
    1: vscode.l10n.t('Device'),
    2: vscode.l10n.t('Client'),
    3: vscode.l10n.t('Third party'),
    4: vscode.l10n.t('Cloud'),
    5: vscode.l10n.t('Removed in the app'),
    6: vscode.l10n.t('Factory reset in the app'),
    7: vscode.l10n.t('App update offered'),
    8: vscode.l10n.t('Device update forced'),
    9: vscode.l10n.t('App update forced'),
    10: vscode.l10n.t('App update checked by hand'),
    11: vscode.l10n.t('Removed on the platform'),
    12: vscode.l10n.t('Removed by the developer'),
    13: vscode.l10n.t('Removed in the client'),
    16: vscode.l10n.t('Energy-saving mini program'),
    '-1': vscode.l10n.t('Unknown'),
  };
}

type VerdictKind = keyof typeof verdictKeys;

export const verdictKinds = Object.keys(verdictKeys) as readonly VerdictKind[];

/** What came of a command, in a word or two. */
export function verdictName(kind: VerdictKind): string {
  switch (kind) {
    case 'waiting':
      return vscode.l10n.t('Waiting');
    case 'applied':
      return vscode.l10n.t('Applied');
    case 'appliedOther':
      return vscode.l10n.t('Another value');
    case 'noReport':
      return vscode.l10n.t('No report');
    case 'same':
      return vscode.l10n.t('Same value');
    case 'unseen':
      return vscode.l10n.t('Unseen');
    case 'offline':
      return vscode.l10n.t('Offline');
    case 'refused':
      return vscode.l10n.t('Refused');
    case 'unknown':
      return vscode.l10n.t('In doubt');
  }
}
