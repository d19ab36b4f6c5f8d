import type { TimeRange } from '../../../base/timeRange.js';
import type { LaneKind } from './chartLane.js';

export interface LanePoint {
  readonly time: number;
  readonly value: number;
  /** Of the row behind it. */
  readonly slot: number;
}

/**
 * Keeps at most so many of the points it is given, oldest first: all while they fit, then those that a line drawn so
 * narrow would show. Of each stretch of time these are the lowest and the highest, and of steps also the first and
 * the last; the first and the last of all are always among them.
 */
export class Thinning {
  count = 0;
  private all: LanePoint[] | undefined = [];
  /** Of the stretches that are over. */
  private readonly kept: LanePoint[] = [];
  private readonly stretchMs: number;
  // Every point is the last for a moment, and many are the lowest: not one object for each of them. These are of the
  // stretch that the last point is in; they begin as what they will be, or V8 would have to think twice.
  private until = -Infinity;
  private firstTime = Number.NaN;
  private firstValue = Number.NaN;
  private firstSlot = 0;
  private minTime = Number.NaN;
  private minValue = Number.NaN;
  private minSlot = 0;
  private maxTime = Number.NaN;
  private maxValue = Number.NaN;
  private maxSlot = 0;
  private lastTime = Number.NaN;
  private lastValue = Number.NaN;
  private lastSlot = 0;

  /** @param limit points at most, 10 or more */
  constructor(
    private readonly kind: LaneKind,
    private readonly limit: number,
    private readonly range: TimeRange,
  ) {
    const stretches = Math.max(1, Math.floor((limit - 2) / (kind === 'number' ? 2 : 4)));
    this.stretchMs = (range.to - range.from) / stretches;
  }

  /** @param slot of the row behind it */
  add(time: number, value: number, slot: number): void {
    this.count++;
    if (!this.all) return this.put(time, value, slot);
    this.all.push({ time, value, slot });
    if (this.all.length <= this.limit) return;
    for (const one of this.all) this.put(one.time, one.value, one.slot);
    this.all = undefined;
  }

  points(): readonly LanePoint[] {
    if (this.all) return this.all;
    const points = new Map<number, LanePoint>();
    for (const point of [...this.kept, ...this.ofStretch()]) points.set(point.slot, point);
    const last = { time: this.lastTime, value: this.lastValue, slot: this.lastSlot };
    return [...points.set(last.slot, last).values()];
  }

  private put(time: number, value: number, slot: number): void {
    if (time >= this.until) this.begin(time, value, slot);
    if (value < this.minValue) {
      this.minTime = time;
      this.minValue = value;
      this.minSlot = slot;
    }
    if (value > this.maxValue) {
      this.maxTime = time;
      this.maxValue = value;
      this.maxSlot = slot;
    }
    this.lastTime = time;
    this.lastValue = value;
    this.lastSlot = slot;
  }

  private begin(time: number, value: number, slot: number): void {
    if (this.until > -Infinity) for (const point of this.ofStretch()) this.kept.push(point);
    else this.kept.push({ time, value, slot });
    const stretch = Math.floor((time - this.range.from) / this.stretchMs);
    const end = this.range.from + (stretch + 1) * this.stretchMs;
    // A span without an end is one stretch; at a border, rounding may end it too early.
    this.until = Number.isNaN(end) ? Infinity : end > time ? end : end + this.stretchMs;
    this.firstTime = this.minTime = this.maxTime = time;
    this.firstValue = this.minValue = this.maxValue = value;
    this.firstSlot = this.minSlot = this.maxSlot = slot;
  }

  private ofStretch(): readonly LanePoint[] {
    const min = { time: this.minTime, value: this.minValue, slot: this.minSlot };
    const max = { time: this.maxTime, value: this.maxValue, slot: this.maxSlot };
    const inside = min.time <= max.time ? [min, max] : [max, min];
    if (this.kind === 'number') return inside;
    const first = { time: this.firstTime, value: this.firstValue, slot: this.firstSlot };
    return [first, ...inside, { time: this.lastTime, value: this.lastValue, slot: this.lastSlot }];
  }
}
