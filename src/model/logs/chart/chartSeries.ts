import { throwIfAborted } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import type { LogRow } from '../rows/logTypes.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import type { KnownPoint } from '../rows/logValue.js';
import type { Agreement } from '../../values/usualPoints.js';
import {
  isFloat,
  laneKind,
  laneScale,
  laneValue,
  type ChartLane,
  type LaneKind,
  type LaneScale,
} from './chartLane.js';
import { LaneSteps } from './laneSteps.js';
import { Thinning, type LanePoint } from './thinning.js';

export interface ChartRequest extends TimeRange {
  /** Empty: the busiest. */
  readonly lanes: readonly ChartLane[];
  /** Points of a lane at most. */
  readonly points: number;
}

/** One lane. Values are in `unit` where there is one; booleans are 0 and 1, an enum's are places in `steps`. */
export interface ChartSeries extends ChartLane {
  readonly kind: LaneKind;
  readonly steps?: readonly string[];
  readonly unit?: string;
  /** In which products the code is read so, where scale and unit are only what is usual for it. */
  readonly assumed?: Agreement;
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

/** Its numbers are as they are on the wire. */
interface Lane extends ChartLane {
  readonly kind: LaneKind;
  readonly known: KnownPoint;
  readonly thinning: Thinning;
  /** Of an enum. */
  readonly steps: LaneSteps | undefined;
  /** A number with a fraction on the wire has no scale, and so has none beside it. */
  isWhole: boolean;
  min: number;
  max: number;
  last: number;
}

/**
 * Numbers, booleans and enums out of rows (oldest first) as lanes, thinned to what a lane shows. A chosen lane without a value
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
    const found = places.get(device)?.get(code);
    if (found) return found;
    const isWanted = chosen ? chosen.has(keyOf({ device, code })) : lanes.length < candidatesAtMost;
    if (!isWanted) return undefined;
    const known = point?.(device, code) ?? {};
    const kind = laneKind(code, value, known);
    // What can't be drawn is looked at again: its next value may be one that can.
    if (!kind) return undefined;
    const thinning = new Thinning(kind, limit, range);
    const span = { min: Infinity, max: -Infinity, last: Number.NaN };
    const steps = kind === 'enum' ? new LaneSteps(known) : undefined;
    const lane = { device, code, kind, known, thinning, steps, isWhole: true, ...span };
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
    const value = lane && placeOrNumber(lane, row.value ?? '');
    if (!lane || value === undefined) continue;
    lane.thinning.add(row.time, value, row.id);
    if (!Number.isInteger(value)) lane.isWhole = false;
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

function placeOrNumber({ kind, steps }: Lane, value: string): number | undefined {
  return kind === 'enum' ? steps?.placeOf(value) : laneValue(kind, value);
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
  const { device, code, kind, known, isWhole, min, max, last, thinning, steps } = lane;
  const shared = {
    device,
    code,
    kind,
    times: points.map(({ time }) => time),
    ids: points.map(({ id }) => id),
    count: thinning.count,
  };
  if (steps) {
    const drawn = steps.drawn(points.map(({ value }) => value));
    const top = drawn.values.at(-1);
    return { ...shared, ...drawn, ...(top !== undefined && { last: top }) };
  }
  const hasScale = kind === 'number' && (isWhole || isFloat(known));
  const scale: LaneScale = hasScale ? laneScale(code, min, max, known) : { divisor: 1 };
  const { divisor, unit, assumed } = scale;
  return {
    ...shared,
    ...(unit !== undefined && { unit }),
    ...(assumed && { assumed }),
    values: points.map(({ value }) => value / divisor),
    min: min / divisor,
    max: max / divisor,
    last: last / divisor,
  };
}
