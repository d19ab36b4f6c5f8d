import type { LogPage } from './results.js';

export interface LogsFilter {
  /** Event types 1 … 10; at least one. */
  readonly types: readonly number[];
  /** Epoch ms, on the wire too; 0 for as long ago as the cloud keeps. */
  readonly startTime: number;
  /** Epoch ms, on the wire too. */
  readonly endTime: number;
  /** Codes of data points. */
  readonly codes?: readonly string[];
  /** Rows of a page; the cloud's default is 20, its cap 100. */
  readonly size?: number;
  /** 1 free edition, 2 paid edition. */
  readonly queryType?: 1 | 2;
}

export interface LogsQuery extends LogsFilter {
  /** Free edition: `nextRowKey` of the page before. */
  readonly startRowKey?: string;
  /** Paid edition: `row` of the last entry of the page before. */
  readonly lastRowKey?: string;
  /** Paid edition: `eventTime` of the last entry of the page before, epoch ms. */
  readonly lastEventTime?: number;
}

export interface LogsApi {
  page(deviceId: string, query: LogsQuery, signal?: AbortSignal): Promise<LogPage>;
  /** Every page of a range. The edition is the given one, or is seen from the first answer. */
  iterate(deviceId: string, query: LogsFilter, signal?: AbortSignal): AsyncIterable<LogPage>;
}
