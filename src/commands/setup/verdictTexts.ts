import * as vscode from 'vscode';
import type { Verdict, VerdictKind } from '../../model/setup/verdict.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';

/** What a data center said, in a few words, with the code where it gave one. */
export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'holds':
      return devicesText(verdict.devices, verdict.orMore);
    case 'empty':
      return vscode.l10n.t('works, but holds no device');
    case 'notAuthorised':
      return withCode(vscode.l10n.t('not authorised: {0}', verdict.apiGroup), verdict);
    case 'unclear':
      return withCode(vscode.l10n.t('unclear: {0}', describeProblem(verdict.error).what), verdict);
    default:
      return withCode(shortTexts[verdict.kind](), verdict);
  }
}

export const verdictIcons: Readonly<Record<VerdictKind, string>> = {
  holds: 'pass',
  empty: 'circle-large-outline',
  wrongKeys: 'key',
  suspended: 'debug-pause',
  notAuthorised: 'lock',
  ipNotAllowed: 'shield',
  unreachable: 'debug-disconnect',
  unclear: 'question',
};

function devicesText(devices: number, orMore: boolean): string {
  if (orMore) return vscode.l10n.t('holds {0} devices or more', devices);
  return devices === 1 ? vscode.l10n.t('holds 1 device') : vscode.l10n.t('holds {0} devices', devices);
}

const shortTexts = {
  wrongKeys: () => vscode.l10n.t('does not know these keys'),
  suspended: () => vscode.l10n.t('suspended for this project'),
  ipNotAllowed: () => vscode.l10n.t('refuses this computer’s address'),
  unreachable: () => vscode.l10n.t('cannot be reached'),
} as const;

function withCode(words: string, { error }: Exclude<Verdict, { readonly kind: 'holds' | 'empty' }>): string {
  const reference = referenceText(describeProblem(error));
  return sentences([words, reference]);
}
