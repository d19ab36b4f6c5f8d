import { l10n } from 'vscode';
import type { UserFormStrings } from '../../protocol/userForm.js';
import { protectedText } from '../host/writeTexts.js';

const place = '{0}';

/** The form's texts in the person's language. */
export function userFormStrings(): UserFormStrings {
  return {
    nickName: l10n.t('Nickname'),
    required: l10n.t('required'),
    optional: l10n.t('optional'),
    sex: l10n.t('Sex'),
    male: l10n.t('Male'),
    female: l10n.t('Female'),
    birthday: l10n.t('Birthday'),
    birthdayHint: l10n.t('Kept as a day: it reads the same in every time zone.'),
    height: l10n.t('Height in cm'),
    weight: l10n.t('Weight'),
    weightUnit: l10n.t('Unit of weight'),
    contact: l10n.t('Contact'),
    contactHint: l10n.t('An address or number. It can’t be changed later.'),
    contactFixed: l10n.t('The cloud has no way to change it.'),
    notGiven: l10n.t('not given'),
    save: l10n.t('Save'),
    saving: l10n.t('Saving…'),
    cancel: l10n.t('Cancel'),
    loading: l10n.t('Reading the user…'),
    retry: l10n.t('Try Again'),
    lookAgain: l10n.t('Look Again'),
    showExtensionLog: l10n.t('Show Log'),
    isProtected: protectedText(),
    projectGone: l10n.t('The project of this device was removed. Close this panel.'),
    mendFields: l10n.t('Fields to mend before this can be saved: {0}', place),
    errorCode: l10n.t('Code {0}', place),
    errorTid: l10n.t('Trace ID {0}', place),
  };
}
