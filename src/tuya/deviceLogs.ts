import { pathId, queryOf, type ApiRunner } from './apiCall.js';
import { TuyaError } from './errors.js';
import { iterateLogs } from './logIterator.js';
import type { LogCursor, LogEdition, LogPage } from './results.js';
import { readLogsResult } from './schemas/lists.js';
import { logEntryReader } from './schemas/log.js';
import { readList } from './schemas/record.js';

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

const largestSize = 100;

export class DeviceLogs implements LogsApi {
  constructor(private readonly api: ApiRunner) {}

  async page(deviceId: string, query: LogsQuery, signal?: AbortSignal): Promise<LogPage> {
    const operation = 'logs.page';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'logs'];
    checkRange(query);
    return this.api.run(
      {
        operation,
        method: 'GET',
        path,
        query: queryOf({
          type: joined('types', query.types),
          start_time: query.startTime,
          end_time: query.endTime,
          codes:
            query.codes === undefined || query.codes.length === 0 ? undefined : joined('codes', query.codes),
          size: query.size,
          query_type: query.queryType,
          start_row_key: query.startRowKey,
          last_row_key: query.lastRowKey,
          last_event_time: query.lastEventTime,
        }),
        read: (result) => readPage(result, query.queryType),
      },
      signal,
    );
  }

  async *iterate(deviceId: string, query: LogsFilter, signal?: AbortSignal): AsyncGenerator<LogPage> {
    const size = query.size ?? largestSize;
    yield* iterateLogs((cursor) => {
      if (!cursor) return this.page(deviceId, { ...query, size }, signal);
      const { edition, ...keys } = cursor;
      // The paid edition's keys mean nothing without its query type.
      return this.page(
        deviceId,
        { ...query, ...(edition === 'paid' ? { queryType: 2 } : {}), size, ...keys },
        signal,
      );
    });
  }
}

function readPage(result: unknown, queryType: 1 | 2 | undefined): LogPage {
  const { list, ...rest } = readLogsResult(result);
  const { items, badRecords } = readList(list, 'result.logs', logEntryReader);
  const paid =
    queryType === undefined ? rest.count !== undefined || items.some(({ row }) => row) : queryType === 2;
  const free = queryType === 1 || rest.nextRowKey !== undefined || rest.currentRowKey !== undefined;
  const edition: LogEdition | undefined = paid ? 'paid' : free ? 'free' : undefined;
  const page: LogPage = { items, badRecords, ...rest, ...(edition === undefined ? {} : { edition }) };
  const next = nextCursor(page);
  return next === undefined ? page : { ...page, next };
}

function nextCursor({ edition, hasNext, nextRowKey, items }: LogPage): LogCursor | undefined {
  if (hasNext === false) return undefined;
  if (edition === 'free') return nextRowKey === undefined ? undefined : { edition, startRowKey: nextRowKey };
  const last = items.at(-1);
  if (edition !== 'paid' || hasNext !== true || last?.row === undefined) return undefined;
  return { edition, lastRowKey: last.row, lastEventTime: last.eventTime };
}

function checkRange({ startTime, endTime, size, lastEventTime }: LogsQuery): void {
  const operation = 'logs.page';
  for (const [field, value] of Object.entries({ startTime, endTime, lastEventTime })) {
    if (value !== undefined && (!Number.isInteger(value) || value < 0)) {
      throw TuyaError.invalid(operation, field, 'must be whole milliseconds');
    }
  }
  if (startTime > endTime) throw TuyaError.invalid(operation, 'startTime', 'is after the end');
  if (size !== undefined && (!Number.isInteger(size) || size < 1 || size > largestSize)) {
    throw TuyaError.invalid(operation, 'size', `must be 1 to ${largestSize}`);
  }
}

function joined(field: string, values: readonly (string | number)[]): string {
  const texts = values.map(String);
  if (texts.length === 0 || texts.some((text) => text.trim() === '' || text.includes(','))) {
    throw TuyaError.invalid('logs.page', field, 'must be a list without empty entries or commas');
  }
  return texts.join(',');
}
