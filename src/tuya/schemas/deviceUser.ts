import * as z from 'zod';
import type { AppUser, DeviceUser } from '../results.js';
import { msOfSeconds, numberOf, optionalId, optionalNumber, requiredId, text, textOf } from './fields.js';
import { record, type Writable } from './record.js';

const deviceUserSchema = z.object({
  user_id: optionalId,
  device_id: optionalId,
  nick_name: text,
  sex: optionalNumber,
  birthday: optionalNumber,
  height: optionalNumber,
  weight: optionalNumber,
  contact: text,
});

/** A user of a device (a person on a scale). The birthday is milliseconds on the wire already. */
export const deviceUserReader = record(deviceUserSchema, { required: [] }, (wire, extra): DeviceUser => {
  const user: Writable<DeviceUser> = { extra };
  const userId = textOf(wire.user_id);
  const deviceId = textOf(wire.device_id);
  const sex = numberOf(wire.sex);
  const birthday = numberOf(wire.birthday);
  const height = numberOf(wire.height);
  const weight = numberOf(wire.weight);
  if (userId !== undefined) user.userId = userId;
  if (deviceId !== undefined) user.deviceId = deviceId;
  if (typeof wire.nick_name === 'string') user.nickName = wire.nick_name;
  if (sex !== undefined) user.sex = sex;
  if (birthday !== undefined) user.birthday = birthday;
  if (height !== undefined) user.height = height;
  if (weight !== undefined) user.weight = weight;
  if (typeof wire.contact === 'string') user.contact = wire.contact;
  return user;
});

const appUserSchema = z.object({
  uid: requiredId,
  username: text,
  email: text,
  mobile: optionalId,
  country_code: optionalId,
  create_time: optionalNumber,
  update_time: optionalNumber,
});

/** A user of an app. */
export const appUserReader = record(appUserSchema, { required: ['uid'] }, (wire, extra): AppUser => {
  const user: Writable<AppUser> = { uid: String(wire.uid), extra };
  const mobile = textOf(wire.mobile);
  const countryCode = textOf(wire.country_code);
  const createTime = msOfSeconds(wire.create_time);
  const updateTime = msOfSeconds(wire.update_time);
  if (wire.username) user.username = wire.username;
  if (wire.email) user.email = wire.email;
  if (mobile !== undefined) user.mobile = mobile;
  if (countryCode !== undefined) user.countryCode = countryCode;
  if (createTime !== undefined) user.createTime = createTime;
  if (updateTime !== undefined) user.updateTime = updateTime;
  return user;
});
