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
export function outlets({ outlets: known, device }: DetailsState): OutletsDto {
  if (!device || known.state === 'unsupported') return { state: 'none' };
  if (known.state === 'unread' && outletChance(device) === 'none') return { state: 'none' };
  if (known.state === 'failed') return { state: 'failed', problem: problemDto(known.problem) };
  if (known.state !== 'read') return { state: known.state };
  if (known.value.length === 0) return { state: 'none' };
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
    users: listed.map((user) => deviceUser(user, unit)),
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
