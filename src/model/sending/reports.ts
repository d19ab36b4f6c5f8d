import { isSameJson } from '../../base/boundedJson.js';
import { parseJson } from '../../base/json.js';
import type { TuyaClient } from '../../tuya/client.js';
import { rawText } from '../values/decodeValue.js';
import type { CloudTime } from '../projects/cloudTime.js';
import type { SendRoute } from './sentCommand.js';

/** Event types of the logs: a command was taken, a data point was reported. */
const commandEvent = 5;
const reportEvent = 7;
const pageSize = 100;
const dayMs = 86_400_000;
/** So much a device's clock may be ahead of the cloud's. */
const aheadMs = 60_000;

/** A value that a device reported, and when, epoch ms by the cloud's clock. */
export interface Report {
  readonly value: unknown;
  readonly at: number;
}

/** A data point whose reports are looked up. */
export interface ReportedPoint {
  readonly code: string;
  /** Tells the data point where it has another code. */
  readonly dpId?: number | undefined;
  /** What was sent. */
  readonly value?: unknown;
}

export interface ReportQuery {
  readonly deviceId: string;
  readonly points: readonly ReportedPoint[];
  /** When the command left, epoch ms by the local clock. */
  readonly sentAt: number;
}

/** What is known of one data point since a command left. */
export interface PointReports {
  /** The oldest first. */
  readonly reports: readonly Report[];
  /** When the cloud took the command, by its own record, epoch ms; absent where it has none. */
  readonly takenAt?: number | undefined;
}

/** By code. */
export type Reports = ReadonlyMap<string, PointReports>;

/** Where reports are looked up: the log knows the standard set's codes, the shadow the thing model's. */
export type ReportSource = 'log' | 'shadow';

type Reader = Pick<TuyaClient, 'logs' | 'products'>;

/** The likelier source first, one call each. */
export function sourcesFor(route: SendRoute): readonly [ReportSource, ReportSource] {
  return route === 'issue' ? ['shadow', 'log'] : ['log', 'shadow'];
}

/** What the device reported of these data points since then; one call, however many they are. */
export async function reportsSince(
  client: Reader,
  source: ReportSource,
  query: ReportQuery,
  time: CloudTime,
  signal?: AbortSignal,
): Promise<Reports> {
  const find =
    source === 'log'
      ? await logReports(client, query, time, signal)
      : await shadowReports(client, query, time, signal);
  const since = time.of(query.sentAt);
  return new Map(
    query.points.map((point) => {
      const { reports, taken = [] } = find(point);
      const own = reports.filter(({ at }) => at >= since).sort((a, b) => a.at - b.at);
      return [point.code, { reports: own, takenAt: takenAt(taken, point, since) }];
    }),
  );
}

/** The first command that says so since this one left: a later one of the same value has another first. */
function takenAt(taken: readonly Report[], { value }: ReportedPoint, since: number): number | undefined {
  const times = taken
    .filter((each) => each.at >= since && isSameValue(value, each.value))
    .map(({ at }) => at);
  return times.length === 0 ? undefined : Math.min(...times);
}

type Finder = (point: ReportedPoint) => {
  readonly reports: readonly Report[];
  readonly taken?: readonly Report[];
};

async function logReports(
  client: Reader,
  { deviceId, points, sentAt }: ReportQuery,
  time: CloudTime,
  signal: AbortSignal | undefined,
): Promise<Finder> {
  const since = time.of(sentAt);
  // Before any answer has told the cloud's time, the clocks may be hours apart; this one's answer does.
  const startTime = time.isKnown ? since : since - dayMs;
  const endTime = time.isKnown ? since + dayMs : since + dayMs + aheadMs;
  const filter = {
    types: [commandEvent, reportEvent],
    codes: points.map(({ code }) => code),
    ...{ startTime, endTime },
    size: pageSize,
  };
  const page = await client.logs.page(deviceId, filter, signal, (info) => time.learn(info));
  const ofType = (type: number, code: string): readonly Report[] =>
    page.items
      .filter((row) => row.eventId === type && row.code === code && row.value !== undefined)
      .map(({ value, eventTime }) => ({ value, at: eventTime }));
  return ({ code }) => ({ reports: ofType(reportEvent, code), taken: ofType(commandEvent, code) });
}

/** The newest value alone. */
async function shadowReports(
  client: Reader,
  { deviceId }: ReportQuery,
  time: CloudTime,
  signal: AbortSignal | undefined,
): Promise<Finder> {
  const properties = await client.products.shadow(deviceId, signal, (info) => time.learn(info));
  return ({ code, dpId }) => {
    const own = properties.find((each) => (dpId === undefined ? each.code === code : each.dpId === dpId));
    return { reports: own?.at === undefined ? [] : [{ value: own.value, at: own.at }] };
  };
}

/** Whether a report says what was sent. Logs have every value as text; fields of JSON may change their order. */
export function isSameValue(sent: unknown, reported: unknown): boolean {
  if (rawText(sent) === rawText(reported)) return true;
  // `21.50` is 21.5.
  if (typeof sent === 'number') return typedLike(sent, reported) === sent;
  const [one, other] = [containerOf(sent), containerOf(reported)];
  return one !== undefined && other !== undefined && isSameJson(one, other);
}

/** A report in the type of what was sent, where it reads so. */
export function typedLike(sent: unknown, reported: unknown): unknown {
  if (typeof reported !== 'string' || typeof sent === 'string') return reported;
  if (typeof sent === 'boolean') return reported === 'true' ? true : reported === 'false' ? false : reported;
  if (typeof sent === 'number') return numberOf(reported) ?? reported;
  return reported;
}

/** Undefined for a text that isn't a number, and for one that a `number` would round. */
function numberOf(text: string): number | undefined {
  const value = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

function containerOf(value: unknown): object | undefined {
  if (typeof value === 'object' && value !== null) return value;
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    return parseJson(value) as object;
  } catch {
    return undefined;
  }
}

/**
 * How long a report took, ms: since the cloud took the command, where its record says when, and else since the command
 * left, by the cloud's clock.
 */
export function latencyOf(at: number, leftAt: number, taken: number | undefined): number {
  const since = taken !== undefined && taken <= at ? taken : leftAt;
  return Math.max(0, Math.round(at - since));
}
