import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import type { DeviceListState } from '../../model/lists/deviceListLoad.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import type { IncompleteReason } from '../../tuya/results.js';

/** Something to say about a kept list besides its rows. */
export interface ListNote {
  /** Tells the notes of one list apart. */
  readonly key: 'problem' | 'missing' | 'badRecords' | 'incomplete' | 'empty';
  readonly icon: 'error' | 'warning' | 'info' | 'circle-slash';
  readonly label: string;
  readonly description: string;
}

export function listNotes(state: DeviceListState, time: (at: number) => string): readonly ListNote[] {
  const { problem, badRecords, incomplete, missing, ids, at } = state;
  const notes: ListNote[] = [];
  if (problem !== undefined) notes.push(problemNote(problem, at === undefined ? undefined : time(at)));
  if (missing.length > 0) {
    const label =
      missing.length === 1
        ? vscode.l10n.t('1 ID was not answered')
        : vscode.l10n.t('{0} IDs were not answered', missing.length);
    notes.push({ key: 'missing', icon: 'warning', label, description: missing.join(', ') });
  }
  const [bad] = badRecords;
  if (bad) {
    const label =
      badRecords.length === 1
        ? vscode.l10n.t('1 entry could not be read')
        : vscode.l10n.t('{0} entries could not be read', badRecords.length);
    const description = vscode.l10n.t('first: {0}', bad.field);
    notes.push({ key: 'badRecords', icon: 'warning', label, description });
  }
  const [reason] = incomplete;
  if (reason) {
    const label = vscode.l10n.t('Devices may be missing');
    notes.push({ key: 'incomplete', icon: 'warning', label, description: incompleteTexts[reason]() });
  }
  if (ids.length === 0 && problem === undefined && !state.loading && !state.hasMore) {
    const label = vscode.l10n.t('No devices');
    notes.push({ key: 'empty', icon: 'info', label, description: vscode.l10n.t('Nothing fits this list') });
  }
  return notes;
}

function problemNote(problem: unknown, shownAt: string | undefined): ListNote {
  if (isAbortError(problem)) {
    const label =
      shownAt === undefined
        ? vscode.l10n.t('Loading was cancelled')
        : vscode.l10n.t('As of {0} – refresh cancelled', shownAt);
    return { key: 'problem', icon: 'circle-slash', label, description: vscode.l10n.t('Click to load') };
  }
  const label =
    shownAt === undefined
      ? vscode.l10n.t('The list could not be read')
      : vscode.l10n.t('As of {0} – could not refresh', shownAt);
  const told = describeProblem(problem);
  const description = sentences([told.what, told.remedy, referenceText(told)]);
  return { key: 'problem', icon: 'error', label, description };
}

const incompleteTexts: Readonly<Record<IncompleteReason, () => string>> = {
  repeatedCursor: () => vscode.l10n.t('The cloud gave the same place in the list twice.'),
  repeatedPage: () => vscode.l10n.t('The cloud gave the same page twice.'),
  emptyPage: () => vscode.l10n.t('The cloud said there is more and gave an empty page.'),
  noCursor: () => vscode.l10n.t('The cloud said there is more and not where.'),
  tooManyPages: () => vscode.l10n.t('The list has more pages than are read.'),
};
