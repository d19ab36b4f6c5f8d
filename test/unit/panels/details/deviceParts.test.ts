import { expect, it } from 'vitest';
import { unreadDetails, type DetailsState } from '../../../../src/model/details/detailsState.js';
import { deviceUsers, outlets, userWords } from '../../../../src/panels/details/deviceParts.js';

const ref = { projectId: 'p', deviceId: 'd' };
const socket = { id: 'd', status: [{ code: 'switch_1', value: true }], extra: {} };
const state: DetailsState = { ...unreadDetails, ref, device: socket };

it('users of one name are told apart by id and contact, others by their name alone', () => {
  const ada = { nickName: 'Ada', userId: '1', contact: 'ada@example.com', extra: {} };
  const other = { nickName: 'Ada', userId: '2', extra: {} };
  const bob = { nickName: 'Bob', userId: '3', extra: {} };
  const items = [ada, other, bob];
  expect(items.map((user) => userWords(user, items))).toEqual(['Ada (1, ada@example.com)', 'Ada (2)', 'Bob']);
  const users = { state: 'read', value: { items, badRecords: [] } } as const;
  expect(deviceUsers({ ...state, users }, 'kg')).toMatchObject({
    users: [{ isNamesake: true }, { isNamesake: true }, { nickName: 'Bob' }],
  });
});

it.each<[string, Partial<DetailsState>, object]>([
  ['nobody asked', {}, { state: 'unread' }],
  ['it has none', { outlets: { state: 'unsupported' } }, { state: 'lacking', ofProduct: false }],
  ['none has a name', { outlets: { state: 'read', value: [] } }, { state: 'lacking', ofProduct: false }],
  ['another of its product has none', { lacksOutlets: true }, { state: 'lacking', ofProduct: true }],
  [
    'it is being asked all the same',
    { lacksOutlets: true, outlets: { state: 'loading' } },
    { state: 'loading' },
  ],
  ['nothing suggests any', { lacksOutlets: true, device: { ...socket, status: [] } }, { state: 'none' }],
])('says of outlets what is known: %s', (_, known, expected) => {
  expect(outlets({ ...state, ...known })).toEqual(expected);
});
