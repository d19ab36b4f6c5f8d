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
const state = (settledBy: 'answer' | 'look'): UserFormState => ({
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
  ending: { outcome: 'notDone', settledBy, error: settledBy === 'answer' ? offline : error },
});

it.each([
  ['answer', 'The device is offline.'],
  ['look', 'The connection broke before it was done.'],
] as const)('says why a user was not saved, known by %s', (settledBy, what) => {
  const { notice } = userFormSnapshot(state(settledBy), 0);
  expect(notice).toMatchObject({ kind: 'error', problem: { what } });
});
