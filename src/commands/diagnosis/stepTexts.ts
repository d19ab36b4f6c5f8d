import * as vscode from 'vscode';
import type { Finding, StepName, StepResult } from '../../model/diagnosis/steps.js';
import { consolePageOf, type ConsolePage } from '../../platform/errorMessages/consolePages.js';
import { describeProblem, type Problem } from '../../platform/errorMessages/problemTexts.js';
import { remedyText } from '../../platform/errorMessages/remedyTexts.js';
import { sentences } from '../../platform/display/sentences.js';
import { apiGroupOf } from '../../tuya/api/apiGroups.js';
import type { TuyaError } from '../../tuya/errors/errors.js';
import type { RemedyKey } from '../../tuya/errors/remedies.js';

export function stepLabel(step: StepName): string {
  return labels[step]();
}

/** What was found, as a problem is told: what it is, the one thing to do next, code and trace id. */
export function findingText({ state, finding }: StepResult): Problem {
  switch (finding.kind) {
    case 'failed':
      return failedText(finding.error);
    case 'notThisDevice':
      return { ...describeProblem(finding.error), what: texts.notThisDevice(), remedy: '' };
    case 'clock':
      return clockText(finding, state === 'fail');
    case 'notTuya': {
      const remedy = remedyText('checkEndpoint');
      return {
        what: vscode.l10n.t('Something answers, and it is not Tuya (HTTP {0}).', finding.httpStatus),
        remedy,
      };
    }
    case 'none':
      return noneText(finding.of);
    default:
      return { what: plainText(finding) };
  }
}

/** What helps against it, as a button can do it. */
export function pageOf({ finding }: StepResult): ConsolePage | undefined {
  if (finding.kind === 'none') return finding.of === 'logs' ? 'services' : 'projects';
  return finding.kind === 'failed' ? consolePageOf(finding.error.remedy) : undefined;
}

/** Whether other keys, or another data center, are what helps. */
export function needsEdit({ finding }: StepResult): boolean {
  return finding.kind === 'failed' && editRemedies.has(finding.error.remedy);
}

const editRemedies: ReadonlySet<RemedyKey> = new Set([
  'checkKeys',
  'checkSchema',
  'checkUser',
  'checkEndpoint',
  'enableDataCenter',
  'switchDataCenter',
]);

function failedText(error: TuyaError): Problem {
  const problem = describeProblem(error);
  // Where a group has to be subscribed, the next step names it.
  if (error.reason !== 'permission') return problem;
  const group = vscode.l10n.t('API group: {0}.', apiGroupOf(error.operation));
  return { ...problem, what: sentences([problem.what, group]) };
}

function clockText(
  { offsetMs, errorMs }: Extract<Finding, { readonly kind: 'clock' }>,
  isWrong: boolean,
): Problem {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  if (Math.abs(offsetMs) <= errorMs || seconds === 0) {
    return { what: vscode.l10n.t('This computer’s clock agrees with the cloud’s.') };
  }
  const what =
    offsetMs > 0
      ? vscode.l10n.t('This computer’s clock is {0} seconds behind the cloud’s.', seconds)
      : vscode.l10n.t('This computer’s clock is {0} seconds ahead of the cloud’s.', seconds);
  return isWrong ? { what, remedy: remedyText('checkClock') } : { what };
}

function noneText(of: 'devices' | 'users' | 'logs'): Problem {
  switch (of) {
    case 'devices':
      return { what: vscode.l10n.t('The project shows no device.'), remedy: remedyText('linkAccount') };
    case 'users':
      return { what: vscode.l10n.t('The project shows no user.'), remedy: remedyText('linkAccount') };
    case 'logs':
      return {
        what: vscode.l10n.t('The device has no log of the last seven days.'),
        remedy: vscode.l10n.t(
          'Let a device report something and check again. If nothing changes, check that the project is authorised for device logs.',
        ),
      };
  }
}

function plainText(
  finding: Exclude<Finding, { readonly kind: 'failed' | 'clock' | 'none' | 'notTuya' }>,
): string {
  switch (finding.kind) {
    case 'fine':
      return texts.fine();
    case 'inside':
      return vscode.l10n.t('Runs on this computer: no network is required.');
    case 'proxied':
      return finding.proxied
        ? vscode.l10n.t('Requests go through a proxy, which lets them pass.')
        : vscode.l10n.t('No proxy is in use.');
    case 'plain':
      return vscode.l10n.t('Not encrypted: the endpoint is on this computer.');
    case 'noTime':
      return vscode.l10n.t('The cloud did not send its time.');
    case 'notThisDevice':
      return texts.notThisDevice();
    case 'count':
      return countText(finding);
    case 'logs':
      return vscode.l10n.t('There are logs of the last seven days.');
    case 'notTried':
      return notTriedTexts[finding.why]();
    case 'skipped':
      return vscode.l10n.t('Not checked, because of: {0}.', stepLabel(finding.after));
    case 'cancelled':
      return vscode.l10n.t('Not checked: the diagnosis was cancelled.');
  }
}

function countText({ of, count, orMore }: Extract<Finding, { readonly kind: 'count' }>): string {
  if (of === 'devices') {
    return orMore ? vscode.l10n.t('{0} devices or more.', count) : vscode.l10n.t('Devices: {0}.', count);
  }
  return orMore ? vscode.l10n.t('{0} users or more.', count) : vscode.l10n.t('Users: {0}.', count);
}

const texts = {
  fine: () => vscode.l10n.t('Works.'),
  notThisDevice: () => vscode.l10n.t('Works: the cloud answers, and the device has none.'),
} as const;

const notTriedTexts = {
  writes: () =>
    vscode.l10n.t(
      'Not tried: a diagnosis changes nothing. They are in the same API group as the reads above.',
    ),
  noDevice: () => vscode.l10n.t('Not tried: no device is known to ask about.'),
  noUser: () => vscode.l10n.t('Not tried: no user is known to ask about.'),
  noSchema: () =>
    vscode.l10n.t('Not tried: the project names no app schema. Only the owner of an app has one.'),
} as const;

const labels: Readonly<Record<StepName, () => string>> = {
  network: () => vscode.l10n.t('Network'),
  proxy: () => vscode.l10n.t('Proxy'),
  tls: () => vscode.l10n.t('Secure connection'),
  clock: () => vscode.l10n.t('Clock'),
  token: () => vscode.l10n.t('Keys and access token'),
  deviceList: () => vscode.l10n.t('API: device list of the project'),
  userDevices: () => vscode.l10n.t('API: device list of a user'),
  device: () => vscode.l10n.t('API: details of a device'),
  subDevices: () => vscode.l10n.t('API: sub-devices of a gateway'),
  factoryInfos: () => vscode.l10n.t('API: factory data'),
  outlets: () => vscode.l10n.t('API: names of outlets'),
  deviceUsers: () => vscode.l10n.t('API: users of a device'),
  logs: () => vscode.l10n.t('API: device logs'),
  appUsers: () => vscode.l10n.t('API: users of the app'),
  writes: () => vscode.l10n.t('API: rename, reset, delete, and five other changes'),
  devicesSeen: () => vscode.l10n.t('Devices seen'),
  usersSeen: () => vscode.l10n.t('Users seen'),
  logsEnabled: () => vscode.l10n.t('Logs enabled'),
};
