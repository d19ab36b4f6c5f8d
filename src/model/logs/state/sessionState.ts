import type { TimeRange } from '../../../base/timeRange.js';
import type { LogEdition } from '../../../tuya/results.js';
import type { LogQuery } from '../rows/logTypes.js';

/** Devices of one project whose logs are read into one timeline. */
export interface LogSessionKey {
  readonly projectId: string;
  readonly deviceIds: readonly string[];
}

/** A range, or a part of one, that is being read. */
export interface LogLoading {
  /** Rows that are new with it. */
  readonly rows: number;
  /** HTTP calls it has cost so far. */
  readonly calls: number;
  /** Every device's log has been read from the end of the range down to here. */
  readonly reached?: number;
  /** How much of the range that is, 0 … 1. */
  readonly part?: number;
}

export interface LogTailState {
  readonly state:
    | 'off'
    | 'following'
    | 'paused' // the view stands still; reading goes on
    | 'waiting' // hidden, or the range that was asked for is being read first
    | 'failing';
  /** The view stands still, whatever the state. */
  readonly frozen: boolean;
  /** Rows that the view doesn't show because it is frozen. */
  readonly queued: number;
  /** Of the device that is asked most often. */
  readonly intervalMs: number;
  readonly nextAt?: number;
  readonly lastSuccessAt?: number;
  /** How long ago the last moment is up to which every device has been asked. */
  readonly lagMs?: number;
  /** A device is busier than the tail may read. */
  readonly cantKeepUp: boolean;
  /** Until then it asks as often as it may, also while nothing comes. */
  readonly fastUntil?: number;
  /** Why the last try failed. */
  readonly problem?: unknown;
}

/** Why there is nothing to see. */
export type LogEmptyReason =
  | 'unread' // nothing has been asked for yet, or it was cancelled
  | 'failed'
  | 'markerGone' // the range was to start at a marker that isn't there any more
  | 'unsupported' // these devices keep no log
  | 'retention' // the range lies before what the cloud keeps
  | 'filtered' // there are rows, and the view hides all of them
  | 'noRows';

export interface LogSessionState {
  readonly situation: 'open' | 'projectGone' | 'deviceGone';
  /** Of each device, by its index: whether the cloud keeps a log of it, and whether it is there at all. */
  readonly devices: readonly ('open' | 'unsupported' | 'gone')[];
  readonly query: LogQuery | undefined;
  /** What was asked for, as times; grows at its end while the tail follows. */
  readonly span?: TimeRange;
  readonly edition?: LogEdition;
  /** Set where a person chose it. */
  readonly editionChoice?: LogEdition;
  readonly loading?: LogLoading;
  /** Why the last reading of a range, or a part of it, failed. */
  readonly problem?: unknown;
  /** The last reading was given up by a person. */
  readonly cancelled: boolean;
  /** Reading stopped because the table is full. */
  readonly full: boolean;
  readonly canLoadOlder: boolean;
  readonly canLoadNewer: boolean;
  readonly tail: LogTailState;
  /** What this computer's clock is ahead of the cloud's, in whole minutes, ms; absent where they agree. */
  readonly clockAheadMs?: number;
  /** HTTP calls for log pages since the session was opened, repeats included. */
  readonly calls: number;
  readonly emptyReason?: LogEmptyReason;
  /** Free edition: the cloud keeps nothing from before. */
  readonly retentionFrom?: number;
}

/** What a query will cost, about: nothing tells for sure how many rows there are. */
export interface LogEstimate {
  readonly calls: number;
}

/** What is followed of one device's log. */
export interface FollowedLog {
  /** Up to here it was asked for; epoch ms. */
  readonly to: number;
  /** What was read without anything missing; absent where not every kind of row is asked for. */
  readonly read?: readonly TimeRange[];
}
