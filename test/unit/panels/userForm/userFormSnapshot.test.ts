import { expect, it } from 'vitest';
import type { UserFormState } from '../../../../src/model/userForm/userFormState.js';
import { earlierSaveSchema } from '../../../../src/protocol/userForm.js';
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
  earlier: undefined,
  ending,
});
const inDoubt = { outcome: 'unknown', why: 'notYet', error } as const;

it.each([
  [{ outcome: 'notDone', settledBy: 'answer', error: offline }, 'error', 'The device is offline.'],
  [inDoubt, 'warning', /doesn’t show the change so far\. It may still be making it\.$/],
  [{ ...inDoubt, later: Promise.resolve(inDoubt) }, 'warning', /so far\..* Checking again automatically…$/],
  [{ outcome: 'savedBefore' }, 'warning', /since is not saved/],
  [{ outcome: 'savedPartly', unsaved: 'contact' }, 'warning', /contact can only be set when a user is added/],
  [
    { outcome: 'savedPartly', unsaved: 'changes' },
    'warning',
    /since can’t be saved: this user’s ID isn’t known/,
  ],
] as const)('says what became of saving a user', (ending, kind, what) => {
  const { notice } = userFormSnapshot(state(ending), 0);
  expect(notice).toMatchObject({ kind, problem: { what: expect.stringMatching(what) as string } });
});

const user = { nickName: 'Zoë', sex: 2, height: 172, contact: 'z@example.com' } as const;

it.each([
  [{ user, result: inDoubt }, { user }],
  [
    { user, added: { userId: '7' } },
    { user, added: { userId: '7' } },
  ],
  [
    { user, added: {}, isChanging: true },
    { user, added: {}, isChanging: true },
  ],
] as const)('gives the page what was sent, and takes it back from there', (earlier, kept) => {
  const snapshot = userFormSnapshot({ ...state(undefined), earlier }, 0);
  expect(earlierSaveSchema.parse(JSON.parse(JSON.stringify(snapshot.earlier)))).toStrictEqual(kept);
});

it.each([true, {}, { user: { ...user, sex: 3 } }, { user, added: { userId: 7 } }, { user, more: 1 }])(
  'takes nothing else for what was sent: %j',
  (kept) => {
    expect(earlierSaveSchema.safeParse(kept).success).toBe(false);
  },
);
