import type { Interner } from '../table/interner.js';

/** What was found out about interned texts, by their numbers; forgotten where a number got another text. */
export class Memo<T> {
  private readonly results: (T | undefined)[] = [];
  private readonly stamps: number[] = [];

  constructor(private readonly texts: Interner) {}

  get(number: number): T | undefined {
    return this.stamps[number] === this.texts.stamp(number) ? this.results[number] : undefined;
  }

  set(number: number, result: T): T {
    // Arrays with holes would become slow ones.
    while (this.results.length < number) {
      this.results.push(undefined);
      this.stamps.push(-1);
    }
    this.results[number] = result;
    this.stamps[number] = this.texts.stamp(number);
    return result;
  }
}
