/**
 * A stretch of time: from `from` up to, and without, `to`, epoch ms. Neighbours share their border and no moment. Empty
 * where `to` isn't after `from`.
 */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** The range that ends with a moment: for ends that are given as the last one that counts. */
export function rangeThrough(from: number, last: number): TimeRange {
  return { from, to: last + 1 };
}

/** The last moment of a range that isn't empty. */
export function lastOf({ to }: TimeRange): number {
  return to - 1;
}

export function isEmpty({ from, to }: TimeRange): boolean {
  return !(from < to);
}

export function contains({ from, to }: TimeRange, time: number): boolean {
  return from <= time && time < to;
}

/** What both have; empty where that is nothing. */
export function intersect(one: TimeRange, other: TimeRange): TimeRange {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/** What any of them has, the oldest first: ranges that overlap or touch are one, empty ones are none. */
export function union(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const joined: TimeRange[] = [];
  for (const { from, to } of ranges.filter((range) => !isEmpty(range)).sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else joined.push({ from, to });
  }
  return joined;
}

/** What none of the others has of a range, the oldest first. */
export function subtract(range: TimeRange, others: readonly TimeRange[]): readonly TimeRange[] {
  const left: TimeRange[] = [];
  let { from } = range;
  for (const other of union(others)) {
    left.push({ from, to: Math.min(other.from, range.to) });
    from = Math.max(from, other.to);
  }
  return [...left, { from, to: range.to }].filter((piece) => !isEmpty(piece));
}
