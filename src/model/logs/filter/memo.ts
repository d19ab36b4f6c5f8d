import { growArray } from '../table/growArray.js';

/** Things with numbers that are used again for others; a number's stamp tells which one it is now. */
interface Numbered {
  /** By number. */
  readonly stamps: Uint32Array;
  /** How often a number came to stand for another thing. */
  readonly reused: number;
}

export const unknown = 0;
export const miss = 1;
export const hit = 2;

/** What of a stamp stands beside a result: a number that was used again 16 million times is taken for itself. */
const stampBits = 0xff_ffff;

/** Small numbers about texts or shapes, by their numbers; forgotten where a number stands for another one. */
export class ByteMemo {
  /** Result and stamp in one: both are looked up for every row. */
  private entries = new Uint32Array(64);
  private readonly reused: number;

  constructor(private readonly things: Numbered) {
    this.reused = things.reused;
  }

  /** `unknown`, or 1 … 255 */
  get(number: number): number {
    const entry = this.entries[number] ?? 0;
    const { things } = this;
    // Stamps are looked up only once there is a need to: each look is one more into far memory.
    if (things.reused === this.reused) return entry & 0xff;
    return entry >>> 8 === ((things.stamps[number] ?? 0) & stampBits) ? entry & 0xff : unknown;
  }

  set(number: number, result: number): number {
    if (number >= this.entries.length) this.entries = growArray(this.entries, number + 1);
    this.entries[number] = ((this.things.stamps[number] ?? 0) << 8) | result;
    return result;
  }
}

/** The numbers that texts are, by the texts' own numbers: read once, however they are scaled and compared. */
export class NumberMemo {
  /** Number and stamp beside each other. */
  private entries = new Float64Array(128);

  constructor(private readonly texts: Numbered) {}

  /** NaN for a text that is no number; undefined for one that nobody has read. */
  get(text: number): number | undefined {
    const isSame = this.entries[2 * text + 1] === this.texts.stamps[text];
    return isSame ? this.entries[2 * text] : undefined;
  }

  set(text: number, number: number): number {
    if (2 * text + 1 >= this.entries.length) this.entries = growArray(this.entries, 2 * text + 2);
    this.entries[2 * text] = number;
    this.entries[2 * text + 1] = this.texts.stamps[text] ?? 0;
    return number;
  }
}

const pairs = 2 ** 12;
/** Group, text, stamp, result. */
const pairLength = 4;

/**
 * Whether texts passed a test in one of several groups. Of fixed size, as there can be as many pairs as rows: a pair that
 * takes another one's place only costs another test.
 */
export class PairMemo {
  private readonly entries = new Uint32Array(pairs * pairLength);

  constructor(private readonly texts: Numbered) {}

  /** `unknown`, `miss` or `hit` */
  get(group: number, text: number): number {
    const { entries } = this;
    const at = placeOf(group, text);
    const isSame =
      entries[at] === group && entries[at + 1] === text && entries[at + 2] === this.texts.stamps[text];
    return isSame ? (entries[at + 3] ?? unknown) : unknown;
  }

  set(group: number, text: number, result: number): number {
    const { entries } = this;
    const at = placeOf(group, text);
    entries[at] = group;
    entries[at + 1] = text;
    entries[at + 2] = this.texts.stamps[text] ?? 0;
    entries[at + 3] = result;
    return result;
  }
}

function placeOf(group: number, text: number): number {
  return ((Math.imul(group, 0x9e37_79b1) ^ Math.imul(text, 0x85eb_ca6b)) >>> 20) * pairLength;
}

/** What was found out about texts or shapes, by their numbers. */
export class Memo<T> {
  private readonly results: (T | undefined)[] = [];
  private stamps = new Uint32Array(64);

  constructor(private readonly things: Numbered) {}

  get(number: number): T | undefined {
    return this.stamps[number] === this.things.stamps[number] ? this.results[number] : undefined;
  }

  set(number: number, result: T): T {
    if (number >= this.stamps.length) this.stamps = growArray(this.stamps, number + 1);
    // An array with holes would become a slow one.
    while (this.results.length < number) this.results.push(undefined);
    this.results[number] = result;
    this.stamps[number] = this.things.stamps[number] ?? 0;
    return result;
  }
}
