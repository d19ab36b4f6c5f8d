import { throwIfAborted } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import type { KnownPoint } from '../rows/logValue.js';
import type { Agreement } from '../../values/usualPoints.js';
import { isFloat, laneScale, type ChartLane, type LaneKind, type LaneScale } from './chartLane.js';
import { laneKey, LaneReader, type Lane } from './laneReader.js';
import type { ChartRows } from './laneRows.js';
import { firstPlace } from '../table/slotList.js';
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

/** Rows between two looks at the clock. */
const rowsAtOnce = 2000;
/** How many lanes are drawn where nobody has chosen any. */
const usualLanes = 4;
/** All lanes together, characters as JSON: a message to the page stays small. */
const budget = 60_000;
/** What a point usually takes of it: time, value, id. */
const usualPoint = 26;

/**
 * Numbers, booleans and enums out of rows as lanes, thinned to what a lane shows. A chosen lane without a value in the
 * span is there without points. Works in slices, and rejects with an abort error.
 * @param point what else is known of a data point
 */
export async function chartSeries(
  { slots, columns }: ChartRows,
  { lanes: wanted, points, ...range }: ChartRequest,
  signal?: AbortSignal,
  point?: (device: number, code: string) => KnownPoint,
): Promise<readonly ChartSeries[]> {
  throwIfAborted(signal);
  const limit = limitOf(points, 1);
  const chosen = wanted.length > 0 ? new Set(wanted.map(laneKey)) : undefined;
  const reader = new LaneReader({ slots, columns }, { chosen, limit, range, point });
  const { lanes } = reader;
  const placeOf = (moment: number): number => firstPlace(slots, (slot) => (columns.time[slot] ?? 0) < moment);
  const end = placeOf(range.to);
  let isOver = sliceTime();
  for (let from = placeOf(range.from); from < end; from += rowsAtOnce) {
    reader.take(from, Math.min(end, from + rowsAtOnce));
    if (!isOver()) continue;
    await takeBreak(signal);
    isOver = sliceTime();
  }

  if (!chosen) {
    const busiest = lanes.toSorted((a, b) => b.thinning.count - a.thinning.count).slice(0, usualLanes);
    return fitted(busiest, range, points, columns);
  }
  const series = fitted(lanes, range, points, columns);
  return wanted.map(
    (lane) =>
      series.find((one) => laneKey(one) === laneKey(lane)) ?? {
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

/** Points of a lane where so many lanes share a message. */
function limitOf(points: number, lanes: number): number {
  return Math.max(10, Math.min(points, Math.floor(budget / usualPoint / Math.max(1, lanes))));
}

/** Thins further until the message is small enough: for many lanes, and for long values. */
function fitted(
  lanes: readonly Lane[],
  range: TimeRange,
  points: number,
  columns: ChartRows['columns'],
): readonly ChartSeries[] {
  let pointsOf = lanes.map(({ thinning }) => thinning.points());
  for (let limit = limitOf(points, lanes.length); ; limit = Math.floor(limit * 0.7)) {
    pointsOf = lanes.map(({ kind }, index) =>
      thinned(pointsOf[index] ?? [], new Thinning(kind, limit, range)),
    );
    const series = lanes.map((lane, index) => seriesOf(lane, pointsOf[index] ?? [], columns));
    if (limit < 20 || JSON.stringify(series).length <= budget) return series;
  }
}

function thinned(points: readonly LanePoint[], thinning: Thinning): readonly LanePoint[] {
  for (const { time, value, slot } of points) thinning.add(time, value, slot);
  return thinning.points();
}

function seriesOf(lane: Lane, points: readonly LanePoint[], columns: ChartRows['columns']): ChartSeries {
  const { device, code, kind, known, isWhole, min, max, last, thinning, steps } = lane;
  const shared = {
    device,
    code,
    kind,
    times: points.map(({ time }) => time),
    ids: points.map(({ slot }) => columns.idOf(slot)),
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
