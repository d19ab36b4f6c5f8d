import type { TimeRange } from '../../base/timeRange.js';
import { TuyaError } from '../../tuya/errors/errors.js';
import { looksLikeDeviceId } from './deviceIds.js';
import { wireWindows, type WireWindow } from './wireWindows.js';

/**
 * Which devices a list asks for, as the two list operations have it. The project's list goes by one of app schema,
 * product and ids, or by none for all devices; an activation window can be laid over each.
 */
export type DeviceListQuery =
  | {
      readonly kind: 'user';
      readonly uid: string;
      /** `home`: the user's own; `sharing`: received from others; absent: both. */
      readonly from?: 'home' | 'sharing';
    }
  | {
      readonly kind: 'project';
      readonly schema?: string;
      readonly productId?: string;
      readonly deviceIds?: readonly string[];
      /** Without an end: until whenever it is read. Without a start: at any time before the end. */
      readonly activated?: Partial<TimeRange>;
    };

export type ListField = 'uid' | 'schema' | 'productId' | 'deviceIds' | 'activated';

export type ListProblem =
  | 'missing'
  | 'notAnId'
  | 'tooMany'
  /** Schema, product and ids exclude one another. */
  | 'notTogether'
  | 'endBeforeStart'
  | 'inTheFuture'
  | 'tooLong';

export type ListCheck = ReadonlyMap<ListField, ListProblem>;

/** 100 calls. */
export const mostIds = 2_000;
/** 122 windows. */
const longestSpanMs = 10 * 366 * 86_400_000;
/** Devices of one call by ids; also the cloud's limit. */
const idsPerCall = 20;
const idPattern = /^[^\s,/?#]{1,128}$/;

/** What is wrong with a list as it was put together; empty where it can be asked for. */
export function checkListQuery(query: DeviceListQuery, now: number): ListCheck {
  const problems = new Map<ListField, ListProblem>();
  if (query.kind === 'user') {
    if (query.uid.trim() === '') problems.set('uid', 'missing');
    else if (!idPattern.test(query.uid)) problems.set('uid', 'notAnId');
    return problems;
  }
  const { schema, productId, deviceIds, activated } = query;
  const dimensions = Object.entries({ schema, productId, deviceIds }).filter(
    ([, value]) => value !== undefined,
  );
  for (const [field] of dimensions.slice(1)) problems.set(field as ListField, 'notTogether');
  for (const [field, value] of Object.entries({ schema, productId }))
    if (value !== undefined && !idPattern.test(value)) problems.set(field as ListField, 'notAnId');
  if (deviceIds?.length === 0) problems.set('deviceIds', 'missing');
  if (deviceIds && deviceIds.length > mostIds) problems.set('deviceIds', 'tooMany');
  if (deviceIds?.some((id) => !looksLikeDeviceId(id))) problems.set('deviceIds', 'notAnId');
  const span = activated && checkSpan(activated, now);
  if (span) problems.set('activated', span);
  return problems;
}

function checkSpan({ from, to = Infinity }: Partial<TimeRange>, now: number): ListProblem | undefined {
  if (from === undefined) return to > 0 && to < Infinity ? undefined : 'missing';
  if (!(from > 0)) return 'missing';
  if (from > now) return 'inTheFuture';
  if (to <= from) return 'endBeforeStart';
  return Math.min(to, now) - from > longestSpanMs ? 'tooLong' : undefined;
}

/** One part of a list: what a single row of calls asks for. */
export type ListPart =
  | { readonly kind: 'user'; readonly uid: string; readonly from?: 'home' | 'sharing' }
  | {
      readonly kind: 'project';
      readonly schema?: string;
      readonly productId?: string;
      readonly deviceIds?: readonly string[];
      readonly window?: WireWindow;
    };

/**
 * Before which time the devices of a list were activated, where no window says so: the cloud takes 30 days in one call,
 * and there is no first day to begin with. So the list is read without, and goes by what each device says. Epoch ms.
 */
export function activatedBefore(query: DeviceListQuery): number | undefined {
  return query.kind === 'project' && query.activated?.from === undefined ? query.activated?.to : undefined;
}

/** @throws TuyaError `invalid`, which no list that was checked does */
export function partsOf(query: DeviceListQuery, now: number): ListPart[] {
  const [problem] = checkListQuery(query, now);
  if (problem) throw TuyaError.invalid('devices.list', problem[0], problem[1]);
  if (query.kind === 'user') return [query];
  const { deviceIds, activated, ...rest } = query;
  const { from, to = Infinity } = activated ?? {};
  const windows = from === undefined ? [undefined] : wireWindows({ from, to: Math.min(to, now + 1) });
  const batches = deviceIds ? inBatches([...new Set(deviceIds)]) : [undefined];
  return windows.flatMap((window) =>
    batches.map((batch) => ({ ...rest, ...(window && { window }), ...(batch && { deviceIds: batch }) })),
  );
}

/** Calls that reading the list costs at least; a list without ids costs one more for every further full page. */
export function costOf(
  query: DeviceListQuery,
  now: number,
): { readonly calls: number; readonly exact: boolean } {
  const exact = query.kind === 'project' && query.deviceIds !== undefined;
  return { calls: partsOf(query, now).length, exact };
}

function inBatches(ids: readonly string[]): string[][] {
  const batches: string[][] = [];
  for (let at = 0; at < ids.length; at += idsPerCall) batches.push(ids.slice(at, at + idsPerCall));
  return batches;
}
