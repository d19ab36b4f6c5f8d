import { describe, expect, it } from 'vitest';
import { ProtectedError } from '../../../../src/model/devices/protection.js';
import type { WriteResult } from '../../../../src/model/devices/writeResult.js';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import { detailsWrites } from '../../../../src/panels/details/detailsWrites.js';
import { TuyaError } from '../../../../src/tuya/errors/errors.js';

const state: DetailsState = {
  ...unreadDetails,
  ref: { projectId: 'p', deviceId: 'd1' },
  device: {
    id: 'd1',
    name: 'Strip',
    status: [
      { code: 'switch_1', value: true },
      { code: '\u202eodd', value: 1 },
    ],
    extra: {},
  },
  outlets: { state: 'read', value: [{ identifier: 'switch_1', name: 'Lamp' }] },
  users: { state: 'read', value: { items: [{ userId: '7', nickName: 'Bo', extra: {} }], badRecords: [] } },
  names: new Map([
    ['switch_1', { name: 'Lamp', state: 'known' }],
    ['countdown_1', { name: 'Timer', state: 'known' }],
  ]),
};
const done: WriteResult = { outcome: 'done', settledBy: 'answer', value: undefined };
const error = new TuyaError('conflict', { operation: 'devices.rename', message: '', remedy: 'tryAgain' });

type Asked = { readonly code: string; readonly name: string };

function setUp({
  answer = () => Promise.resolve(done),
  confirm = true,
  asked = undefined as Asked | undefined,
} = {}) {
  const did: unknown[] = [];
  const note =
    (what: string) =>
    (...args: unknown[]): Promise<WriteResult> => {
      did.push([what, ...args]);
      return answer() as Promise<WriteResult>;
    };
  const requests = detailsWrites({
    details: {
      state: () => state,
      writes: {
        rename: note('rename'),
        renameDataPoint: note('renameDataPoint'),
        renameOutlet: note('renameOutlet'),
        removeUser: note('removeUser'),
      },
      extras: { users: { load: () => Promise.resolve() } },
      loadOutlets: () => Promise.resolve(),
      live: { start: (ms) => did.push(['start', ms]), stop: () => did.push(['stop']) },
      lookAgain: (id) => Promise.resolve(void did.push(['lookAgain', id])),
      dismissDoubt: (id) => did.push(['dismiss', id]),
    },
    liveIntervals: [5_000],
    preferWeightUnit: (unit) => Promise.resolve(void did.push(['unit', unit])),
    openUserForm: (userId) => did.push(['form', userId]),
    askPointName: () => Promise.resolve(asked),
    confirmDeletion: () => Promise.resolve(confirm),
  });
  /** As the channel does it: read, then handle. */
  const ask = async (name: keyof typeof requests, body: unknown): Promise<unknown> => {
    const { parse, handle } = requests[name] as {
      parse(body: unknown): never;
      handle(params: never, signal: AbortSignal): Promise<unknown>;
    };
    return handle(parse(body), new AbortController().signal);
  };
  return { ask, did };
}

describe('what the page asks to have changed', () => {
  it.each([
    ['the device', { of: 'device' }, ['rename', 'New']],
    ['a data point', { of: 'dataPoint', code: 'switch_1' }, ['renameDataPoint', 'switch_1', 'New']],
    [
      'one by its code as shown',
      { of: 'dataPoint', code: '\\u202eodd' },
      ['renameDataPoint', '\u202eodd', 'New'],
    ],
    [
      'one that is not reported',
      { of: 'dataPoint', code: 'countdown_1' },
      ['renameDataPoint', 'countdown_1', 'New'],
    ],
    ['an outlet', { of: 'outlet', identifier: 'switch_1' }, ['renameOutlet', 'switch_1', 'New']],
    ['the device as an outlet', { of: 'outlet', identifier: 'main' }, ['renameOutlet', 'main', 'New']],
  ])('is renamed: %s, with the name trimmed', async (_, thing, expected) => {
    const { ask, did } = setUp();
    await expect(ask('rename', { thing, name: ' New ' })).resolves.toEqual({
      outcome: 'done',
      byObservation: false,
    });
    expect(did).toEqual([expected]);
  });

  it('is named by a code that the person types, and left alone where none is typed', async () => {
    const named = setUp({ asked: { code: 'countdown_2', name: 'Timer' } });
    await expect(named.ask('nameOtherPoint', {})).resolves.toMatchObject({ outcome: 'done' });
    expect(named.did).toEqual([['renameDataPoint', 'countdown_2', 'Timer']]);
    const gaveUp = setUp();
    await expect(gaveUp.ask('nameOtherPoint', {})).resolves.toBeNull();
    expect(gaveUp.did).toEqual([]);
  });

  it.each([
    ['empty', { of: 'device' }, ' ', /Enter a name/],
    ['unchanged', { of: 'device' }, 'Strip ', /its current name/],
    ['an outlet’s own', { of: 'outlet', identifier: 'switch_1' }, 'Lamp', /its current name/],
    ['too long', { of: 'device' }, 'x'.repeat(129), /At most/],
    ['a line break', { of: 'device' }, 'a\nb', /Line breaks/],
  ])('is told to be wrong while it is typed, and not sent: %s', async (_, thing, name, message) => {
    const { ask, did } = setUp();
    await expect(ask('checkName', { thing, name })).resolves.toEqual({
      message: expect.stringMatching(message) as string,
    });
    await expect(ask('rename', { thing, name })).resolves.toMatchObject({ outcome: 'invalid' });
    expect(did).toEqual([]);
  });

  it.each([
    ['a code the device hasn’t', 'rename', { thing: { of: 'dataPoint', code: 'x' }, name: 'y' }],
    ['an outlet it hasn’t', 'rename', { thing: { of: 'outlet', identifier: 'x' }, name: 'y' }],
    ['a user who isn’t listed', 'deleteUser', { userId: '8' }],
    ['a user who isn’t listed, to edit', 'editUser', { userId: '8' }],
    ['an interval that isn’t offered', 'setLive', { intervalMs: 1 }],
    ['a field too many', 'rename', { thing: { of: 'device' }, name: 'y', more: 1 }],
    ['a name that is none', 'rename', { thing: { of: 'device' }, name: 5 }],
    ['a name of a megabyte', 'rename', { thing: { of: 'device' }, name: 'x'.repeat(1_000_000) }],
  ] as const)('is refused: %s', async (_, request, body) => {
    const { ask, did } = setUp();
    await expect(ask(request, body)).rejects.toThrow();
    expect(did).toEqual([]);
  });

  it('is told as it ended', async () => {
    const ended = async (answer: () => Promise<WriteResult>): Promise<unknown> =>
      setUp({ answer }).ask('rename', { thing: { of: 'device' }, name: 'New' });
    await expect(ended(() => Promise.resolve({ ...done, settledBy: 'look' }))).resolves.toEqual({
      outcome: 'done',
      byObservation: true,
    });
    await expect(
      ended(() =>
        Promise.resolve({
          outcome: 'notDone',
          settledBy: 'answer',
          error: new TuyaError('offline', {
            operation: 'devices.rename',
            message: '',
            remedy: 'powerDevice',
          }),
        }),
      ),
    ).resolves.toEqual({
      outcome: 'notDone',
      problem: {
        what: 'The device is offline.',
        remedy: 'Check that the device has power and is connected to the network.',
      },
    });
    const inDoubt = { outcome: 'unknown', why: 'notYet', error } as const;
    await expect(
      ended(() => Promise.resolve({ ...inDoubt, lookAgain: () => Promise.resolve(done) })),
    ).resolves.toMatchObject({ outcome: 'unknown', isListed: true });
    await expect(ended(() => Promise.resolve({ outcome: 'unknown', why: 'noRead', error }))).resolves.toEqual(
      {
        outcome: 'unknown',
        message: expect.stringMatching(/no call/) as string,
        isListed: false,
      },
    );
    await expect(ended(() => Promise.reject(new ProtectedError('p')))).resolves.toEqual({
      outcome: 'notDone',
      problem: { what: expect.stringMatching(/protected/) as string },
    });
  });

  it('deletes a user only after a yes', async () => {
    const refused = setUp({ confirm: false });
    await expect(refused.ask('deleteUser', { userId: '7' })).resolves.toBeNull();
    expect(refused.did).toEqual([]);
    const agreed = setUp();
    await expect(agreed.ask('deleteUser', { userId: '7' })).resolves.toMatchObject({ outcome: 'done' });
    expect(agreed.did).toEqual([['removeUser', '7']]);
  });

  it('opens forms, starts and ends live reads, remembers the unit', async () => {
    const { ask, did } = setUp();
    await ask('addUser', {});
    await ask('editUser', { userId: '7' });
    await ask('setLive', { intervalMs: 5_000 });
    await ask('setLive', {});
    await ask('setWeightUnit', { unit: 'g' });
    expect(did).toEqual([['form', undefined], ['form', '7'], ['start', 5_000], ['stop'], ['unit', 'g']]);
  });
});
