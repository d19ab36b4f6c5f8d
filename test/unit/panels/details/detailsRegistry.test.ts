import { expect, it } from 'vitest';
import { readDeviceRef } from '../../../../src/panels/details/detailsRegistry.js';

const ref = { projectId: 'p', deviceId: 'd' };

it('brings a panel back by what its page kept', () => {
  expect(readDeviceRef({ ...ref, folded: ['users'], scroll: 5 })).toEqual(ref);
});

it.each([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'p/d'],
  ['no device', { projectId: 'p' }],
  ['an empty id', { ...ref, deviceId: '' }],
  ['a number', { ...ref, deviceId: 7 }],
  ['an object', { ...ref, projectId: { toString: () => 'p' } }],
  ['a very long id', { ...ref, deviceId: 'd'.repeat(201) }],
  ['inherited fields', Object.create(ref) as unknown],
])('brings none back where that is %s', (_, state) => {
  expect(readDeviceRef(state)).toBeUndefined();
});
