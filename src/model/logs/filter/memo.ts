import { growArray } from '../table/growArray.js';

/** Things with numbers that are used again for others; a number's stamp tells which one it is now. */
interface Numbered {
  stamp(number: number): number;
}

export const unknown = 0;
export const miss = 1;
export const hit = 2;

/** Small numbers about texts or shapes, by their numbers; forgotten where a number stands for another one. */
export class ByteMemo {
  private results = new Uint8Array(64);
  private stamps = new Uint32Array(64);

  constructor(private readonly things: Numbered) {}

  /** `unknown`, or 1 … 255 */
  get(number: number): number {
    return this.stamps[number] === this.things.stamp(number) ? (this.results[number] ?? unknown) : unknown;
  }

  set(number: number, result: number): number {
    if (number >= this.results.length) {
      this.results = growArray(this.results, number + 1);
      this.stamps = growArray(this.stamps, number + 1);
    }
    this.results[number] = result;
    this.stamps[number] = this.things.stamp(number);
    return result;
  }
}

/** Whether texts or shapes passed a test. */
export class HitMemo {
  private readonly results: ByteMemo;

  constructor(things: Numbered) {
    this.results = new ByteMemo(things);
  }

  /** `unknown`, `miss` or `hit` */
  get(number: number): number {
    return this.results.get(number);
  }

  set(number: number, isHit: boolean): boolean {
    this.results.set(number, isHit ? hit : miss);
    return isHit;
  }
}

/** The numbers that texts are, by the texts' own numbers: read once, however they are scaled and compared. */
export class NumberMemo {
  private numbers = new Float64Array(64);
  private stamps = new Uint32Array(64);

  constructor(private readonly texts: Numbered) {}

  /** NaN for a text that is no number; undefined for one that nobody has read. */
  get(text: number): number | undefined {
    return this.stamps[text] === this.texts.stamp(text) ? this.numbers[text] : undefined;
  }

  set(text: number, number: number): number {
    if (text >= this.numbers.length) {
      this.numbers = growArray(this.numbers, text + 1);
      this.stamps = growArray(this.stamps, text + 1);
    }
    this.numbers[text] = number;
    this.stamps[text] = this.texts.stamp(text);
    return number;
  }
}

const pairs = 2 ** 15;

/**
 * Whether texts passed a test in one of several groups. Of fixed size, as there can be as many pairs as rows: a pair that
 * takes another one's place only costs another test.
 */
export class PairMemo {
  private readonly groups = new Uint32Array(pairs);
  private readonly numbers = new Uint32Array(pairs);
  private readonly stamps = new Uint32Array(pairs);
  private readonly results = new Uint8Array(pairs);

  constructor(private readonly texts: Numbered) {}

  /** `unknown`, `miss` or `hit` */
  get(group: number, text: number): number {
    const at = placeOf(group, text);
    const isSame =
      this.groups[at] === group && this.numbers[at] === text && this.stamps[at] === this.texts.stamp(text);
    return isSame ? (this.results[at] ?? unknown) : unknown;
  }

  set(group: number, text: number, isHit: boolean): boolean {
    const at = placeOf(group, text);
    this.groups[at] = group;
    this.numbers[at] = text;
    this.stamps[at] = this.texts.stamp(text);
    this.results[at] = isHit ? hit : miss;
    return isHit;
  }
}

function placeOf(group: number, text: number): number {
  return (Math.imul(group, 0x9e37_79b1) ^ Math.imul(text, 0x85eb_ca6b)) >>> 17;
}

/** What was found out about texts or shapes, by their numbers. */
export class Memo<T> {
  private readonly results = new Map<number, { readonly stamp: number; readonly result: T }>();

  constructor(private readonly things: Numbered) {}

  get(number: number): T | undefined {
    const found = this.results.get(number);
    return found?.stamp === this.things.stamp(number) ? found.result : undefined;
  }

  set(number: number, result: T): T {
    this.results.set(number, { stamp: this.things.stamp(number), result });
    return result;
  }
}
