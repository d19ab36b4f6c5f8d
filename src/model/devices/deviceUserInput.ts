import { isoTime } from '../../base/isoTime.js';
import type { NewDeviceUser } from '../../tuya/api/deviceUsers.js';
import type { DeviceUser } from '../../tuya/results.js';
import { hasControlCharacters } from './nameInput.js';
import { readWeight, weightText, type WeightUnit } from './weightUnits.js';

/** A user's fields as they stand in a form: all text, '' for what isn't given. */
export interface DeviceUserForm {
  readonly nickName: string;
  /** `1` male, `2` female. */
  readonly sex: string;
  /** `2001-02-28`, as date inputs give it. */
  readonly birthday: string;
  /** cm */
  readonly height: string;
  /** In `weightUnit`. */
  readonly weight: string;
  readonly weightUnit: WeightUnit;
  /** Only when a user is added. */
  readonly contact: string;
}

export type DeviceUserField = Exclude<keyof DeviceUserForm, 'weightUnit'>;

export type DeviceUserProblem =
  | 'missing'
  | 'tooLong'
  | 'controlCharacters'
  | 'notAChoice'
  | 'notADate'
  | 'inTheFuture'
  | 'tooLongAgo'
  | 'notANumber'
  | 'tooSmall'
  | 'tooLarge';

export type DeviceUserInput =
  | { readonly ok: true; readonly user: NewDeviceUser }
  | { readonly ok: false; readonly problems: ReadonlyMap<DeviceUserField, DeviceUserProblem> };

/** Tuya's page gives no limits. These hold every human being, and catch a slip of the keyboard or of the unit. */
export const deviceUserLimits = {
  nickNameLength: 64,
  contactLength: 128,
  earliestBirthday: Date.UTC(1900, 0, 1),
  heightCm: { min: 30, max: 250 },
  /** A newborn in grams; 400 kg. */
  weightG: { min: 1_000, max: 400_000 },
} as const;

/**
 * Reads a form. With `current` the user exists already: the contact can't be changed then and isn't sent, and a birthday,
 * height or weight that wasn't touched goes through as it is, however odd.
 */
export function readDeviceUser(form: DeviceUserForm, now: number, current?: DeviceUser): DeviceUserInput {
  const problems = new Map<DeviceUserField, DeviceUserProblem>();
  const before = current && deviceUserForm(current, form.weightUnit);
  const read = <T>(field: DeviceUserField, reading: Reading<T>): T | undefined => {
    if ('value' in reading) return reading.value;
    problems.set(field, reading.problem);
    return undefined;
  };
  const readOptional = (
    field: 'birthday' | 'height' | 'weight',
    reading: Reading<number | undefined>,
  ): number | undefined =>
    before && form[field].trim() === before[field] ? current[field] || undefined : read(field, reading);
  const nickName = read('nickName', readText(form.nickName, deviceUserLimits.nickNameLength, true));
  const sex = read('sex', readSex(form.sex));
  const optional = {
    birthday: readOptional('birthday', readBirthday(form.birthday, now)),
    height: readOptional('height', readHeight(form.height)),
    weight: readOptional('weight', readUserWeight(form.weight, form.weightUnit)),
    contact: current
      ? undefined
      : read('contact', readText(form.contact, deviceUserLimits.contactLength, false)),
  };
  if (problems.size > 0 || nickName === undefined || sex === undefined) return { ok: false, problems };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { ok: true, user: { nickName, sex, ...given } };
}

/** A user as a form shows them. The cloud gives 0 for a height or a weight that isn't known. */
export function deviceUserForm(user: DeviceUser, weightUnit: WeightUnit): DeviceUserForm {
  const { nickName = '', sex, birthday, height, weight, contact = '' } = user;
  return {
    nickName,
    sex: sex === 1 || sex === 2 ? String(sex) : '',
    birthday: birthdayText(birthday || undefined),
    height: height ? String(height) : '',
    weight: weight ? weightText(weight, weightUnit) : '',
    weightUnit,
    contact,
  };
}

type Reading<T> = { readonly value: T } | { readonly problem: DeviceUserProblem };

function readText(typed: string, max: number, required: boolean): Reading<string | undefined> {
  const text = typed.trim();
  if (text === '') return required ? { problem: 'missing' } : { value: undefined };
  if (hasControlCharacters(text)) return { problem: 'controlCharacters' };
  return text.length > max ? { problem: 'tooLong' } : { value: text };
}

function readSex(typed: string): Reading<1 | 2> {
  if (typed === '') return { problem: 'missing' };
  return typed === '1' ? { value: 1 } : typed === '2' ? { value: 2 } : { problem: 'notAChoice' };
}

/** Midnight UTC of the day: what is read back shows the same day wherever it is read. */
function readBirthday(typed: string, now: number): Reading<number | undefined> {
  const text = typed.trim();
  if (text === '') return { value: undefined };
  const value = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 31 April is read as 1 May by some engines.
  if (Number.isNaN(value) || birthdayText(value) !== text) return { problem: 'notADate' };
  if (value > now) return { problem: 'inTheFuture' };
  return value < deviceUserLimits.earliestBirthday ? { problem: 'tooLongAgo' } : { value };
}

function readHeight(typed: string): Reading<number | undefined> {
  const text = typed.trim();
  if (text === '') return { value: undefined };
  if (!/^\d{1,6}$/.test(text)) return { problem: 'notANumber' };
  return inRange(Number(text), deviceUserLimits.heightCm);
}

function readUserWeight(typed: string, unit: WeightUnit): Reading<number | undefined> {
  if (typed.trim() === '') return { value: undefined };
  const grams = readWeight(typed, unit);
  return grams === undefined ? { problem: 'notANumber' } : inRange(grams, deviceUserLimits.weightG);
}

function inRange(value: number, { min, max }: { min: number; max: number }): Reading<number> {
  if (value < min) return { problem: 'tooSmall' };
  return value > max ? { problem: 'tooLarge' } : { value };
}

/** A birthday as a date input wants it; '' where there is none, or none that has a year of four digits. */
function birthdayText(birthday: number | undefined): string {
  const iso = birthday === undefined ? undefined : isoTime(birthday);
  return iso === undefined ? '' : (/^\d{4}-\d{2}-\d{2}/.exec(iso)?.[0] ?? '');
}
