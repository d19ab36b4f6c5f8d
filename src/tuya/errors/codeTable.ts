import type { TuyaErrorReason } from './errors.js';
import type { OperationName } from '../operations.js';
import type { RemedyKey } from './remedies.js';

export interface CodeMeaning {
  readonly reason: TuyaErrorReason;
  readonly remedy: RemedyKey;
}

type Row = readonly [code: number, reason: TuyaErrorReason, remedy: RemedyKey];

/** Every code that Tuya's pages, its SDKs or reports of users name. */
const rows: readonly Row[] = [
  [429, 'busy', 'waitAndRetry'], // Too many requests.
  [500, 'server', 'tryAgain'], // The cloud had a system error or a time-out.
  [501, 'permission', 'linkAccount'], // No permission for this device.
  [503, 'busy', 'waitAndRetry'], // The service is unavailable at the moment.
  [1000, 'notFound', 'checkIds'], // The data doesn't exist.
  [1001, 'credentials', 'checkKeys'], // The secret is invalid.
  [1002, 'token', 'tryAgain'], // The access token is missing.
  [1003, 'signature', 'reportProblem'], // The grant type is invalid.
  [1004, 'credentials', 'checkKeys'], // The signature isn't valid.
  [1005, 'credentials', 'checkKeys'], // The client id is invalid.
  [1006, 'signature', 'reportProblem'], // The content type is not supported.
  [1007, 'credentials', 'checkKeys'], // The key is invalid.
  [1008, 'credentials', 'checkKeys'], // The access id is invalid.
  [1010, 'token', 'otherProgram'], // The access token has expired or was replaced.
  [1011, 'token', 'otherProgram'], // The access token is invalid.
  [1012, 'token', 'otherProgram'], // The status of the access token is invalid.
  [1013, 'clock', 'checkClock'], // The request's time is too far from the cloud's.
  [1100, 'invalid', 'checkInput'], // A parameter is empty.
  [1101, 'invalid', 'checkInput'], // A parameter is out of range.
  [1102, 'invalid', 'checkInput'], // A parameter is missing.
  [1103, 'offline', 'powerDevice'], // The command couldn't be issued.
  [1104, 'invalid', 'checkInput'], // A parameter has the wrong type.
  [1105, 'signature', 'reportProblem'], // A header is missing.
  [1106, 'permission', 'linkAccount'], // No permission for this device, user or API.
  [1107, 'credentials', 'checkKeys'], // The authorisation code is invalid.
  [1108, 'unsupported', 'switchDataCenter'], // This data center doesn't know the API path or method.
  [1109, 'invalid', 'checkInput'], // A parameter is illegal.
  [1110, 'busy', 'waitAndRetry'], // Too many requests at the same time.
  [1111, 'busy', 'waitAndRetry'], // The system is busy.
  [1112, 'busy', 'waitAndRetry'], // The user's data is being synchronised.
  // An older page gives 1113 to "the trial has more than 10 users"; no text of it is known to tell the two apart.
  [1113, 'busy', 'waitAndRetry'], // The request was repeated too soon, or the trial has more than ten users.
  [1114, 'permission', 'allowIp'], // This computer's address may not use the API.
  [1199, 'busy', 'waitAndRetry'], // Requests come too often.
  [1400, 'token', 'otherProgram'], // The access token is invalid.
  [2001, 'offline', 'powerDevice'], // The device is offline.
  [2002, 'notFound', 'checkUser'], // The user has no devices.
  [2003, 'unsupported', 'notSupported'], // The device doesn't support this function.
  [2004, 'unsupported', 'notSupported'], // This type of lock isn't supported.
  [2005, 'notFound', 'checkIds'], // The product doesn't exist.
  [2006, 'notFound', 'checkUser'], // The user doesn't exist.
  [2007, 'token', 'relinkDevice'], // The device's token has expired.
  [2008, 'unsupported', 'checkInput'], // The device doesn't support this value.
  [2009, 'unsupported', 'notSupported'], // The cloud doesn't support this for this kind of device.
  [2010, 'notFound', 'checkIds'], // The device doesn't exist.
  [2012, 'unsupported', 'checkSchema'], // The app doesn't support this.
  [2015, 'unsupported', 'notSupported'], // The device's category doesn't support this.
  [2016, 'notFound', 'checkIds'], // The remote control has been removed.
  [2017, 'notFound', 'checkSchema'], // The app schema doesn't exist.
  [2023, 'conflict', 'checkInput'], // The user exists already.
  [2047, 'conflict', 'unfreezeDevice'], // The device is frozen.
  [2054, 'notFound', 'checkIds'], // The sub-device doesn't exist.
  [2055, 'unsupported', 'notSupported'], // The sub-device isn't supported.
  [2056, 'conflict', 'checkIds'], // The device is bound already, or not activated.
  [2063, 'conflict', 'waitForUpdate'], // Another Zigbee update is running.
  [2064, 'conflict', 'notSupported'], // The firmware is the newest already.
  [2101, 'conflict', 'chooseAnotherName'], // Another device has this name already.
  [2401, 'credentials', 'checkKeys'], // The account or its password is wrong.
  [2402, 'dataCenter', 'switchDataCenter'], // The country code doesn't fit this data center.
  [2406, 'dataCenter', 'enableDataCenter'], // The project doesn't fit this data center, or is older than the login API.
  [28841001, 'subscription', 'subscribeApi'], // The project has no cloud plan.
  [28841002, 'subscription', 'renewPlan'], // The cloud plan has expired.
  [28841003, 'subscription', 'payBill'], // The cloud plan's bill is overdue.
  [28841004, 'quota', 'waitForQuota'], // The trial's calls are used up.
  [28841101, 'subscription', 'subscribeApi'], // The API isn't subscribed.
  [28841102, 'subscription', 'renewPlan'], // The API's subscription has expired.
  [28841103, 'subscription', 'payBill'], // The API's bill is overdue.
  [28841104, 'quota', 'waitForQuota'], // The API's calls are used up.
  [28841105, 'subscription', 'authorizeApi'], // The project isn't authorised for this API.
  [28841106, 'subscription', 'subscribeApi'], // The API isn't subscribed.
  [28841107, 'dataCenter', 'enableDataCenter'], // The data center is suspended or isn't enabled for this project.
  [40000309, 'busy', 'waitAndRetry'], // The cloud refused the request, probably for its rate.
  [60001001, 'permission', 'freeControllable'], // The pool of devices that may be controlled is full.
  [40001900, 'permission', 'linkAccount'], // No permission for the space.
];

export const codeTable: ReadonlyMap<number, CodeMeaning> = new Map(
  rows.map(([code, reason, remedy]) => [code, { reason, remedy }]),
);

/**
 * What a code means for this call. The one place where a code with several meanings is resolved, and the
 * only one that looks into the cloud's text: by the operation where that tells, by `msg` where nothing else does.
 */
export function meaningOf(code: number | undefined, msg: string, operation: OperationName): CodeMeaning {
  const crossRegion = /cross-region/i.test(msg);
  if (code === 2007 && (operation === 'token' || crossRegion)) {
    return { reason: 'dataCenter', remedy: 'switchDataCenter' };
  }
  const known = code === undefined ? undefined : codeTable.get(code);
  if (code === 1106 && known) {
    if (/\bip\b.*access/i.test(msg)) return codeTable.get(1114) ?? known;
    if (operation === 'devices.listOfUser') return { ...known, remedy: 'checkUser' };
    if (operation === 'appUsers.list') return { ...known, remedy: 'checkSchema' };
    // Nobody asks for a model but of a device that could be read: it's the API group that is refused.
    if (operation.startsWith('products.')) return { ...known, remedy: 'authorizeApi' };
  }
  if ((code === 2008 || code === 2003) && operation.startsWith('commands.'))
    return { reason: 'unsupported', remedy: 'checkDataPoint' };
  return known ?? { reason: 'unknown', remedy: 'reportProblem' };
}
