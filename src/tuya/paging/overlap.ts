/**
 * How few entries end the one list and begin the other; 0 where none do. Each list is gone over once, whatever repeats
 * in it (Knuth, Morris and Pratt).
 */
export function shortestOverlap(before: readonly string[], after: readonly string[]): number {
  /** For each start of `after`: the length of the longest shorter start that ends it too. */
  const shorter: number[] = [];
  const next = (length: number, entry: string): number => {
    let known = length;
    while (known > 0 && after[known] !== entry) known = shorter[known - 1] ?? 0;
    return after[known] === entry ? known + 1 : 0;
  };
  for (const [at, entry] of after.entries()) shorter.push(at === 0 ? 0 : next(shorter[at - 1] ?? 0, entry));
  let length = 0;
  for (const entry of before) length = next(length, entry);
  for (let fewer = length; fewer > 0; fewer = shorter[fewer - 1] ?? 0) length = fewer;
  return length;
}
