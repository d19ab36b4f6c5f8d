import * as vscode from 'vscode';
import { isAbortError } from '../../base/errors.js';
import { displayText } from '../../base/displayText.js';
import type { PartlyRead } from '../../model/fleet/partlyRead.js';
import { SecretVaultError } from '../../base/storage.js';
import type { Note, Reading } from '../../model/fleet/fleetViews.js';
import { ProjectError } from '../../model/projects/projectErrors.js';
import {
  describeProblem,
  problemText,
  referenceText,
  type Problem,
} from '../../platform/errorMessages/problemTexts.js';
import { numberText } from '../../platform/display/numbers.js';
import { sentences } from '../../platform/display/sentences.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import type { IncompleteReason } from '../../tuya/results.js';
import { recoveryOf } from '../../tuya/errors/recovery.js';

export interface NoteText {
  readonly icon: 'error' | 'warning' | 'info' | 'circle-slash';
  readonly label: string;
  readonly description: string;
  /** Everything there is to say, for the tooltip and the screen reader. */
  readonly whole: string;
  /** What a click does. */
  readonly remedy: 'retry' | 'editProject' | 'whyEmpty' | 'showLog';
}

/** The words for something that a list has to say besides its rows. */
export function noteText(note: Note, time: (at: number) => string): NoteText {
  switch (note.kind) {
    case 'failed':
      return failedText(note, note.shownAt === undefined ? undefined : time(note.shownAt));
    case 'badRecords': {
      const label = badRecordsLabel(note.count);
      const description = vscode.l10n.t('first: {0}', note.field);
      const whole = vscode.l10n.t(
        '{0}; {1}. The others are shown. Click to read the list again.',
        label,
        description,
      );
      return { icon: 'warning', label, description, whole, remedy: 'retry' };
    }
    case 'partlyRead': {
      const { label, description } = partlyReadText(note);
      const whole = vscode.l10n.t('{0}; {1}. The rest is shown.', label, description);
      return { icon: 'info', label, description, whole, remedy: 'retry' };
    }
    case 'incomplete':
      return incompleteText(note);
    case 'empty':
      return emptyText(note.of);
  }
}

type IncompleteNote = Extract<Note, { readonly kind: 'incomplete' }>;

function incompleteText({ reading, read, total, reason }: IncompleteNote): NoteText {
  const surplus = total === undefined ? 0 : read - total;
  const label =
    surplus > 0
      ? goneLabel(surplus)
      : reading === 'appUsers'
        ? vscode.l10n.t('Users may be missing')
        : vscode.l10n.t('Devices may be missing');
  const description = sentences([
    total === undefined
      ? undefined
      : vscode.l10n.t('The cloud counts {0} and gave {1}.', numberText(total), numberText(read)),
    reason && lackText(reason),
  ]);
  const whole = `${label}. ${sentences([description, vscode.l10n.t('Click to read the list again.')])}`;
  return { icon: 'warning', label, description, whole, remedy: 'retry' };
}

/** More were read than there are: some have gone meanwhile, and as many may have come unseen. */
function goneLabel(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 entry may be gone, or missing')
    : vscode.l10n.t('{0} entries may be gone, or missing', numberText(count));
}

/** Why a list ended though the cloud may hold more. */
export function lackText(reason: IncompleteReason): string {
  return lackTexts[reason]();
}

/** The words for records that are shown without a field of theirs; the names are the cloud's. */
export function partlyReadText({ count, name, field }: PartlyRead): { label: string; description: string } {
  const label =
    count === 1
      ? vscode.l10n.t('1 entry was read in part')
      : vscode.l10n.t('{0} entries were read in part', count);
  return {
    label,
    description: vscode.l10n.t('‘{0}’: {1} could not be read', displayText(name), displayText(field)),
  };
}

type FailedNote = Extract<Note, { readonly kind: 'failed' }>;

function failedText({ error, reading, hint }: FailedNote, shownAt: string | undefined): NoteText {
  if (isAbortError(error)) return cancelledText(shownAt);
  const problem = describeProblem(error);
  const label = problemLabel(shownAt, readingTexts[reading]());
  const description = sentences([problem.what, referenceText(problem)]);
  const remedy = needsOtherKeys(error) ? 'editProject' : isKnown(error) ? 'retry' : 'showLog';
  const click = {
    editProject: vscode.l10n.t('Click to edit the project.'),
    retry: vscode.l10n.t('Click to try again.'),
    showLog: vscode.l10n.t('Click to open the log.'),
  }[remedy];
  return {
    icon: hint ? 'info' : 'error',
    label,
    description,
    whole: wholeText(label, problem, click),
    remedy,
  };
}

/** @param shownAt when the rows that are shown were read; undefined where there are none */
export function problemLabel(shownAt: string | undefined, unread: string): string {
  return shownAt === undefined ? unread : vscode.l10n.t('As of {0} – could not refresh', shownAt);
}

export function badRecordsLabel(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 entry could not be read')
    : vscode.l10n.t('{0} entries could not be read', count);
}

export function cancelledText(shownAt: string | undefined): NoteText {
  const label =
    shownAt === undefined
      ? vscode.l10n.t('Loading was cancelled')
      : vscode.l10n.t('As of {0} – refresh cancelled', shownAt);
  const description = vscode.l10n.t('Click to load');
  return { icon: 'circle-slash', label, description, whole: `${label}. ${description}.`, remedy: 'retry' };
}

type EmptyOf = Extract<Note, { readonly kind: 'empty' }>['of'];

function emptyText(of: EmptyOf): NoteText {
  const [label, description, whole] = emptyTexts[of]();
  return { icon: 'info', label, description, whole, remedy: 'whyEmpty' };
}

const emptyTexts: Readonly<
  Record<EmptyOf, () => readonly [label: string, description: string, whole: string]>
> = {
  users: () => [
    vscode.l10n.t('No users known'),
    vscode.l10n.t('Click to see why'),
    vscode.l10n.t(
      'The project’s device list is empty. Link an app account to the cloud project (Devices → Link App Account), check the data center, or add a user ID. Click to see why.',
    ),
  ],
  userDevices: () => [
    vscode.l10n.t('No devices'),
    vscode.l10n.t('Pair a device in the app, then refresh'),
    vscode.l10n.t(
      'This user has no devices in this project. Pair a device in the app, then refresh. Click to see why.',
    ),
  ],
  sharedDevices: () => [
    vscode.l10n.t('Only shared devices'),
    vscode.l10n.t('They are listed under their own users'),
    vscode.l10n.t(
      'This user has no devices of their own in this project. Devices that others share are listed under their owners. Click to see why.',
    ),
  ],
  subDevices: () => [
    vscode.l10n.t('No sub-devices'),
    vscode.l10n.t('Pair one with the gateway, then refresh'),
    vscode.l10n.t(
      'This gateway has no sub-devices. Pair one with it in the app, then refresh. Click to see why.',
    ),
  ],
};

function wholeText(label: string, problem: Problem, click: string): string {
  return `${label}. ${problemText(problem)} ${click}`;
}

/** Whether the failure has a reason; one that has none is a fault of ours, and only the log says more. */
function isKnown(error: unknown): boolean {
  return error instanceof Error && 'reason' in error;
}

/** Whether the keys that are stored are what is wrong. */
function needsOtherKeys(error: unknown): boolean {
  if (error instanceof ProjectError) return error.reason !== 'unknown';
  // Without a keyring the secret can still be typed for this window.
  if (error instanceof SecretVaultError) return true;
  return TuyaError.is(error) && recoveryOf(error) === 'keys';
}

const readingTexts: Readonly<Record<Reading, () => string>> = {
  deviceList: () => vscode.l10n.t('The project’s device list could not be read'),
  appUsers: () => vscode.l10n.t('The app’s users could not be read'),
  userDevices: () => vscode.l10n.t('This user’s device list could not be read'),
  subDevices: () => vscode.l10n.t('The sub-devices could not be read'),
  gatewaySearch: () => vscode.l10n.t('The search for gateways has stopped'),
};

const lackTexts: Readonly<Record<IncompleteReason, () => string>> = {
  repeatedCursor: () => vscode.l10n.t('The cloud gave the same place in the list twice.'),
  repeatedPage: () => vscode.l10n.t('The cloud gave the same page twice.'),
  emptyPage: () => vscode.l10n.t('The cloud announced more but sent an empty page.'),
  missingPage: () => vscode.l10n.t('The cloud gave a page without a list.'),
  noCursor: () => vscode.l10n.t('The cloud announced more but not where.'),
  tooManyPages: () => vscode.l10n.t('The list has more pages than are read.'),
};
