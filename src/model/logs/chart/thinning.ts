import type { TimeRange } from '../../../base/timeRange.js';
import type { LaneKind } from './chartLane.js';

export interface LanePoint {
  readonly time: number;
  readonly value: number;
  /** Of the row behind it. */
  readonly id: number;
}

interface Bucket {
  readonly first: LanePoint;
  min: LanePoint;
  max: LanePoint;
  /** Of steps only. */
  last: LanePoint;
}

/**
 * Keeps at most so many of the points it is given, oldest first: all while they fit, then those that a line drawn so
 * narrow would show. Of each stretch of time these are the lowest and the highest, and of steps also the first and
 * the last; the first and the last of all are always among them.
 */
export class Thinning {
  count = 0;
  private all: LanePoint[] | undefined = [];
  /** By stretch; as the points came in the order of time, so do these. */
  private readonly buckets: (Bucket | undefined)[];
  private first: LanePoint | undefined;
  // Every point is the last for a moment: not one object for each of them.
  private lastTime = 0;
  private lastValue = 0;
  private lastId = 0;

  /** @param limit points at most, 10 or more */
  constructor(
    private readonly kind: LaneKind,
    private readonly limit: number,
    private readonly range: TimeRange,
  ) {
    const stretches = Math.max(1, Math.floor((limit - 2) / (kind === 'number' ? 2 : 4)));
    this.buckets = Array.from({ length: stretches });
  }

  /** @param id of the row behind it */
  add(time: number, value: number, id: number): void {
    this.count++;
    this.lastTime = time;
    this.lastValue = value;
    this.lastId = id;
    if (!this.all) return this.put(time, value, id);
    const point = { time, value, id };
    this.first ??= point;
    this.all.push(point);
    if (this.all.length <= this.limit) return;
    for (const one of this.all) this.put(one.time, one.value, one.id);
    this.all = undefined;
  }

  points(): readonly LanePoint[] {
    if (this.all) return this.all;
    const kept = new Map<number, LanePoint>();
    const keep = (point: LanePoint): unknown => kept.set(point.id, point);
    if (this.first) keep(this.first);
    for (const bucket of this.buckets) {
      if (!bucket) continue;
      const { first, last, min, max } = bucket;
      const inside = min.time <= max.time ? [min, max] : [max, min];
      for (const point of this.kind === 'number' ? inside : [first, ...inside, last]) keep(point);
    }
    keep({ time: this.lastTime, value: this.lastValue, id: this.lastId });
    return [...kept.values()];
  }

  private put(time: number, value: number, id: number): void {
    const { buckets, range } = this;
    const part = (time - range.from) / (range.to - range.from);
    const place = Math.min(buckets.length - 1, Math.max(0, Math.floor(part * buckets.length)));
    const bucket = buckets[place];
    if (!bucket) {
      const point = { time, value, id };
      buckets[place] = { first: point, last: point, min: point, max: point };
      return;
    }
    if (value < bucket.min.value) bucket.min = { time, value, id };
    if (value > bucket.max.value) bucket.max = { time, value, id };
    if (this.kind !== 'number') bucket.last = { time, value, id };
  }
}
