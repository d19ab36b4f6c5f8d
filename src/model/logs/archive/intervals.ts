import type { Interval } from './logArchive.js';

/** Joins what overlaps or touches (both ends belong to an interval); oldest first. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    if (next.to < next.from) continue;
    const last = merged.at(-1);
    if (last && next.from <= last.to + 1) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else merged.push({ from: next.from, to: next.to });
  }
  return merged;
}

/** What of `from`…`to` no interval holds; oldest first. */
export function gapsBetween(intervals: readonly Interval[], from: number, to: number): readonly Interval[] {
  const gaps: Interval[] = [];
  let reached = from;
  for (const { from: start, to: end } of mergeIntervals(intervals)) {
    if (end < reached) continue;
    if (start > to) break;
    if (start > reached) gaps.push({ from: reached, to: start - 1 });
    reached = end + 1;
  }
  if (reached <= to) gaps.push({ from: reached, to });
  return gaps;
}
