import * as vscode from 'vscode';
import type { TuyaError } from '../../tuya/errors/errors.js';

/** What went wrong, by the cloud's own code: one sentence in plain words. Undefined where its reason says as much. */
export function causeText({ reason, code, remedy, operation }: TuyaError): string | undefined {
  if (code === undefined || reason === 'outcomeUnknown') return undefined;
  // Two codes with two meanings each; which one it is has been found out where the answer was read.
  if (code === 2007 && reason === 'dataCenter') {
    return vscode.l10n.t('This data center allows no access from the region of this computer.');
  }
  if (remedy === 'allowIp') return texts[1114]?.();
  if (operation.startsWith('commands.') && commandTexts[code]) return commandTexts[code]();
  return texts[code]?.();
}

const badToken = (): string => vscode.l10n.t('The cloud refused the access token, also a new one.');
const notSubscribed = (): string =>
  vscode.l10n.t('The cloud project isn’t subscribed to the API this needs.');

const texts: Readonly<Partial<Record<number, () => string>>> = {
  429: () => vscode.l10n.t('The cloud gets too many requests.'),
  500: () => vscode.l10n.t('The cloud had an error of its own, or took too long inside.'),
  501: () => vscode.l10n.t('The cloud project has no permission for this device.'),
  503: () => vscode.l10n.t('The cloud is out of service at the moment.'),
  1000: () => vscode.l10n.t('What was asked for doesn’t exist in the cloud.'),
  1001: () => vscode.l10n.t('The cloud refused the keys: the Access Secret is wrong.'),
  1002: () => vscode.l10n.t('The request had no access token.'),
  1003: () => vscode.l10n.t('The cloud didn’t accept how the access token was requested.'),
  1004: () =>
    vscode.l10n.t('The cloud refused the keys: the signature made with the Access Secret is wrong.'),
  1005: () => vscode.l10n.t('The cloud refused the keys: it does not know the Access ID.'),
  1006: () => vscode.l10n.t('The cloud didn’t accept the kind of content that was sent.'),
  1007: () => vscode.l10n.t('The cloud refused the keys: the key is not valid.'),
  1008: () => vscode.l10n.t('The cloud refused the keys: the Access ID is not valid.'),
  1010: badToken,
  1011: badToken,
  1012: badToken,
  1013: () => vscode.l10n.t('This computer’s clock differs too much from the cloud’s.'),
  1100: () => vscode.l10n.t('A value is missing.'),
  1101: () => vscode.l10n.t('A value is out of its range.'),
  1102: () => vscode.l10n.t('A value is missing.'),
  1103: () => vscode.l10n.t('The command couldn’t be sent to the device.'),
  1104: () => vscode.l10n.t('A value has the wrong type.'),
  1105: () => vscode.l10n.t('A part of the request is missing.'),
  1106: () => vscode.l10n.t('The cloud project has no permission for this device, user or API.'),
  1107: () => vscode.l10n.t('The cloud refused the authorisation code.'),
  1108: () => vscode.l10n.t('This data center doesn’t offer the API this needs.'),
  1109: () => vscode.l10n.t('The cloud does not accept a value.'),
  1110: () => vscode.l10n.t('The cloud gets too many requests at the same time.'),
  1111: () => vscode.l10n.t('The cloud is busy.'),
  1112: () => vscode.l10n.t('The cloud is still copying the data of this user.'),
  1113: () => vscode.l10n.t('The same request came again too soon, or the trial has more than ten users.'),
  1114: () => vscode.l10n.t('This computer’s address is not allowed to use the API.'),
  1199: () => vscode.l10n.t('The cloud gets requests too often.'),
  1400: badToken,
  2001: () => vscode.l10n.t('The device is offline.'),
  2002: () => vscode.l10n.t('The user has no devices.'),
  2003: () => vscode.l10n.t('The device doesn’t have this function.'),
  2004: () => vscode.l10n.t('This kind of lock isn’t supported by the cloud.'),
  2005: () => vscode.l10n.t('The cloud doesn’t know the product.'),
  2006: () => vscode.l10n.t('The cloud doesn’t know this user.'),
  2007: () => vscode.l10n.t('The device’s own sign-in to the cloud has expired.'),
  2008: () => vscode.l10n.t('The device doesn’t accept this value.'),
  2009: () => vscode.l10n.t('The cloud doesn’t offer this for this kind of device.'),
  2010: () => vscode.l10n.t('The cloud doesn’t know this device.'),
  2012: () => vscode.l10n.t('The app doesn’t support this.'),
  2015: () => vscode.l10n.t('Devices of this category don’t support this.'),
  2016: () => vscode.l10n.t('The remote control has been removed.'),
  2017: () => vscode.l10n.t('The cloud doesn’t know the app schema.'),
  2023: () => vscode.l10n.t('The user is already there.'),
  2047: () => vscode.l10n.t('The device is frozen.'),
  2054: () => vscode.l10n.t('The cloud doesn’t know this sub-device.'),
  2055: () => vscode.l10n.t('The sub-device isn’t supported by the cloud.'),
  2056: () => vscode.l10n.t('The device belongs to somebody already, or was never activated.'),
  2063: () => vscode.l10n.t('Another Zigbee update is running on the gateway.'),
  2064: () => vscode.l10n.t('The firmware is already up to date.'),
  2101: () => vscode.l10n.t('Another device has this name already.'),
  2401: () => vscode.l10n.t('The account or its password is wrong.'),
  2402: () => vscode.l10n.t('The account’s country doesn’t fit this data center.'),
  2406: () =>
    vscode.l10n.t('The cloud project doesn’t fit this data center, or is too old for this sign-in.'),
  28841001: () => vscode.l10n.t('The cloud project has no cloud plan.'),
  28841002: () => vscode.l10n.t('The cloud plan, or its trial, has expired.'),
  28841003: () => vscode.l10n.t('The cloud plan has an unpaid bill.'),
  28841004: () => vscode.l10n.t('The trial’s calls are used up.'),
  28841101: notSubscribed,
  28841102: () => vscode.l10n.t('The subscription to the API this needs has expired.'),
  28841103: () => vscode.l10n.t('An API that this needs has an unpaid bill.'),
  28841104: () => vscode.l10n.t('The calls of the API this needs are used up.'),
  28841105: () =>
    vscode.l10n.t('The cloud project is subscribed to the API this needs, but not authorised for it.'),
  28841106: notSubscribed,
  28841107: () => vscode.l10n.t('The data center is suspended, or not enabled for this cloud project.'),
  60001001: () =>
    vscode.l10n.t(
      'The pool of devices that this cloud project may control is full. A trial has room for ten; a hub with one air conditioner takes two places.',
    ),
  40000309: () => vscode.l10n.t('The cloud refused it, probably because requests come too often.'),
  40001900: () => vscode.l10n.t('The cloud project has no permission for this space.'),
};

/** What codes mean where a data point is sent. */
const commandTexts: Readonly<Partial<Record<number, () => string>>> = {
  1104: () => vscode.l10n.t('The value isn’t of the data point’s type, or is outside its range.'),
  1109: () => vscode.l10n.t('The cloud can’t read the command.'),
  2003: () =>
    vscode.l10n.t(
      'The cloud doesn’t take this data point: its code isn’t one of the device’s, or it is only reported.',
    ),
  2008: () =>
    vscode.l10n.t(
      'The cloud doesn’t take this data point: its code isn’t one of the device’s, or it is only reported.',
    ),
};
