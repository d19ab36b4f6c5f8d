import { beforeEach, expect, it } from 'vitest';
import { PointNames } from '../../../../src/model/details/pointNames.js';

const ref = { projectId: 'p', deviceId: 'd' };
let names: PointNames;
let fired: number;

beforeEach(() => {
  names = new PointNames();
  fired = 0;
  names.onDidChange(() => fired++);
});

const shown = (): Record<string, string> =>
  Object.fromEntries([...names.of(ref)].map(([code, { name, state }]) => [code, `${name}, ${state}`]));

it('what the cloud tells is known to everything that shows names, and told once', () => {
  names.learn(ref, new Map([['switch_1', 'Lamp']]), names.moment);
  names.learn(ref, new Map([['switch_1', 'Lamp']]), names.moment);
  expect(shown()).toEqual({ switch_1: 'Lamp, known' });
  expect(fired).toBe(1);
  names.learn(ref, new Map(), names.moment);
  expect(shown()).toEqual({});
});

it('a name on its way, and one given after the cloud was asked, stay', () => {
  names.set(ref, 'a', { name: 'Old', state: 'known' });
  names.set(ref, 'b', { name: 'B', state: 'pending' });
  const { moment } = names;
  names.set(ref, 'c', { name: 'C', state: 'known' });
  const told = new Map(['a', 'b', 'c'].map((code) => [code, `${code} in the cloud`]));
  names.learn(ref, told, moment);
  expect(shown()).toEqual({ a: 'a in the cloud, known', b: 'B, pending', c: 'C, known' });
  // Asked again after all of that, the cloud is right; what is on its way still isn't there.
  names.set(ref, 'b', { name: 'B', state: 'known' });
  names.learn(ref, told, names.moment);
  expect(shown()).toEqual({
    a: 'a in the cloud, known',
    b: 'b in the cloud, known',
    c: 'c in the cloud, known',
  });
});

it('reading the very name answers whether the cloud took it; another one doesn’t', () => {
  names.set(ref, 'a', { name: 'A', state: 'unsure' });
  names.learn(ref, new Map([['a', 'Other']]), names.moment);
  expect(shown()).toEqual({ a: 'A, unsure' });
  names.learn(ref, new Map([['a', 'A']]), names.moment);
  expect(shown()).toEqual({ a: 'A, known' });
});

it('an answer that was overtaken changes nothing', () => {
  const { moment } = names;
  names.set(ref, 'a', { name: 'New', state: 'known' });
  const now = { a: 'New', b: 'Given elsewhere' };
  names.learn(ref, new Map(Object.entries(now)), names.moment);
  names.learn(ref, new Map(Object.entries({ a: 'Old', b: 'Older' })), moment);
  expect(shown()).toEqual({ a: 'New, known', b: 'Given elsewhere, known' });
});

it('a name that was refused gives the one that was read back', () => {
  names.learn(ref, new Map([['a', 'Lamp']]), names.moment);
  names.set(ref, 'a', { name: 'Desk', state: 'pending' });
  names.set(ref, 'a', undefined);
  expect(shown()).toEqual({ a: 'Lamp, known' });
});

it('what was read through other keys is forgotten, what was given isn’t', () => {
  names.learn(ref, new Map([['a', 'Lamp']]), names.moment);
  names.set(ref, 'b', { name: 'Desk', state: 'known' });
  names.unlearn(ref);
  expect(shown()).toEqual({ b: 'Desk, known' });
});
