/** No parent of the tree has more children than this. */
export const maxChildren = 1_000;
/** Rows shown directly where there are more than fit; the rest goes into ranges. */
const directRows = 900;

export interface Range {
  /** Counts from 0, the end not included. */
  readonly from: number;
  readonly to: number;
}

export interface Chunks {
  /** How many rows stand directly under the parent. */
  readonly direct: number;
  /** The others, each range under a node of its own. */
  readonly ranges: readonly Range[];
}

/**
 * Spreads `count` rows so that no parent gets more than {@link maxChildren}, `others` being the nodes that stand
 * there besides. What is too much for one level of ranges goes, as a whole, into the last of them.
 */
export function chunksOf(count: number, others: number): Chunks {
  if (count + others <= maxChildren) return { direct: count, ranges: [] };
  const room = maxChildren - directRows - others;
  const ranges: Range[] = [];
  for (let from = directRows; from < count; from += maxChildren) {
    const isLast = ranges.length === room - 1;
    ranges.push({ from, to: isLast ? count : Math.min(count, from + maxChildren) });
    if (isLast) break;
  }
  return { direct: directRows, ranges };
}
