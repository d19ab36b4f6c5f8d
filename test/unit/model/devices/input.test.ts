import { describe, expect, it } from 'vitest';
import {
  deviceUserForm,
  readDeviceUser,
  type DeviceUserForm,
} from '../../../../src/model/devices/deviceUserInput.js';
import { readName } from '../../../../src/model/devices/nameInput.js';
import { readWeight, weightText } from '../../../../src/model/devices/weightUnits.js';

describe('a name', () => {
  it.each([
    ['Lamp', undefined, { ok: true, name: 'Lamp' }],
    ['  Lamp ', 'Old', { ok: true, name: 'Lamp' }],
    ['客厅灯 🌙', 'Old', { ok: true, name: '客厅灯 🌙' }],
    ['👩‍🔧 bench', 'Old', { ok: true, name: '👩‍🔧 bench' }],
    ['', 'Old', { ok: false, problem: 'empty' }],
    [' \t ', 'Old', { ok: false, problem: 'empty' }],
    ['Lamp', 'Lamp', { ok: false, problem: 'unchanged' }],
    [' Lamp ', 'Lamp', { ok: false, problem: 'unchanged' }],
    ['x'.repeat(128), 'Old', { ok: true, name: 'x'.repeat(128) }],
    ['x'.repeat(129), 'Old', { ok: false, problem: 'tooLong' }],
    ['a\nb', 'Old', { ok: false, problem: 'controlCharacters' }],
    ['a\u0000b', 'Old', { ok: false, problem: 'controlCharacters' }],
    ['evil\u202egnp', 'Old', { ok: false, problem: 'controlCharacters' }],
    ['\ud83d', 'Old', { ok: false, problem: 'controlCharacters' }],
  ])('%j in place of %j', (typed, current, expected) => {
    expect(readName(typed, current)).toEqual(expected);
  });
});

describe('a weight', () => {
  it.each([
    ['72.3', 'kg', 72_300],
    ['72,3', 'kg', 72_300],
    ['72', 'kg', 72_000],
    ['0.1', 'kg', 100],
    ['1.001', 'kg', 1_001],
    ['1.0010', 'kg', 1_001],
    ['1.0001', 'kg', undefined],
    ['72300', 'g', 72_300],
    ['72300.0', 'g', 72_300],
    ['0.5', 'g', undefined],
    ['-1', 'kg', undefined],
    ['1e3', 'g', undefined],
    ['', 'kg', undefined],
    ['12 kg', 'kg', undefined],
  ] as const)('%j %s is %s g', (typed, unit, grams) => {
    expect(readWeight(typed, unit)).toBe(grams);
  });

  it('goes to kilograms and back without noise, for every gram', () => {
    for (let grams = 1; grams < 200_000; grams += 7)
      expect(readWeight(weightText(grams, 'kg'), 'kg')).toBe(grams);
    expect(weightText(72_300, 'kg')).toBe('72.3');
    expect(weightText(72_000, 'kg')).toBe('72');
    expect(weightText(1_100, 'g')).toBe('1100');
  });
});

describe('a user', () => {
  const now = Date.UTC(2026, 10, 23, 12);
  const form = (fields: Partial<DeviceUserForm> = {}): DeviceUserForm => ({
    nickName: 'Ada',
    sex: '2',
    birthday: '',
    height: '',
    weight: '',
    weightUnit: 'kg',
    contact: '',
    ...fields,
  });

  it('needs a name and a sex, and is sent as the wire wants it', () => {
    expect(readDeviceUser(form(), now)).toEqual({ ok: true, user: { nickName: 'Ada', sex: 2 } });
    const all = form({ birthday: '1990-01-01', height: '178', weight: '72,3', contact: 'a@b.c' });
    expect(readDeviceUser(all, now)).toEqual({
      ok: true,
      user: {
        nickName: 'Ada',
        sex: 2,
        birthday: Date.UTC(1990, 0, 1),
        height: 178,
        weight: 72_300,
        contact: 'a@b.c',
      },
    });
  });

  it.each([
    ['nickName', '', 'missing'],
    ['nickName', 'x'.repeat(65), 'tooLong'],
    ['nickName', 'a\u0007', 'controlCharacters'],
    ['sex', '', 'missing'],
    ['sex', '3', 'notAChoice'],
    ['birthday', '2026-11-24', 'inTheFuture'],
    ['birthday', '1899-12-31', 'tooLongAgo'],
    ['birthday', '2001-02-29', 'notADate'],
    ['birthday', '2001-04-31', 'notADate'],
    ['birthday', '1.2.2001', 'notADate'],
    ['height', '1.78', 'notANumber'],
    ['height', '5', 'tooSmall'],
    ['height', '1780', 'tooLarge'],
    ['weight', 'heavy', 'notANumber'],
    ['weight', '0.5', 'tooSmall'],
    ['weight', '72300', 'tooLarge'],
    ['contact', 'x'.repeat(129), 'tooLong'],
  ] as const)('%s %j: %s', (field, text, problem) => {
    expect(readDeviceUser(form({ [field]: text }), now)).toEqual({
      ok: false,
      problems: new Map([[field, problem]]),
    });
  });

  it('is told all problems at once', () => {
    const read = readDeviceUser(form({ nickName: '', sex: '', height: 'x' }), now);
    expect(!read.ok && [...read.problems.keys()]).toEqual(['nickName', 'sex', 'height']);
  });

  it('may be born today', () => {
    expect(readDeviceUser(form({ birthday: '2026-11-23' }), now)).toMatchObject({ ok: true });
  });

  it('who exists keeps odd values that were not touched, and the contact is not sent', () => {
    const current = { nickName: 'Old', sex: 1, weight: 160, height: 0, contact: 'x', extra: {} };
    const shown = deviceUserForm(current, 'kg');
    expect(shown).toMatchObject({ weight: '0.16', height: '', birthday: '', contact: 'x' });
    for (const birthday of [1e16, 1e15, -1e14])
      expect(deviceUserForm({ birthday, extra: {} }, 'kg').birthday).toBe('');
    expect(readDeviceUser({ ...shown, nickName: 'New' }, now, current)).toEqual({
      ok: true,
      user: { nickName: 'New', sex: 1, weight: 160 },
    });
    expect(readDeviceUser({ ...shown, weight: '0.17' }, now, current)).toMatchObject({ ok: false });
  });
});
