import * as vscode from 'vscode';
import type { ApiGroup } from '../../tuya/api/apiGroups.js';
import type { RemedyKey } from '../../tuya/errors/remedies.js';

/** What a person can do next, in the person's language. */
export function remedyText(key: RemedyKey, apiGroup: ApiGroup = 'Smart Home Basic Service'): string {
  return texts[key](apiGroup);
}

/** For a cloud that says when it wants to be asked again. */
export function waitUntilText(at: number): string {
  const options: Intl.DateTimeFormatOptions =
    at - Date.now() < dayMs ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' };
  const time = new Intl.DateTimeFormat(vscode.env.language, options).format(at);
  return vscode.l10n.t('Try again after {0}: the cloud asks to wait until then.', time);
}

const dayMs = 86_400_000;

const texts: Readonly<Record<RemedyKey, (apiGroup: ApiGroup) => string>> = {
  tryAgain: () => vscode.l10n.t('Try again in a moment. If it keeps failing, ask Tuya support.'),
  waitAndRetry: () => vscode.l10n.t('Wait a moment, then try again. Fewer calls at a time help.'),
  checkKeys: () =>
    vscode.l10n.t(
      'Check the Access ID and Access Secret, and that the project’s data center is the one chosen here.',
    ),
  checkIds: () => vscode.l10n.t('Check that the ID is right and still exists in this project.'),
  checkClock: () => vscode.l10n.t('Set this computer’s clock and time zone to the right time.'),
  linkAccount: () =>
    vscode.l10n.t(
      'Link the app account that owns the devices to the cloud project (Devices → Link App Account), and check the data center.',
    ),
  checkUser: () =>
    vscode.l10n.t('Check the user ID: it must be an app account that’s linked to this cloud project.'),
  checkSchema: () =>
    vscode.l10n.t('Check the app schema: it must be an app channel that belongs to this cloud project.'),
  allowIp: () =>
    vscode.l10n.t(
      'Add this computer’s public address to the cloud project’s IP allow-list, or check the data center.',
    ),
  authorizeApi: (group) =>
    vscode.l10n.t('Open the cloud project → Service API, and authorise the API group ‘{0}’.', group),
  subscribeApi: (group) =>
    vscode.l10n.t('Subscribe the API group ‘{0}’, and authorise the cloud project for it.', group),
  renewPlan: () => vscode.l10n.t('Extend the trial or renew the subscription in Tuya’s platform.'),
  payBill: () => vscode.l10n.t('Settle the open bill of the cloud plan in Tuya’s platform.'),
  waitForQuota: () => vscode.l10n.t('Wait for the next period, or upgrade the plan.'),
  enableDataCenter: () =>
    vscode.l10n.t('Enable this data center for the cloud project, or switch to the one it was created in.'),
  switchDataCenter: () =>
    vscode.l10n.t(
      'Choose another data center: the one of the cloud project, which is usually that of your own region.',
    ),
  powerDevice: () => vscode.l10n.t('Check that the device has power and is connected to the network.'),
  notSupported: () => vscode.l10n.t('Nothing to correct: this device can’t do that.'),
  checkInput: () => vscode.l10n.t('Correct the value and try again.'),
  chooseAnotherName: () => vscode.l10n.t('Choose another name.'),
  otherProgram: () =>
    vscode.l10n.t(
      'Another program uses the same keys and keeps replacing the access token. Stop it, or give it keys of its own.',
    ),
  relinkDevice: () => vscode.l10n.t('Take the device offline and online again, or pair it again.'),
  unfreezeDevice: () => vscode.l10n.t('Unfreeze the device in Tuya’s platform first.'),
  waitForUpdate: () => vscode.l10n.t('Wait until it has finished, then try again.'),
  checkNetwork: () => vscode.l10n.t('Check the network connection, the proxy and the endpoint.'),
  checkCertificate: () =>
    vscode.l10n.t(
      'The server’s certificate isn’t trusted. Check the endpoint, and whether a proxy reads the traffic.',
    ),
  checkProxy: () =>
    vscode.l10n.t(
      'Check http.proxy in the settings, or the variables HTTPS_PROXY and HTTP_PROXY, and whether the proxy runs.',
    ),
  checkProxyCertificate: () =>
    vscode.l10n.t(
      'Add the proxy’s certificate authority to this system’s certificates and restart VS Code, or set http.proxyStrictSSL to false.',
    ),
  proxySignIn: () =>
    vscode.l10n.t(
      'Put user name and password into http.proxy (http://user:password@host:port), or set http.proxyAuthorization.',
    ),
  proxySignInAgain: () =>
    vscode.l10n.t('Correct the user name and password in http.proxy, or http.proxyAuthorization.'),
  askProxyOwner: () =>
    vscode.l10n.t(
      'Ask the administrator of the proxy to let the host of the data center through, or name that host in http.noProxy.',
    ),
  trustProxyAuthority: () =>
    vscode.l10n.t(
      'Add the proxy’s certificate authority to this system’s certificates, leave http.systemCertificates on, and restart VS Code.',
    ),
  useHttpProxy: () =>
    vscode.l10n.t('Use an http:// or https:// proxy in http.proxy, or set http.proxySupport to off.'),
  checkEndpoint: () => vscode.l10n.t('What answered isn’t a Tuya cloud. Check the endpoint and the network.'),
  lookAtDevice: () =>
    vscode.l10n.t('The change may or may not have been made. Check the current state before trying again.'),
  checkDataPoint: () =>
    vscode.l10n.t(
      'Check the code. A data point of the product’s own can be set only where the product’s model says so.',
    ),
  freeControllable: () =>
    vscode.l10n.t(
      'Take a device out of the pool in Tuya’s platform (Cloud → Devices → Controllable devices), or upgrade the plan.',
    ),
  reportProblem: () => vscode.l10n.t('Please report this with the extension log.'),
};
