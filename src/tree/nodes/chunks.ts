/** No parent of the tree has more children than this. */
export const maxChildren = 1_000;
/** Rows shown directly where there are more than fit, or more may come; the rest stands below one row. */
const directRows = 100;
/** Ranges under one parent, before they are put into larger ones. */
const rangesAtMost = 100;

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
 * there besides. VS Code asks for all rows under a parent whenever one comes: of a list that is long, or still grows, few
 * stand there directly, and one row that holds the rest.
 */
export function chunksOf(count: number, others: number, goesOn = false): Chunks {
  const fits = count + others <= maxChildren;
  if (fits && (!goesOn || count <= directRows)) return { direct: count, ranges: [] };
  return { direct: directRows, ranges: [{ from: directRows, to: count }] };
}

/** Spreads the rows `from` to `to` of a list under the one row that holds them, in ranges that begin at whole thousands. */
export function chunksWithin({ from, to }: Range): Chunks {
  if (to - from <= maxChildren) return { direct: to - from, ranges: [] };
  let size = maxChildren;
  while (to - from > size * rangesAtMost) size *= rangesAtMost;
  const ranges: Range[] = [];
  for (let at = from; at < to;) {
    const next = Math.min(to, (Math.floor(at / size) + 1) * size);
    ranges.push({ from: at, to: next });
    at = next;
  }
  return { direct: 0, ranges };
}
