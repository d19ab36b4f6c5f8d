import { contains, type TimeRange } from '../../../base/timeRange.js';

/** Nothing shorter is shown, ms. */
const shortest = 10;

/** The part of `whole` around `centre` that is `factor` as long as `span`; undefined where that is all of it. */
export function zoomedSpan(
  whole: TimeRange,
  span: TimeRange,
  factor: number,
  centre = (span.from + span.to) / 2,
): TimeRange | undefined {
  const length = Math.max(shortest, (span.to - span.from) * factor);
  if (length >= whole.to - whole.from) return undefined;
  const part = span.to > span.from ? (centre - span.from) / (span.to - span.from) : 0.5;
  return within(whole, centre - length * part, length);
}

/** The span moved so that a time is in its middle, as far as the whole goes; itself where the time is in it already. */
export function movedSpan(whole: TimeRange, span: TimeRange, time: number): TimeRange {
  if (contains(span, time)) return span;
  const length = span.to - span.from;
  return within(whole, time - length / 2, length);
}

function within(whole: TimeRange, start: number, length: number): TimeRange {
  const from = Math.round(Math.max(whole.from, Math.min(start, whole.to - length)));
  return { from, to: Math.round(from + length) };
}
