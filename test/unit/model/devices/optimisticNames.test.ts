import { expect, it } from 'vitest';
import { OptimisticNames } from '../../../../src/model/devices/optimisticNames.js';
import { DeviceStore } from '../../../../src/model/fleet/deviceStore.js';

const ref = { projectId: 'p', deviceId: 'd' };
const device = (name?: string) => ({
  id: 'd',
  status: [],
  extra: {},
  ...(name === undefined ? {} : { name }),
});

function setUp(name?: string) {
  const store = new DeviceStore();
  store.put('p', [device(name)], 5);
  const names = new OptimisticNames(store);
  return { store, names, shown: () => store.device(ref)?.value.name };
}

it('a read while a name is pending does not show, and is what is gone back to', () => {
  const { store, names, shown } = setUp('old');
  const pending = names.show(ref, 'new');
  store.put('p', [device('renamed by an app')], 6);
  expect(shown()).toBe('new');
  pending.drop();
  expect(shown()).toBe('renamed by an app');
});

it('of several pending names the last one shows, and each goes its own way', () => {
  const { names, shown } = setUp('old');
  const [first, second] = [names.show(ref, 'first'), names.show(ref, 'second')];
  first.keep();
  expect(shown()).toBe('second');
  second.drop();
  expect(shown()).toBe('first');
  first.drop();
  expect(shown()).toBe('first');
});

it('a device without a name has none again', () => {
  const { names, shown, store } = setUp();
  names.show(ref, 'new').drop();
  expect(shown()).toBeUndefined();
  expect(store.device(ref)?.value).not.toHaveProperty('name');
});

it('the age of what is known stays', () => {
  const { names, store } = setUp('old');
  names.show(ref, 'new').keep();
  expect(store.device(ref)).toMatchObject({ at: 5, value: { name: 'new' } });
});

it('a device that is not known yet is no trouble', () => {
  const { names, store } = setUp('old');
  const other = { projectId: 'p', deviceId: 'other' };
  names.show(other, 'new').keep();
  expect(store.device(other)).toBeUndefined();
});
