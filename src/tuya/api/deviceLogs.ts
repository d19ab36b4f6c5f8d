import { pathId, queryOf, type ApiRunner } from '../wire/apiCall.js';
import { checkTimes } from './devicesQuery.js';
import { TuyaError } from '../errors/errors.js';
import type { CallInfo } from '../operations.js';
import type { LogCursor, LogEdition, LogPage } from '../results.js';
import { readLogsResult } from '../schemas/lists.js';
import { logEntryReader } from '../schemas/log.js';
import { readList } from '../schemas/record.js';

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

const largestSize = 100;
/** The cloud's, where no size is given. */
const defaultSize = 20;

export class DeviceLogs {
  constructor(private readonly api: ApiRunner) {}

  /** @param onCall hears of every HTTP call that this page costs, repeats included */
  async page(
    deviceId: string,
    query: LogsQuery,
    signal?: AbortSignal,
    onCall?: (info: CallInfo) => void,
  ): Promise<LogPage> {
    const operation = 'logs.page';
    const path = ['v1.0', 'devices', pathId(operation, 'deviceId', deviceId), 'logs'];
    checkRange(query);
    return this.api.run(
      {
        operation,
        method: 'GET',
        path,
        query: queryOf(operation, {
          type: joined('types', eventTypes(query.types)),
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
        read: (result) => readPage(result, query),
        ...(onCall && { onCall }),
      },
      signal,
    );
  }
}

function readPage(result: unknown, query: LogsQuery): LogPage {
  const { list, ...rest } = readLogsResult(result);
  const { items, badRecords } = readList(list, 'result.logs', logEntryReader);
  const edition = editionOf({ items, ...rest }, query.queryType);
  const page: LogPage = { items, badRecords, ...rest, ...(edition === undefined ? {} : { edition }) };
  const next = nextCursor(page, query.size ?? defaultSize);
  return next === undefined ? page : { ...page, next };
}

/** What the answer shows counts for more than what was asked, as its cursor is the one to go on with. */
function editionOf(
  { items, count, nextRowKey, currentRowKey }: Omit<LogPage, 'badRecords'>,
  queryType: 1 | 2 | undefined,
): LogEdition | undefined {
  const asked = queryType === undefined ? undefined : queryType === 2 ? 'paid' : 'free';
  const likely = asked ?? (count === undefined ? undefined : 'paid');
  const paid = items.some(({ row }) => row !== undefined);
  const free = nextRowKey !== undefined || currentRowKey !== undefined;
  if (paid === free) return likely ?? (free ? 'free' : undefined);
  return paid ? 'paid' : 'free';
}

function nextCursor(
  { edition, hasNext, nextRowKey, items, badRecords, count }: LogPage,
  size: number,
): LogCursor | undefined {
  if (hasNext === false) return undefined;
  if (edition === 'free') return nextRowKey === undefined ? undefined : { edition, startRowKey: nextRowKey };
  // Where has_next is left out, a full page tells that there may be more, or the number of all rows does: the cloud may
  // give fewer at once than it was asked for. How many came with the pages before is for the reader of all of them.
  const rows = items.length + badRecords.length;
  const more = hasNext ?? (rows >= size || (rows > 0 && rows < (count ?? 0)));
  const last = items.at(-1);
  if (edition !== 'paid' || !more || last?.row === undefined) return undefined;
  return { edition, lastRowKey: last.row, lastEventTime: last.eventTime };
}

function checkRange({ startTime, endTime, size, lastEventTime }: LogsQuery): void {
  const operation = 'logs.page';
  checkTimes(operation, { startTime: startTime === 0 ? undefined : startTime, endTime, lastEventTime });
  if (startTime > endTime) throw TuyaError.invalid(operation, 'startTime', 'is after the end');
  if (size !== undefined && (!Number.isInteger(size) || size < 1 || size > largestSize)) {
    throw TuyaError.invalid(operation, 'size', `must be 1 to ${largestSize}`);
  }
}

function eventTypes(types: readonly number[]): readonly number[] {
  if (types.every((type) => Number.isInteger(type) && type > 0)) return types;
  throw TuyaError.invalid('logs.page', 'types', 'must be whole numbers from 1');
}

function joined(field: string, values: readonly (string | number)[]): string {
  const texts = values.map(String);
  if (texts.length === 0 || texts.some((text) => text.trim() === '' || text.includes(','))) {
    throw TuyaError.invalid('logs.page', field, 'must be a list without empty entries or commas');
  }
  return texts.join(',');
}
