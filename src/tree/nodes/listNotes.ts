import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import type { DeviceListState } from '../../model/lists/deviceListLoad.js';
import { describeProblem, referenceText } from '../../platform/errorMessages/problemTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import {
  badRecordsLabel,
  cancelledText,
  lackText,
  partlyReadText,
  problemLabel,
  type NoteText,
} from './noteTexts.js';

/** Something to say about a kept list besides its rows. */
export interface ListNote extends NoteText {
  /** Tells the notes of one list apart. */
  readonly key: 'problem' | 'missing' | 'badRecords' | 'partlyRead' | 'incomplete' | 'empty';
}

export function listNotes(state: DeviceListState, time: (at: number) => string): readonly ListNote[] {
  const { problem, badRecords, partly, incomplete, missing, ids, at } = state;
  const notes: ListNote[] = [];
  if (problem !== undefined)
    notes.push({ key: 'problem', ...problemNote(problem, at === undefined ? undefined : time(at)) });
  if (missing.length > 0) {
    const label =
      missing.length === 1
        ? vscode.l10n.t('1 ID was not answered')
        : vscode.l10n.t('{0} IDs were not answered', missing.length);
    notes.push({ key: 'missing', ...retryNote('warning', label, missing.join(', ')) });
  }
  const [bad] = badRecords;
  if (bad) {
    const description = vscode.l10n.t('first: {0}', bad.field);
    notes.push({
      key: 'badRecords',
      ...retryNote('warning', badRecordsLabel(badRecords.length), description),
    });
  }
  if (partly) {
    const { label, description } = partlyReadText(partly);
    notes.push({ key: 'partlyRead', ...retryNote('info', label, description) });
  }
  const [reason] = incomplete;
  if (reason) {
    const label = vscode.l10n.t('Devices may be missing');
    notes.push({ key: 'incomplete', ...retryNote('warning', label, lackText(reason)) });
  }
  if (ids.length === 0 && problem === undefined && !state.loading && !state.hasMore) {
    const label = vscode.l10n.t('No devices');
    const description = vscode.l10n.t('No device matches this list');
    const whole = [label, description, vscode.l10n.t('Click to see why.')].join('. ');
    notes.push({ key: 'empty', icon: 'info', label, description, whole, remedy: 'whyEmpty' });
  }
  return notes;
}

function problemNote(problem: unknown, shownAt: string | undefined): NoteText {
  if (isAbortError(problem)) return cancelledText(shownAt);
  const told = describeProblem(problem);
  return retryNote(
    'error',
    problemLabel(shownAt, vscode.l10n.t('The list could not be read')),
    sentences([told.what, told.remedy, referenceText(told)]),
  );
}

function retryNote(icon: NoteText['icon'], label: string, description: string): NoteText {
  const whole = [label, description, vscode.l10n.t('Click to read the list again.')].join('. ');
  return { icon, label, description, whole, remedy: 'retry' };
}
