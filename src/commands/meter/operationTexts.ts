import * as vscode from 'vscode';
import type { OperationName } from '../../tuya/operations.js';

/** What an operation is called among people. One that an older or newer version counted keeps its own name. */
export function operationText(operation: string): string {
  return isKnown(operation) ? texts[operation]() : operation;
}

const texts: Readonly<Record<OperationName, () => string>> = {
  token: () => vscode.l10n.t('Access token'),
  'devices.get': () => vscode.l10n.t('Read a device'),
  'devices.listOfUser': () => vscode.l10n.t('List the devices of a user'),
  'devices.list': () => vscode.l10n.t('List the devices of the project'),
  'devices.subDevices': () => vscode.l10n.t('List the sub-devices of a gateway'),
  'devices.factoryInfos': () => vscode.l10n.t('Read factory data'),
  'devices.firmware': () => vscode.l10n.t('Read the firmware versions of a device'),
  'devices.rename': () => vscode.l10n.t('Rename a device'),
  'devices.resetFactory': () => vscode.l10n.t('Restore Factory Defaults'),
  'devices.remove': () => vscode.l10n.t('Delete a device'),
  'dataPoints.rename': () => vscode.l10n.t('Rename a data point'),
  'outlets.names': () => vscode.l10n.t('Read the names of outlets'),
  'outlets.rename': () => vscode.l10n.t('Rename an outlet'),
  'deviceUsers.add': () => vscode.l10n.t('Add a device user'),
  'deviceUsers.modify': () => vscode.l10n.t('Change a device user'),
  'deviceUsers.remove': () => vscode.l10n.t('Delete a device user'),
  'deviceUsers.get': () => vscode.l10n.t('Read a device user'),
  'deviceUsers.list': () => vscode.l10n.t('List the users of a device'),
  'logs.page': () => vscode.l10n.t('Read logs'),
  'products.thingModel': () => vscode.l10n.t('Read the thing model of a product'),
  'products.specification': () => vscode.l10n.t('Read the specification of a product'),
  'products.shadow': () => vscode.l10n.t('Read the names and ages of data points'),
  'commands.send': () => vscode.l10n.t('Send data points'),
  'commands.issue': () => vscode.l10n.t('Send data points by the thing model'),
  'appUsers.list': () => vscode.l10n.t('List the users of an app'),
};

function isKnown(operation: string): operation is OperationName {
  return Object.hasOwn(texts, operation);
}
