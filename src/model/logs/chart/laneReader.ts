import type { TimeRange } from '../../../base/timeRange.js';
import type { KnownPoint } from '../rows/logValue.js';
import { laneKind, laneMembers, laneValue, type ChartLane, type LaneKind } from './chartLane.js';
import { NumberColumn, type ChartRows } from './laneRows.js';
import { LaneSteps } from './laneSteps.js';
import { Thinning } from './thinning.js';

/** The event type of a report; a command that was sent is no value that the device had. */
const report = 7;
/** Data points that are looked at while nobody has chosen any. */
const candidatesAtMost = 200;

/** A lane while rows are read into it. Its numbers are as they are on the wire. */
export interface Lane extends ChartLane {
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
interface ShapeLane extends ChartLane {
  readonly isDrawn: boolean;
  readonly known: KnownPoint;
  readonly isEnum: boolean;
  lane: Lane | undefined;
}

interface LaneOptions {
  /** By {@link laneKey}; undefined where nobody has chosen any. */
  readonly chosen: ReadonlySet<string> | undefined;
  /** Points of a lane at most. */
  readonly limit: number;
  readonly range: TimeRange;
  readonly point: ((device: number, code: string) => KnownPoint) | undefined;
}

export function laneKey({ device, code }: ChartLane): string {
  return `${device} ${code}`;
}

/**
 * Reads rows into lanes, which begin with their first value. A class, and no closures: V8 keeps what it made quick of one
 * chart for the next.
 */
export class LaneReader {
  /** In the order in which they began. */
  readonly lanes: Lane[] = [];
  private readonly places = new Map<string, Lane>();
  private readonly ofShapes: (ShapeLane | undefined)[] = [];
  private readonly numbers: NumberColumn;

  constructor(
    private readonly rows: ChartRows,
    private readonly options: LaneOptions,
  ) {
    this.numbers = new NumberColumn(rows.columns.values);
  }

  /** The rows between two places. */
  take(from: number, to: number): void {
    const { slots, columns } = this.rows;
    // Columns that have grown meanwhile are others.
    const { time, shape, value } = columns;
    for (let at = from; at < to; at++) {
      const slot = slots[at] ?? 0;
      const own = value[slot] ?? 0;
      if (own === 0) continue;
      const ofShape = this.ofShapes[shape[slot] ?? 0] ?? this.shapeLane(shape[slot] ?? 0);
      if (!ofShape.isDrawn) continue;
      const lane = ofShape.lane ?? this.begin(ofShape, own);
      if (!lane) continue;
      const number = this.numberOf(lane, own);
      if (Number.isNaN(number)) continue;
      lane.thinning.add(time[slot] ?? 0, number, slot);
      if (lane.isWhole && !Number.isInteger(number)) lane.isWhole = false;
      if (number < lane.min) lane.min = number;
      if (number > lane.max) lane.max = number;
      lane.last = number;
    }
  }

  /** What rows of a shape may be drawn in; looked up for every row, so found out once. */
  private shapeLane(shape: number): ShapeLane {
    const { shapes } = this.rows.columns;
    const { chosen, point } = this.options;
    const device = shapes.device[shape] ?? 0;
    const code = shapes.codeOf(shape);
    const isReport = code !== undefined && shapes.type[shape] === report;
    const isDrawn = isReport && chosen?.has(laneKey({ device, code })) !== false;
    const known = isDrawn ? (point?.(device, code) ?? {}) : {};
    const isEnum = laneMembers(known) !== undefined;
    const found = { device, code: code ?? '', isDrawn, known, isEnum, lane: undefined };
    // An array with holes would become a slow one.
    while (this.ofShapes.length <= shape) this.ofShapes.push(undefined);
    return (this.ofShapes[shape] = found);
  }

  /** By one of its values: what can't be drawn is looked at again, as its next value may be one that can. */
  private begin(own: ShapeLane, value: number): Lane | undefined {
    const { device, code, known, isEnum } = own;
    const { chosen, limit, range } = this.options;
    const text = this.rows.columns.values.text(value) ?? '';
    const mayBegin = isEnum || !Number.isNaN(this.numbers.get(value)) || text === 'true' || text === 'false';
    if (!mayBegin || text === '') return undefined;
    const key = laneKey(own);
    own.lane = this.places.get(key);
    if (own.lane || (!chosen && this.lanes.length >= candidatesAtMost)) return own.lane;
    const kind = laneKind(code, text, known);
    if (!kind) return undefined;
    const thinning = new Thinning(kind, limit, range);
    const span = { min: Infinity, max: -Infinity, last: Number.NaN };
    const steps = kind === 'enum' ? new LaneSteps(known) : undefined;
    const lane = { device, code, kind, known, thinning, steps, isWhole: true, ...span };
    this.lanes.push(lane);
    this.places.set(key, lane);
    return (own.lane = lane);
  }

  /** NaN for a value of another kind than its lane's. */
  private numberOf({ kind, steps }: Lane, value: number): number {
    if (kind === 'number') return this.numbers.get(value);
    const text = this.rows.columns.values.text(value) ?? '';
    return (kind === 'enum' ? steps?.placeOf(text) : laneValue(kind, text)) ?? Number.NaN;
  }
}
