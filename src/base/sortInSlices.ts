import { sliceTime, takeBreak } from './timeSlicing.js';

/** So many items are sorted at once; the runs are merged with breaks. */
const runLength = 256;

/** A sorted copy, stable as `sort` is, that lets everything else go on meanwhile. */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (one: T, other: T) => number,
  signal?: AbortSignal,
): Promise<T[]> {
  let isOver = sliceTime();
  const rest = async (): Promise<void> => {
    if (!isOver()) return;
    await takeBreak(signal);
    isOver = sliceTime();
  };
  let from: T[] = [];
  for (let at = 0; at < items.length; at += runLength) {
    for (const item of items.slice(at, at + runLength).sort(compare)) from.push(item);
    await rest();
  }
  let into = [...from];
  for (let width = runLength; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      for (let left = start, right = middle, at = start; at < end; at++) {
        const takesLeft = left < middle && (right >= end || compare(from[left] as T, from[right] as T) <= 0);
        into[at] = (takesLeft ? from[left++] : from[right++]) as T;
        if (at % runLength === 0) await rest();
      }
    }
    [from, into] = [into, from];
  }
  return from;
}
