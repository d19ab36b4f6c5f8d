import { pathId } from '../wire/apiCall.js';
import { TuyaError } from '../errors/errors.js';
import type { OperationName } from '../operations.js';

export interface UserDevicesQuery {
  /** `home`: devices of the user's own homes; `sharing`: devices shared with the user. Both when absent. */
  readonly from?: 'home' | 'sharing';
  /** Counts from 1. */
  readonly pageNo?: number;
  readonly pageSize?: number;
}

export interface DevicesFilter {
  readonly schema?: string;
  readonly productId?: string;
  /** At most 20. */
  readonly deviceIds?: readonly string[];
  /** Epoch ms; the wire has seconds. At most 30 days before `endTime`. */
  readonly startTime?: number;
  /** Epoch ms; the wire has seconds. */
  readonly endTime?: number;
}

export interface DevicesQuery extends DevicesFilter {
  /** Counts from 1; not used together with `lastId`. */
  readonly pageNo?: number;
  readonly pageSize: number;
  /** From the page before: Tuya's advice for long lists. */
  readonly lastId?: string;
}

/** What Tuya takes in one list of ids. */
export const maxIdsPerCall = 20;
const maxWindowMs = 30 * 24 * 3600 * 1000;

/** The filter as it goes on the wire. @throws TuyaError `invalid` */
export function filterQuery(filter: DevicesFilter): Record<string, string | number | undefined> {
  const operation = 'devices.list';
  const { schema, productId, deviceIds, startTime, endTime } = filter;
  if (deviceIds !== undefined && deviceIds.length > maxIdsPerCall) {
    throw TuyaError.invalid(operation, 'deviceIds', `at most ${maxIdsPerCall} at a time`);
  }
  if (deviceIds?.length === 0) throw TuyaError.invalid(operation, 'deviceIds', 'must not be empty');
  for (const [field, text] of Object.entries({ schema, productId })) {
    if (text === '') throw TuyaError.invalid(operation, field, 'must not be empty');
  }
  checkTimes(operation, { startTime, endTime });
  if (startTime !== undefined && endTime !== undefined) {
    if (startTime > endTime) throw TuyaError.invalid(operation, 'startTime', 'is after the end');
    if (endTime - startTime > maxWindowMs)
      throw TuyaError.invalid(operation, 'endTime', 'at most 30 days after the start');
  }
  return {
    schema,
    product_id: productId,
    device_ids: deviceIds === undefined ? undefined : joinedIds(operation, deviceIds).join(','),
    start_time: startTime === undefined ? undefined : Math.floor(startTime / 1000),
    end_time: endTime === undefined ? undefined : Math.floor(endTime / 1000),
  };
}

/** Ids that can stand in a comma list. @throws TuyaError `invalid` */
export function joinedIds(operation: OperationName, ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    pathId(operation, 'deviceIds', id);
    if (id.includes(',')) throw TuyaError.invalid(operation, 'deviceIds', 'an id has a comma');
  }
  return ids;
}

/**
 * Times as the wire's ten digits of seconds, or thirteen of milliseconds, can tell them. Seconds given for
 * milliseconds would be answered by a wrong or empty list, and by no error.
 * @param times epoch ms
 * @throws TuyaError `invalid`
 */
export function checkTimes(
  operation: OperationName,
  times: Readonly<Record<string, number | undefined>>,
): void {
  for (const [field, value] of Object.entries(times)) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1e12 || value >= 1e13)) {
      throw TuyaError.invalid(operation, field, 'must be a time in whole milliseconds');
    }
  }
}

/** @throws TuyaError `invalid` */
export function checkPaging(
  operation: OperationName,
  pageNo: number | undefined,
  pageSize: number | undefined,
): void {
  for (const [field, value] of [
    ['pageNo', pageNo],
    ['pageSize', pageSize],
  ] as const) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
      throw TuyaError.invalid(operation, field, 'must be a whole number from 1');
    }
  }
}
