import { expect, it } from 'vitest';
import type { UserFormState } from '../../../../src/model/userForm/userFormState.js';
import { userFormSnapshot } from '../../../../src/panels/userForm/userFormSnapshot.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';

const form = {
  nickName: 'Zoë',
  sex: '2',
  birthday: '',
  height: '',
  weight: '',
  weightUnit: 'kg',
  contact: '',
} as const;
const error = new TuyaError('outcomeUnknown', {
  operation: 'deviceUsers.add',
  message: '',
  remedy: 'lookAtDevice',
});
const offline = new TuyaError('offline', {
  operation: 'deviceUsers.add',
  message: '',
  remedy: 'powerDevice',
});
const state = (ending: UserFormState['ending']): UserFormState => ({
  key: { projectId: 'p', deviceId: 'd' },
  isProjectThere: true,
  isProtected: false,
  deviceName: 'Scale',
  current: undefined,
  form,
  revision: 1,
  problems: new Map(),
  isDirty: true,
  saving: false,
  isInDoubt: false,
  ending,
});
const inDoubt = { outcome: 'unknown', why: 'notYet', error } as const;

it.each([
  [{ outcome: 'notDone', settledBy: 'answer', error: offline }, 'error', 'The device is offline.'],
  [inDoubt, 'warning', /doesn't show the change so far\. It may still be making it\.$/],
  [{ ...inDoubt, later: Promise.resolve(inDoubt) }, 'warning', /so far\..* Looking again by itself…$/],
  [{ outcome: 'savedBefore' }, 'warning', /since is not saved/],
] as const)('says what became of saving a user', (ending, kind, what) => {
  const { notice } = userFormSnapshot(state(ending), 0);
  expect(notice).toMatchObject({ kind, problem: { what: expect.stringMatching(what) as string } });
});
