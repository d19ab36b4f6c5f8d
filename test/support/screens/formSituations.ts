import type { UserFormState } from '../../../src/model/userForm/userFormState.js';
import { TuyaError } from '../../../src/tuya/errors/errors.js';

export const key = { projectId: 'p', deviceId: 'd' };
export const form = {
  nickName: 'Zoë',
  sex: '2',
  birthday: '1990-02-28',
  height: '172',
  weight: '61.5',
  weightUnit: 'kg',
  contact: '',
} as const;
const error = new TuyaError('permission', {
  operation: 'deviceUsers.add',
  message: '',
  remedy: 'authorizeApi',
  code: 1106,
});
/** The form of a user in each of its situations. */
export const formSituations: Readonly<Record<string, Partial<UserFormState>>> = {
  new: {},
  wrong: {
    isDirty: true,
    form: { ...form, nickName: '', height: 'x', birthday: '2190-01-01' },
    problems: new Map([
      ['nickName', 'missing'],
      ['birthday', 'inTheFuture'],
      ['height', 'notANumber'],
    ]),
  },
  refused: { isDirty: true, form, ending: { outcome: 'notDone', settledBy: 'answer', error } },
  unknown: {
    isDirty: true,
    form,
    ending: { outcome: 'unknown', why: 'lookFailed', error, lookAgain: () => Promise.reject(error) },
  },
  savedBefore: { isDirty: true, form, ending: { outcome: 'savedBefore' } },
  savedWithoutContact: { isDirty: true, form, ending: { outcome: 'savedPartly', unsaved: 'contact' } },
  savedWithoutChanges: { isDirty: true, form, ending: { outcome: 'savedPartly', unsaved: 'changes' } },
  edit: {
    key: { ...key, userId: '1' },
    form: { ...form, contact: 'zoe@example.com' },
    current: {
      state: 'read',
      value: { userId: '1', nickName: 'Zoë', contact: 'zoe@example.com', extra: {} },
    },
  },
  unread: { key: { ...key, userId: '1' }, current: { state: 'failed', problem: error } },
  protected: { isProtected: true, form },
};
