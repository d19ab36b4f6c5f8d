/** A range narrower than this part of its values can't be divided: steps of a double would be as wide as its ticks. */
const narrowest = 1e-9;

/**
 * The range of a lane's axis: a little space around its values, a value that never changes in the middle. It is always
 * wide enough for ticks that differ, however close the values are, and finite however large they are.
 */
export function valueRange(min: number, max: number): [from: number, to: number] {
  const size = Math.max(Math.abs(min), Math.abs(max));
  const spread = max - min;
  const space = spread > 0 ? Math.max(spread * 0.08, size * narrowest) : size * 0.1 || 1;
  return [Math.max(min - space, -Number.MAX_VALUE / 4), Math.min(max + space, Number.MAX_VALUE / 4)];
}
