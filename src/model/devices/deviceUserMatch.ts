import type { NewDeviceUser } from '../../tuya/api/deviceUsers.js';
import type { DeviceUser } from '../../tuya/results.js';

const dayMs = 86_400_000;

/** Whether a user has all the fields that were given. The cloud may keep a birthday as a day. */
export function hasFields(user: DeviceUser, given: NewDeviceUser): boolean {
  if (user.nickName?.trim() !== given.nickName.trim() || user.sex !== given.sex) return false;
  if (given.height !== undefined && user.height !== given.height) return false;
  if (given.weight !== undefined && user.weight !== given.weight) return false;
  if (given.contact !== undefined && user.contact !== given.contact) return false;
  if (given.birthday === undefined) return true;
  return user.birthday !== undefined && Math.abs(user.birthday - given.birthday) < dayMs;
}
