/** Replaces `remove` slots from place `at` on by these. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly slots: readonly number[];
}

const smallest = 64;

/**
 * A long list of slots with room at both ends: adding at either end costs what is added, adding in the middle moves
 * the shorter side.
 */
export class SlotList {
  private buffer: Int32Array = new Int32Array(smallest);
  private start = smallest / 2;
  private end = smallest / 2;

  get length(): number {
    return this.end - this.start;
  }

  /** -1 outside. */
  at(place: number): number {
    return place < 0 || place >= this.length ? -1 : (this.buffer[this.start + place] ?? -1);
  }

  /** The list's own memory: good until its next change. */
  view(): Int32Array {
    return this.buffer.subarray(this.start, this.end);
  }

  clear(): void {
    this.buffer = new Int32Array(smallest);
    this.start = this.end = smallest / 2;
  }

  /** Takes over these slots, whose memory is the list's from now on. */
  replace(slots: Int32Array): void {
    this.buffer = slots;
    this.start = 0;
    this.end = slots.length;
  }

  dropFirst(count: number): void {
    this.start += Math.min(count, this.length);
  }

  /** @param splices in ascending order, not overlapping, their places counted before any of them is done */
  apply(splices: readonly Splice[]): void {
    const first = splices[0];
    const last = splices.at(-1);
    if (!first || !last) return;
    const growth = splices.reduce((sum, { remove, slots }) => sum + slots.length - remove, 0);
    if (this.length - first.at <= last.at + last.remove) this.applyToRight(splices, growth);
    else this.applyToLeft(splices, growth);
  }

  /** What stands behind the first splice moves. */
  private applyToRight(splices: readonly Splice[], growth: number): void {
    if (growth > 0) this.makeRoom(growth, 'right');
    // Blocks that move to the left would run over what isn't read yet.
    const source = onlyGrows(splices) ? this.buffer : this.buffer.slice();
    let read = this.end;
    let write = this.end + growth;
    for (let n = splices.length - 1; n >= 0; n--) {
      const splice = splices[n];
      if (!splice) break;
      const from = this.start + splice.at + splice.remove;
      write -= read - from;
      move(source, this.buffer, from, read, write);
      write -= splice.slots.length;
      this.buffer.set(splice.slots, write);
      read = this.start + splice.at;
    }
    this.end += growth;
  }

  /** What stands before the last splice moves. */
  private applyToLeft(splices: readonly Splice[], growth: number): void {
    if (growth > 0) this.makeRoom(growth, 'left');
    const source = onlyGrows(splices) ? this.buffer : this.buffer.slice();
    const { start } = this;
    let read = start;
    let write = start - growth;
    for (const { at, remove, slots } of splices) {
      move(source, this.buffer, read, start + at, write);
      write += start + at - read;
      this.buffer.set(slots, write);
      write += slots.length;
      read = start + at + remove;
    }
    this.start -= growth;
  }

  private makeRoom(count: number, side: 'left' | 'right'): void {
    const room = side === 'left' ? this.start : this.buffer.length - this.end;
    if (room >= count) return;
    const { length } = this;
    // Room for as many again, so that making it is rare; moved to the middle, since logs grow at both ends.
    const needed = (length + count) * 2 + smallest;
    const target = this.buffer.length >= needed ? this.buffer : new Int32Array(needed + (needed >> 1));
    const spare = target.length - length - count;
    const start = (spare >> 1) + (side === 'left' ? count : 0);
    move(this.buffer, target, this.start, this.end, start);
    this.buffer = target;
    this.start = start;
    this.end = start + length;
  }
}

/** Whether everything that moves moves away from what isn't read yet. */
function onlyGrows(splices: readonly Splice[]): boolean {
  return splices.every(({ remove, slots }) => slots.length >= remove);
}

function move(source: Int32Array, target: Int32Array, from: number, to: number, at: number): void {
  if (from >= to || (source === target && from === at)) return;
  if (source === target) target.copyWithin(at, from, to);
  else target.set(source.subarray(from, to), at);
}

/** The first place whose slot isn't `before` what is looked for; the list must be sorted that way. */
export function firstPlace(
  slots: Int32Array,
  isBefore: (slot: number) => boolean,
  from = 0,
  to = slots.length,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(slots[middle] ?? -1)) low = middle + 1;
    else high = middle;
  }
  return low;
}
