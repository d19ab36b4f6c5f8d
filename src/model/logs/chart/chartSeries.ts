import { throwIfAborted } from '../../../base/errors.js';
import type { TimeRange } from '../../../base/timeRange.js';
import { sliceTime, takeBreak } from '../../../base/timeSlicing.js';
import type { KnownPoint } from '../rows/logValue.js';
import type { Agreement } from '../../values/usualPoints.js';
import {
  isFloat,
  laneKind,
  laneMembers,
  laneScale,
  laneValue,
  type ChartLane,
  type LaneKind,
  type LaneScale,
} from './chartLane.js';
import { LaneSteps } from './laneSteps.js';
import { ByShape, NumberColumn, type ChartRows } from './laneRows.js';
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

/** The event type of a report; a command that was sent is no value that the device had. */
const report = 7;
/** Rows between two looks at the clock. */
const rowsAtOnce = 2000;
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

/** Rows of a shape, and the lane that they are drawn in once it has begun. */
type ShapeLane =
  | { readonly isDrawn: false }
  | (ChartLane & {
      readonly isDrawn: true;
      readonly key: string;
      readonly known: KnownPoint;
      readonly isEnum: boolean;
      lane: Lane | undefined;
    });

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
  const chosen = wanted.length > 0 ? new Set(wanted.map(keyOf)) : undefined;
  const lanes: Lane[] = [];
  const places = new Map<string, Lane>();
  const { shapes, values } = columns;
  const numbers = new NumberColumn(values);
  const ofShapes = new ByShape<ShapeLane>((shape) => shapeLane(shape));

  /** What rows of a shape may be drawn in; looked up for every row, so found out once. */
  function shapeLane(shape: number): ShapeLane {
    const device = shapes.device[shape] ?? 0;
    const code = shapes.codeOf(shape);
    if (code === undefined || shapes.type[shape] !== report) return { isDrawn: false };
    const key = keyOf({ device, code });
    if (chosen?.has(key) === false) return { isDrawn: false };
    const known = point?.(device, code) ?? {};
    return { isDrawn: true, lane: undefined, key, device, code, known, isEnum: !!laneMembers(known) };
  }

  /** By one of its values: what can't be drawn is looked at again, as its next value may be one that can. */
  function begin(own: ShapeLane & { isDrawn: true }, value: number): Lane | undefined {
    const { key, device, code, known, isEnum } = own;
    const text = values.text(value) ?? '';
    const mayBegin = isEnum || !Number.isNaN(numbers.get(value)) || text === 'true' || text === 'false';
    if (!mayBegin || text === '') return undefined;
    own.lane = places.get(key);
    if (own.lane || (!chosen && lanes.length >= candidatesAtMost)) return own.lane;
    const kind = laneKind(code, text, known);
    if (!kind) return undefined;
    const thinning = new Thinning(kind, limit, range);
    const span = { min: Infinity, max: -Infinity, last: Number.NaN };
    const steps = kind === 'enum' ? new LaneSteps(known) : undefined;
    const lane = { device, code, kind, known, thinning, steps, isWhole: true, ...span };
    lanes.push(lane);
    places.set(key, lane);
    return (own.lane = lane);
  }

  /** Undefined for a value of another kind than its lane's. */
  function numberOf({ kind, steps }: Lane, value: number): number | undefined {
    if (kind === 'number') {
      const number = numbers.get(value);
      return Number.isNaN(number) ? undefined : number;
    }
    const text = values.text(value) ?? '';
    return kind === 'enum' ? steps?.placeOf(text) : laneValue(kind, text);
  }

  /** Rows between two places. */
  function take(from: number, to: number): void {
    // Columns that have grown meanwhile are others.
    const { time, shape, value } = columns;
    for (let at = from; at < to; at++) {
      const slot = slots[at] ?? 0;
      const own = value[slot] ?? 0;
      if (own === 0) continue;
      const ofShape = ofShapes.get(shape[slot] ?? 0);
      if (!ofShape.isDrawn) continue;
      const lane = ofShape.lane ?? begin(ofShape, own);
      if (!lane) continue;
      const number = numberOf(lane, own);
      if (number === undefined) continue;
      lane.thinning.add(time[slot] ?? 0, number, slot);
      if (lane.isWhole && !Number.isInteger(number)) lane.isWhole = false;
      if (number < lane.min) lane.min = number;
      if (number > lane.max) lane.max = number;
      lane.last = number;
    }
  }

  const placeOf = (moment: number): number => firstPlace(slots, (slot) => (columns.time[slot] ?? 0) < moment);
  const end = placeOf(range.to);
  let isOver = sliceTime();
  for (let from = placeOf(range.from); from < end; from += rowsAtOnce) {
    take(from, Math.min(end, from + rowsAtOnce));
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
