import type { LaneKind } from './chartLane.js';

export interface LanePoint {
  readonly time: number;
  readonly value: number;
  /** Of the row behind it. */
  readonly id: number;
}

interface Bucket {
  first: LanePoint;
  last: LanePoint;
  min: LanePoint;
  max: LanePoint;
}

/**
 * Keeps at most so many of the points it is given, oldest first: all while they fit, then those that a line drawn so
 * narrow would show. Of each stretch of time these are the lowest and the highest, and of steps also the first and
 * the last; the first and the last of all are always among them.
 */
export class Thinning {
  count = 0;
  private all: LanePoint[] | undefined = [];
  private readonly buckets = new Map<number, Bucket>();
  private readonly stretches: number;
  private first: LanePoint | undefined;
  private last: LanePoint | undefined;

  /** @param limit points at most, 10 or more */
  constructor(
    private readonly kind: LaneKind,
    private readonly limit: number,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.stretches = Math.max(1, Math.floor((limit - 2) / (kind === 'boolean' ? 4 : 2)));
  }

  add(point: LanePoint): void {
    this.count++;
    this.first ??= point;
    this.last = point;
    if (!this.all) return this.put(point);
    this.all.push(point);
    if (this.all.length <= this.limit) return;
    for (const one of this.all) this.put(one);
    this.all = undefined;
  }

  points(): readonly LanePoint[] {
    if (this.all) return this.all;
    const kept = new Set<LanePoint>();
    if (this.first) kept.add(this.first);
    // Buckets come in the order of their times, as the points did.
    for (const { first, last, min, max } of this.buckets.values()) {
      const inside = this.kind === 'boolean' ? [first, ...inOrder(min, max), last] : inOrder(min, max);
      for (const point of inside) kept.add(point);
    }
    if (this.last) kept.add(this.last);
    return [...kept];
  }

  private put(point: LanePoint): void {
    const part = (point.time - this.from) / (this.to - this.from + 1);
    const place = Math.min(this.stretches - 1, Math.max(0, Math.floor(part * this.stretches)));
    const bucket = this.buckets.get(place);
    if (!bucket) {
      this.buckets.set(place, { first: point, last: point, min: point, max: point });
      return;
    }
    bucket.last = point;
    if (point.value < bucket.min.value) bucket.min = point;
    if (point.value > bucket.max.value) bucket.max = point;
  }
}

/** Which of the two came first: ids don't tell, but of one stretch they were met one after the other. */
function inOrder(min: LanePoint, max: LanePoint): readonly LanePoint[] {
  return min.time <= max.time ? [min, max] : [max, min];
}
