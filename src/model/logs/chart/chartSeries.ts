import { throwIfAborted } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogRow } from '../rows/logTypes.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import type { KnownPoint } from '../rows/logValue.js';
import { laneScale, laneValue, type ChartLane, type LaneKind, type LaneScale } from './chartLane.js';
import { Thinning, type LanePoint } from './thinning.js';

export interface ChartRequest extends TimeRange {
  /** Empty: the busiest. */
  readonly lanes: readonly ChartLane[];
  /** Points of a lane at most. */
  readonly points: number;
}

/** One lane. Values are in `unit` where there is one; booleans are 0 and 1. */
export interface ChartSeries extends ChartLane {
  readonly kind: LaneKind;
  readonly unit?: string;
  /** The scale and unit are only what is usual for such a code. */
  readonly assumed?: true;
  /** Ascending, epoch ms. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Of the rows behind the points. */
  readonly ids: readonly number[];
  /** Points there are, before thinning. */
  readonly count: number;
  readonly min?: number;
  readonly max?: number;
  readonly last?: number;
}

/** The event type of a report; a command that was sent is no value that the device had. */
const report = 7;
/** How many lanes are drawn where nobody has chosen any. */
const usualLanes = 4;
/** Data points that are looked at while nobody has chosen any. */
const candidatesAtMost = 200;
/** All lanes together, characters as JSON: a message to the page stays small. */
const budget = 60_000;
/** What a point usually takes of it: time, value, id. */
const usualPoint = 26;

interface Lane extends ChartLane, LaneScale {
  readonly thinning: Thinning;
  min: number;
  max: number;
  last: number;
}

/**
 * Numbers and booleans out of rows (oldest first) as lanes, thinned to what a lane shows. A chosen lane without a value
 * in the span is there without points. Works in slices, and rejects with an abort error.
 * @param point what else is known of a data point
 */
export async function chartSeries(
  rows: Iterable<LogRow>,
  { lanes: wanted, points, ...range }: ChartRequest,
  signal?: AbortSignal,
  point?: (device: number, code: string) => KnownPoint,
): Promise<readonly ChartSeries[]> {
  throwIfAborted(signal);
  const limit = limitOf(points, 1);
  const chosen = wanted.length > 0 ? new Set(wanted.map(keyOf)) : undefined;
  const lanes: Lane[] = [];
  /** By device and code: looked up for every row, so without a key that has to be made first. */
  const places = new Map<number, Map<string, Lane>>();

  function laneOf({ device, code, value }: LogRow): Lane | undefined {
    if (code === undefined || value === undefined || value === '') return undefined;
    const known = places.get(device)?.get(code);
    if (known) return known;
    const isWanted = chosen ? chosen.has(keyOf({ device, code })) : lanes.length < candidatesAtMost;
    const scale = isWanted ? laneScale(code, value, point?.(device, code)) : undefined;
    // What can't be drawn is looked at again: its next value may be one that can.
    if (!scale) return undefined;
    const thinning = new Thinning(scale.kind, limit, range);
    const lane = { device, code, ...scale, thinning, min: Infinity, max: -Infinity, last: Number.NaN };
    lanes.push(lane);
    places.set(device, (places.get(device) ?? new Map<string, Lane>()).set(code, lane));
    return lane;
  }

  let isOver = sliceTime();
  let sinceLook = 0;
  for (const row of rows) {
    if (++sinceLook >= 200) {
      sinceLook = 0;
      if (isOver()) {
        await takeBreak(signal);
        isOver = sliceTime();
      }
    }
    if (row.time >= range.to) break;
    if (row.time < range.from || row.type !== report) continue;
    const lane = laneOf(row);
    const value = lane && laneValue(lane, row.value ?? '');
    if (!lane || value === undefined) continue;
    lane.thinning.add(row.time, value, row.id);
    if (value < lane.min) lane.min = value;
    if (value > lane.max) lane.max = value;
    lane.last = value;
  }

  if (!chosen) {
    const busiest = lanes.toSorted((a, b) => b.thinning.count - a.thinning.count).slice(0, usualLanes);
    return fitted(busiest, range, points);
  }
  const series = fitted(lanes, range, points);
  return wanted.map(
    (lane) =>
      series.find((one) => keyOf(one) === keyOf(lane)) ?? {
        device: lane.device,
        code: lane.code,
        kind: 'number',
        times: [],
        values: [],
        ids: [],
        count: 0,
      },
  );
}

function keyOf({ device, code }: ChartLane): string {
  return `${device} ${code}`;
}

/** Points of a lane where so many lanes share a message. */
function limitOf(points: number, lanes: number): number {
  return Math.max(10, Math.min(points, Math.floor(budget / usualPoint / Math.max(1, lanes))));
}

/** Thins further until the message is small enough: for many lanes, and for long values. */
function fitted(lanes: readonly Lane[], range: TimeRange, points: number): readonly ChartSeries[] {
  let pointsOf = lanes.map(({ thinning }) => thinning.points());
  for (let limit = limitOf(points, lanes.length); ; limit = Math.floor(limit * 0.7)) {
    pointsOf = lanes.map(({ kind }, index) =>
      thinned(pointsOf[index] ?? [], new Thinning(kind, limit, range)),
    );
    const series = lanes.map((lane, index) => seriesOf(lane, pointsOf[index] ?? []));
    if (limit < 20 || JSON.stringify(series).length <= budget) return series;
  }
}

function thinned(points: readonly LanePoint[], thinning: Thinning): readonly LanePoint[] {
  for (const { time, value, id } of points) thinning.add(time, value, id);
  return thinning.points();
}

function seriesOf(lane: Lane, points: readonly LanePoint[]): ChartSeries {
  const { device, code, kind, unit, assumed, min, max, last, thinning } = lane;
  return {
    device,
    code,
    kind,
    ...(unit !== undefined && { unit }),
    ...(assumed && { assumed }),
    times: points.map(({ time }) => time),
    values: points.map(({ value }) => value),
    ids: points.map(({ id }) => id),
    count: thinning.count,
    min,
    max,
    last,
  };
}
