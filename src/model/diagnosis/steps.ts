import type { TuyaError } from '../../tuya/errors/errors.js';

/** What a diagnosis looks at, in this order. */
export const stepNames = [
  'network',
  'proxy',
  'tls',
  'clock',
  'token',
  'deviceList',
  'userDevices',
  'device',
  'subDevices',
  'factoryInfos',
  'outlets',
  'deviceUsers',
  'logs',
  'appUsers',
  'writes',
  'devicesSeen',
  'usersSeen',
  'logsEnabled',
] as const;

export type StepName = (typeof stepNames)[number];

/** What was found out. Facts only: the words are found where they are shown. Holds no name, id, address or secret. */
export type Finding =
  | { readonly kind: 'fine' }
  /** Nobody was asked over a network: the demo's cloud. */
  | { readonly kind: 'inside' }
  | { readonly kind: 'proxied'; readonly proxied: boolean }
  /** Something answered, and it isn't Tuya. */
  | { readonly kind: 'notTuya'; readonly httpStatus: number }
  /** Plain http, which only this machine's own addresses may have. */
  | { readonly kind: 'plain' }
  | { readonly kind: 'clock'; readonly offsetMs: number; readonly errorMs: number }
  | { readonly kind: 'noTime' }
  | { readonly kind: 'failed'; readonly error: TuyaError }
  /** The cloud answered, and the device has none of it. */
  | { readonly kind: 'notThisDevice'; readonly error: TuyaError }
  | {
      readonly kind: 'count';
      readonly of: 'devices' | 'users';
      readonly count: number;
      readonly orMore: boolean;
    }
  | { readonly kind: 'none'; readonly of: 'devices' | 'users' | 'logs' }
  | { readonly kind: 'logs' }
  /** Nothing to try it on, or not to be tried at all. */
  | { readonly kind: 'notTried'; readonly why: 'writes' | 'noDevice' | 'noUser' | 'noSchema' }
  | { readonly kind: 'skipped'; readonly after: StepName }
  | { readonly kind: 'cancelled' };

export interface StepResult {
  readonly step: StepName;
  readonly state: 'pass' | 'fail' | 'unknown';
  readonly finding: Finding;
}

export function pass(step: StepName, finding: Finding = { kind: 'fine' }): StepResult {
  return { step, state: 'pass', finding };
}

export function fail(step: StepName, finding: Finding): StepResult {
  return { step, state: 'fail', finding };
}

export function unknown(step: StepName, finding: Finding): StepResult {
  return { step, state: 'unknown', finding };
}
