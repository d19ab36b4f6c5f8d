import { growArray } from '../table/growArray.js';

/** Things with numbers that are used again for others; a number's stamp tells which one it is now. */
interface Numbered {
  stamp(number: number): number;
}

export const unknown = 0;
export const miss = 1;
export const hit = 2;

/** Whether texts or shapes passed a test, by their numbers; forgotten where a number stands for another one. */
export class HitMemo {
  private results = new Uint8Array(64);
  private stamps = new Uint32Array(64);

  constructor(private readonly things: Numbered) {}

  /** `unknown`, `miss` or `hit` */
  get(number: number): number {
    return this.stamps[number] === this.things.stamp(number) ? (this.results[number] ?? unknown) : unknown;
  }

  set(number: number, isHit: boolean): boolean {
    if (number >= this.results.length) {
      this.results = growArray(this.results, number + 1);
      this.stamps = growArray(this.stamps, number + 1);
    }
    this.results[number] = isHit ? hit : miss;
    this.stamps[number] = this.things.stamp(number);
    return isHit;
  }
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
