import type { Clock } from '../base/clock.js';
import type { HttpTransport } from '../base/http.js';
import type { Logger } from '../base/logger.js';
import type { AppUsersApi } from './appUsers.js';
import type { DataPointsApi } from './dataPoints.js';
import type { LogsApi } from './deviceLogs.js';
import type { DeviceUsersApi } from './deviceUsers.js';
import type { DevicesApi } from './devices.js';
import type { CallInfo } from './operations.js';
import type { OutletsApi } from './outlets.js';
import type { TokenStore } from './tokenStore.js';

export interface TuyaClientOptions {
  readonly endpoint: string;
  readonly accessId: string;
  readonly accessSecret: string;
  /** Belongs to the client from now on: `close` closes it. */
  readonly transport: HttpTransport;
  readonly tokenStore: TokenStore;
  readonly clock?: Clock;
  /** 0 ≤ x < 1 */
  readonly random?: () => number;
  readonly nonce?: () => string;
  readonly log?: Logger;
  readonly onCall?: (info: CallInfo) => void;
  /** Language of the cloud's texts: `en`, `zh`. */
  readonly lang?: string;
}

/** One cloud project. Every operation rejects with `TuyaError`, or with an abort error once its signal fires. */
export interface TuyaClient {
  readonly devices: DevicesApi;
  readonly dataPoints: DataPointsApi;
  readonly outlets: OutletsApi;
  readonly deviceUsers: DeviceUsersApi;
  readonly logs: LogsApi;
  readonly appUsers: AppUsersApi;
  /** Asks for a token, and for nothing else: are the keys good here? A wrong data center may still say yes. */
  test(signal?: AbortSignal): Promise<void>;
  /** Aborts what is under way. */
  close(): Promise<void>;
}

export function createTuyaClient(_options: TuyaClientOptions): TuyaClient {
  throw new Error('Not there yet.');
}
