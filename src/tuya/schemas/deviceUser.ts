import type { AppUser, DeviceUser } from '../results.js';
import { anyText, number, optionalId, requiredId, seconds, text } from './fields.js';
import { noExtra, record } from './record.js';

/** A user of a device (a person on a scale). The birthday is milliseconds on the wire already. */
export const deviceUserReader = record<DeviceUser>(
  {
    user_id: optionalId('userId'),
    device_id: optionalId('deviceId'),
    nick_name: anyText('nickName'),
    sex: number('sex'),
    birthday: number('birthday'),
    height: number('height'),
    weight: number('weight'),
    contact: anyText('contact'),
  },
  { extra: noExtra },
);

/** A user of an app. */
export const appUserReader = record<AppUser>(
  {
    uid: requiredId('uid'),
    username: text('username'),
    email: text('email'),
    mobile: optionalId('mobile'),
    country_code: optionalId('countryCode'),
    create_time: seconds('createTime'),
    update_time: seconds('updateTime'),
  },
  { extra: noExtra },
);
