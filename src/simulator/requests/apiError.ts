/** What the cloud says with a code when nothing more is to be told. From Tuya's table of global error codes. */
const messages: ReadonlyMap<number, string> = new Map([
  [500, 'system error, please contact the admin'],
  [1000, 'data not exist'],
  [1001, 'secret invalid'],
  [1002, 'access_token is null'],
  [1003, 'grant type invalid'],
  [1004, 'sign invalid'],
  [1005, 'clientId invalid'],
  [1006, 'not support content type'],
  [1010, 'token invalid'],
  [1011, 'token invalid'],
  [1012, 'token status is invalid'],
  [1013, 'request time is invalid'],
  [1100, 'param is empty'],
  [1101, 'param range error'],
  [1102, 'param is null'],
  [1104, 'type is incorrect'],
  [1105, 'miss header'],
  [1106, 'permission deny'],
  [1108, 'uri path invalid'],
  [1109, 'param is illegal, please check it'],
  [1110, 'the concurrent request over limit, please try again later'],
  [1111, 'system is busy, please try again later'],
  [1112, 'user is syncing, please try again later'],
  [1113, 'repeat request, please try again later'],
  [1114, "your ip don't have access to this API"],
  [1199, 'too frequently requested'],
  [1400, 'token invalid'],
  [2001, 'device is offline'],
  [2002, 'this user has no devices'],
  [2003, 'function not support'],
  [2006, 'user not exist'],
  [2008, 'command or value not support'],
  [2009, 'not support this device'],
  [2010, 'device not exist'],
  [2017, 'schema does not exist'],
  [2047, 'device is frozen'],
  [2101, 'device name already exists'],
  [28841001, 'No permissions. Your subscription to cloud development plan has not been made.'],
  [28841002, 'No permissions. Your subscription to cloud development plan has expired.'],
  [28841003, 'No permissions. The bill of your cloud development plan is overdue.'],
  [28841004, 'No permissions. Your quota of the trial edition is used up.'],
  [28841101, 'No permissions. This API is not subscribed.'],
  [28841102, 'No permissions. Your subscription to this API has expired.'],
  [28841103, 'No permissions. The bill of this API is overdue.'],
  [28841104, 'No permissions. The quota of this API is used up.'],
  [28841105, 'No permissions. This project is not authorized to call this API.'],
  [28841106, 'No permissions. This API is not subscribed.'],
  [60001001, 'the number of controllable devices exceeds the limit'],
  [
    28841107,
    'No permission. The data center is suspended. Please go to the cloud development platform to enable the data center.',
  ],
]);

export function messageOf(code: number): string {
  return messages.get(code) ?? 'unknown error';
}

/** A refusal: ends the call with `{ success: false, code, msg }`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: number,
    message: string = messageOf(code),
  ) {
    super(message);
  }
}
