import { growArray } from './growArray.js';

const smallest = 256;

/**
 * Keeps each text once, and only as long as somebody uses it. Number 0 stands for no text. A number can get another
 * text once nobody uses it: its stamp changes then, for those who remember something about it.
 */
export class Interner {
  private readonly numbers = new Map<string, number>();
  private texts: (string | undefined)[] = [undefined];
  private uses = new Int32Array(smallest);
  /** By number. The column is another one after it has grown. */
  stamps = new Uint32Array(smallest);
  /** How often a number was used again. */
  reused = 0;
  private free: number[] = [];

  /** Numbers are below this. */
  get limit(): number {
    return this.texts.length;
  }

  text(number: number): string | undefined {
    return this.texts[number];
  }

  /** Undefined for a text that isn't kept. */
  find(text: string | undefined): number | undefined {
    return text === undefined ? 0 : this.numbers.get(text);
  }

  /** One use more. */
  take(text: string | undefined): number {
    if (text === undefined) return 0;
    const known = this.numbers.get(text);
    const number = known ?? this.add(text);
    this.uses[number] = (this.uses[number] ?? 0) + 1;
    return number;
  }

  /** One use less. */
  release(number: number): void {
    if (number === 0) return;
    const uses = (this.uses[number] ?? 0) - 1;
    this.uses[number] = uses;
    const text = this.texts[number];
    if (uses > 0 || text === undefined) return;
    this.numbers.delete(text);
    this.texts[number] = undefined;
    this.free.push(number);
  }

  private add(text: string): number {
    const free = this.free.pop();
    if (free !== undefined) this.reused++;
    const number = free ?? this.texts.length;
    this.texts[number] = text;
    this.numbers.set(text, number);
    if (number >= this.uses.length) {
      this.uses = growArray(this.uses, number + 1);
      this.stamps = growArray(this.stamps, number + 1);
    }
    this.stamps[number] = (this.stamps[number] ?? 0) + 1;
    return number;
  }
}
