import type { TimeRange } from '../../../base/timeRange.js';
import type { Extra, IncompleteReason } from '../../../tuya/results.js';

/** One event of one device, as the cloud told it. Times are epoch milliseconds. */
export interface LogRow {
  /** Given when the row was first read; the same for as long as its table lives. */
  readonly id: number;
  /** Index among the log's devices. */
  readonly device: number;
  readonly time: number;
  /** 1 … 10 as on the page, or a number that no page lists. */
  readonly type: number;
  /** As on the wire: `-1`, `1` … `16`. */
  readonly from?: string;
  readonly code?: string;
  /** As on the wire: the log's values are text. */
  readonly value?: string;
  readonly status?: string;
  /** Paid edition only. */
  readonly rowKey?: string;
  /** Fields that couldn't be read, by their names on the wire, with their raw values; absent where all could. */
  readonly unread?: Extra;
}

/** Why rows may be missing between two moments, or what else stands between rows. */
export type LogNoteKind =
  | 'marker'
  | 'offline'
  | 'failed'
  | 'unread'
  | 'paused'
  | 'retention'
  | 'dropped'
  | 'incomplete';

/**
 * Why rows of a stretch that was read may be missing: the cloud's pages ended oddly, it gave rows that can't be read, or
 * rows of another time than was asked for.
 */
export type LogLack = IncompleteReason | 'badRecords' | 'otherTime';

/** Something that stands between the rows of a log. */
export interface LogNote {
  /** Negative, so that it is never a row's; the same for as long as the note stands. */
  readonly id: number;
  readonly kind: LogNoteKind;
  /** Where it stands: before every row of this time or later. Epoch ms. */
  readonly time: number;
  /** End of the stretch, epoch ms. */
  readonly until?: number;
  readonly device?: number;
  /** A marker's words. */
  readonly text?: string;
  /** The marker's id, where it is that of a flash. */
  readonly flash?: string;
  /** What went wrong, for kind `failed`. */
  readonly problem?: unknown;
  /** Why rows may be missing, for kind `incomplete`. */
  readonly lack?: LogLack;
  readonly canRead: boolean;
}

/** A range as a person gives it. */
export type LogRange =
  | { readonly kind: 'last'; readonly ms: number }
  | ({ readonly kind: 'between' } & TimeRange)
  | { readonly kind: 'sinceMarker'; readonly marker: string };

export interface LogQuery {
  readonly range: LogRange;
  /** 1 … 10, at least one. */
  readonly types: readonly number[];
  /** Codes of data points; empty for all. */
  readonly codes: readonly string[];
}
