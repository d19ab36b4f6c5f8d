import { TuyaError, type TuyaErrorReason } from './errors.js';

/** What ends a failure. The first three come by themselves. */
export type Recovery =
  | 'soon' // the cloud, within seconds or minutes
  | 'wait' // the cloud, once it gets fewer calls: after its Retry-After, where it gave one
  | 'connection' // the way there: another network, a VPN or a proxy that is back
  | 'period' // the calls of a new period, or a larger plan
  | 'keys' // other keys, or another data center
  | 'person' // a person, outside of this project's keys
  | 'never'; // the same question gets the same answer

type Facts = Pick<TuyaError, 'httpStatus' | 'field'>;

/**
 * The one place that says which failures pass by themselves; whatever goes on after a failure decides by it. What a
 * new token or the cloud's time puts right has been tried by then, see {@link healedBy}.
 */
const recoveries: Readonly<Record<TuyaErrorReason, Recovery | ((facts: Facts) => Recovery)>> = {
  // A new token has been refused as well: the secret, or what belongs to it, is wrong.
  credentials: 'keys',
  signature: 'never',
  // A new token has been refused as well: another program with the same keys keeps replacing it, and has to be
  // stopped. Or it's the device's own sign-in (2007), for which the device has to be paired or put online anew.
  token: 'person',
  // The cloud's time has been taken over already, and didn't help.
  clock: 'person',
  // Linking, authorising, an allow-list of addresses. 1114 may pass with another network, but mostly it doesn't.
  permission: 'person',
  // Plans and subscriptions that have run out are renewed by a person.
  subscription: 'person',
  quota: 'period',
  // 1113 too: "repeated too soon" is its usual meaning, and its other one is rare.
  busy: 'wait',
  notFound: 'never',
  // The device lacks power or its network; only writes are refused for that.
  offline: 'person',
  unsupported: 'never',
  invalid: 'never',
  // Only writes meet it, also 2063 (another update is running); they aren't repeated.
  conflict: 'never',
  dataCenter: 'keys',
  server: 'soon',
  // A laptop between two networks.
  network: 'connection',
  timeout: 'connection',
  // A certificate that isn't trusted now won't be in a minute.
  tls: 'person',
  // The same laptop, where the proxy belongs to one of the networks.
  proxyUnreachable: 'connection',
  proxyTls: 'person',
  proxyAuth: 'person',
  // 502 and its like: the proxy tried. Anything below is a "no" that asking again doesn't change.
  proxyRefused: ({ httpStatus = 0 }) => (httpStatus >= 500 ? 'connection' : 'person'),
  proxyIntercepts: 'person',
  proxyUnsupported: 'person',
  // Cut off, or garbled on the way. One that came whole is the same next time, be it too large, of another form, or
  // of a server that isn't Tuya's.
  malformed: ({ field, httpStatus = 0 }) => {
    if (field !== undefined) return 'never';
    return httpStatus >= 300 ? 'person' : 'soon';
  },
  // A write is never sent again; what became of it is looked at.
  outcomeUnknown: 'never',
  // A code nobody here knows is a clear "no" until somebody has looked it up.
  unknown: 'never',
};

export function recoveryOf(error: TuyaError): Recovery {
  const recovery = recoveries[error.reason];
  return typeof recovery === 'string' ? recovery : recovery(error);
}

/**
 * Whether asking again later helps though nobody does anything. Only failures of the cloud and of the way there do;
 * calls of a budget that are used up come back with the month or with a person's word.
 */
export function passes(error: unknown): boolean {
  if (!TuyaError.is(error)) return false;
  const recovery = recoveryOf(error);
  return recovery === 'soon' || recovery === 'wait' || recovery === 'connection';
}

/**
 * Refusals that come before the cloud does anything, and that the client puts right within the call: by a new access
 * token or by the cloud's time. A stale token can show as a wrong signature (1004); a wrong secret then fails with the
 * new token's call.
 */
export const healedBy: ReadonlyMap<number, 'token' | 'clock'> = new Map([
  [1002, 'token'],
  [1004, 'token'],
  [1010, 'token'],
  [1011, 'token'],
  [1012, 'token'],
  [1400, 'token'],
  [1013, 'clock'],
]);
