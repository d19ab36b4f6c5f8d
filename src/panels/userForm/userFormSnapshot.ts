import { l10n } from 'vscode';
import { displayName } from '../../base/displayText.js';
import type { DeviceUserField, DeviceUserProblem } from '../../model/devices/deviceUserInput.js';
import { deviceUserLimits } from '../../model/devices/deviceUserInput.js';
import { weightText, type WeightUnit } from '../../model/devices/weightUnits.js';
import type { EarlierSave, UserFormState } from '../../model/userForm/userFormState.js';
import { describeProblem } from '../../platform/errorMessages/problemTexts.js';
import type { ProblemDto } from '../../protocol/problem.js';
import type {
  EarlierSaveDto,
  FieldProblemDto,
  UserFormField,
  UserFormSnapshot,
} from '../../protocol/userForm.js';
import { unknownText, writeProblem } from '../host/writeTexts.js';

/** Everything the form's page shows, as plain data. */
export function userFormSnapshot(state: UserFormState, now: number): UserFormSnapshot {
  const { key, form, revision, isDirty, saving, current, earlier } = state;
  const isNew = key.userId === undefined;
  const deviceName = displayName(state.deviceName, key.deviceId);
  const nickName = current?.state === 'read' ? displayName(current.value.nickName, key.userId ?? '') : '';
  const notice = noticeOf(state);
  return {
    situation: situationOf(state),
    isNew,
    title: isNew ? l10n.t('New User') : nickName === '' ? l10n.t('Edit User') : l10n.t('Edit {0}', nickName),
    deviceName,
    isProtected: state.isProtected,
    form,
    revision,
    isDirty,
    saving,
    problems: problemsOf(state),
    birthdays: { min: day(deviceUserLimits.earliestBirthday), max: day(now) },
    ...(earlier && { earlier: keptSave(earlier) }),
    ...(notice && { notice }),
  };
}

/** All of it but the doubt, which goes with its window. */
function keptSave({ result: _ofWindow, ...kept }: EarlierSave): EarlierSaveDto {
  return kept;
}

function situationOf({ isProjectThere, current }: UserFormState): UserFormSnapshot['situation'] {
  if (!isProjectThere) return 'projectGone';
  if (!current || current.state === 'read') return 'editing';
  return current.state === 'failed' ? 'unread' : 'loading';
}

function noticeOf({ current, ending, key }: UserFormState): UserFormSnapshot['notice'] {
  if (current?.state === 'failed') {
    const problem = current.problem === undefined ? {} : { problem: describeProblem(current.problem) };
    return { kind: 'error', title: l10n.t('The user could not be read'), canLookAgain: false, ...problem };
  }
  switch (ending?.outcome) {
    case undefined:
    case 'done':
      return undefined;
    case 'notSent':
    case 'notDone': {
      const problem = writeProblem(ending.error);
      const title = l10n.t('The user was not saved. Your values are still here.');
      return { kind: 'error', title, problem, canLookAgain: false };
    }
    case 'unknown': {
      const again = key.userId === undefined ? l10n.t('Saving again checks for the user first.') : undefined;
      return {
        kind: 'warning',
        title: l10n.t('Whether the user was saved isn’t known'),
        problem: { what: unknownText(ending), ...(again !== undefined && { remedy: again }) },
        canLookAgain: ending.lookAgain !== undefined,
      };
    }
    case 'savedBefore':
      return {
        kind: 'warning',
        title: l10n.t('The user was saved as you typed it first'),
        problem: { what: l10n.t('What you have changed since is not saved. Save once more.') },
        canLookAgain: false,
      };
    case 'savedPartly':
      return { kind: 'warning', ...partlyTexts(ending.unsaved), canLookAgain: false };
  }
}

function partlyTexts(unsaved: 'contact' | 'changes'): { title: string; problem: ProblemDto } {
  switch (unsaved) {
    case 'contact':
      return {
        title: l10n.t('The user was saved, but with another contact'),
        problem: {
          what: l10n.t('A contact can only be set when a user is added.'),
          remedy: l10n.t('To change it, delete this user in the device’s details and add them again.'),
        },
      };
    case 'changes':
      return {
        title: l10n.t('The user was saved as you typed it first'),
        problem: {
          what: l10n.t('What you have changed since can’t be saved: this user’s ID isn’t known.'),
          remedy: l10n.t('Close this form and check the users in the device’s details.'),
        },
      };
  }
}

function problemsOf({ problems, form }: UserFormState): Partial<Record<UserFormField, FieldProblemDto>> {
  const told = [...problems].map(([field, problem]): [UserFormField, FieldProblemDto] => [
    field,
    { message: problemText(field, problem, form.weightUnit), atOnce: isToldAtOnce(problem) },
  ]);
  return Object.fromEntries(told);
}

/** What more typing may mend is told when the field is left. */
function isToldAtOnce(problem: DeviceUserProblem): boolean {
  return problem !== 'missing' && problem !== 'tooSmall' && problem !== 'tooLongAgo';
}

function problemText(field: DeviceUserField, problem: DeviceUserProblem, unit: WeightUnit): string {
  const { nickNameLength, contactLength } = deviceUserLimits;
  switch (problem) {
    case 'missing':
      return field === 'sex' ? l10n.t('Choose one of the two.') : l10n.t('Enter a nickname.');
    case 'notAChoice':
      return l10n.t('Choose one of the two.');
    case 'tooLong':
      return l10n.t('At most {0} characters.', field === 'contact' ? contactLength : nickNameLength);
    case 'controlCharacters':
      return l10n.t('Line breaks and characters that don’t show aren’t accepted.');
    case 'notADate':
      return l10n.t('Not a date. Enter day, month and year, or leave it empty.');
    case 'inTheFuture':
      return l10n.t('A birthday can’t be in the future.');
    case 'tooLongAgo':
      return l10n.t('Enter a birthday after 1900.');
    case 'notANumber':
      return field === 'height'
        ? l10n.t('Enter whole centimetres, like 178.')
        : unit === 'kg'
          ? l10n.t('Enter kilograms, like 72.3, with at most three decimal places.')
          : l10n.t('Enter whole grams, like 72300.');
    case 'tooSmall':
    case 'tooLarge':
      return rangeText(field, unit);
  }
}

function rangeText(field: DeviceUserField, unit: WeightUnit): string {
  if (field === 'height') {
    const { min, max } = deviceUserLimits.heightCm;
    return l10n.t('Between {0} and {1} cm.', min, max);
  }
  const { min, max } = deviceUserLimits.weightG;
  return unit === 'kg'
    ? l10n.t('Between {0} and {1} kg.', weightText(min, unit), weightText(max, unit))
    : l10n.t('Between {0} and {1} g.', min, max);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
