import type { ExchangeFailure } from '../base/http.js';

/** Every call the client makes, named as it is called. `token` is the session's own call. */
export type OperationName =
  | 'token'
  | 'devices.get'
  | 'devices.listOfUser'
  | 'devices.list'
  | 'devices.subDevices'
  | 'devices.factoryInfos'
  | 'devices.firmware'
  | 'devices.rename'
  | 'devices.resetFactory'
  | 'devices.remove'
  | 'dataPoints.rename'
  | 'outlets.names'
  | 'outlets.rename'
  | 'deviceUsers.add'
  | 'deviceUsers.modify'
  | 'deviceUsers.remove'
  | 'deviceUsers.get'
  | 'deviceUsers.list'
  | 'logs.page'
  | 'products.thingModel'
  | 'products.specification'
  | 'products.shadow'
  | 'commands.send'
  | 'commands.issue'
  | 'appUsers.list';

/** One HTTP call that leaves, token calls and repeats included: what a call meter counts. */
export interface SentCall {
  readonly operation: OperationName;
  /** Epoch ms by the local clock. */
  readonly at: number;
}

/** What became of a call. */
export interface CallInfo extends SentCall {
  readonly ms: number;
  /** 1 for the first try of an operation, 2 for its first repeat … */
  readonly attempt: number;
  /** False only where it is certain that nothing reached the cloud. */
  readonly sent: boolean;
  readonly ok: boolean;
  readonly httpStatus?: number;
  readonly code?: number;
  readonly tid?: string;
  /** The answer's own time, epoch ms by the cloud's clock. */
  readonly cloudTime?: number;
  /** Why there is no answer to speak of: cancelled, not Tuya's, or none at all. */
  readonly problem?: 'cancelled' | 'unreadable' | ExchangeFailure;
  /** What is wrong with an answer that isn't Tuya's, never a value of it: `isn't JSON`. */
  readonly detail?: string;
}
