import { growArray } from './growArray.js';

/** Keeps slots from being used again while somebody still reads the rows that stood there. */
export class SlotHolds {
  private holders = 0;
  private held = new Uint8Array(0);
  private waiting: number[] = [];

  constructor(private readonly release: (slot: number) => void) {}

  /** @param limit all slots are below this */
  begin(slots: Int32Array, limit: number): void {
    this.holders++;
    this.held = growArray(this.held, limit);
    for (const slot of slots) this.held[slot] = 1;
  }

  end(): void {
    this.holders--;
    if (this.holders > 0) return;
    const { waiting } = this;
    this.held = new Uint8Array(0);
    this.waiting = [];
    for (const slot of waiting) this.release(slot);
  }

  /** The row has left the table. */
  letGo(slot: number): void {
    if (this.held[slot] === 1) this.waiting.push(slot);
    else this.release(slot);
  }
}
