import { deviceUserForm } from '../../model/devices/deviceUserInput.js';
import { mainOutlet } from '../../model/devices/deviceActions.js';
import type { WeightUnit } from '../../model/devices/weightUnits.js';
import { outletChance, outletState } from '../../model/details/kindsOfDevices.js';
import type { DetailsState } from '../../model/details/detailsState.js';
import { displayName, displayText } from '../../base/displayText.js';
import type { DeviceUserDto, DeviceUsersDto, LiveDto, OutletsDto } from '../../protocol/deviceParts.js';
import type { DeviceUser } from '../../tuya/results.js';
import { mostRows } from './otherFields.js';
import { problemDto } from './problemDto.js';
import { unreadFields } from './unreadFields.js';
import { shortened } from './valueDto.js';

const maxCodeLength = 120;
/** Longer ones are refused where they are asked for. */
const maxIdLength = 200;

/** A code or identifier as it is shown, and as the page names it in requests. */
export function shownCode(code: string): string {
  return shortened(code, maxCodeLength);
}

/** The device itself comes first, whether the cloud lists it or not: it is renamed in the same way. */
export function outlets({ outlets: known, device, lacksOutlets }: DetailsState): OutletsDto {
  if (!device) return { state: 'none' };
  if (known.state === 'unsupported') return { state: 'lacking', ofProduct: false };
  if (known.state === 'unread' && outletChance(device) === 'none') return { state: 'none' };
  if (known.state === 'unread' && lacksOutlets) return { state: 'lacking', ofProduct: true };
  if (known.state === 'failed') return { state: 'failed', problem: problemDto(known.problem) };
  if (known.state !== 'read') return { state: known.state };
  if (known.value.length === 0) return { state: 'lacking', ofProduct: false };
  const main = { identifier: mainOutlet, name: displayName(device.name, device.id), isMain: true };
  const others = known.value.filter(({ identifier }) => identifier !== mainOutlet);
  const unlisted = Math.max(0, others.length - mostRows);
  return {
    state: 'read',
    outlets: [
      main,
      ...others.slice(0, mostRows).map(({ identifier, name }) => {
        const isOn = outletState(device.status, identifier);
        return {
          identifier: shownCode(identifier),
          name: displayName(name, identifier),
          isMain: false,
          ...(isOn !== undefined && { isOn }),
        };
      }),
    ],
    ...(unlisted > 0 && { unlisted }),
  };
}

export function deviceUsers({ users }: DetailsState, unit: WeightUnit): DeviceUsersDto {
  if (users.state === 'failed') return { state: 'failed', problem: problemDto(users.problem) };
  if (users.state !== 'read') return { state: users.state };
  const { items, badRecords } = users.value;
  const listed = items.slice(0, mostRows);
  return {
    state: 'read',
    users: listed.map((user) => ({
      ...deviceUser(user, unit),
      ...(isNamesake(user, items) && { isNamesake: true as const }),
    })),
    unreadable: badRecords.length + items.length - listed.length,
  };
}

export function live({ live: state }: DetailsState): LiveDto {
  if (state.state === 'off')
    return { state: 'off', ...(state.problem !== undefined && { problem: problemDto(state.problem) }) };
  return { state: 'on', intervalMs: state.intervalMs };
}

/** A user's name as it stands in the list and in questions. */
export function userName({ nickName, userId }: DeviceUser): string {
  return displayName(nickName, userId ?? '—');
}

function isNamesake(user: DeviceUser, all: readonly DeviceUser[]): boolean {
  return all.some((other) => other !== user && userName(other) === userName(user));
}

/** A user's name, and what tells them apart where others have the same: the id, and how they are reached. */
export function userWords(user: DeviceUser, all: readonly DeviceUser[]): string {
  if (!isNamesake(user, all)) return userName(user);
  const more = [user.userId, user.contact].filter((text) => text !== undefined && text !== '');
  return `${userName(user)} (${more.map((text) => displayText(text ?? '')).join(', ')})`;
}

function deviceUser(user: DeviceUser, unit: WeightUnit): DeviceUserDto {
  const { birthday, weight } = deviceUserForm(user, unit);
  const { userId, sex, height, contact } = user;
  return {
    nickName: userName(user),
    ...(userId !== undefined && userId.length <= maxIdLength && { userId }),
    ...(sex === 1 && { sex: 'male' }),
    ...(sex === 2 && { sex: 'female' }),
    ...(birthday !== '' && { birthday }),
    ...(height && { height }),
    ...(weight !== '' && { weight }),
    ...(contact && { contact: displayText(contact) }),
    ...(user.unread && { unread: unreadFields(user) }),
  };
}
