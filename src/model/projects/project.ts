import type { DataCenterKey } from '../../tuya/dataCenters.js';

/** A cloud project as it is known on this machine. Holds nothing secret: it is what global state keeps. */
export interface Project {
  readonly id: string;
  readonly name: string;
  /** `demo` runs on the embedded cloud, in this process, without a port and without stored keys. */
  readonly kind: 'cloud' | 'demo';
  /** Scheme, host and port: `https://openapi.tuyaeu.com`. */
  readonly endpoint: string;
  /** Set where the endpoint is an official one. */
  readonly dataCenter?: DataCenterKey;
  readonly accessId: string;
  /** The app's schema (channel id), for the list of its users. */
  readonly schema?: string;
  /** Users that are always shown, whether a list names them or not. */
  readonly uids: readonly string[];
  /** Set where nothing in it may be changed. */
  readonly isProtected?: true;
  /** Set where the Access Secret isn't stored: each window asks for it, and forgets it when it closes. */
  readonly isSessionOnly?: true;
  /** Calls a month that it may use; 0 for no budget. Absent: the trial's. */
  readonly callBudget?: number;
}

export interface UserRef {
  readonly projectId: string;
  readonly uid: string;
}

export interface DeviceRef {
  readonly projectId: string;
  readonly deviceId: string;
}

/** A value as it was last read. */
export interface Known<T> {
  readonly value: T;
  /** When it was read, epoch milliseconds. */
  readonly at: number;
  /** Why the latest attempt to read it again failed; the value is then the last good one. */
  readonly problem?: unknown;
  /** Set where not all of it is known: very long lists keep, and a gateway's list gives, what a row needs. */
  readonly slim?: true;
}

/** Where a project is in the demo: no such host exists, so that nothing can leave the machine by accident. */
export const demoEndpoint = 'https://demo.invalid';
