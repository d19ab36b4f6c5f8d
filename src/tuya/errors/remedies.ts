/** What a person can do about a failure. The UI shows its translation; the sentence here is the English one. */
export const remedies = {
  tryAgain: 'Try again in a moment. If it keeps failing, give Tuya support the trace id.',
  waitAndRetry: 'The cloud asks for fewer calls. Wait a moment, then try again.',
  checkKeys:
    "Check the Access ID and Access Secret of the cloud project, and that the project's data center is the one chosen here.",
  checkIds: 'Check that the id is right and still exists in this project.',
  checkClock: "Set this computer's clock and time zone to the right time.",
  linkAccount:
    'Link the app account that owns the device to the cloud project (Devices → Link App Account), and check the data center.',
  checkUser: "Check the user id: it must be an app account that's linked to this cloud project.",
  checkSchema: 'Check the app schema: it must be an app channel that belongs to this cloud project.',
  allowIp:
    "Add this computer's public address to the cloud project's IP allow-list, or check the data center.",
  authorizeApi:
    'Open the cloud project → Service API, and authorise the API group that this call belongs to.',
  subscribeApi: 'Subscribe the API group that this call belongs to, and authorise the project for it.',
  renewPlan: 'Extend the trial or renew the subscription in Tuya’s platform.',
  payBill: 'Settle the open bill of the cloud plan in Tuya’s platform.',
  waitForQuota: "This period's calls are used up. Wait for the next one, or upgrade the plan.",
  enableDataCenter: 'Enable this data center for the cloud project, or switch to the one it was created in.',
  switchDataCenter: 'This data center refuses calls from here. Choose the data center of your own region.',
  powerDevice: 'Check that the device has power and is connected to the network.',
  notSupported: "This device can't do that. There is nothing to set right.",
  checkInput: 'Correct the value and try again.',
  chooseAnotherName: 'Choose another name.',
  otherProgram:
    'Another program uses the same keys and keeps replacing the access token. Stop it, or give it keys of its own.',
  relinkDevice: "The device's own sign-in has run out. Take it offline and online again, or pair it anew.",
  unfreezeDevice: 'Unfreeze the device in Tuya’s platform first.',
  waitForUpdate: 'Another update is running on the gateway. Wait until it has ended.',
  checkNetwork: 'Check the network connection, the proxy and the endpoint.',
  checkCertificate:
    "The server's certificate isn't trusted. Check the endpoint, and whether a proxy reads the traffic.",
  checkProxy:
    'Check http.proxy in the settings, or the variables HTTPS_PROXY and HTTP_PROXY, and whether the proxy runs.',
  checkProxyCertificate:
    "Add the proxy's certificate authority to this system's certificates and restart VS Code, or set http.proxyStrictSSL to false.",
  proxySignIn:
    'Put user name and password into http.proxy (http://user:password@host:port) or set http.proxyAuthorization.',
  proxySignInAgain: 'Correct the user name and password in http.proxy, or http.proxyAuthorization.',
  askProxyOwner:
    'Ask whoever runs the proxy to let the host of the data center through, or name that host in http.noProxy.',
  trustProxyAuthority:
    "Add the proxy's certificate authority to this system's certificates, leave http.systemCertificates on, and restart VS Code.",
  useHttpProxy: 'Use a proxy of the kind http:// or https:// in http.proxy, or set http.proxySupport to off.',
  checkEndpoint: "What answered isn't a Tuya cloud. Check the endpoint and the network.",
  lookAtDevice: 'The change may or may not have been made. Look at the current state before trying again.',
  reportProblem: 'Please report this with the code and the trace id.',
} as const satisfies Record<string, string>;

export type RemedyKey = keyof typeof remedies;
